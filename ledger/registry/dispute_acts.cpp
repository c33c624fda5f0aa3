// SPDX-License-Identifier: Apache-2.0
// Collections of other projects that give back from a project: its developer
// disputes that one took place, and the certifier settles it.

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

std::optional<Refused> judge_collection_disputed(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t entry = integer(at_hand.act(), "entry");
  const Dispute* dispute = project_of(records, at_hand).dispute_of(entry);
  if (dispute == nullptr) return std::nullopt;
  return refused(
      Refusal::already_disputed, "act.entry",
      dispute->is_open()
          ? phrase("entry {} disputes the collection of entry {}, and is not settled yet", dispute->seq,
                   entry)
          : phrase("entry {} disputed the collection of entry {}, which entry {} {}", dispute->seq, entry,
                   *dispute->settled, dispute->upheld ? phrase("upheld") : phrase("rejected")));
}

void record_collection_disputed(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  project_of(records, at_hand)
      .disputes.push_back(
          {.seq = at_hand.seq, .entry = integer(act, "entry"), .reason = text(act, "reason")});
}

std::optional<Refused> judge_dispute_settled(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "dispute");
  const Dispute* dispute = recorded_by(project_of(records, at_hand).disputes, seq);
  if (dispute != nullptr && dispute->is_open()) return std::nullopt;
  return refused(Refusal::unknown_dispute, "act.dispute",
                 dispute == nullptr ? phrase("entry {} disputes nothing for the project", seq)
                                    : phrase("entry {} settled it", *dispute->settled));
}

void record_dispute_settled(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Dispute& dispute = *recorded_by(project_of(records, at_hand).disputes, integer(act, "dispute"));
  dispute.settled = at_hand.seq;
  dispute.upheld = word_in(settlement_words, act, "outcome") == 0;
  dispute.finding = text(act, "reason");
  if (dispute.upheld) records.void_collections.insert(dispute.entry);
}

}  // namespace lcl
