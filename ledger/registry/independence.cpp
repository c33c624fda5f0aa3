// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/independence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/party.hpp"

namespace lcl {

std::optional<Refused> dependence_refusal(const Project& project, const GrantedKey& auditor) {
  const auto is_auditor = [&](const std::string& siret) { return siren_of(siret) == auditor.number; };
  const auto depends = [&](const std::string& siret, std::string_view part) {
    return act_fields::refused(
        Refusal::not_independent, "key",
        siret == auditor.party
            ? fmt::format("the auditor, {}, is {}", siret, part)
            : fmt::format("the auditor, {}, has the number of {}, {}", auditor.party, siret, part));
  };
  for (const Mandant& mandant : project.mandants) {
    if (is_auditor(mandant.siret)) return depends(mandant.siret, "a mandant of the project");
  }
  const auto marketplace = std::find_if(project.marketplaces.begin(), project.marketplaces.end(), is_auditor);
  if (marketplace != project.marketplaces.end()) return depends(*marketplace, "a marketplace of the project");
  return std::nullopt;
}

}  // namespace lcl
