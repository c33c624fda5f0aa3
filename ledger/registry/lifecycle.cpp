// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/lifecycle.hpp"

#include <algorithm>
#include <unordered_set>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

std::string_view word(Stage stage) noexcept {
  switch (stage) {
    case Stage::unseen:
      return translatable("unseen");
    case Stage::collected:
      return translatable("collected");
    case Stage::reconditioned:
      return translatable("reconditioned");
    case Stage::scrapped:
      return translatable("scrapped");
    case Stage::resold:
      return translatable("resold");
    case Stage::disposed:
      return translatable("disposed");
  }
  return "";
}

bool is_open(Stage stage) noexcept {
  return stage == Stage::collected || stage == Stage::reconditioned || stage == Stage::scrapped;
}

Stage stage_after(const Facts& facts) noexcept {
  switch (facts.kind) {
    case EventKind::collection:
      return Stage::collected;
    case EventKind::reconditioning:
      return facts.outcome == Outcome::reconditioned ? Stage::reconditioned : Stage::scrapped;
    case EventKind::resale:
      return Stage::resold;
    case EventKind::return_:
      return Stage::reconditioned;
    case EventKind::disposal:
      return Stage::disposed;
    case EventKind::void_:
      break;
  }
  invariant(false, "a void leads to no stage of its own");
  return Stage::unseen;
}

std::optional<Refusal> refusal(const DeviceState& state, const Facts& facts,
                               std::string_view project) noexcept {
  const bool open = is_open(state.stage);
  const bool bound_to_project = open || facts.kind == EventKind::void_ ||
                                (state.stage == Stage::resold && facts.kind == EventKind::return_);
  if (state.standing != no_seq && bound_to_project && state.project != project) {
    return Refusal::device_of_another_project;
  }
  if (facts.kind == EventKind::void_) return std::nullopt;
  if (state.standing != no_seq && facts.occurred_at < state.at) return Refusal::out_of_order;
  switch (facts.kind) {
    case EventKind::collection:
      if (open) return Refusal::cycle_already_open;
      break;
    case EventKind::reconditioning:
      if (!open) return Refusal::reconditioning_before_collection;
      break;
    case EventKind::resale:
      if (state.stage != Stage::reconditioned) return Refusal::resale_before_reconditioning;
      break;
    case EventKind::return_:
      if (state.stage != Stage::resold) return Refusal::return_before_resale;
      break;
    case EventKind::disposal:
      if (!open) return Refusal::disposal_before_collection;
      break;
    case EventKind::void_:
      break;
  }
  return std::nullopt;
}

namespace {

/// Whether an event of this kind is of a cycle that its collection has begun before.
bool goes_on(EventKind kind) noexcept { return kind != EventKind::collection && kind != EventKind::void_; }

}  // namespace

EventLinks next_links(const DeviceState& state, EventKind kind) noexcept {
  if (!goes_on(kind)) return {state.standing, no_seq, no_seq};
  return {state.standing, state.collection, state.reconditioning};
}

EventLinks links_of(const Entry& entry, EventKind kind) noexcept {
  EventLinks links;
  if (!entry.nothing_stands) links.standing = entry.standing.value_or(entry.after.value_or(no_seq));
  if (!goes_on(kind) || links.standing == no_seq) return links;
  links.collection = entry.collection.value_or(links.standing);
  links.reconditioning =
      entry.reconditioning.value_or(links.collection == links.standing ? no_seq : links.standing);
  return links;
}

void set_links(const EventLinks& links, Entry& entry) noexcept {
  const auto unless = [](std::uint64_t seq, std::uint64_t other) {
    return seq == no_seq || seq == other ? std::nullopt : std::optional(seq);
  };
  entry.standing = unless(links.standing, entry.after.value_or(no_seq));
  entry.nothing_stands = links.standing == no_seq && entry.after;
  entry.collection = unless(links.collection, links.standing);
  entry.reconditioning = unless(links.reconditioning, links.standing);
}

std::uint64_t collection_of(const RecordedEvent& event) noexcept {
  return event.facts.kind == EventKind::collection ? event.seq : event.links.collection;
}

