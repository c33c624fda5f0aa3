// SPDX-License-Identifier: Apache-2.0
// Private parts: that each is the one its payload states, and that those that
// are gone were erased by a statement.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"

namespace lcl {

class PrivateCheck {
 public:
  explicit PrivateCheck(FindingList& findings) : findings_(findings) {}

  /// Judges the private part of the next row that can be judged, by the digest that its payload states.
  void take(const ExaminedEntry& row, const std::optional<Digest>& stated);
  /// Tells those erased from those missing; `erased` is Records::erased.
  void end(const std::map<std::uint64_t, std::uint64_t>& erased);

  [[nodiscard]] std::uint64_t erased() const { return erased_; }

 private:
  FindingList& findings_;
  std::vector<std::uint64_t> absent_;  // seq of rows whose payload states one, ascending
  std::uint64_t erased_ = 0;
};

}  // namespace lcl
