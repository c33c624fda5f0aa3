// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/independence.hpp"

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

std::optional<Refused> dependence_refusal(const Project& project, const GrantedKey& auditor) {
  const auto is_auditor = [&](const std::string& siret) { return siren_of(siret) == auditor.number; };
  const auto depends = [&](const std::string& siret, std::string_view part) {
    return act_fields::refused(Refusal::not_independent, "key",
                               siret == auditor.party ? phrase("the auditor, {}, is {}", siret, part)
                                                      : phrase("the auditor, {}, has the number of {}, {}",
                                                               auditor.party, siret, part));
  };
  for (const Mandant& mandant : project.mandants) {
    if (is_auditor(mandant.siret)) return depends(mandant.siret, phrase("a mandant of the project"));
  }
  const auto marketplace = std::find_if(project.marketplaces.begin(), project.marketplaces.end(), is_auditor);
  if (marketplace != project.marketplaces.end())
    return depends(*marketplace, phrase("a marketplace of the project"));
  return std::nullopt;
}

}  // namespace lcl
