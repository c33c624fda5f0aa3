// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/time_check.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "ledger/audit/anchor_check.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

namespace fields = act_fields;

/// Of entries to come; only a log whose times jump to and fro has more, and then the last one reaches to its
/// end.
constexpr std::size_t most_ranges = 1'000;

/// The checkpoint that an act `anchored` is about, as a note with the cosignatures that it holds.
std::optional<Note> note_of(const std::string& text, const Json& act) {
  std::string note = text + '\n';
  for (const std::string& line : fields::texts(act, "cosignatures")) note += line + '\n';
  return parse_note(note);
}

/// When others had signed a checkpoint: by `by`, and not before `since`.
struct SignedBetween {
  Instant since;
  Instant by;
};

std::optional<SignedBetween> confirmed(const Anchors& anchors, const Statement& statement) {
  const Head head = fields::checkpoint(statement.act, "checkpoint");
  const std::string text = checkpoint_text({statement.origin, head.size, head.root});
  std::optional<SignedBetween> between;
  if (anchors.policy) {
    const std::optional<Note> note = note_of(text, statement.act);
    const QuorumCheck quorum = note ? check_quorum(*anchors.policy, *note) : QuorumCheck{};
    if (quorum.time && quorum.not_before) between = {*quorum.not_before, *quorum.time};
  }
  const std::string token = fields::text_or_empty(statement.act, "timestamp");
  if (token.empty() || anchors.authorities.empty()) return between;
  const auto verified = verify_timestamp(*from_base64(token), sha256(text), anchors.authorities);
  if (const auto* stamp = std::get_if<Timestamp>(&verified)) {
    between = between
                  ? SignedBetween{std::max(between->since, stamp->time), std::min(between->by, stamp->time)}
                  : SignedBetween{stamp->time, stamp->time};
  }
  return between;
}

}  // namespace

void TimeCheck::take(std::uint64_t seq, Instant time) {
  const bool is_below = acts_.last && is_clearly_later(acts_.last->not_before, time);
  if (is_below && !is_below_) {
    findings_.add(FindingWord::earlier_than_anchored, seq,
                  phrase("recorded at {}, though it was {} already before entry {}", to_string(time),
                         to_string(acts_.last->not_before), acts_.last->seq));
  }
  is_below_ = is_below;
  if (!is_clearly_later(time, now_)) return;
  const bool goes_on = !later_.empty() && later_.back().last + 1 == seq && later_.back().time <= time;
  if (goes_on || later_.size() == most_ranges) {
    later_.back().last = seq;
    later_.back().time = time;
  } else {
    later_.push_back({seq, seq, time});
  }
}

void TimeCheck::take_anchored(std::uint64_t seq, const Statement& statement,
                              std::optional<Instant> reached_at) {
  ++acts_.acts;
  const std::optional<SignedBetween> between = confirmed(anchors_, statement);
  if (!between) return;
  ++acts_.confirmed;
  const std::uint64_t size = fields::checkpoint(statement.act, "checkpoint").size;
  if (reached_at) seen_.push_back({size - 1, *reached_at, between->by});
  if (acts_.last && acts_.last->not_before >= between->since) return;
  acts_.last = {seq, between->since};
  is_below_ = false;
}

void TimeCheck::end(const Records& records) {
  for (const SeenEntry& each : seen_)
    find_later_than_seen(findings_, records, each.seq, each.time, each.seen_by);
  for (const ClockCorrection& correction : records.clock_corrections) {
    std::erase_if(later_, [&](LaterThanNow& range) {
      if (range.last < correction.from || range.first >= correction.seq || range.time <= correction.time)
        return false;
      if (range.first >= correction.from) return true;
      range.last = correction.from - 1;
      range.time = correction.last;
      return false;
    });
  }
}

}  // namespace lcl
