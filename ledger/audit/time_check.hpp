// SPDX-License-Identifier: Apache-2.0
// The times of entries, held to what others say: the witnesses and authorities whose word stands in the log
// (`anchored`), and the clock of whoever verifies.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/registry/statement.hpp"

namespace lcl {

class TimeCheck {
 public:
  /// `findings` and `anchors` must outlive this.
  TimeCheck(FindingList& findings, const Anchors& anchors, Instant now)
      : findings_(findings), anchors_(anchors), now_(now) {}

  /// The next entry; after what it says, if it is an act that says anything of times.
  void take(std::uint64_t seq, Instant time);
  /// Entry `seq` is an act `anchored` that is in order; the head it names was reached at `reached_at`.
  void take_anchored(std::uint64_t seq, const Statement& statement, std::optional<Instant> reached_at);
  /// The log was read; `records` say what became of wrong clocks.
  void end(const Records& records);

  [[nodiscard]] const AnchoredActs& anchored() const { return acts_; }
  /// At the end.
  [[nodiscard]] const std::vector<LaterThanNow>& later_than_now() const { return later_; }

 private:
  /// An entry that others had seen by an instant.
  struct SeenEntry {
    std::uint64_t seq = 0;
    Instant time;
    Instant seen_by;
  };

  FindingList& findings_;
  const Anchors& anchors_;
  Instant now_;
  AnchoredActs acts_;
  bool is_below_ = false;  // the last entry is earlier than the acts before it allow
  std::vector<SeenEntry> seen_;
  std::vector<LaterThanNow> later_;
};

}  // namespace lcl
