// SPDX-License-Identifier: Apache-2.0
// The findings of one verification: all are counted, so many are kept, and in
// the end they stand in the order of the report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/audit/finding.hpp"

namespace lcl {

class FindingList {
 public:
  explicit FindingList(std::size_t keep_at_most) : keep_at_most_(keep_at_most) {}

  void add(Finding finding);
  void add(FindingWord word, std::optional<std::uint64_t> seq, std::string detail = {});
  /// Of the checkpoint of `size`.
  void add_of_checkpoint(FindingWord word, std::uint64_t size, std::string detail);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Of these, those about what was given from outside.
  [[nodiscard]] std::uint64_t count_of_anchors() const { return of_anchors_; }
  /// In order of entry, those of no entry last, then of the vocabulary.
  [[nodiscard]] std::vector<Finding> take_in_order();

 private:
  std::size_t keep_at_most_;
  std::uint64_t count_ = 0;
  std::uint64_t of_anchors_ = 0;
  std::vector<Finding> kept_;
};

}  // namespace lcl
