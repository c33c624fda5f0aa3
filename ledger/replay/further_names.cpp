// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/further_names.hpp"

#include <fmt/format.h>

#include <set>

#include "ledger/chain/entry.hpp"
#include "ledger/values/error.hpp"

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

FurtherNames further_names_in(const Reader& reader, const RegistryState& state, std::uint64_t size) {
  FurtherNames found;
  const std::set<Pseudonym> names = names_in(state);
  if (names.empty()) return found;
  Entry entry;
  reader.scan(0, size, [&](const StoredEntry& stored) {
    if (const char* fault = read_entry(stored.entry, entry))
      throw Error(Obstacle::damaged, fmt::format("entry {}: {}; run lcl verify", stored.seq, fault));
    for (const Pseudonym& also : entry.also) {
      if (names.contains(also)) found[*entry.device].push_back(also);
    }
  });
  return found;
}

}  // namespace lcl
