// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/audit_report_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/texts/sample_audit_report.hpp"

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

bool says_in_row(const page::Page& page, const std::string& name) {
  const auto all = blocks_of<page::Table>(page);
  return std::any_of(all.begin(), all.end(), [&](const page::Table& table) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const auto& row) { return row.front() == name; });
  });
}

std::string description(const page::Page& page, const std::string& title) {
  for (const page::Chart& chart : blocks_of<page::Chart>(page)) {
    if (chart.title == title) return chart.description;
  }
  return "no such chart";
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("audit report: its sections are the same in both languages, in order") {
  const AuditReport report = sample_audit_report();
  CHECK(headings(english_page(report)) ==
        Texts{"Summary", "Scope", "Population", "Chain and anchors", "Method", "Sample", "Completeness",
              "Results", "Recomputation", "Plausibility", "Findings", "Opinion", "Facts found later",
              "What the law wants said", "What this report does not show"});
  CHECK(headings(audit_report_page(report, Language::french)) ==
        Texts{"Synthèse", "Périmètre", "Population", "Chaîne et ancrages", "Méthode", "Échantillon",
              "Exhaustivité", "Résultats", "Recalcul", "Plausibilité", "Constats", "Avis",
              "Faits constatés ultérieurement", "Mentions obligatoires", "Ce que ce rapport ne montre pas"});
}

TEST_CASE("audit report: every cycle of the population is in one class, and shares are of all") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "Cycles by class", "Credited") == Texts{"Credited", "90", "90\u00a0%"});
  CHECK(row_of(page, "Cycles by class", "Ineligible: Data were not erased") ==
        Texts{"Ineligible: Data were not erased", "1", "1\u00a0%"});
  CHECK(row_of(page, "Cycles by class", "Total") == Texts{"Total", "100", "100\u00a0%"});
  CHECK(
      description(page, "From collection to resale or disposal, cycles").find("Disposed of: 4 · 4\u00a0%") !=
      std::string::npos);
}

TEST_CASE("audit report: rows add up to the tally's figures, with what is taken off negative") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "By category of device, kgCO2e", "-tablet") ==
        Texts{"-tablet", "10", "10", "100.00", "−0.25", "−900.00", "−800.25"});
  CHECK(row_of(page, "By category of device, kgCO2e", "Total") ==
        Texts{"Total", "100", "90", "3,100.12", "−12.75", "−900.00", "2,187.37"});
  CHECK(row_of(page, "By participant, kgCO2e", "Renaissance Mobile (03571592900010)").at(6) == "2,987.62");
  CHECK(row_of(page, "Effects by territory, kgCO2e", "Net reduction, S") ==
        Texts{"Net reduction, S", "187.25", "2,000.12", "2,187.37", "−12.75"});
  CHECK(description(page, "Net reductions by month and category, kgCO2e") ==
        "Mar 2025: 2,987.6; May 2026: −800.2");
}

TEST_CASE("audit report: vintages stand apart, each with its way from avoided to creditable") {
  const page::Page page = english_page(sample_audit_report());
  CHECK(row_of(page, "Vintages, kgCO2e", "2025") == Texts{"2025", "2,987.62", "−688.17", "2,299.45", "2"});
  CHECK(row_of(page, "Vintages, kgCO2e", "2026") == Texts{"2026", "−800.25", "0.00", "−800.25", "0"});
  const std::string steps =
      description(page, "From avoided emissions to creditable reductions, vintage 2025, kgCO2e");
  CHECK(steps.find("Avoided manufacture: 2,900.1; Avoided journeys: 100.0; Emitted by journeys: −12.5") == 0);
  CHECK(steps.find("Net reduction, S: 2,987.6; Discounts: −688.2; Creditable: 2,299.4") != std::string::npos);
}

