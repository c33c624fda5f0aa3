// SPDX-License-Identifier: Apache-2.0
// An auditor's accreditation, as the certifier records it.
#pragma once

#include <string>
#include <string_view>

#include "ledger/values/json.hpp"

namespace lcl::test {

[[nodiscard]] inline Json accreditation(std::string_view party, std::string_view from = "2020-01-01",
                                        std::string_view to = "9999-12-31") {
  return {{"party", std::string(party)},
          {"body", "COFRAC"},
          {"reference", "4-0001"},
          {"scope", "ISO 14065"},
          {"valid", {{"from", std::string(from)}, {"to", std::string(to)}}}};
}

}  // namespace lcl::test
