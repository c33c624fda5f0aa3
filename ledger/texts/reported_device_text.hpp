// SPDX-License-Identifier: Apache-2.0
// A device in the reports of its projects, as `lcl explain` shows it.
#pragma once

#include <string>
#include <vector>

#include "ledger/replay/reported_device.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

[[nodiscard]] Json reported_json(const std::vector<ReportedDevice>& reports);
/// Lines, or nothing where it is in no report.
[[nodiscard]] std::string reported_text(const std::vector<ReportedDevice>& reports);

}  // namespace lcl
