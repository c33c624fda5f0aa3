// SPDX-License-Identifier: Apache-2.0
// Findings of the replay: events that an honest registry would have refused,
// appended, signed and sealed all the same.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/audit/tampering.hpp"

namespace lcl::test {
namespace {

const std::string phones{project};
const Pseudonym device = device_number(1);

/// A device that was collected, reconditioned and resold, by entries 8 to 10 of the registry.
std::vector<SentEvent> whole_cycle() {
  return {{device, collection("2026-02-01T10:00:00.000Z")},
          {device, reconditioning("2026-02-02T10:00:00.000Z")},
          {device, resale("2026-02-03T10:00:00.000Z")}};
}

VerifyReport report_of(const std::vector<SentEvent>& events) {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones, events, registry.developer);
  registry.seal();
  return registry.verify();
}

/// The findings of a submission of `events`, with the refusal's word: `collection 8 unknown_mode`.
Words broken_by(const std::vector<SentEvent>& events) {
  Words found;
  for (const Finding& finding : report_of(events).findings) {
    found.push_back(std::string(word(finding.finding)) + "@" + std::to_string(finding.seq.value_or(0)) + " " +
                    finding.detail.substr(0, finding.detail.find(':')));
  }
  return found;
}

template <typename Change>
SentEvent collected_with(Change change) {
  SentEvent event{device, collection("2026-02-01T10:00:00.000Z")};
  change(event.facts);
  return event;
}

}  // namespace

TEST_CASE("life cycle: what the methodology has no factor for") {
  CHECK(broken_by({collected_with([](Facts& facts) { facts.category = "toaster"; })}) ==
        Words{"rule_broken@8 unknown_category"});
  CHECK(broken_by({collected_with([](Facts& facts) { facts.legs[0].mode = "rocket"; })}) ==
        Words{"rule_broken@8 unknown_mode"});
  CHECK(broken_by({collected_with([](Facts& facts) { facts.country = "JP"; })}) ==
        Words{"rule_broken@8 unknown_country"});
}

TEST_CASE("life cycle: parts are held to the category of the device's cycle") {
  std::vector<SentEvent> events = whole_cycle();
  CHECK(broken_by(events).empty());
  events[0].facts.category = "laptop";  // which has no screen in the methodology
  CHECK(broken_by(events) == Words{"rule_broken@9 unknown_part"});
  events = whole_cycle();
  events[1].facts.parts[0].part = "wheel";
  CHECK(broken_by(events) == Words{"rule_broken@9 unknown_part"});
}

TEST_CASE("life cycle: after a return and voids, the category is still that of the cycle") {
  DishonestRegistry registry;
  open_and_label(registry);
  std::vector<SentEvent> events = whole_cycle();
  events.push_back({device, return_of("2026-02-04T10:00:00.000Z")});
  events.push_back({device, resale("2026-02-05T10:00:00.000Z")});
  SentEvent laptop{device, collection("2026-02-06T10:00:00.000Z")};
  laptop.facts.category = "laptop";
  events.push_back(laptop);  // entry 13
  registry.submit(phones, events, registry.developer);
  registry.seal();
  registry.submit(phones, {{device, void_of(13)}}, registry.developer);
  registry.seal();
  registry.submit(
      phones,
      {{device, return_of("2026-02-07T10:00:00.000Z")}, {device, reconditioning("2026-02-08T10:00:00.000Z")}},
      registry.developer);
  registry.seal();
  CHECK_MESSAGE(registry.verify().sound(), shown(registry.verify()));
}

TEST_CASE("life cycle: a participant who is not registered") {
  CHECK(broken_by({collected_with([](Facts& facts) { facts.participant = other_siret; })}) ==
        Words{"rule_broken@8 unknown_participant"});
}

TEST_CASE("life cycle: before the notification, and later than it was recorded") {
  CHECK(broken_by({{device, collection("2026-01-14T23:59:59.999Z")}}) ==
        Words{"rule_broken@8 before_notification"});
  CHECK(broken_by({{device, collection("2026-01-15T00:00:00.000Z")}}).empty());
  CHECK(broken_by({{device, collection("2026-03-01T08:05:08.000Z")}})
            .empty());  // entry 8 was recorded at 08:00:08
  CHECK(broken_by({{device, collection("2026-03-01T08:05:08.001Z")}}) ==
        Words{"rule_broken@8 in_the_future"});
}

