// SPDX-License-Identifier: Apache-2.0
// What the registry holds against a cycle that its methodology would credit,
// whatever has happened to the device besides.
#include <doctest/doctest.h>

#include "ledger/audit/verify.hpp"
#include "ledger/figures/cycle.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view seller = "06173948800049";
constexpr std::string_view further_imei = "490154203237518";

/// A resale of console 0 by another participant than the one that collected it.
std::string sold_by_another(std::string_view at) {
  std::string line = event_line(0, at, R"("kind":"resale","country":"FR","warranty_months":24)");
  return line.replace(line.find("01234567400019"), seller.size(), seller);
}

Tally tally_of_year(const OpenRegistry& open) {
  return open.ledger().tally("DEMO", *parse_period("2025"), {});
}

Pseudonym pseudonym_of(const MonitoredRegistry& registry, std::string_view imei) {
  return pseudonyms_of(
             {.imei = std::string(imei.substr(0, 14)), .imei2 = {}, .manufacturer = {}, .serial = {}},
             registry.registry())
      .front();
}

/// Why the first cycle of console 0 is not eligible.
std::string explained_reason(const MonitoredRegistry& registry) {
  const Ledger ledger = registry.ledger();
  return explain(ledger.opened(), found(ledger, pseudonym_of(registry, imei_of(0)))).cycles.front().reason;
}

}  // namespace

TEST_CASE("eligibility: a resale that was returned still stands, so that a suspension at it bars the cycle") {
  const MonitoredRegistry registry;
  std::string lines = sale_of(0, "2025-03-10");
  lines.resize(lines.rfind("\n", lines.size() - 2) + 1);  // without its resale
  lines += sold_by_another("2025-03-11T08:00:00Z");
  lines += event_line(0, "2025-03-20T08:00:00Z", R"("kind":"return","country":"FR")");
  lines += event_line(0, "2025-04-01T08:00:00Z", R"("kind":"resale","country":"FR","warranty_months":24)");
  registry.submit(lines);
  CHECK(tally_of_year(registry).cycles.credited == 1);
  accepted(
      registry.act("participant_suspended", {},
                   {{"participant", std::string(seller)}, {"from", "2025-03-01"}, {"reason", "grave faults"}},
                   registry.certifier));
  const Tally tally = tally_of_year(registry);
  CHECK(tally.cycles.credited == 0);
  CHECK(tally.cycles.ineligible.at(tally.reasons.size() - registry_reason_count) == 1);
  CHECK(explained_reason(registry) == "participant_suspended");
  // Nothing is given back of what was never credited, and what is voided no longer counts.
  registry.submit(event_line(
      0, "2025-06-01T08:00:00Z",
      R"("kind":"collection","country":"FR","category":"console","holder":"consumer","waste":false)"));
  CHECK(tally_of_year(registry).amounts.given_back().is_zero());
  registry.correct(sale_of(0, "2025-03-10"));
  CHECK(tally_of_year(registry).cycles.credited == 1);
}

TEST_CASE("eligibility: a device is credited elsewhere under whichever of its identifiers is named") {
  const MonitoredRegistry registry;
  registry.sell(0, 2, "2025-03-10");
  accepted(registry.act("credited_elsewhere", "DEMO",
                        {{"registry", "Other"},
                         {"foreign_project", "P-1"},
                         {"serials", {"X-1"}},
                         {"devices", {hex(pseudonym_of(registry, further_imei))}}},
                        registry.developer));
  CHECK(tally_of_year(registry).cycles.credited == 2);
  const std::uint64_t before = registry.report("2025");

  std::string line =
      event_line(0, "2025-06-01T08:00:00Z", R"("kind":"return","country":"FR")") +
      event_line(0, "2025-06-02T08:00:00Z", R"("kind":"resale","country":"FR","warranty_months":24)");
  const std::string named = "\"imei\":\"" + imei_of(0) + "\"";
  line.insert(line.find(named) + named.size(), ",\"imei2\":\"" + std::string(further_imei) + "\"");
  registry.submit(line);
  const Tally tally = tally_of_year(registry);
  CHECK(tally.cycles.credited == 1);
  CHECK(tally.cycles.ineligible.back() == 1);
  CHECK(explained_reason(registry) == "credited_elsewhere");
  // The report was made before the entry that brought the identifier, and says what it said.
  CHECK(credit_standing(registry.ledger().opened(), "DEMO", {}).outdated ==
        std::vector<std::uint64_t>{before});
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}
