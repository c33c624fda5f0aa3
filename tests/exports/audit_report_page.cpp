// SPDX-License-Identifier: Apache-2.0
#include "ledger/exports/audit_report_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/exports/sample_audit_report.hpp"

using namespace lcl;
using page::Language;
using page::Tone;

namespace {

page::Page english_page(const AuditReport& report) { return audit_report_page(report, Language::english); }

template <typename Kind>
std::vector<Kind> blocks_of(const page::Page& page) {
  std::vector<Kind> found;
  for (const page::Block& block : page.blocks) {
    if (const auto* one = std::get_if<Kind>(&block)) found.push_back(*one);
  }
  return found;
}

std::vector<std::string> headings(const page::Page& page) {
  std::vector<std::string> texts;
  for (const page::Heading& each : blocks_of<page::Heading>(page)) texts.push_back(each.text);
  return texts;
}

/// The row that begins with `name` of the table captioned `caption`; no cells if there is none.
std::vector<std::string> row_of(const page::Page& page, const std::string& caption, const std::string& name) {
  for (const page::Table& table : blocks_of<page::Table>(page)) {
    if (table.caption != caption) continue;
    for (const auto& row : table.rows) {
      if (row.front() == name) return row;
    }
  }
  return {};
}

std::string fact(const page::Page& page, const std::string& name) {
  for (const page::FactList& list : blocks_of<page::FactList>(page)) {
    for (const page::Fact& each : list.facts) {
      if (each.name == name) return each.value;
    }
  }
  return "no such fact";
}

bool remarks(const page::Page& page, Tone tone, const std::string& part) {
  const auto all = blocks_of<page::Remark>(page);
  return std::any_of(all.begin(), all.end(), [&](const page::Remark& each) {
    return each.tone == tone && each.text.find(part) != std::string::npos;
  });
}

bool says(const page::Page& page, const std::string& part) {
  const auto all = blocks_of<page::Paragraph>(page);
  return std::any_of(all.begin(), all.end(),
                     [&](const page::Paragraph& each) { return each.text.find(part) != std::string::npos; });
}

std::string description(const page::Page& page, const std::string& title) {
  for (const page::Chart& chart : blocks_of<page::Chart>(page)) {
    if (chart.title == title) return chart.description;
  }
  return "no such chart";
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("audit report: its sections are the same in both languages, in order") {
  const AuditReport report = sample_audit_report();
  CHECK(headings(english_page(report)) ==
        Cells{"Summary", "Scope", "Population", "Chain and anchors", "Method", "Sample", "Results",
              "Recomputation", "Plausibility", "Findings", "Opinion", "What this report does not show"});
  CHECK(headings(audit_report_page(report, Language::french)) ==
        Cells{"Synthèse", "Périmètre", "Population", "Chaîne et ancrages", "Méthode", "Échantillon",
              "Résultats", "Recalcul", "Plausibilité", "Constats", "Avis",
              "Ce que ce rapport ne montre pas"});
}

TEST_CASE("audit report: every cycle of the population is in one class, and shares are of all") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "Cycles by class", "Credited") == Cells{"Credited", "90", "90\u00a0%"});
  CHECK(row_of(page, "Cycles by class", "Ineligible: Data were not erased") ==
        Cells{"Ineligible: Data were not erased", "1", "1\u00a0%"});
  CHECK(row_of(page, "Cycles by class", "Total") == Cells{"Total", "100", "100\u00a0%"});
  CHECK(
      description(page, "From collection to resale or disposal, cycles").find("Disposed of: 4 · 4\u00a0%") !=
      std::string::npos);
}

TEST_CASE("audit report: rows add up to the tally's figures, with what is taken off negative") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "By category of device, kgCO2e", "-tablet") ==
        Cells{"-tablet", "10", "10", "100.00", "−0.25", "−900.00", "−800.25"});
  CHECK(row_of(page, "By category of device, kgCO2e", "Total") ==
        Cells{"Total", "100", "90", "3,100.12", "−12.75", "−900.00", "2,187.37"});
  CHECK(row_of(page, "By participant, kgCO2e", "Renaissance Mobile (03571592900010)").at(6) == "2,987.62");
  CHECK(row_of(page, "Effects by territory, kgCO2e", "Net reduction, S") ==
        Cells{"Net reduction, S", "187.25", "2,000.12", "2,187.37", "−12.75"});
  CHECK(description(page, "Net reductions by month and category, kgCO2e") ==
        "Mar 2025: 2,987.6; May 2026: −800.2");
}

