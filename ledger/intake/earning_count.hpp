// SPDX-License-Identifier: Apache-2.0
// What a submission would earn, counted while it is prepared: its accepted
// events go through the same derivation as every tally, which goes on from the
// log and looks up what came before.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/figures/derivation.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/reader.hpp"

namespace lcl {

class EarningCount {
 public:
  /// `state` and what `lookup` reads from must outlive this; `lookup` finds what is recorded and what was
  /// accepted. Nothing is counted of a project that has no methodology.
  EarningCount(const RegistryState& state, const Project& project, const Reader& reader, EventLookup lookup);

  /// Why `resale`, the next event of its device, would earn nothing; nothing where it is credited.
  [[nodiscard]] std::optional<NotCredited> earns_nothing(const RecordedEvent& resale);
  /// Takes the next accepted event in, from `line` of the log.
  void add(const RecordedEvent& event, std::uint64_t line);
  /// What all that was added comes to; how many devices are open is left to the caller.
  [[nodiscard]] Earnings total() const;

 private:
  void count(const RecordedEvent& event, std::uint64_t line);
  [[nodiscard]] NotCredited described(const RecordedEvent& resale, std::size_t reason);
  /// Does it unless an evaluation failed before, or fails now.
  template <typename Step>
  void unless_failed(const Step& step);

  const Methodology* methodology_;
  std::set<Pseudonym> declared_;  ///< named in declarations that they are credited elsewhere
  std::optional<Derivation> derivation_;
  std::map<std::size_t, NotCredited> not_credited_;  ///< by the verdict's reason
  Earnings earnings_;
};

}  // namespace lcl
