// SPDX-License-Identifier: Apache-2.0
// Who else has seen the checkpoints that were brought from outside: the
// witnesses of the policy and the timestamp authorities. Whether the log extends
// them is for whoever reads the log.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ledger/audit/anchor.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/registry/records.hpp"

namespace lcl {

/// Finds entry `seq`, which states `time`, if that is later than others had seen it at `seen_by`. What a
/// correction of the clock calls wrong counts as recorded before the clock went wrong.
void find_later_than_seen(FindingList& findings, const Records& records, std::uint64_t seq, Instant time,
                          Instant seen_by);

class AnchorCheck {
 public:
  /// Both must outlive this.
  AnchorCheck(FindingList& findings, const Anchors& anchors) : findings_(findings), anchors_(anchors) {}

  /// Takes a checkpoint from outside and checks its cosignatures. Its number, from 0.
  std::size_t add(const Note& note, const Checkpoint& checkpoint);
  /// The log extends checkpoint `number`, the last entry of which is of `time`.
  void extend(std::size_t number, Instant time) { held_[number].last_entry = time; }
  /// The log has not shown that it extends checkpoint `number`.
  void reject(std::size_t number) { held_[number].holds = false; }
  /// Checks the log's key against the policy; nothing: it is not known.
  void check_log(const std::optional<NoteVerifier>& log);
  /// Checks the timestamps; once all checkpoints are in.
  void check_timestamps();
  /// Holds the times of the entries to those at which others had seen them; once the log was read.
  void check_times(const Records& records);

  /// Those that were not rejected, by size.
  [[nodiscard]] std::vector<ShownAnchor> shown() const;

 private:
  struct Held {
    ShownAnchor anchor;
    Digest stamped;  ///< SHA-256 of the checkpoint's text
    bool holds = true;
    std::optional<Instant> last_entry{};  // its time
  };

  FindingList& findings_;
  const Anchors& anchors_;
  std::vector<Held> held_;
};

}  // namespace lcl
