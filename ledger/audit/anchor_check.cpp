// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/anchor_check.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl {

void find_later_than_seen(FindingList& findings, const Records& records, std::uint64_t seq, Instant time,
                          Instant seen_by) {
  if (!is_clearly_later(records.recorded_between(seq, time).earliest, seen_by)) return;
  findings.add(FindingWord::later_than_seen, seq,
               phrase("recorded at {}, but the log of size {} was seen by {}", to_string(time), seq + 1,
                      to_string(seen_by)));
}

std::size_t AnchorCheck::add(const Note& note, const Checkpoint& checkpoint) {
  Held held{{checkpoint, {}, {}, {}}, sha256(note.text)};
  if (anchors_.policy) {
    QuorumCheck quorum = check_quorum(*anchors_.policy, note);
    for (const std::string& witness : quorum.wrong)
      findings_.add_of_checkpoint(FindingWord::wrong_cosignature, checkpoint.size, witness);
    if (!quorum.reached) {
      findings_.add_of_checkpoint(FindingWord::no_quorum, checkpoint.size,
                                  phrase("cosigned by {} of the policy's witnesses", quorum.seen_by.size()));
    }
    held.anchor.quorum_at = quorum.time;
    held.anchor.seen_by = std::move(quorum.seen_by);
  }
  held_.push_back(std::move(held));
  return held_.size() - 1;
}

void AnchorCheck::check_log(const std::optional<NoteVerifier>& log) {
  if (log && anchors_.policy && !anchors_.policy->knows(*log))
    findings_.add(FindingWord::wrong_log_key, 0,
                  phrase("found {}, which the policy does not list", vkey(*log)));
}

void AnchorCheck::check_timestamps() {
  for (std::size_t i = 0; i < anchors_.timestamps.size(); ++i) {
    const std::string& response = anchors_.timestamps[i];
    const auto refuse = [&](const std::string& why) {
      findings_.add(FindingWord::wrong_timestamp, std::nullopt,
                    phrase("number {} of those given: {}", i + 1, why));
    };
    const std::optional<Digest> stamped = stamped_by(response);
    bool is_of_one = false;
    for (Held& held : held_) {
      if (held.stamped != stamped) continue;
      const auto verified = verify_timestamp(response, held.stamped, anchors_.authorities);
      if (const auto* fault = std::get_if<TimestampFault>(&verified)) {
        if (!is_of_one) refuse(fault->what);
      } else {
        held.anchor.timestamps.push_back(std::get<Timestamp>(verified));
      }
      is_of_one = true;
    }
    if (is_of_one) continue;
    refuse(stamped ? phrase("it is on none of the checkpoints given from outside")
                   : phrase("not an answer of a timestamp authority on a SHA-256"));
  }
}

void AnchorCheck::check_times(const Records& records) {
  for (const Held& held : held_) {
    const std::optional<Instant> known = known_since(held.anchor);
    if (!held.holds || !held.last_entry || !known) continue;
    find_later_than_seen(findings_, records, held.anchor.checkpoint.size - 1, *held.last_entry, *known);
  }
}

std::vector<ShownAnchor> AnchorCheck::shown() const {
  std::vector<ShownAnchor> shown;
  for (const Held& held : held_)
    if (held.holds) shown.push_back(held.anchor);
  std::stable_sort(shown.begin(), shown.end(), [](const ShownAnchor& a, const ShownAnchor& b) {
    return a.checkpoint.size < b.checkpoint.size;
  });
  return shown;
}

std::optional<Instant> known_since(const ShownAnchor& anchor) {
  std::optional<Instant> known = anchor.quorum_at;
  for (const Timestamp& each : anchor.timestamps) known = known ? std::min(*known, each.time) : each.time;
  return known;
}

std::string anchor_text(const ShownAnchor& anchor) {
  std::string others;
  const auto add = [&others](std::string_view how, const std::string& who, Instant time) {
    others += phrase("{}{} by {} at {}", others.empty() ? "" : "; ", how, who, to_string(time));
  };
  for (const SeenBy& each : anchor.seen_by) add("seen", each.witness, each.time);
  for (const Timestamp& each : anchor.timestamps) add("stamped", each.authority, each.time);
  return phrase("the log stood at size {} when {}", anchor.checkpoint.size,
                others.empty() ? phrase("it was kept outside") : others);
}

}  // namespace lcl
