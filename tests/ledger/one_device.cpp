// SPDX-License-Identifier: Apache-2.0
// One device with a long history: each of its events costs what the first cost.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ledger/figures/derivation.hpp"
#include "ledger/figures/explanation.hpp"
#include "ledger/registry/recorded_event.hpp"
#include "ledger/store/event_lookup.hpp"
#include "tests/ledger/monitored_registry.hpp"

namespace lcl::test {
namespace {

/// A console sold, and then `times` times returned and sold again, all on one day.
std::string sold_again(int times) {
  std::string lines = sale_of(0, "2025-03-10");
  for (int i = 0; i < times; ++i) {
    const std::string at = fmt::format("2025-03-10T11:{:02}:{:02}Z", i / 60, i % 60);
    lines += event_line(0, at, R"("kind":"return","country":"FR")");
    lines += event_line(0, at, R"("kind":"resale","country":"FR","warranty_months":24)");
  }
  return lines;
}

/// The look-ups that a derivation of DEMO takes.
std::uint64_t lookups_of(const OpenRegistry& registry) {
  const Ledger ledger = registry.ledger();
  const AuthenticatedLog& log = ledger.opened().log();
  std::uint64_t lookups = 0;
  const EventLookup lookup = event_lookup(log);
  Derivation derivation(
      ledger.state(),
      [&](std::uint64_t seq, RecordedEvent& event) {
        ++lookups;
        return lookup(seq, event);
      },
      Selection{.project = "DEMO", .period = *parse_period("2025"), .further_names = {}});
  RecordedEventReader events;
  RecordedEvent event;
  log.scan(0, log.head().size, [&](const AuthenticEntry& entry) {
    if (!entry.entry.device) return;
    REQUIRE(events.read(entry.entry, *entry.payload, event) == nullptr);
    derivation.add(event);
  });
  return lookups;
}

/// The void of an entry, dated like what it takes back.
std::string void_line(std::uint64_t seq) {
  return event_line(0, "2025-03-10T10:00:00Z",
                    fmt::format(R"("kind":"void","country":"FR","voids":{},"reason":"mistaken")", seq));
}

}  // namespace

TEST_CASE("one device: a phone sold and returned a thousand times does not make every tally slow for ever") {
  const auto lookups_after = [](int times) {
    const OpenRegistry registry;
    registry.submit(sold_again(times));
    return lookups_of(registry);
  };
  const std::uint64_t after_100 = lookups_after(100);
  CHECK(lookups_after(1'000) == 10 * after_100);
  CHECK(after_100 <= 100 * 5);
}

TEST_CASE("one device: taking its events back one by one costs the same for each of them") {
  const OpenRegistry registry;
  const Receipt sold = registry.submit(sold_again(200));
  const std::uint64_t last = sold.head.size - 1;
  std::string voids;
  std::uint64_t before = lookups_of(registry);
  std::uint64_t of_the_first = 0;
  for (std::uint64_t round = 0; round < 4; ++round) {
    voids.clear();
    for (std::uint64_t seq = last - 100 * round; seq > last - 100 * (round + 1); --seq)
      voids += void_line(seq);
    registry.submit(voids);
    const std::uint64_t now = lookups_of(registry);
    if (round == 0) of_the_first = now - before;
    CHECK(now - before == of_the_first);
    before = now;
  }
  const Ledger ledger = registry.ledger();
  CHECK(ledger.tally("DEMO", *parse_period("2025"), {}).cycles.credited == 1);
  CHECK(Ledger::verify(registry.registry().path, {}).empty());
}

TEST_CASE(
    "one device: its explanation reads each of its events once, and judges the cycle as it stands at the "
    "end") {
  const OpenRegistry registry;
  const Receipt sold = registry.submit(sold_again(100));
  const Ledger ledger = registry.ledger();
  const EventLookup lookup = event_lookup(ledger.opened().log());
  const std::uint64_t last = sold.head.size - 1;
  std::uint64_t lookups = 0;
  const Explanation explanation = explanation_of(event_at(last, lookup).device, last, ledger.state(),
                                                 [&](std::uint64_t seq, RecordedEvent& event) {
                                                   ++lookups;
                                                   return lookup(seq, event);
                                                 },
                                                 {});
  REQUIRE(explanation.cycles.size() == 1);
  const ExplainedCycle& cycle = explanation.cycles.front();
  CHECK(lookups == cycle.events.size());
  CHECK(cycle.events.size() == 203);
  CHECK(cycle.cycle_class == CycleClass::credited);
  CHECK(cycle.net == ledger.tally("DEMO", *parse_period("2025"), {}).amounts.net());
}

}  // namespace lcl::test
