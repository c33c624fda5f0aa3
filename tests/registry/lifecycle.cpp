// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/lifecycle.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

Facts facts_of(EventKind kind, std::int64_t at, Outcome outcome = Outcome::reconditioned) {
  Facts facts;
  facts.kind = kind;
  facts.occurred_at = Instant{at};
  facts.outcome = outcome;
  return facts;
}

DeviceState state_of(Stage stage) {
  DeviceState state;
  if (stage == Stage::unseen) return state;
  state.stage = stage;
  state.last = 7;
  state.standing = 7;
  state.at = Instant{1'000};
  state.project = "DEMO";
  return state;
}

/// The table of schemas/README.md, written out a second time: stage × event → stage, or the refusal.
const std::map<std::pair<Stage, EventKind>, std::string> table{
    {{Stage::unseen, EventKind::collection}, "collected"},
    {{Stage::unseen, EventKind::reconditioning}, "reconditioning_before_collection"},
    {{Stage::unseen, EventKind::resale}, "resale_before_reconditioning"},
    {{Stage::unseen, EventKind::return_}, "return_before_resale"},
    {{Stage::unseen, EventKind::disposal}, "disposal_before_collection"},
    {{Stage::collected, EventKind::collection}, "cycle_already_open"},
    {{Stage::collected, EventKind::reconditioning}, "reconditioned"},
    {{Stage::collected, EventKind::resale}, "resale_before_reconditioning"},
    {{Stage::collected, EventKind::return_}, "return_before_resale"},
    {{Stage::collected, EventKind::disposal}, "disposed"},
    {{Stage::reconditioned, EventKind::collection}, "cycle_already_open"},
    {{Stage::reconditioned, EventKind::reconditioning}, "reconditioned"},
    {{Stage::reconditioned, EventKind::resale}, "resold"},
    {{Stage::reconditioned, EventKind::return_}, "return_before_resale"},
    {{Stage::reconditioned, EventKind::disposal}, "disposed"},
    {{Stage::scrapped, EventKind::collection}, "cycle_already_open"},
    {{Stage::scrapped, EventKind::reconditioning}, "reconditioned"},
    {{Stage::scrapped, EventKind::resale}, "resale_before_reconditioning"},
    {{Stage::scrapped, EventKind::return_}, "return_before_resale"},
    {{Stage::scrapped, EventKind::disposal}, "disposed"},
    {{Stage::resold, EventKind::collection}, "collected"},
    {{Stage::resold, EventKind::reconditioning}, "reconditioning_before_collection"},
    {{Stage::resold, EventKind::resale}, "resale_before_reconditioning"},
    {{Stage::resold, EventKind::return_}, "reconditioned"},
    {{Stage::resold, EventKind::disposal}, "disposal_before_collection"},
    {{Stage::disposed, EventKind::collection}, "collected"},
    {{Stage::disposed, EventKind::reconditioning}, "reconditioning_before_collection"},
    {{Stage::disposed, EventKind::resale}, "resale_before_reconditioning"},
    {{Stage::disposed, EventKind::return_}, "return_before_resale"},
    {{Stage::disposed, EventKind::disposal}, "disposal_before_collection"},
};

/// A device's chain kept in memory.
struct Chain {
  std::map<std::uint64_t, RecordedEvent> events;
  std::uint64_t last = no_seq;

  void add(std::uint64_t seq, Facts facts) {
    events[seq] = {
        .seq = seq, .after = last, .links = {}, .project = "DEMO", .device = {}, .facts = std::move(facts)};
    last = seq;
  }
  [[nodiscard]] EventLookup lookup() const {
    return [this](std::uint64_t seq, RecordedEvent& event) {
      const auto found = events.find(seq);
      if (found == events.end()) return false;
      event = found->second;
      return true;
    };
  }
};

Facts void_of(std::uint64_t seq) {
  Facts facts = facts_of(EventKind::void_, 0);
  facts.voids = seq;
  return facts;
}

}  // namespace

