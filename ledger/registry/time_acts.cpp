// SPDX-License-Identifier: Apache-2.0
// What bounds the times of entries: anchors, which others have signed, and corrections of a wrong clock.

#include <algorithm>
#include <string>
#include <vector>

#include "ledger/chain/cosignature.hpp"
#include "ledger/chain/timestamp_token.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

/// The head that an act names, looked up; it must be one of the log's.
std::optional<Refused> head_refusal(const ActAtHand& at_hand, SeenHead& found) {
  const Head head = checkpoint(at_hand.act(), "checkpoint");
  found = at_hand.look_up(head);
  if (found.is_known && head.size > 0) return std::nullopt;
  return refused(Refusal::unknown_head, "act.checkpoint",
                 phrase("this log never was at size {} with the root {}", head.size, hex(head.root)));
}

/// The latest time that what is anchored cannot have been signed before, by its own word: that of the
/// timestamp, and the earliest of the cosignatures, whichever of them a policy counts.
std::optional<Instant> stated_since(const Json& act) {
  std::optional<Instant> since;
  for (const std::string& line : texts(act, "cosignatures")) {
    const std::optional<Instant> time = cosigned_at(line);
    if (time) since = since ? std::min(*since, *time) : *time;
  }
  const std::string timestamp = text_or_empty(act, "timestamp");
  const std::optional<Instant> stamped =
      timestamp.empty() ? std::nullopt : stamped_at(*from_base64(timestamp));
  if (!stamped) return since;
  return since ? std::max(*since, *stamped) : *stamped;
}

/// Whether what was anchored after `from` has a later time than the one that is said to be right, and the
/// certifier does not say that it is false.
std::optional<Refused> anchored_refusal(const Records& records, const Json& act, std::uint64_t from) {
  const std::vector<std::uint64_t> disputed = integers(act, "disputed");
  for (auto each = records.anchored_times.rbegin();
       each != records.anchored_times.rend() && each->seq >= from; ++each) {
    if (!is_clearly_later(each->since, instant(act, "time"))) continue;
    if (std::binary_search(disputed.begin(), disputed.end(), each->seq)) continue;
    return refused(Refusal::earlier_than_anchored, "act.time",
                   phrase("others had signed this log at {} already, as entry {} says",
                          to_string(each->since), each->seq));
  }
  return std::nullopt;
}

Refused wrong_date(const char* field, std::string message) {
  return refused(Refusal::impossible_date, field, std::move(message));
}

}  // namespace

std::optional<Refused> judge_clock_corrected(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Instant last = instant(act, "last");
  const Instant time = instant(act, "time");
  SeenHead before;
  if (auto fault = head_refusal(at_hand, before)) return fault;
  const std::uint64_t from = checkpoint(act, "checkpoint").size;
  if (from >= at_hand.statement.seen.size)
    return refused(Refusal::malformed_statement, "act.checkpoint",
                   phrase("no entry that the signer saw comes after it"));
  if (before.reached_at && *before.reached_at != last) {
    return wrong_date("act.last",
                      phrase("entry {} was recorded at {}", from - 1, to_string(*before.reached_at)));
  }
  if (time < last) {
    return wrong_date(
        "act.time", phrase("entry {}, the last one before the clock went wrong, was recorded at {}", from - 1,
                           to_string(last)));
  }
  if (before.passed_at && *before.passed_at <= time) {
    return wrong_date("act.time", phrase("entry {} is not later than that: it was recorded at {}", from,
                                         to_string(*before.passed_at)));
  }
  if (at_hand.time < time)
    return wrong_date("act.time",
                      phrase("it is later than {}, the time of recording", to_string(at_hand.time)));
  return anchored_refusal(records, act, from);
}

/// What was recorded as beginning after the corrected time was recorded under the wrong clock: no such date
/// passed before. It counts from the day of the correction, so that nobody has to wait for it.
void record_clock_corrected(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Instant time = instant(act, "time");
  records.clock_corrections.push_back(
      {at_hand.seq, checkpoint(act, "checkpoint").size, instant(act, "last"), time});
  const Instant today = *parse_date(date_of(time));
  for (auto& [siret, participant] : records.participants) {
    for (Suspension& suspension : participant.suspensions) {
      suspension.from = std::min(suspension.from, today);
      if (suspension.to) suspension.to = std::min(*suspension.to, today);
    }
  }
}

/// Who signed it is for whoever verifies to say, with a policy or an authority's certificate; that it is
/// about this log, as it was when the signer saw it, is said here.
std::optional<Refused> judge_anchored(const Records&, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Head head = checkpoint(act, "checkpoint");
  SeenHead found;
  if (auto fault = head_refusal(at_hand, found)) return fault;
  if (head.size > at_hand.statement.seen.size) {
    return refused(
        Refusal::unknown_head, "act.checkpoint",
        phrase("it is later than the log of size {} that its signer saw", at_hand.statement.seen.size));
  }
  const std::vector<std::string> lines = texts(act, "cosignatures");
  const std::string timestamp = text_or_empty(act, "timestamp");
  if (lines.empty() && timestamp.empty())
    return refused(Refusal::malformed_statement, "act",
                   phrase("it holds neither cosignatures nor a timestamp"));
  if (!lines.empty()) {
    std::string joined;
    for (const std::string& line : lines) joined += line + '\n';
    const auto parsed = parse_cosignature_lines(joined);
    if (!parsed || parsed->size() != lines.size())
      return refused(Refusal::malformed_statement, "act.cosignatures",
                     phrase("they are not 1 to 64 signature lines of a checkpoint, each once"));
  }
  const std::string stamped = checkpoint_text({at_hand.statement.origin, head.size, head.root});
  if (!timestamp.empty() && stamped_by(*from_base64(timestamp)) != sha256(stamped))
    return refused(Refusal::malformed_statement, "act.timestamp",
                   phrase("it is no timestamp (RFC 3161, SHA-256) of that checkpoint of this log"));
  return std::nullopt;
}

void record_anchored(Records& records, const ActAtHand& at_hand) {
  if (const auto since = stated_since(at_hand.act())) records.anchored_times.push_back({at_hand.seq, *since});
}

}  // namespace lcl
