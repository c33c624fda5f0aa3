// SPDX-License-Identifier: Apache-2.0
// Corrections from a corrected log: what it says of a device replaces what
// stood for it, and nothing else is touched. And the projects of several.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ledger/audit/verify.hpp"
#include "ledger/intake/correction.hpp"
#include "tests/ledger/monitored_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

constexpr std::string_view csv_header =
    "kind,occurred_at,device.imei,participant,country,category,holder,waste,legs,outcome,functions_tested,"
    "energy_"
    "kwh,"
    "data_erasure.standard,warranty_months\n";

std::string csv_sale(int device, std::string_view day, std::string_view country, std::string_view legs = {}) {
  const std::string row = fmt::format("{},01234567400019", imei_of(device));
  return fmt::format("collection,{}T08:00:00Z,{},FR,console,consumer,false,{},,,,,\n", day, row, legs) +
         fmt::format("reconditioning,{}T09:00:00Z,{},FR,,,,,reconditioned,true,1.5,Purge,\n", day, row) +
         fmt::format("resale,{}T10:00:00Z,{},{},,,,,,,,,24\n", day, row, country);
}

std::string first_lines(const std::string& text, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count; ++i) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

Json figures(const OpenRegistry& open, std::string_view period = "2025") {
  Json body =
      body_of(open.ledger().tally("DEMO", *parse_period(period), {Grouping::category, Grouping::month}));
  body.erase("checkpoint");
  return body;
}

std::vector<std::uint64_t> voided(const Correction& correction) {
  std::vector<std::uint64_t> seqs;
  for (const CorrectedDevice& device : correction.devices) {
    for (const RecordedEvent& event : device.voided) seqs.push_back(event.seq);
  }
  return seqs;
}

std::vector<Facts> recorded(const Correction& correction) {
  std::vector<Facts> facts;
  for (const CorrectedDevice& device : correction.devices) {
    for (const Event& event : device.recorded) facts.push_back(event.facts);
  }
  return facts;
}

}  // namespace

TEST_CASE("corrected logs: the same correction comes of NDJSON and of CSV") {
  const MonitoredRegistry registry;
  const std::uint64_t first = registry.submit(sale_of(1, "2025-03-01") + sale_of(2, "2025-03-02")).seq + 1;
  const std::string lines = sale_of(1, "2025-03-01", "DE") + sale_of(2, "2025-03-02");
  const std::string rows =
      std::string(csv_header) + csv_sale(1, "2025-03-01", "DE") + csv_sale(2, "2025-03-02", "FR");
  const Correction of_lines = registry.correction(lines);
  const Correction of_rows = registry.correction(rows, LogFormat::csv);
  for (const Correction* each : {&of_lines, &of_rows}) {
    CHECK(each->refusals == 0);
    CHECK(each->unchanged == 1);
    REQUIRE(each->devices.size() == 1);
    CHECK(voided(*each) == std::vector{first + 2});  // the resale alone
    CHECK(each->voids() == 1);
    CHECK(each->events() == 1);
    CHECK(recorded(*each).front().country == "DE");
  }
  CHECK(recorded(of_lines) == recorded(of_rows));
  registry.correct(rows, LogFormat::csv);
  CHECK(registry.correction(lines).devices.empty());
  CHECK(registry.correction(lines).unchanged == 2);
}

TEST_CASE(
    "corrected logs: from the first difference on all is taken back, the last first, and recorded anew") {
  const MonitoredRegistry registry;
  const std::uint64_t first =
      registry
          .submit(std::string(csv_header) + csv_sale(1, "2025-03-01", "FR", "van:120"), "DEMO",
                  LogFormat::csv)
          .seq +
      1;
  const Correction correction = registry.correction(
      std::string(csv_header) + csv_sale(1, "2025-03-01", "FR", "van:12"), LogFormat::csv);
  CHECK(voided(correction) == std::vector{first + 2, first + 1, first});
  CHECK(recorded(correction).size() == 3);
  CHECK(recorded(correction).front().legs.front().distance_km == Decimal(12));
}

TEST_CASE("corrected logs: events that the log no longer has are taken back, those it adds are recorded") {
  const MonitoredRegistry registry;
  const std::string sale = sale_of(1, "2025-03-01");
  const std::uint64_t first = registry.submit(sale).seq + 1;
  CHECK(figures(registry)["cycles"]["credited"] == 1);
  registry.correct(first_lines(sale, 1));
  CHECK(figures(registry)["cycles"]["credited"] == 0);
  CHECK(figures(registry)["cycles"]["open"] == 1);
  const Correction back = registry.correction(sale);
  CHECK(back.voids() == 0);
  CHECK(back.events() == 2);
  registry.correct(sale);
  CHECK(figures(registry)["cycles"]["credited"] == 1);
  CHECK(registry.ledger().head().size > first + 6);
  CHECK(verify_registry(registry.registry(), {}, false).sound());
}

