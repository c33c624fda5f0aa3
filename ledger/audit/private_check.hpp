// SPDX-License-Identifier: Apache-2.0
// Private parts: that each is the one its payload states, and that those that
// are gone were erased by a statement or are withheld by a bundle.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/withheld_check.hpp"

namespace lcl {

class PrivateCheck {
 public:
  /// All must outlive this.
  PrivateCheck(FindingList& findings, SharedReader& reader, const WithheldCheck& withheld)
      : findings_(findings), reader_(reader), withheld_by_bundle_(withheld) {}

  /// Judges the private part of the next row that can be judged, by the digest that its payload states.
  void take(const ExaminedEntry& row, const std::optional<Digest>& stated);
  /// Tells those erased from those withheld and those missing; `erased` is Records::erased.
  void end(const std::map<std::uint64_t, std::uint64_t>& erased);

  [[nodiscard]] std::uint64_t erased() const { return erased_; }
  [[nodiscard]] std::uint64_t withheld() const { return withheld_; }
  [[nodiscard]] std::uint64_t missing() const { return missing_; }

 private:
  /// A row whose payload states a private part that is not here.
  struct AbsentPart {
    std::uint64_t seq = 0;
    bool may_be_withheld = false;
  };
  [[nodiscard]] bool is_absent(std::uint64_t seq) const;
  [[nodiscard]] bool is_withheld_whole(std::uint64_t seq);

  FindingList& findings_;
  SharedReader& reader_;
  const WithheldCheck& withheld_by_bundle_;
  std::vector<AbsentPart> absent_;  // ascending
  std::uint64_t erased_ = 0;
  std::uint64_t withheld_ = 0;
  std::uint64_t missing_ = 0;
};

}  // namespace lcl
