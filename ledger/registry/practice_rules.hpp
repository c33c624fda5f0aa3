// SPDX-License-Identifier: Apache-2.0
// What was done before a project is stated whole in every project of those who
// did it, so that a second project earns nothing for it either.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// A project as it would be, labelled.
struct ProjectToBe {
  std::string id;
  std::string developer;
  std::vector<Mandant> mandants;
  Period crediting_period;
  const Methodology& methodology;
  const std::vector<StatedParameter>& parameters;
};

/// practice_understated where another labelled project of one of its parties, or of a company of its group,
/// states more of what a methodology marks as practice, in a crediting period that does not begin after its
/// own.
[[nodiscard]] std::optional<Refused> practice_refusal(const Records& records, const ProjectToBe& project,
                                                      const char* field);
/// The same of a labelled project, whose parties become these.
[[nodiscard]] std::optional<Refused> practice_refusal(const Records& records, const Project& labelled,
                                                      std::string developer, std::vector<Mandant> mandants,
                                                      const char* field);

}  // namespace lcl
