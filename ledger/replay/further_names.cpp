// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/further_names.hpp"

#include <set>


namespace lcl {
namespace {

/// Every pseudonym that a declaration names.
std::set<Pseudonym> names_in(const RegistryState& state) {
  std::set<Pseudonym> names;
  for (const auto& [id, project] : state.projects()) {
    for (const CreditedElsewhere& declared : project.credited_elsewhere)
      names.insert(declared.devices.begin(), declared.devices.end());
  }
  return names;
}

}  // namespace

FurtherNames further_names_in(const AuthenticatedLog& log, const RegistryState& state, std::uint64_t size) {
  FurtherNames found;
  const std::set<Pseudonym> names = names_in(state);
  if (names.empty()) return found;
  log.scan(0, size, [&](const AuthenticEntry& stored) {
    for (const Pseudonym& also : stored.entry.also) {
      if (names.contains(also)) found[*stored.entry.device].push_back(also);
    }
  });
  return found;
}

}  // namespace lcl