TEST_CASE("life cycle: after the project's closure, but for voids") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones, whole_cycle(), registry.developer);
  registry.act("project_closed", phones, {{"closed_on", "2026-02-10"}, {"reason", "done"}},
               registry.developer);
  registry.seal();
  registry.submit(phones,
                  {{device, void_of(10)},
                   {device_number(2), collection("2026-02-09T10:00:00.000Z")},
                   {device_number(3), collection("2026-02-10T00:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  const VerifyReport report = registry.verify();
  CHECK(words(report) == Words{"rule_broken@15"});
  CHECK(report.findings[0].detail.starts_with("after_closure"));
}

TEST_CASE("life cycle: the order of events") {
  const SentEvent collect{device, collection("2026-02-10T10:00:00.000Z")};
  const SentEvent recondition{device, reconditioning("2026-02-11T10:00:00.000Z")};
  const SentEvent resell{device, resale("2026-02-12T10:00:00.000Z")};
  const SentEvent take_back{device, return_of("2026-02-13T10:00:00.000Z")};
  const SentEvent dispose{device, disposal("2026-02-13T10:00:00.000Z")};
  CHECK(broken_by({recondition}) == Words{"rule_broken@8 reconditioning_before_collection"});
  CHECK(broken_by({resell}) == Words{"rule_broken@8 resale_before_reconditioning"});
  CHECK(broken_by({take_back}) == Words{"rule_broken@8 return_before_resale"});
  CHECK(broken_by({dispose}) == Words{"rule_broken@8 disposal_before_collection"});
  CHECK(broken_by({collect, collect}) == Words{"rule_broken@9 cycle_already_open"});
  CHECK(broken_by({collect, resell}) == Words{"rule_broken@9 resale_before_reconditioning"});
  CHECK(broken_by({collect, recondition, resell, dispose}) ==
        Words{"rule_broken@11 disposal_before_collection"});
  CHECK(broken_by({collect, {device, reconditioning("2026-02-10T09:59:59.999Z")}}) ==
        Words{"rule_broken@9 out_of_order"});
}

TEST_CASE("life cycle: a device that was not reconditioned cannot be resold") {
  std::vector<SentEvent> events = whole_cycle();
  events[1].facts.outcome = Outcome::for_parts;
  CHECK(broken_by(events) == Words{"rule_broken@10 resale_before_reconditioning"});
}

TEST_CASE(
    "life cycle: an event that is refused leaves its device as it was, so that each that rests on it is "
    "named") {
  // Resold without reconditioning; then all is as it should be after a resale.
  CHECK(broken_by({{device, collection("2026-02-01T10:00:00.000Z")},
                   {device, resale("2026-02-03T10:00:00.000Z")},
                   {device, return_of("2026-02-04T10:00:00.000Z")},
                   {device, resale("2026-02-05T10:00:00.000Z")}}) ==
        Words{"rule_broken@9 resale_before_reconditioning", "rule_broken@10 return_before_resale",
              "rule_broken@11 resale_before_reconditioning"});
}

TEST_CASE("life cycle: a cycle stays in its project") {
  DishonestRegistry registry;
  open_and_label(registry);
  Json other = notification();
  registry.act("project_notified", "PHONES2", other, registry.developer);
  registry.act("project_filed", "PHONES2", {{"dossier", hex(sha256("dossier"))}}, registry.developer);
  registry.act("project_labelled", "PHONES2", label(), registry.certifier);
  registry.submit(phones, {{device, collection("2026-02-01T10:00:00.000Z")}}, registry.developer);
  registry.seal();
  registry.submit("PHONES2", {{device, reconditioning("2026-02-02T10:00:00.000Z")}}, registry.developer);
  registry.seal();
  const VerifyReport report = registry.verify();
  CHECK(words(report) == Words{"rule_broken@13"});
  CHECK(report.findings[0].detail == "device_of_another_project");
}

TEST_CASE("life cycle: voids take back the device's last standing event, and nothing else") {
  const auto voided = [](std::uint64_t seq) {
    std::vector<SentEvent> events = whole_cycle();
    events.push_back({device_number(2), collection("2026-02-01T10:00:00.000Z")});  // entry 11
    events.push_back({device, void_of(seq)});
    return broken_by(events);
  };
  CHECK(voided(10).empty());
  CHECK(voided(9) == Words{"rule_broken@12 void_not_last"});
  CHECK(voided(11) == Words{"rule_broken@12 void_of_unknown_event"});
  CHECK(voided(12) == Words{"rule_broken@12 void_of_unknown_event"});  // itself
  CHECK(voided(7) == Words{"rule_broken@12 void_of_unknown_event"});   // a statement
  CHECK(voided(999'999) == Words{"rule_broken@12 void_of_unknown_event"});
  CHECK(broken_by({{device, void_of(8)}}) == Words{"rule_broken@8 void_of_unknown_event"});

  std::vector<SentEvent> events = whole_cycle();
  events.push_back({device, void_of(10)});  // entry 11
  events.push_back({device, void_of(11)});
  CHECK(broken_by(events) == Words{"rule_broken@12 void_of_void"});
}

TEST_CASE("life cycle: a device can be voided to nothing and begin again") {
  std::vector<SentEvent> events = whole_cycle();
  for (const std::uint64_t seq : {10U, 9U, 8U}) events.push_back({device, void_of(seq)});
  events.push_back({device, collection("2026-01-20T10:00:00.000Z")});
  CHECK(broken_by(events).empty());
  events.back() = {device, reconditioning("2026-02-02T10:00:00.000Z")};
  CHECK(broken_by(events) == Words{"rule_broken@14 reconditioning_before_collection"});
}

TEST_CASE("life cycle: a certifier submits voids only") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones, {{device, collection("2026-02-01T10:00:00.000Z")}}, registry.certifier);
  registry.seal();
  const VerifyReport report = registry.verify();
  CHECK(words(report) == Words{"rule_broken@8"});
  CHECK(report.findings[0].detail.starts_with("wrong_role"));
}

TEST_CASE("life cycle: after is the device's previous event") {
  const auto found = [](const std::function<void(Entry&)>& change) {
    DishonestRegistry registry;
    open_and_label(registry);
    registry.before_appending = change;
    registry.submit(phones, whole_cycle(), registry.developer);
    registry.seal();
    return words(registry.verify());
  };
  CHECK(found([](Entry& entry) {
          if (entry.seq == 9) entry.after.reset();
        }) == Words{"wrong_after@9"});
  CHECK(found([](Entry& entry) {
          if (entry.seq == 10) {
            entry.after = 8;
            entry.collection.reset();
          }
        }) == Words{"wrong_after@10"});
  CHECK(found([](Entry& entry) {
          if (entry.seq == 8) entry.after = 3;
        }) == Words{"wrong_after@8"});
}

TEST_CASE("life cycle: a further identifier is new and nobody else's") {
  const Pseudonym further = device_number(11);
  const auto events_with = [&](const std::vector<Pseudonym>& first, const std::vector<Pseudonym>& second) {
    return std::vector<SentEvent>{{device, collection("2026-02-01T10:00:00.000Z"), first},
                                  {device_number(2), collection("2026-02-01T10:00:00.000Z"), second}};
  };
  const auto found = [&](const std::vector<SentEvent>& events) {
    DishonestRegistry registry;
    open_and_label(registry);
    registry.submit(phones, events, registry.developer);
    registry.seal();
    Words all = words(registry.verify());
    std::erase_if(all, [](const std::string& word) { return word.find("row") != std::string::npos; });
    return all;
  };
  CHECK(found(events_with({further}, {})).empty());
  CHECK(found(events_with({further}, {further})) == Words{"wrong_also@9"});
  CHECK(found(events_with({}, {device})) == Words{"wrong_also@9"});
  std::vector<SentEvent> again = whole_cycle();
  again[0].also = again[1].also = {further};
  CHECK(found(again) == Words{"wrong_also@9"});
}

TEST_CASE("life cycle: a further identifier is no device") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.submit(phones,
                  {{device, collection("2026-02-01T10:00:00.000Z"), {device_number(11)}},
                   {device_number(11), collection("2026-02-01T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  const Words found = words(registry.verify());
  REQUIRE(!found.empty());
  CHECK(found.front() == "wrong_device@9");
}

TEST_CASE("life cycle: of a device with an unreadable event no more than its chain is judged") {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, "UPDATE entries SET payload = x'7b7d' WHERE seq = 10");  // the reconditioning of device 1
  CHECK(words(registry.verify()) == Words{"wrong_payload@10"});
  DishonestRegistry other;
  make_small(other);
  tamper(other, "UPDATE entries SET entry = x'7b7d' WHERE seq = 10");
  Words found = words(other.verify());
  std::erase(found, "wrong_root");
  std::erase(found, "wrong_tile@10");
  CHECK(found == Words{"malformed_entry@10"});
}

TEST_CASE("life cycle: a long chain of voids is replayed event by event") {
  DishonestRegistry registry;
  open_and_label(registry);
  std::vector<SentEvent> events;
  std::uint64_t seq = labelled_size + 1;
  const int times = 2'000;
  for (int i = 0; i < times; ++i)
    events.push_back(
        {device, i % 2 == 0 ? collection("2026-02-01T10:00:00.000Z") : disposal("2026-02-01T10:00:00.000Z")});
  seq += times;
  for (int i = 0; i < times; ++i) events.push_back({device, void_of(--seq)});
  registry.submit(phones, events, registry.developer);
  registry.seal();
  const VerifyReport report = registry.verify();
  CHECK_MESSAGE(report.sound(), shown(report));
}

}  // namespace lcl::test
