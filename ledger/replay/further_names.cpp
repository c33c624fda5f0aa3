// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/further_names.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

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

std::vector<FurtherNames> further_names_in(const AuthenticatedLog& log, const std::vector<StateAt>& points) {
  std::vector<FurtherNames> found(points.size());
  std::vector<std::set<Pseudonym>> names;
  names.reserve(points.size());
  std::uint64_t size = 0;
  for (const StateAt& point : points) {
    names.push_back(names_in(point.state));
    if (!names.back().empty()) size = std::max(size, point.size);
  }
  if (size == 0) return found;
  // Entries that bring such a name, for where they are taken back.
  std::unordered_map<std::uint64_t, std::vector<Pseudonym>> brought;
  log.scan(0, size, [&](const AuthenticEntry& stored) {
    if (stored.entry.device && stored.entry.kind == word(EventKind::void_)) {
      const auto taken_back = brought.find(links_of(stored.entry, EventKind::void_).standing);
      if (taken_back == brought.end()) return;
      for (std::size_t i = 0; i < points.size(); ++i) {
        const auto names_of = found[i].find(*stored.entry.device);
        if (stored.entry.seq >= points[i].size || names_of == found[i].end()) continue;
        for (const Pseudonym& also : taken_back->second) std::erase(names_of->second, also);
      }
      return;
    }
    for (const Pseudonym& also : stored.entry.also) {
      for (std::size_t i = 0; i < points.size(); ++i) {
        if (stored.entry.seq >= points[i].size || !names[i].contains(also)) continue;
        found[i][*stored.entry.device].push_back(also);
        brought[stored.entry.seq].push_back(also);
      }
    }
  });
  return found;
}

}  // namespace lcl