TEST_CASE("corrected logs: a device that the log does not name, and one of another project, are left alone") {
  const MonitoredRegistry registry;
  registry.submit(sale_of(1, "2025-03-01") + sale_of(2, "2025-03-01"));
  registry.submit(sale_of(3, "2025-03-01"), "OTHER");
  const Correction correction = registry.correction(sale_of(1, "2025-03-01", "DE"));
  REQUIRE(correction.devices.size() == 1);
  CHECK(correction.unchanged == 0);
  registry.correct(sale_of(1, "2025-03-01", "DE"));
  CHECK(figures(registry)["cycles"]["credited"] == 1);
  CHECK(registry.ledger().tally("OTHER", *parse_period("2025"), {}).cycles.credited == 1);
}

TEST_CASE("corrected logs: lines that cannot be read are refused, each with its place, and change nothing") {
  const MonitoredRegistry registry;
  registry.submit(sale_of(1, "2025-03-01"));
  const Correction correction = registry.correction(sale_of(1, "2025-03-01") + "{\"kind\":\"resale\"\n");
  CHECK(correction.refusals == 1);
  REQUIRE(correction.listed.size() == 1);
  CHECK(correction.listed.front().refusal == Refusal::malformed_json);
  CHECK(correction.listed.front().place.line == 4);
}

TEST_CASE("corrected logs: the figures are those of a registry that got the right log at once") {
  const MonitoredRegistry corrected;
  const MonitoredRegistry right_at_once;
  std::string wrong;
  std::string right;
  for (int device = 0; device < 30; ++device) {
    const std::string month = fmt::format("2025-{:02}-05", 1 + device % 11);
    const std::string later = fmt::format("2025-{:02}-05", 2 + device % 11);
    wrong += sale_of(device, month);
    switch (device % 5) {
      case 0:
        right += sale_of(device, month, "DE");
        break;
      case 1:
        right += sale_of(device, later);
        break;
      case 2:
        right += first_lines(sale_of(device, month), 1 + device % 2);
        break;
      case 3:
        right += sale_of(device, month) + event_line(device,
                                                     fmt::format("2025-12-{:02}T08:00:00Z", 1 + device % 28),
                                                     R"("kind":"return","country":"FR")");
        break;
      default:
        right += sale_of(device, month);
    }
  }
  corrected.submit(wrong);
  right_at_once.submit(right);
  REQUIRE((figures(corrected) != figures(right_at_once)));
  CHECK(corrected.correction(right).unchanged == 6);
  corrected.correct(right);
  CHECK((figures(corrected) == figures(right_at_once)));
  CHECK(corrected.correction(right).devices.empty());
  CHECK(corrected.correction(wrong).unchanged == 6);
  corrected.correct(wrong);
  corrected.correct(right);
  CHECK((figures(corrected) == figures(right_at_once)));
  CHECK(verify_registry(corrected.registry(), {}, false).sound());
}

TEST_CASE("collective projects: a mandant's events count from its own notification, and are refused before") {
  const MonitoredRegistry registry;
  const std::string methodology = hex(registry.ledger().state().methodologies().begin()->first);
  accepted(registry.act("project_notified", "JOINT",
                        {{"title", "Together"},
                         {"developer", std::string(developer_siret)},
                         {"region", "Bretagne"},
                         {"communes", {"Rennes"}},
                         {"applicant_standing", "mandataire"},
                         {"notified_on", "2025-01-01"},
                         {"mandants",
                          {{{"siret", "02468013400020"}, {"notified_on", "2025-01-01"}},
                           {{"siret", "01234567400019"}, {"notified_on", "2025-06-01"}}}}},
                        registry.developer));
  accepted(registry.act("project_filed", "JOINT", {{"dossier", std::string(64, 'a')}}, registry.developer));
  accepted(registry.act("project_labelled", "JOINT",
                        {{"decision", "fictive"},
                         {"notified_on", "2025-01-01"},
                         {"methodology", methodology},
                         {"potential_units", 100},
                         {"crediting_period", dates("2025-01-01/2030-01-01")}},
                        registry.certifier));
  const auto first_refusal = [&](std::string lines, std::string_view participant) -> std::string {
    const std::string_view written = "01234567400019";
    for (std::size_t at = lines.find(written); at != std::string::npos; at = lines.find(written, at + 1))
      lines.replace(at, written.size(), participant);
    Ledger ledger = registry.ledger();
    const Preparation prepared = registry.prepare(ledger, lines, "JOINT");
    return prepared.listed.empty() ? "none" : std::string(word(prepared.listed.front().refusal));
  };
  CHECK(first_refusal(sale_of(1, "2025-05-31"), "01234567400019") == "before_notification");
  CHECK(first_refusal(sale_of(1, "2025-06-01"), "01234567400019") == "none");
  CHECK(first_refusal(sale_of(1, "2025-01-01"), "02468013400020") == "none");
  CHECK(first_refusal(sale_of(1, "2024-12-31"), "02468013400020") == "before_notification");
  // Who is no mandant counts from the project's own notification.
  CHECK(first_refusal(sale_of(1, "2025-05-31"), "05982741000016") == "none");

  // One who joins later counts from its own day.
  accepted(registry.act("mandants_changed", "JOINT",
                        {{"added", {{{"siret", "05982741000016"}, {"notified_on", "2025-09-01"}}}}},
                        registry.developer));
  CHECK(first_refusal(sale_of(1, "2025-08-31"), "05982741000016") == "before_notification");
  CHECK(first_refusal(sale_of(1, "2025-09-01"), "05982741000016") == "none");
}