TEST_CASE("audit report: vintages stand apart, each with its way from avoided to creditable") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "Vintages, kgCO2e", "2025") == Cells{"2025", "2,987.62", "−688.17", "2,299.45", "2"});
  CHECK(row_of(page, "Vintages, kgCO2e", "2026") == Cells{"2026", "−800.25", "0.00", "−800.25", "0"});
  const std::string steps =
      description(page, "From what is avoided to what is creditable, vintage 2025, kgCO2e");
  CHECK(steps.find("Avoided manufacture: 2,900.1; Avoided journeys: 100.0; Emitted by journeys: −12.5") == 0);
  CHECK(steps.find("Net reduction, S: 2,987.6; Discounts: −688.2; Creditable: 2,299.4") != std::string::npos);
}

TEST_CASE("audit report: social enterprises' share of what was sold is said") {
  CHECK(says(english_page(sample_audit_report()),
             "sold 80 of the 90 credited devices, and 96.8\u00a0% of what is avoided"));
}

TEST_CASE("audit report: figures that differ from those recomputed are said to, first of all") {
  AuditReport report = sample_audit_report();
  CHECK(remarks(english_page(report), Tone::good, "recomputed, the reduction is 2,187.37 kgCO2e"));
  report.report.reduction += Decimal(1);
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::bad, "do not follow from the entries"));
  const Cells row = row_of(page, "Figures stated and recomputed", "Reduction, kgCO2e");
  CHECK(row == Cells{"Reduction, kgCO2e", "2,188.373456789", "2,187.373456789", "different"});
  CHECK(row_of(page, "Figures stated and recomputed", "SHA-256 of the tally").at(3) == "equal");
}

TEST_CASE("audit report: what was recorded since the report is said with its effect") {
  AuditReport report = sample_audit_report();
  CHECK(remarks(english_page(report), Tone::good, "With all 20,000 entries recorded by now"));
  report.reduction_at_head += Decimal(-100);
  CHECK(remarks(english_page(report), Tone::caution, "is 2,087.37 kgCO2e, a change of −100.00"));
}

TEST_CASE("audit report: what rests on the ledger's own word is said, and what does not") {
  using Kind = OutsideAnchor::Kind;
  AuditReport report = sample_audit_report();
  CHECK(remarks(english_page(report), Tone::caution,
                "The log’s key and the certifier’s key were taken from the ledger"));
  CHECK(remarks(english_page(report), Tone::caution, "No checkpoint kept outside"));
  report.anchors = {{.kind = Kind::log_key, .size = 0, .name = "key"},
                    {.kind = Kind::witness, .size = 19'000, .name = "W"}};
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::caution, "The certifier’s key was taken from the ledger"));
  CHECK(remarks(page, Tone::caution, "vouch for the first 19,000 entries"));
  CHECK(row_of(page, "What was given from outside, and held against the ledger", "Witness") ==
        Cells{"Witness", "W", "19,000 entries"});
  report.anchors.push_back({.kind = Kind::certifier, .size = 0, .name = "key"});
  report.anchors.push_back({.kind = Kind::checkpoint, .size = 20'000, .name = ""});
  CHECK_FALSE(remarks(english_page(report), Tone::caution, "rests on its own word"));
  CHECK_FALSE(remarks(english_page(report), Tone::caution, "rewrit"));
}

TEST_CASE("audit report: an unsound ledger's findings are listed, and those left out are counted") {
  AuditReport report = sample_audit_report();
  CHECK(says(english_page(report), "The verification found nothing wrong"));
  report.verification.findings = {
      {.finding = FindingWord::wrong_payload, .seq = 17, .size = {}, .detail = "<b>"}};
  report.verification.finding_count = 3;
  report.issuances.front().outcome = IssuanceCheck::Outcome::not_established;
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::bad, "The ledger is not sound: 3 findings."));
  CHECK(remarks(page, Tone::caution, "as the monitoring report states; but the ledger is not sound"));
  const Cells row =
      row_of(page, "What the verification found; the words are those of the ledger’s format", "entry 17");
  REQUIRE(row.size() == 3);
  CHECK(row[1] == "wrong_payload");
  CHECK(row[2] == std::string(meaning(FindingWord::wrong_payload)) + ": <b>");
  CHECK(says(page, "The first 1 of 3 are shown"));
  CHECK(row_of(page, "Credits issued on this report, with their figures recomputed", "14002").at(3) ==
        "not established; see the findings");
}

