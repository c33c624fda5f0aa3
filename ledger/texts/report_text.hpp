// SPDX-License-Identifier: Apache-2.0
// Monitoring reports, their opinions, and how far each has come.
#pragma once

#include <string>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// For people: `audited: unmodified, reasonable assurance, entry 31`.
[[nodiscard]] std::string stage_text(const Project& project, const Report& report);

[[nodiscard]] Json report_json(const Project& project, const Report& report);
[[nodiscard]] Json opinion_json(const Opinion& opinion);
/// ` reopened by entry 12`, ` lapsed by entry 12`; empty where it stands.
[[nodiscard]] std::string fate_text(const Opinion& opinion);
[[nodiscard]] std::string opinion_text(const Opinion& opinion);

}  // namespace lcl
