// SPDX-License-Identifier: Apache-2.0
// Submissions: that the events after the statement are those that were signed,
// all of them, and that no event stands anywhere else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

class ManifestCheck {
 public:
  explicit ManifestCheck(FindingList& findings) : findings_(findings) {}

  /// A statement at `seq` said that `count` events of `project` follow, with the manifest `digest`.
  void begin(std::uint64_t seq, std::string_view project, std::uint64_t count, const Digest& digest);
  void take(const ExaminedEntry& event);
  /// An entry came that cannot be read. It is taken for an event where one is due; else it may have been the
  /// statement of the events after it, which then are no strays.
  void take_unreadable();
  /// A statement comes, or the log ends.
  void end();

  [[nodiscard]] bool is_running() const { return due_ > 0; }

 private:
  void complete();

  FindingList& findings_;
  std::uint64_t seq_ = 0;
  std::string project_;
  Digest digest_;            // as signed
  std::uint64_t count_ = 0;  // as signed
  std::uint64_t due_ = 0;    // events still to come
  bool has_unreadable_ = false;
  bool strays_are_excused_ = false;
  Sha256 hasher_;
  std::string lines_;  // of the manifest, not hashed yet
};

}  // namespace lcl
