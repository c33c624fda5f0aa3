// SPDX-License-Identifier: Apache-2.0
// What a derivation says of single resales, and of events that go on from a log that it was not given.
#include "ledger/figures/derivation.hpp"

namespace lcl {

Amounts Derivation::sum_of_events() const {
  Amounts sum;
  for (const auto& [key, cell] : cells_) sum.add(cell.amounts);
  return sum;
}

/// Whether the participant of a standing event up to `last`, of its cycle, was suspended then.
bool Derivation::was_suspended(const RecordedEvent& last) const {
  if (!state_.records().any_suspension) return false;
  const std::uint64_t first = collection_of(last);
  for (RecordedEvent event = last;; event = event_at(event.links.standing, lookup_)) {
    if (state_.suspended(event.facts.participant, event.facts.occurred_at)) return true;
    if (event.seq == first || event.links.standing == no_seq) return false;
  }
}

Verdict Derivation::verdict_on(const RecordedEvent& resale, Trace* rules) {
  const CycleRecord* known = cycles_.find(resale.device);
  const bool is_its = known != nullptr && (is_open(known->stage) || known->resale == resale.seq);
  const CycleRecord record = is_its ? *known : cycle_before(resale).record;
  contributions_.clear();
  return arithmetic_.avoided(bound(record.project).crediting(), resold(record, resale), contributions_,
                             rules);
}

}  // namespace lcl