TEST_CASE("audit report: what of the reductions is certain, and what each source of uncertainty weighs") {
  AuditReport report = sample_audit_report();
  report.uncertainty.groups = {{"substitution", UncertaintyKind::asymmetric, 1},
                               {"ademe", UncertaintyKind::symmetric, 9}};
  report.uncertainty.vintages = {{.year = 2025,
                                  .net = Decimal(1'000),
                                  .groups = {{Decimal(-100), Decimal(50)}, {Decimal(20), Decimal(-200)}},
                                  .uncertain = {Decimal(100), Decimal(200)},
                                  .low = Decimal(700)}};
  const page::Page page = english_page(report);
  CHECK(row_of(page, "What of the reductions is certain, kgCO2e", "2025") ==
        Texts{"2025", "1,000.00", "−100.00", "−200.00", "700.00"});
  CHECK(description(page, "What each source of uncertainty takes off and adds, kgCO2e") ==
        "ademe: −200.0 / +20.0; substitution: −100.0 / +50.0");
}

TEST_CASE("audit report: social enterprises' share of what was sold is said") {
  CHECK(says(english_page(sample_audit_report()),
             "sold 80 of the 90 credited devices, and account for 96.8\u00a0% of the emissions avoided"));
}

TEST_CASE("audit report: figures that differ from those recomputed are said to, first of all") {
  AuditReport report = sample_audit_report();
  CHECK(remarks(english_page(report), Tone::good, "recomputed, the reduction is 2,187.37 kgCO2e"));
  report.report.reduction += Decimal(1);
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::bad, "do not follow from the entries"));
  const Texts row = row_of(page, "Figures stated and recomputed", "Reduction, kgCO2e");
  CHECK(row == Texts{"Reduction, kgCO2e", "2,188.373456789", "2,187.373456789", "different"});
  CHECK(row_of(page, "Figures stated and recomputed", "SHA-256 of the tally").at(3) == "equal");
}

TEST_CASE("audit report: what was recorded since the report is said with its effect") {
  AuditReport report = sample_audit_report();
  CHECK(remarks(english_page(report), Tone::good, "With all 20,000 entries recorded to date"));
  report.reduction_at_head += Decimal(-100);
  CHECK(remarks(english_page(report), Tone::caution, "is 2,087.37 kgCO2e, a change of −100.00"));
}