std::uint64_t reconditioning_of(const RecordedEvent& event) noexcept {
  return event.facts.kind == EventKind::reconditioning ? event.seq : event.links.reconditioning;
}

void advance(DeviceState& state, const Facts& facts, std::string_view project, std::uint64_t seq) {
  if (facts.kind == EventKind::collection) {
    state.collection = seq;
    state.reconditioning = no_seq;
  } else if (facts.kind == EventKind::reconditioning) {
    state.reconditioning = seq;
  }
  state.stage = stage_after(facts);
  state.last = seq;
  state.standing = seq;
  state.at = facts.occurred_at;
  state.project = project;
}

RecordedEvent event_at(std::uint64_t seq, const EventLookup& lookup) {
  RecordedEvent event;
  if (!lookup(seq, event))
    throw Error(Obstacle::unavailable, phrase("the payload of entry {} is not in this file", seq));
  return event;
}

std::vector<RecordedEvent> device_chain(std::uint64_t last, const EventLookup& lookup) {
  std::vector<RecordedEvent> chain;
  for (std::uint64_t seq = last; seq != no_seq;) {
    RecordedEvent event = event_at(seq, lookup);
    if (event.after != no_seq && event.after >= seq) {
      throw Error(Obstacle::damaged, phrase("entry {} claims to follow a later one", seq));
    }
    seq = event.after;
    chain.push_back(std::move(event));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::unordered_set<std::uint64_t> taken_back_in(const std::vector<RecordedEvent>& chain) {
  std::unordered_set<std::uint64_t> taken_back;
  for (const RecordedEvent& event : chain) {
    if (event.facts.kind == EventKind::void_) taken_back.insert(event.facts.voids);
  }
  return taken_back;
}

std::vector<RecordedEvent> standing_events(std::uint64_t last, const EventLookup& lookup) {
  std::vector<RecordedEvent> standing = device_chain(last, lookup);
  const std::unordered_set<std::uint64_t> taken_back = taken_back_in(standing);
  std::erase_if(standing, [&](const RecordedEvent& event) {
    return event.facts.kind == EventKind::void_ || taken_back.contains(event.seq);
  });
  return standing;
}

std::optional<Refusal> void_refusal(const DeviceState& state, const Facts& facts, const Pseudonym& device,
                                    const EventLookup& lookup) {
  RecordedEvent target;
  if (state.last == no_seq || facts.voids > state.last || !lookup(facts.voids, target) ||
      target.device != device) {
    return Refusal::void_of_unknown_event;
  }
  if (target.facts.kind == EventKind::void_) return Refusal::void_of_void;
  if (state.standing != facts.voids) return Refusal::void_not_last;
  return std::nullopt;
}

void take_back(DeviceState& state, const RecordedEvent* below, std::uint64_t seq) {
  state = DeviceState{};
  if (below != nullptr) {
    advance(state, below->facts, below->project, below->seq);
    state.collection = collection_of(*below);
    state.reconditioning = reconditioning_of(*below);
  }
  state.last = seq;
}

void take_back(DeviceState& state, std::uint64_t taken_back, std::uint64_t seq, const EventLookup& lookup) {
  const std::uint64_t standing = event_at(taken_back, lookup).links.standing;
  if (standing == no_seq) return take_back(state, nullptr, seq);
  const RecordedEvent below = event_at(standing, lookup);
  take_back(state, &below, seq);
}

RecordedEvent event_voided_by(const RecordedEvent& taking_back, const EventLookup& lookup) {
  if (taking_back.links.standing != taking_back.facts.voids) {
    throw Error(Obstacle::damaged,
                phrase("entry {} voids what does not stand; run lcl verify", taking_back.seq));
  }
  return event_at(taking_back.facts.voids, lookup);
}

DeviceState state_after(const RecordedEvent& last, const EventLookup& lookup) {
  DeviceState state;
  const bool is_void = last.facts.kind == EventKind::void_;
  const std::uint64_t standing = is_void ? event_voided_by(last, lookup).links.standing : last.seq;
  if (standing == no_seq) {
    take_back(state, nullptr, last.seq);
  } else {
    const RecordedEvent top = is_void ? event_at(standing, lookup) : last;
    take_back(state, &top, last.seq);
  }
  return state;
}

}  // namespace lcl