TEST_CASE("audit report: the opinion is told with its misstatements; without one, that there is none") {
  AuditReport report = sample_audit_report();
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::good, "55208131766522, gave an unmodified opinion with reasonable assurance"));
  CHECK(remarks(page, Tone::good,
                "12.50 kgCO2e without their signs, 0.57\u00a0% of the reduction; from 5\u00a0% on"));
  CHECK(row_of(page, "Misstatements listed by the auditor", "one journey <twice>").at(1) == "−12.5");
  report.report.opinions.front().reopened = 14'500;
  report.opinions.front().opinion.reopened = 14'500;
  report.opinions.front().reopened_because = "sold twice";
  CHECK(remarks(english_page(report), Tone::caution, "was taken back"));
  CHECK(fact(english_page(report), "Because") == "sold twice");
  report.report.opinions.clear();
  CHECK(remarks(english_page(report), Tone::caution, "No auditor has given an opinion"));
}

TEST_CASE("audit report: an opinion that lets nothing be issued is no good news") {
  AuditReport report = sample_audit_report();
  report.report.opinions.front().misstated = Decimal(1'000);
  CHECK(remarks(english_page(report), Tone::bad, "gave an unmodified opinion"));
  report.report.opinions.front().word = OpinionWord::adverse;
  CHECK(remarks(english_page(report), Tone::bad, "gave an adverse opinion"));
}

TEST_CASE("audit report: a sample is shown by strata, and held against materiality") {
  AuditReport report = sample_audit_report();
  CHECK(says(english_page(report), "No sample was drawn."));
  report.sample =
      SampleSection{.seed = "00ff",
                    .strata = {{"phones", 80, Decimal(2'900), 20, 1}, {"tablets", 10, Decimal(100), 10, 0}},
                    .size = 30,
                    .projected = Decimal(4),
                    .bound = Decimal(50),
                    .materiality = *parse_decimal("0.05")};
  const page::Page page = english_page(report);
  CHECK(fact(page, "Materiality") == "5\u00a0% · 109.37");
  CHECK(remarks(page, Tone::good, "below materiality"));
  CHECK(row_of(page, "Strata of the sample", "phones") == Cells{"phones", "80", "2,900.00", "20", "1"});
  CHECK(description(page, "Devices drawn by stratum") == "phones: 20 of 80; tablets: 10 of 10");
  report.sample->bound = Decimal(110);
  CHECK(remarks(english_page(report), Tone::bad, "reaches materiality"));
}

TEST_CASE("audit report: questions of plausibility name their entries; none asked is not none raised") {
  AuditReport report = sample_audit_report();
  CHECK(says(english_page(report), "No tests of plausibility were made"));
  report.questions.emplace();
  CHECK(says(english_page(report), "raise no question"));
  report.questions->push_back({"burst", "90 resales in an hour", {5, 6, 7}});
  CHECK(row_of(english_page(report), "Questions raised by tests of plausibility", "burst") ==
        Cells{"burst", "90 resales in an hour", "5, 6, 7"});
}

TEST_CASE("audit report: a period without a cycle has no charts, and no shares of nothing") {
  AuditReport report = sample_audit_report();
  report.tally.amounts = {};
  report.tally.cycles = {};
  report.tally.vintages.clear();
  for (auto* rows :
       {&report.by_category, &report.by_month_and_category, &report.by_participant, &report.by_approvals})
    rows->clear();
  const page::Page page = english_page(report);
  CHECK(blocks_of<page::Chart>(page).empty());
  CHECK(row_of(page, "Cycles by class", "Total") == Cells{"Total", "0", "–"});
}

TEST_CASE("audit report: it stands at the last entry's time, not at the clock's") {
  CHECK(english_page(sample_audit_report()).made == *parse_instant("2027-03-01T10:00:00Z"));
}