TEST_CASE("life cycle: every event in every stage leads where the table says, or is refused as it says") {
  CHECK(table.size() == 6 * (event_kinds - 1));
  for (const auto& row : table) {
    const Stage stage = row.first.first;
    const EventKind kind = row.first.second;
    const std::string& expected = row.second;
    CAPTURE(std::string(word(stage)));
    CAPTURE(std::string(word(kind)));
    const Facts facts = facts_of(kind, 2'000);
    DeviceState state = state_of(stage);
    if (const auto refused = refusal(state, facts, "DEMO")) {
      CHECK(word(*refused) == expected);
    } else {
      advance(state, facts, "DEMO", 9);
      CHECK(word(state.stage) == expected);
      CHECK(state.last == 9);
      CHECK(state.standing == 9);
      CHECK(state.at == Instant{2'000});
    }
  }
}

TEST_CASE("life cycle: a device for parts or recycled is scrapped until it is reconditioned after all") {
  for (const Outcome outcome : {Outcome::for_parts, Outcome::recycled}) {
    CHECK(stage_after(facts_of(EventKind::reconditioning, 0, outcome)) == Stage::scrapped);
  }
}

TEST_CASE("life cycle: events of one device go forwards in time; the same instant is no step back") {
  const DeviceState state = state_of(Stage::collected);
  CHECK(refusal(state, facts_of(EventKind::reconditioning, 999), "DEMO") == Refusal::out_of_order);
  CHECK(refusal(state, facts_of(EventKind::reconditioning, 1'000), "DEMO") == std::nullopt);
}

TEST_CASE("life cycle: a cycle belongs to the project of its collection") {
  const auto elsewhere = [](Stage stage, EventKind kind) {
    return refusal(state_of(stage), facts_of(kind, 2'000), "OTHER");
  };
  for (const Stage stage : {Stage::collected, Stage::reconditioned, Stage::scrapped}) {
    for (const EventKind kind : {EventKind::collection, EventKind::reconditioning, EventKind::disposal}) {
      CHECK(elsewhere(stage, kind) == Refusal::device_of_another_project);
    }
  }
  CHECK(elsewhere(Stage::resold, EventKind::return_) == Refusal::device_of_another_project);
  CHECK(elsewhere(Stage::resold, EventKind::void_) == Refusal::device_of_another_project);
  CHECK(elsewhere(Stage::resold, EventKind::collection) == std::nullopt);
  CHECK(elsewhere(Stage::disposed, EventKind::collection) == std::nullopt);
}

TEST_CASE("life cycle: what stands of a chain is what no void took back") {
  Chain chain;
  chain.add(3, facts_of(EventKind::collection, 1));
  chain.add(5, facts_of(EventKind::reconditioning, 2));
  chain.add(8, facts_of(EventKind::resale, 3));
  chain.add(9, void_of(8));
  chain.add(11, void_of(5));
  chain.add(12, facts_of(EventKind::disposal, 4));
  std::vector<std::uint64_t> seqs;
  for (const RecordedEvent& event : standing_events(chain.last, chain.lookup())) seqs.push_back(event.seq);
  CHECK(seqs == std::vector<std::uint64_t>{3, 12});
  CHECK(device_chain(chain.last, chain.lookup()).size() == 6);
  CHECK(standing_events(no_seq, chain.lookup()).empty());
}

TEST_CASE("life cycle: where a device stands follows from its last event and what that names") {
  Chain chain;
  chain.add(3, facts_of(EventKind::collection, 1));
  chain.add(5, facts_of(EventKind::reconditioning, 2));
  chain.events[5].links = {3, 3, no_seq};
  chain.add(8, facts_of(EventKind::resale, 3));
  chain.events[8].links = {5, 3, 5};
  const auto state = [&] { return state_after(chain.events.at(chain.last), chain.lookup()); };
  CHECK(state() == DeviceState{Stage::resold, 8, 8, 3, 5, Instant{3}, "DEMO"});
  chain.add(9, void_of(8));
  chain.events[9].links = {8, no_seq, no_seq};
  CHECK(state() == DeviceState{Stage::reconditioned, 9, 5, 3, 5, Instant{2}, "DEMO"});
  chain.add(11, void_of(5));
  chain.events[11].links = {5, no_seq, no_seq};
  CHECK(state() == DeviceState{Stage::collected, 11, 3, 3, no_seq, Instant{1}, "DEMO"});
  chain.add(12, void_of(3));
  chain.events[12].links = {3, no_seq, no_seq};
  CHECK(state() == DeviceState{Stage::unseen, 12, no_seq, no_seq, no_seq, Instant{}, ""});
  chain.events[12].links.standing = 5;
  CHECK_THROWS_AS(static_cast<void>(state()), Error);
}

TEST_CASE("life cycle: a void takes back the device's last standing event and no other") {
  Chain chain;
  chain.add(3, facts_of(EventKind::collection, 1));
  chain.add(5, facts_of(EventKind::reconditioning, 2));
  DeviceState state = state_of(Stage::reconditioned);
  state.last = state.standing = 5;
  const auto judged = [&](std::uint64_t seq) {
    return void_refusal(state, void_of(seq), {}, chain.lookup());
  };
  CHECK(judged(5) == std::nullopt);
  CHECK(judged(3) == Refusal::void_not_last);
  CHECK(judged(4) == Refusal::void_of_unknown_event);
  CHECK(judged(99) == Refusal::void_of_unknown_event);
  chain.add(6, void_of(5));
  take_back(state, &chain.events[3], 6);
  CHECK(state.stage == Stage::collected);
  CHECK(state.standing == 3);
  CHECK(state.last == 6);
  CHECK(state.at == Instant{1});
  CHECK(judged(6) == Refusal::void_of_void);
  CHECK(judged(5) == Refusal::void_not_last);
  take_back(state, nullptr, 7);
  CHECK(state.stage == Stage::unseen);
  CHECK(state.last == 7);
  CHECK(state.standing == no_seq);
}

TEST_CASE("life cycle: what an event rests on is said in its entry as shortly as it can be, and read back") {
  struct Story {
    std::uint64_t after;
    EventLinks links;
    EventKind kind;
    std::string said;
  };
  const std::vector<Story> stories{
      {no_seq, {no_seq, no_seq, no_seq}, EventKind::collection, "- - -"},
      {3, {3, 3, no_seq}, EventKind::reconditioning, "- - -"},
      {5, {5, 3, 5}, EventKind::resale, "- 3 -"},
      {8, {8, 3, 5}, EventKind::return_, "- 3 5"},
      {9, {9, 3, 5}, EventKind::resale, "- 3 5"},
      {12, {9, 3, 5}, EventKind::void_, "9 - -"},
      {12, {3, 3, no_seq}, EventKind::disposal, "3 - -"},
      {12, {5, 3, 5}, EventKind::disposal, "5 3 -"},
      {12, {no_seq, no_seq, no_seq}, EventKind::collection, "null - -"},
      {12, {8, no_seq, no_seq}, EventKind::collection, "8 - -"},
  };
  const auto seq = [](const std::optional<std::uint64_t>& named) {
    return named ? std::to_string(*named) : std::string("-");
  };
  for (const Story& story : stories) {
    CAPTURE(story.said);
    Entry entry;
    entry.device.emplace();
    if (story.after != no_seq) entry.after = story.after;
    EventLinks links = story.links;
    if (story.kind == EventKind::void_) links.collection = links.reconditioning = no_seq;
    set_links(links, entry);
    CHECK((entry.nothing_stands ? "null" : seq(entry.standing)) + ' ' + seq(entry.collection) + ' ' +
              seq(entry.reconditioning) ==
          story.said);
    CHECK(inconsistency(entry) == nullptr);
    CHECK(links_of(entry, story.kind) == links);
  }
}

TEST_CASE("life cycle: a chain that leads forwards is damaged, one that is not here is unavailable") {
  Chain chain;
  chain.add(3, facts_of(EventKind::collection, 1));
  chain.events[3].after = 3;
  CHECK_THROWS_AS(static_cast<void>(device_chain(3, chain.lookup())), Error);
  CHECK_THROWS_AS(static_cast<void>(device_chain(4, chain.lookup())), Error);
}

}  // namespace lcl
