// SPDX-License-Identifier: Apache-2.0
// Samples at the door: the population is what happened in the period, figures that do not follow are refused,
// and openings show what was recorded.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "ledger/audit/verify.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view sold_on = "2025-03-10";

/// The first of these is not to be had; all others are right.
Json results_of(const std::vector<SampledDevice>& devices) {
  Json results = Json::array();
  for (const SampledDevice& each : devices)
    results.push_back({{"seq", each.drawn.cycle.collection}, {"result", "right"}});
  results.front()["result"] = "not_available";
  results.front()["text"] = "no papers";
  return results;
}

struct SampledYear : MonitoredRegistry {
  Digest number = sha256("a number");

  /// A challenged commitment to a sample of a new report of 2025.
  std::uint64_t commit(std::string_view method, const Digest& secret) const {
    const std::uint64_t reported = report("2025");
    const std::uint64_t committed = accepted(act("sample_committed", "DEMO",
                                                 {{"reports", {reported}},
                                                  {"number", hex(sha256(secret.bytes))},
                                                  {"method", method},
                                                  {"assurance", "reasonable"},
                                                  {"materiality", "0.3"},
                                                  {"expected", "0"}},
                                                 independent_auditor))
                                        .seq;
    accepted(act("sample_challenged", "DEMO",
                 {{"commitment", committed}, {"challenge", std::string(64, 'c')}}, certifier));
    return committed;
  }
  /// The seq of a sample of 2025, drawn as everybody does it.
  std::uint64_t drawn(std::string_view method = "random") const { return drawn(method, number); }
  std::uint64_t drawn(std::string_view method, const Digest& secret) const {
    const std::uint64_t committed = commit(method, secret);
    const Json fields = accepted(draw_act(ledger().opened(), "DEMO", committed, secret));
    return accepted(act("sample_drawn", "DEMO", fields, independent_auditor)).seq;
  }
  [[nodiscard]] static const DrawnSample& sample_of(const Ledger& ledger, std::uint64_t seq) {
    return *ledger.state().project("DEMO")->sample(seq);
  }
  [[nodiscard]] std::vector<SampledDevice> devices(std::uint64_t sample) const {
    const Ledger opened = ledger();
    return sampled(opened.opened(), *opened.state().project("DEMO"), sample_of(opened, sample));
  }
};

}  // namespace

TEST_CASE(
    "samples: the population is every cycle of which an event counts in the period: sold, returned, sold "
    "abroad, a second one of a device") {
  const SampledYear registry;
  registry.sell(0, 12, sold_on);
  registry.submit(
      event_line(0, "2025-04-01T10:00:00Z", R"("kind":"return","country":"FR","reason":"changed mind")"));
  registry.submit(
      event_line(1, "2025-04-01T10:00:00Z", R"("kind":"return","country":"FR","reason":"changed mind")") +
      event_line(1, "2025-04-02T10:00:00Z", R"("kind":"resale","country":"FR","warranty_months":24)"));
  registry.sell(2, 1, "2025-06-10");  // a second cycle of one device
  registry.correct_to_germany(3, 2, sold_on);
  const std::uint64_t seq = registry.drawn("monetary_unit");
  const Ledger ledger = registry.ledger();
  const DrawnSample& sample = SampledYear::sample_of(ledger, seq);
  const Tally tally = ledger.tally("DEMO", *parse_period("2025"), {});
  CHECK(tally.cycles.credited == 10);
  CHECK(sample.population == 13);
  CHECK(sample.kg_co2e == tally.amounts.avoided() + Decimal(13 * 120));  // what a console emits at most
  CHECK(sample.reduction == tally.amounts.net());
}

TEST_CASE(
    "samples: a cycle is examined in each period in which something happens to it, and credited in one") {
  const SampledYear registry;
  registry.sell(0, 3, sold_on);
  registry.submit(event_line(
      7, "2025-12-30T10:00:00Z",
      R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false)"));
  registry.submit(
      event_line(
          7, "2026-01-05T10:00:00Z",
          R"("kind":"reconditioning","country":"FR","outcome":"reconditioned","functions_tested":true,)"
          R"("data_erasure":{"standard":"NIST 800-88 Clear"})") +
      event_line(7, "2026-01-06T10:00:00Z", R"("kind":"resale","country":"FR","warranty_months":24)"));
  const Ledger ledger = registry.ledger();
  const auto frame = [&](const char* year) {
    return frame_at({ledger.opened().log(), ledger.opened().second_log()}, ledger.opened().state(), "DEMO",
                    *parse_period(year), ledger.opened().head().size);
  };
  CHECK(frame("2024").cycles.empty());
  const Frame first = frame("2025");
  REQUIRE(first.cycles.size() == 4);
  CHECK(first.cycles.back().avoided.is_zero());
  CHECK(first.cycles.back().size() == Decimal(120));
  const Frame second = frame("2026");
  REQUIRE(second.cycles.size() == 1);
  CHECK(second.cycles[0].avoided == first.cycles[0].avoided);
  CHECK(second.cycles[0].name.device == first.cycles.back().name.device);
}

TEST_CASE("samples: a drawn cycle shows its own standing entries, as they were when the report froze them") {
  const SampledYear registry;
  registry.sell(0, 2, sold_on);
  registry.sell(0, 1, "2025-06-10");
  const std::uint64_t seq = registry.drawn();
  const auto before = registry.devices(seq);
  REQUIRE(before.size() == 3);
  for (const SampledDevice& each : before) {
    const std::uint64_t collection = each.drawn.cycle.collection;
    CHECK(each.entries == std::vector<std::uint64_t>{collection, collection + 1, collection + 2});
    CHECK(each.category == "console");
  }
  CHECK(before[0].device == before[2].device);
  registry.correct_to_germany(1, 1, sold_on);
  const auto after = registry.devices(seq);
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].entries == before[i].entries);
}

