// SPDX-License-Identifier: Apache-2.0
// How a derivation lists what a sample is drawn from.
#include <map>
#include <utility>

#include "ledger/figures/derivation.hpp"

namespace lcl {

std::uint32_t Derivation::ordinal(const CycleRecord& record) const {
  const auto found = ordinals_.find(record.collection);
  return found == ordinals_.end() ? 0 : found->second;
}

FrameChange Derivation::frame_change(const CycleRecord& record, const Pseudonym& device) const {
  FrameChange change;
  change.collection = record.collection;
  change.name = {device, ordinal(record)};
  change.category = record.category;
  change.collector = record.collector;
  return change;
}

/// What an event emits is the cycle's whenever it was: a drawn cycle is examined whole. Nothing counts of a
/// cycle collected after the crediting period.
void Derivation::frame_event(const CycleRecord& record, const RecordedEvent& event, int sign) {
  const Period crediting = bound(record.project).crediting_period;
  if (record.collected_at >= crediting.to) return;
  FrameChange change = frame_change(record, event.device);
  for (const Contribution& contribution : contributions_) change.emitted += contribution.kg_co2e;
  if (sign < 0) change.emitted = -change.emitted;
  if (selection_.period.contains(counted_at(crediting, event.facts.occurred_at))) change.events = sign;
  if (event.facts.confirmed) change.slips = sign;
  frame_.add(change);
}

void Derivation::frame_resale(const ResoldCycle& cycle, const Pseudonym& device, int sign) {
  if (contributions_.empty() || !selection_.period.contains(contributions_.front().at)) return;
  FrameChange change = frame_change(cycle.record, device);
  for (const Contribution& contribution : contributions_) change.avoided += contribution.kg_co2e;
  if (sign < 0) change.avoided = -change.avoided;
  change.seller = sign * static_cast<std::int64_t>(texts_.number_of(cycle.resale.participant));
  frame_.add(change);
}

Frame Derivation::take_frame() {
  Frame frame;
  std::map<std::uint32_t, std::pair<std::uint32_t, const Decimal*>> known;  // by number: place, cap
  std::map<std::uint32_t, std::uint32_t> participants;                      // by number: place
  const BoundProject* selected = nullptr;
  for (const BoundProject& project : projects_) {
    if (project.methodology != nullptr && project.selected) selected = &project;
  }
  for (const FrameChange& sum : frame_.take()) {
    const auto [found, is_new] = known.try_emplace(sum.category);
    if (is_new) {
      const std::string name(texts_.text(sum.category));
      found->second = {static_cast<std::uint32_t>(frame.categories.size()),
                       selected->methodology->emitted_at_most(name)};
      frame.categories.push_back(name);
    }
    const auto& [category, cap] = found->second;
    if (cap == nullptr) return {};
    const auto [participant, is_first] =
        participants.emplace(sum.seller == 0 ? sum.collector : static_cast<std::uint32_t>(sum.seller),
                             static_cast<std::uint32_t>(frame.participants.size()));
    if (is_first) frame.participants.emplace_back(texts_.text(participant->first));
    frame.cycles.push_back({sum.collection, sum.name, category, participant->second, sum.avoided, sum.emitted,
                            *cap, sum.slips > 0});
  }
  return frame;
}

}  // namespace lcl