TEST_CASE("audit report: of 140 strata the largest are charted, and all are listed") {
  AuditReport report = sample_audit_report();
  SampleSection section;
  for (std::uint64_t i = 0; i < 140; ++i)
    section.strata.push_back(
        {.population = {std::string(128, 'x'), std::to_string(i), 1'000 + i, {}}, .drawn = 1});
  report.samples = {section};
  const page::Page page = english_page(report);
  const std::string charted = description(page, "Devices drawn, in the 40 largest of 140 strata");
  CHECK(charted.find(", 139: 1 of 1,139") != std::string::npos);
  CHECK(charted.find(", 99:") == std::string::npos);
  for (const page::Chart& chart : blocks_of<page::Chart>(page)) CHECK(chart.drawing.height < 1'000);
  CHECK(row_of(page, "Strata of the sample", std::string(128, 'x')).size() == 6);
}

TEST_CASE(
    "audit report: what the chart of months shows is a table as well, in the page's words for categories") {
  CHECK(row_of(english_page(sample_audit_report()), "By month and category, net reductions, kgCO2e",
               "Mar 2025") == Texts{"Mar 2025", "2,987.62", "0.00", "2,987.62"});
  const page::Page french = audit_report_page(sample_audit_report(), Language::french);
  CHECK_FALSE(row_of(french, "Par mois et par catégorie, réductions nettes, kgCO2e", "mars 2025").empty());
}

TEST_CASE(
    "audit report: reasons are told in the page's words, and what has none in the language it is written "
    "in") {
  AuditReport report = sample_audit_report();
  const auto first_column = [&](const page::Page& page) {
    for (const page::Table& table : blocks_of<page::Table>(page)) {
      if (table.rows.size() == 2 && table.rows.front().back() == "reconditioning.data_erasure")
        return table.columns.front().language;
    }
    return page::OtherLanguage{Language::french};
  };
  const page::Page known = audit_report_page(report, Language::french);
  CHECK(says_in_row(known, "Aucun effacement des données de l’appareil n’est enregistré"));
  CHECK_FALSE(first_column(known).has_value());
  report.methodology.rules.front().reason = "stolen";
  const page::Page unknown = audit_report_page(report, Language::french);
  CHECK(says_in_row(unknown, "Data were not erased"));
  CHECK(first_column(unknown) == Language::english);
}

TEST_CASE("audit report: a methodology that has texts in French is told in French alone") {
  AuditReport report = sample_audit_report();
  report.methodology.summary = "What it counts.";
  const auto summary = [&](Language language) {
    for (const page::Paragraph& each : blocks_of<page::Paragraph>(audit_report_page(report, language))) {
      if (each.text == report.methodology.summary || each.text == report.methodology.french_summary)
        return each;
    }
    return page::Paragraph{"none"};
  };
  CHECK(summary(Language::french).language == Language::english);
  report.methodology.french_title = "Méthode";
  report.methodology.french_summary = "Ce qu’elle compte.";
  report.methodology.rules.front().reason = "stolen";
  report.methodology.rules.front().french_title = "Appareil volé";
  CHECK(summary(Language::french).text == "Ce qu’elle compte.");
  CHECK_FALSE(summary(Language::french).language.has_value());
  CHECK(summary(Language::english).text == "What it counts.");
  const page::Page french = audit_report_page(report, Language::french);
  CHECK(fact(french, "Méthode") == "Méthode");
  CHECK(says_in_row(french, "Appareil volé"));
}

TEST_CASE("audit report: its summary is the worst of its parts") {
  AuditReport report = sample_audit_report();
  report.anchors = {{.kind = OutsideAnchor::Kind::log_key, .size = 0, .name = "key"},
                    {.kind = OutsideAnchor::Kind::certifier, .size = 0, .name = "key"},
                    {.kind = OutsideAnchor::Kind::checkpoint, .size = 20'000, .name = ""}};
  const auto first = [](const AuditReport& of) { return blocks_of<page::Remark>(english_page(of)).front(); };
  CHECK(first(report).tone == Tone::good);
  CHECK(first(report).text == "Everything in this summary holds.");

  AuditReport unanswered = report;
  unanswered.project.questions.push_back(
      {.seq = 14'100, .test = {}, .entries = {}, .text = "?", .asker = "", .answers = {}});
  CHECK(first(unanswered).tone == Tone::caution);
  CHECK(remarks(english_page(unanswered), Tone::caution, "1 question that an auditor asked"));

  AuditReport later = report;
  later.later = {{14'200, LaterFact::Kind::disputed, "never collected"}};
  CHECK(first(later).tone == Tone::caution);
  CHECK(row_of(english_page(later), "Recorded after the report froze its population", "14200") ==
        Texts{"14200", "Another project’s collection is disputed", "never collected"});
  later.reduction_at_head = Decimal();
  CHECK(first(later).tone == Tone::bad);
  CHECK(remarks(english_page(later), Tone::bad, "at least the opinion’s materiality of 5"));
}

TEST_CASE("audit report: an opinion whose key is in question is no yes") {
  AuditReport report = sample_audit_report();
  report.questioned = {14'001};
  CHECK(remarks(english_page(report), Tone::bad, "was signed with a key that was compromised at the time"));
  report = sample_audit_report();
  report.report.opinions.back().lapsed = 14'300;
  CHECK(remarks(english_page(report), Tone::bad, "has lapsed: entry 14300 put the key"));
  CHECK_FALSE(remarks(english_page(report), Tone::good, "unmodified opinion"));
  report = sample_audit_report();
  report.report.opinions.back().reopened = 14'300;
  CHECK(remarks(english_page(report), Tone::bad, "was withdrawn"));
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
  CHECK(row_of(page, "Evidence kept outside, and checked against the ledger", "Witness") ==
        Texts{"Witness", "W", "19,000 entries"});
  report.anchors.push_back({.kind = Kind::certifier, .size = 0, .name = "key"});
  report.anchors.push_back({.kind = Kind::checkpoint, .size = 20'000, .name = ""});
  CHECK_FALSE(remarks(english_page(report), Tone::caution, "nothing independent confirms"));
  CHECK_FALSE(remarks(english_page(report), Tone::caution, "rewrit"));
}

TEST_CASE("audit report: an unsound ledger's findings are listed, and those left out are counted") {
  AuditReport report = sample_audit_report();
  CHECK(says(english_page(report), "The verification found no fault"));
  report.verification.findings = {
      {.finding = FindingWord::wrong_payload, .seq = 17, .size = {}, .detail = "<b>"}};
  report.verification.finding_count = 3;
  report.issuances.front().outcome = IssuanceCheck::Outcome::not_established;
  const page::Page page = english_page(report);
  CHECK(remarks(page, Tone::bad, "The ledger is not sound: 3 findings."));
  CHECK(remarks(page, Tone::caution, "as the monitoring report states; but the ledger is not sound"));
  const Texts row =
      row_of(page, "Findings of the verification, in the words of the ledger’s format", "entry 17");
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
  CHECK(remarks(
      page, Tone::good,
      "12.50 kgCO2e in absolute terms, 0.57\u00a0% of the reduction; they would be material from 5\u00a0%"));
  CHECK(row_of(page, "Misstatements listed by the auditor", "one journey <twice>").at(1) == "−12.5");
  report.report.opinions.front().reopened = 14'500;
  report.opinions.front().opinion.reopened = 14'500;
  report.opinions.front().reopened_because = "sold twice";
  CHECK(remarks(english_page(report), Tone::bad, "was withdrawn"));
  CHECK(fact(english_page(report), "Reason") == "sold twice");
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

TEST_CASE("audit report: a sample is shown by strata, and its bound held against what is material") {
  AuditReport report = sample_audit_report();
  CHECK(says(english_page(report), "No sample was drawn."));
  SampleSection section;
  section.plan = {.method = SamplingMethod::stratified,
                  .reasonable = true,
                  .materiality = *parse_decimal("0.05"),
                  .expected = Decimal()};
  section.sample.commitment = 7;
  section.sample.population = 90;
  section.sample.size = 30;
  section.sample.kg_co2e = Decimal(5'000);
  section.sample.reduction = Decimal(3'000);
  section.strata = {{{"phone", "03571592900010", 80, Decimal(2'900)}, 20, 1},
                    {{"tablet", "03571592900010", 10, Decimal(100)}, 10, 0}};
  section.auditor = "55208131766522";
  report.samples = {section};
  CHECK(remarks(english_page(report), Tone::caution, "not been recorded yet"));
  report.samples.front().sample.evaluations.push_back({9, {{12, Decimal(30)}}, Decimal(40), Decimal(150)});
  const page::Page page = english_page(report);
  CHECK(fact(page, "Devices drawn") == "30 of 90");
  CHECK(fact(page, "Materiality") == "5\u00a0% · 150.00 kgCO2e");
  CHECK(remarks(page, Tone::good, "does not exceed materiality"));
  CHECK(row_of(page, "Strata of the sample", "phone") ==
        Texts{"phone", "03571592900010", "80", "2,900.00", "20", "1"});
  CHECK(description(page, "Devices drawn by stratum") ==
        "phone, 03571592900010: 20 of 80; tablet, 03571592900010: 10 of 10");
  CHECK(fact(page, "Auditor") == "55208131766522");
  // Another auditor's sample is not hidden by the last one.
  report.samples.insert(report.samples.begin(), report.samples.front());
  report.samples.front().sample.evaluations.back().bound = Decimal::from_scaled(150 * Decimal::scale + 1);
  CHECK(remarks(english_page(report), Tone::bad, "exceeds materiality"));
  CHECK(remarks(english_page(report), Tone::good, "does not exceed materiality"));
}

TEST_CASE("audit report: a number that was committed to and never revealed is told") {
  AuditReport report = sample_audit_report();
  SampleCommitment commitment;
  commitment.seq = 21;
  commitment.auditor = "05982741000024";
  report.unrevealed.push_back(commitment);
  CHECK(remarks(english_page(report), Tone::bad, "never revealed"));
}

TEST_CASE("audit report: tests that were run are listed, and what they ask with its entries") {
  AuditReport report = sample_audit_report();
  report.plausibility.tests.push_back({PlausibilityTest::too_fast, 1'200, 0});
  report.plausibility.tests.push_back({PlausibilityTest::soon_again, 0, 0});
  const page::Page quiet = english_page(report);
  CHECK(says(quiet, "raise no question"));
  const std::string too_fast = "Was a device reconditioned before it could have arrived?";
  CHECK(row_of(quiet, "Tests of plausibility", too_fast) == Texts{too_fast, "1,200", "0"});
  const std::string soon = "Were devices collected again soon after their resale, or again and again?";
  CHECK(row_of(quiet, "Tests of plausibility", soon) == Texts{soon, "too few", "0"});
  Case found;
  found.about = "03571592900010";
  found.figures = {Decimal(9), Decimal(20), Decimal(180)};
  report.plausibility.questions.push_back(
      {PlausibilityTest::too_fast, {found}, {{5, 6, 7, 8, 9, 10, 11}, 9}, 9, Decimal(270)});
  const std::string line =
      "03571592900010: reconditioned before they could have arrived: 9; the first 20 min after its "
      "collection, 180 min away; 270.00 kgCO2e of 9 devices at stake";
  CHECK(row_of(english_page(report), "Questions raised by tests of plausibility", line) ==
        Texts{line, "5, 6, 7, 8, 9, 10 and 3 more"});
}

TEST_CASE("audit report: what was asked in the ledger stands with its answers") {
  AuditReport report = sample_audit_report();
  report.project.questions.push_back({40, std::nullopt, {}, "who owns the workshop?", "05982741000024", {}});
  CHECK(row_of(english_page(report), "Questions asked in the ledger", "40") ==
        Texts{"40", "who owns the workshop?", "not answered"});
  report.project.questions.back().answers = {{41, "the commune"}, {42, "since 2024"}};
  CHECK(row_of(english_page(report), "Questions asked in the ledger", "40") ==
        Texts{"40", "who owns the workshop?", "the commune · since 2024"});
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
  CHECK(row_of(page, "Cycles by class", "Total") == Texts{"Total", "0", "–"});
}

TEST_CASE("audit report: it stands at the last entry's time, not at the clock's") {
  CHECK(english_page(sample_audit_report()).made == *parse_instant("2027-03-01T10:00:00Z"));
}
