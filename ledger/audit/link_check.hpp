// SPDX-License-Identifier: Apache-2.0
// The chain by itself: every entry in its place, linked to the one before, never
// earlier.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "ledger/audit/finding_list.hpp"
#include "ledger/chain/entry.hpp"

namespace lcl {

class LinkCheck {
 public:
  /// The hash of an entry that is kept beside the log, where one is: tells which of two neighbours was
  /// altered.
  using KeptLeaf = std::function<std::optional<Digest>(std::uint64_t seq)>;

  /// `findings` must outlive this.
  explicit LinkCheck(FindingList& findings, KeptLeaf kept_leaf = {})
      : findings_(findings), kept_leaf_(std::move(kept_leaf)) {}

  /// Judges the next entry, which stands at `seq`.
  void check(std::uint64_t seq, const Entry& entry, const Digest& leaf);
  /// The next entry is missing or cannot be read: the one after it is linked to nothing known.
  void interrupt();

  /// Of the last entry, if it could be read.
  [[nodiscard]] const std::optional<Digest>& last_leaf() const { return last_leaf_; }

 private:
  void check_prev(std::uint64_t seq, const Entry& entry, const Digest& before);

  FindingList& findings_;
  KeptLeaf kept_leaf_;
  std::optional<Digest> last_leaf_;
  std::optional<Instant> last_time_;
};

}  // namespace lcl
