// SPDX-License-Identifier: Apache-2.0
// What a sample is drawn from: the cycles of a project of which an event counts
// in a span, each with its size (schemas/README.md, "Sampling").
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/figures/cycle_lines.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

/// A cycle of the frame: one item of what an auditor samples from.
struct FrameCycle {
  std::uint64_t collection = 0;  ///< seq
  CycleName name;
  std::uint32_t category = 0;  ///< place in the frame's categories
  /// Place in the frame's participants: of the resale where that counts in the span, else of the collection.
  std::uint32_t participant = 0;
  Decimal avoided;         ///< what counts in the span, kgCO2e
  Decimal emitted;         ///< by all its events, kgCO2e
  Decimal cap;             ///< M: what the events of a cycle of its category emit at most
  bool confirmed = false;  ///< something in it is what its method takes for a likely slip

  /// What it comes to, as it is recorded.
  [[nodiscard]] Decimal book() const { return avoided - emitted; }
  /// m: as much as it can be overstated by, as far as its cap holds.
  [[nodiscard]] Decimal size() const { return std::max(avoided, Decimal(0)) + cap; }
  /// Its overstatement where nothing of it can be shown: as if it avoided nothing and emitted its cap.
  [[nodiscard]] Decimal wholly_wrong() const {
    return std::max(avoided, Decimal(0)) + std::max(cap - emitted, Decimal(0));
  }
};

struct Frame {
  std::vector<FrameCycle> cycles;  ///< by ascending collection
  std::vector<std::string> categories;
  std::vector<std::string> participants;  ///< SIRET
};

/// The cycles of a frame that are of one category and one participant.
struct FrameStratum {
  std::string category;
  std::string participant;  ///< SIRET
  std::uint64_t cycles = 0;
  Decimal kg_co2e;  ///< their sizes
};
/// Ascending by category, then participant.
[[nodiscard]] std::vector<FrameStratum> strata_of(const Frame& frame);

/// What an event adds to its cycle or, where it is taken back, takes off.
struct FrameChange {
  std::uint64_t collection = 0;  ///< seq
  CycleName name;
  std::uint32_t category = 0;   ///< the derivation's number, as of participants
  std::uint32_t collector = 0;  ///< participant of the collection
  std::int64_t seller = 0;      ///< participant of a resale that counts in the span
  Decimal avoided;              ///< in the span
  Decimal emitted;
  std::int32_t events = 0;  ///< in the span
  std::int32_t slips = 0;   ///< that are confirmed
};

/// Sums changes as they come; holds no more than twice what is left of them.
class FrameCycles {
 public:
  void add(const FrameChange& change);
  /// Those with an event in the span, one for each cycle, by ascending collection.
  [[nodiscard]] std::vector<FrameChange> take();

 private:
  void merge();

  std::vector<FrameChange> changes_;
  std::size_t merged_ = 0;  // as many were left when they were last merged
};

}  // namespace lcl
