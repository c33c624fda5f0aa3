// SPDX-License-Identifier: Apache-2.0
// What each cycle comes to: one line for a cycle and a vintage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"

namespace lcl {

enum class Counting : std::uint8_t;

/// A cycle, however its events are recorded: a device, and how many collections of it stand before the
/// cycle's.
struct CycleName {
  Pseudonym device;
  std::uint32_t ordinal = 0;
  friend auto operator<=>(const CycleName&, const CycleName&) = default;
};

/// What a cycle avoids less what it emits and gives back in a vintage, in one period.
struct CycleLine {
  CycleName cycle;
  int vintage = 0;
  Decimal kg_co2e;
};

/// Sums lines as they come, in any order; holds no more than twice those that are left.
class CycleLines {
 public:
  void add(const CycleLine& change);
  /// One line for a cycle and vintage that comes to something, ascending.
  [[nodiscard]] std::vector<CycleLine> take();

 private:
  void merge();

  std::vector<CycleLine> lines_;
  std::size_t merged_ = 0;  // as many were left when they were last merged
};

/// The digest that a report states of its lines, and of what is its period's and no cycle's, by vintage
/// (schemas/README.md, "Reports, opinions, issuances").
[[nodiscard]] Digest digest_of(const std::vector<CycleLine>& lines, const std::map<int, Decimal>& of_period);

/// What a period comes to: its cycles, ascending, and by vintage what is taken off that is no cycle's.
struct PeriodLines {
  const std::vector<CycleLine>& cycles;
  std::map<int, Decimal> of_period;
};

/// What a period came to when an auditor saw it, beside what it comes to now.
struct LinesCompared {
  /// By vintage: Σ of the lesser of both, of each cycle, less the greater of what both take off.
  std::map<int, Decimal> lesser;
  bool differ = false;
  bool risen = false;  ///< a cycle comes to more now, or less is taken off
};
/// Where the report gives no credit, what was seen of a cycle is 0 at most, and nothing is taken off but what
/// would leave less than 0 if it did.
[[nodiscard]] LinesCompared compare(const PeriodLines& seen, const PeriodLines& now, Counting counting);

/// A line that comes to something else now than when it was seen; 0 where it is not there.
struct ChangedLine {
  CycleName cycle;
  int vintage = 0;
  Decimal seen;
  Decimal now;
};
/// Of two lists, ascending.
[[nodiscard]] std::vector<ChangedLine> changed_lines(const std::vector<CycleLine>& seen,
                                                     const std::vector<CycleLine>& now);

}  // namespace lcl