TEST_CASE("samples: figures that the entries do not give are refused, one by one") {
  const SampledYear registry;
  registry.sell(0, 40, sold_on);
  const std::uint64_t committed = registry.commit("stratified", registry.number);
  const Json good = accepted(draw_act(registry.ledger().opened(), "DEMO", committed, registry.number));
  const Json wrong{{"population", 41}, {"kgco2e", "1"}, {"interval", "1"},
                   {"size", 9},        {"cycles", {1}}, {"sample", std::string(64, '0')}};
  for (const auto& change : wrong.items()) {
    const std::string& field = change.key();
    CAPTURE(field);
    Json changed = good;
    changed[field] = change.value();
    const auto answer = registry.act("sample_drawn", "DEMO", changed, registry.independent_auditor);
    REQUIRE(outcome_of(answer) == "figures_differ");
    CHECK(answer.refused().place.field == "act." + field);
  }
  const std::uint64_t sample =
      accepted(registry.act("sample_drawn", "DEMO", good, registry.independent_auditor)).seq;
  const Json results = results_of(registry.devices(sample));
  const ExaminedSample found =
      accepted(conclusion_of(registry.ledger().opened(), "DEMO", sample, results, sha256("papers")));
  CHECK(to_string(found.examined.front().difference) ==
        to_string(found.examined.front().drawn.cycle.wholly_wrong()));
  CHECK(found.examined.back().difference.is_zero());
  for (const char* field : {"projected", "bound"}) {
    Json changed = found.act;
    changed[field] = "0";
    CHECK(outcome_of(registry.act("sample_recorded", "DEMO", changed, registry.independent_auditor)) ==
          "figures_differ");
  }
  CHECK(outcome_of(registry.act("sample_recorded", "DEMO", found.act, registry.independent_auditor)) ==
        "accepted");
  const auto concludes = [&](const Json& of) {
    return refusal_of(conclusion_of(registry.ledger().opened(), "DEMO", sample, of, sha256("papers")));
  };
  Json stranger = results;
  stranger.back()["seq"] = results.back()["seq"].get<std::uint64_t>() + 1;
  CHECK(concludes(stranger) == Refusal::not_sampled);
  Json fewer = results;
  fewer.erase(fewer.size() - 1);
  CHECK(concludes(fewer) == Refusal::not_examined);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("abuse: after a bad draw a report is filed again, and the devices left to chance in the next") {
  const SampledYear registry;
  registry.sell(0, 60, sold_on);
  const std::uint64_t bad = registry.drawn();
  const auto before = registry.devices(bad);
  REQUIRE(before.size() < 30);
  accepted(registry.act(
      "sample_recorded", "DEMO",
      accepted(conclusion_of(registry.ledger().opened(), "DEMO", bad, results_of(before), sha256("papers")))
          .act,
      registry.independent_auditor));
  registry.sell(60, 1, "2025-04-10");
  const std::uint64_t again = registry.drawn("random", sha256("another number"));
  const auto after = registry.devices(again);
  CHECK(after.size() > before.size());
  for (const SampledDevice& each : before) {
    CHECK(std::any_of(after.begin(), after.end(), [&](const SampledDevice& other) {
      return other.device == each.device && other.drawn.certain;
    }));
  }
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("samples: an opening shows the identifier that was recorded, and needs this registry's pepper") {
  const SampledYear registry;
  registry.sell(7, 1, sold_on);
  const auto devices = registry.devices(registry.drawn());
  const Ledger ledger = registry.ledger();
  const auto openings = device_openings(ledger.opened(), devices, false);
  REQUIRE(openings.size() == 1);
  const std::string recorded = "imei:" + imei_of(7).substr(0, 14);
  CHECK(openings.front().shows(recorded));
  CHECK_FALSE(openings.front().shows("imei:" + imei_of(8).substr(0, 14)));
  CHECK(openings.front().identity == recorded_identity(ledger.opened(), openings.front().collection));
  std::ofstream(registry.registry().pepper(), std::ios::trunc) << std::string(64, '0') << '\n';
  CHECK_THROWS_AS((void)device_openings(ledger.opened(), devices, false), Error);
}
