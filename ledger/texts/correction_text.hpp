// SPDX-License-Identifier: Apache-2.0
// What a corrected log changes, device by device. Devices go by their
// pseudonyms: nothing that is shown or scripted holds an identifier.
#pragma once

#include <string>

#include "ledger/intake/correction.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

[[nodiscard]] std::string correction_text(const Correction& correction);
[[nodiscard]] Json correction_json(const Correction& correction);

}  // namespace lcl
