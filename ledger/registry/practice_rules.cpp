// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/practice_rules.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/parties.hpp"
#include "ledger/values/party.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Who takes part in a project, as a message names it: the national numbers of its developer and mandants,
/// and the groups that their keys were granted with.
std::set<std::string> parties_of(const Records& records, const std::string& developer,
                                 const std::vector<Mandant>& mandants) {
  std::set<std::string> numbers;
  const auto party = parse_party(developer);
  if (party && !party->national_number.empty()) numbers.insert(party->national_number);
  for (const Digest& id : keys_of_party(records, developer)) {
    const std::string& number = records.keys.at(id).number;
    if (!number.empty()) numbers.insert(number);
  }
  for (const Mandant& mandant : mandants) numbers.emplace(siren_of(mandant.siret));
  std::set<std::string> parties = numbers;
  for (const std::string& number : numbers) {
    for (const Digest& id : keys_of_number(records, number)) {
      const GrantedKey& key = records.keys.at(id);
      if (!key.group.empty() && !key.standing.annulled)
        parties.insert(phrase("a company of the group {}", key.group));
    }
  }
  return parties;
}

std::optional<std::string> in_common(const std::set<std::string>& parties,
                                     const std::set<std::string>& others) {
  const auto found = std::find_if(parties.begin(), parties.end(),
                                  [&](const std::string& party) { return others.contains(party); });
  return found == parties.end() ? std::nullopt : std::optional(*found);
}

/// What is stated of a parameter and category; 0 where nothing is.
Decimal stated_in(const std::vector<StatedParameter>& parameters, std::string_view name,
                  std::string_view category) {
  for (const StatedParameter& parameter : parameters) {
    if (parameter.name != name) continue;
    const auto value = parameter.values.find(category);
    if (value != parameter.values.end()) return value->second;
  }
  return {};
}

/// The parameters of practice that a project states.
std::vector<const StatedParameter*> practice_of(const Records& records, const Project& project) {
  std::vector<const StatedParameter*> stated;
  const auto adopted = records.methodologies.find(project.methodology);
  if (adopted == records.methodologies.end()) return stated;
  for (const ProjectParameter& asked : adopted->second.methodology->project_parameters()) {
    for (const StatedParameter& parameter : project.parameters) {
      if (asked.practice && parameter.name == asked.name) stated.push_back(&parameter);
    }
  }
  return stated;
}

}  // namespace

std::optional<Refused> practice_refusal(const Records& records, const ProjectToBe& project,
                                        const char* field) {
  const std::set<std::string> parties = parties_of(records, project.developer, project.mandants);
  for (const auto& [id, other] : records.projects) {
    if (id == project.id || other.labelled == 0 || other.state == ProjectState::withdrawn) continue;
    if (other.crediting_period.from >= project.crediting_period.to) continue;
    const auto shared = in_common(parties, parties_of(records, other.developer, other.mandants));
    if (!shared) continue;
    for (const StatedParameter* practice : practice_of(records, other)) {
      for (const auto& [category, value] : practice->values) {
        if (!category.empty() && !project.methodology.knows_category(category)) continue;
        const Decimal own = stated_in(project.parameters, practice->name, category);
        if (own >= value) continue;
        return act_fields::refused(
            Refusal::practice_understated, field,
            phrase("{}, in which {} takes part too, states {} {}, and this project {}", id, *shared,
                   practice->name + (category.empty() ? "" : '[' + category + ']'), to_string(value),
                   to_string(own)));
      }
    }
  }
  return std::nullopt;
}

std::optional<Refused> practice_refusal(const Records& records, const Project& labelled,
                                        std::string developer, std::vector<Mandant> mandants,
                                        const char* field) {
  const auto adopted = records.methodologies.find(labelled.methodology);
  if (labelled.labelled == 0 || adopted == records.methodologies.end()) return std::nullopt;
  return practice_refusal(records,
                          {labelled.id, std::move(developer), std::move(mandants), labelled.crediting_period,
                           *adopted->second.methodology, labelled.parameters},
                          field);
}

}  // namespace lcl
