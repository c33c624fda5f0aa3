// SPDX-License-Identifier: Apache-2.0
// Who has to act on projects whose records and figures are written down here.
#include "ledger/replay/next_acts.hpp"

#include <doctest/doctest.h>

#include <string>

namespace lcl {
namespace {

const Instant today = *parse_date("2026-06-01");

Period span(const char* text) { return *parse_period(text); }

/// Labelled, crediting 2025 to 2029.
Project labelled_project() {
  Project project;
  project.id = "DEMO";
  project.state = ProjectState::labelled;
  project.labelled = 4;
  project.crediting_period = span("2025/2030");
  return project;
}

/// As above, with a report of 2025, entry 40, of 1,000,000 kg.
Project reported_project() {
  Project project = labelled_project();
  Report report;
  report.seq = 40;
  report.period = span("2025");
  report.checkpoint.size = 40;
  report.reduction = Decimal(1'000'000);
  report.estimate = 900;
  project.reports.push_back(report);
  return project;
}

void opine(Project& project, OpinionWord word) {
  Opinion opinion;
  opinion.seq = 50 + project.reports.back().opinions.size();
  opinion.word = word;
  opinion.materiality = *parse_decimal("0.05");
  project.reports.back().opinions.push_back(opinion);
}

VintageFigures vintage(int year, std::int64_t owed, std::int64_t units = 0) {
  VintageFigures figures;
  figures.vintage = year;
  figures.owed = Decimal(owed);
  figures.units = units;
  return figures;
}

CreditStanding owed(std::vector<VintageFigures> vintages) {
  CreditStanding credits;
  credits.vintages = std::move(vintages);
  return credits;
}

/// Units of 2025, the first `retired` of which are retired, the others held.
Issuance issuance(std::uint32_t retired, std::uint32_t count) {
  Issuance made;
  made.ordinal = 1;
  made.vintage = 2025;
  made.count = count;
  Holding holding;
  holding.first = 1;
  holding.last = retired;
  holding.state = UnitState::retired;
  if (retired > 0) made.holdings.push_back(holding);
  holding.first = retired + 1;
  holding.last = count;
  holding.state = UnitState::issued;
  if (retired < count) made.holdings.push_back(holding);
  return made;
}

/// `developer period_reported`, `certifier clash` …
std::vector<std::string> acts(const Project& project, const CreditStanding& credits = {}) {
  std::vector<std::string> listed;
  for (const NextAct& next : next_acts(project, credits, today)) {
    listed.push_back(std::string(word(next.who)) + ' ' +
                     std::string(next.act ? rule_of(*next.act).kind : "clash"));
  }
  return listed;
}

NextAct only(const Project& project, const CreditStanding& credits = {}) {
  const std::vector<NextAct> found = next_acts(project, credits, today);
  REQUIRE(found.size() == 1);
  return found.front();
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("next acts: a project is filed, labelled, and then monitored until it is withdrawn") {
  Project project;
  CHECK(acts(project).empty());
  project.state = ProjectState::notified;
  CHECK(acts(project) == Lines{"developer project_filed"});
  project.state = ProjectState::filed;
  CHECK(acts(project) == Lines{"certifier project_labelled"});
  project = labelled_project();
  CHECK(acts(project) == Lines{"developer period_reported"});
  project.state = ProjectState::closed;
  CHECK(acts(project) == Lines{"developer period_reported"});
  project.state = ProjectState::withdrawn;
  CHECK(acts(project).empty());
}

TEST_CASE("next acts: a period without a report is about no entry, an outdated report about its own") {
  const NextAct never = only(labelled_project());
  CHECK(never.entry == 0);
  CHECK(never.period == span("2025"));
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  CreditStanding credits = owed({vintage(2025, 950'000, 950)});
  credits.outdated = {40};
  credits.risen = {40};
  project.exclusivities = {{30, span("2025")}};
  REQUIRE(acts(project, credits) == Lines{"certifier units_issued", "developer period_reported"});
  const NextAct again = next_acts(project, credits, today).back();
  CHECK(again.act == Act::period_reported);
  CHECK(again.who == Role::developer);
  CHECK(again.entry == 40);
  CHECK(again.estimate == 900);
}

TEST_CASE("next acts: a report waits for an opinion, a modified one for a correction") {
  Project project = reported_project();
  CHECK(acts(project) == Lines{"auditor opinion_given"});
  CHECK(only(project).entry == 40);
  opine(project, OpinionWord::qualified);
  CHECK(acts(project) == Lines{"developer submission"});
  CHECK(only(project).period == span("2025"));
  project.reports.back().opinions.back().reopened = 60;
  CHECK(acts(project) == Lines{"auditor opinion_given"});
  CHECK(only(project).anew);
}

TEST_CASE(
    "next acts: one opinion may be on reports whose periods follow one another, and answers what was found") {
  Project project = reported_project();
  Report next = project.reports.front();
  next.seq = 57;
  next.period = span("2026");
  Report apart = next;
  apart.seq = 58;
  apart.period = span("2028");
  project.reports.push_back(next);
  project.reports.push_back(apart);
  const std::vector<NextAct> found = next_acts(project, {}, *parse_date("2026-01-01"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].reports == std::vector<std::uint64_t>{40, 57});
  CHECK(found[0].period == span("2025/2027"));
  CHECK(found[1].reports == std::vector<std::uint64_t>{58});
  CHECK(found[0].disposes.empty());
  Opinion qualified;
  qualified.seq = 59;
  qualified.word = OpinionWord::qualified;
  qualified.reopened = 60;
  for (Report& report : project.reports) report.opinions.push_back(qualified);
  const std::vector<NextAct> again = next_acts(project, {}, *parse_date("2026-01-01"));
  REQUIRE(again.size() == 2);
  CHECK(again[0].anew);
  CHECK(again[0].disposes == std::set<std::uint64_t>{59});
  project.reports[1].opinions.clear();
  CHECK(next_acts(project, {}, *parse_date("2026-01-01")).size() == 3);
}

TEST_CASE("next acts: units that are offered to somebody are not cancelled, but the debt set off") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  project.issuances = {issuance(0, 3)};
  Offer offer;
  offer.seq = 50;
  offer.until = *parse_date("2026-06-02");
  project.offers = {offer};
  project.issuances.front().holdings.front().offer = 50;
  const CreditStanding credits = owed({vintage(2024, 9'000), vintage(2025, -1'500)});
  CHECK(acts(project, credits) == Lines{"certifier debt_set_off", "holder assignment_accepted"});
}

TEST_CASE("next acts: a period whose opinion has lapsed waits for another, and nothing is issued meanwhile") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  project.exclusivities = {{30, span("2025")}};
  project.reports.back().opinions.back().lapsed = 60;
  VintageFigures waiting = vintage(2025, 950'000);
  waiting.waits = true;
  CHECK(acts(project, owed({waiting})) == Lines{"auditor opinion_given"});
  CHECK(only(project, owed({waiting})).anew);
}

TEST_CASE("next acts: audited units are issued once the period is declared exclusive") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  const CreditStanding credits = owed({vintage(2025, 950'500, 950), vintage(2026, 5'000, 5)});
  CHECK(acts(project, credits) == Lines{"developer exclusivity_declared"});
  project.exclusivities = {{30, span("2025")}};
  const NextAct next = only(project, credits);
  CHECK(next.act == Act::units_issued);
  CHECK(next.who == Role::certifier);
  CHECK(next.entry == 40);
  CHECK(next.vintage == 2025);
  CHECK(next.units == 950);
  CHECK(acts(project, owed({vintage(2025, 999)})).empty());
}

TEST_CASE("next acts: a debt is settled before anything is issued") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  project.exclusivities = {{30, span("2025")}};
  project.reports.back().period = span("2025/2027");
  project.issuances = {issuance(0, 3)};
  const CreditStanding credits = owed({vintage(2025, -1'500), vintage(2026, 1'200, 1)});
  REQUIRE(acts(project, credits) ==
          Lines{"certifier units_cancelled", "certifier debt_set_off", "developer exclusivity_declared"});
  project.exclusivities = {{30, span("2025/2027")}};
  REQUIRE(acts(project, credits) == Lines{"certifier units_cancelled", "certifier debt_set_off"});
  const std::vector<NextAct> found = next_acts(project, credits, today);
  CHECK(found[0].vintage == 2025);
  CHECK(found[0].units == 2);
  REQUIRE(found[0].block);
  CHECK(*found[0].block == UnitBlock{"DEMO", 2025, 1, 1, 2});
  CHECK(found[0].debt == Decimal(1'500));
  CHECK(found[1].vintage == 2025);
  CHECK(found[1].from_vintage == 2026);
  CHECK(found[1].debt == Decimal(1'500));
  CHECK(found[1].set_off == Decimal(1'200));
}

TEST_CASE("next acts: no more units are cancelled than are the developer's, and any vintage in credit pays") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  project.issuances = {issuance(2, 3)};
  const auto settled = [&](const std::vector<VintageFigures>& vintages) {
    return next_acts(project, owed(vintages), today);
  };
  const auto partly = settled({vintage(2024, 0), vintage(2025, -1'500), vintage(2026, 0)});
  REQUIRE(partly.size() == 1);
  CHECK(partly.front().act == Act::units_cancelled);
  CHECK(partly.front().units == 1);
  CHECK(partly.front().from_vintage == 2025);
  const auto by_another = settled({vintage(2025, 0), vintage(2026, -1'500)});
  REQUIRE(by_another.size() == 1);
  CHECK(by_another.front().act == Act::units_cancelled);
  CHECK(by_another.front().vintage == 2026);
  CHECK(by_another.front().from_vintage == 2025);
  CHECK(by_another.front().units == 1);
  project.issuances = {issuance(3, 3)};
  const auto paid = settled({vintage(2024, 9'000), vintage(2025, -1'500)});
  REQUIRE(paid.size() == 1);
  CHECK(paid.front().act == Act::debt_set_off);
  CHECK(paid.front().from_vintage == 2024);
}

TEST_CASE("next acts: where the methodology asks for a sample, an auditor commits to one of all that waits") {
  Project project = reported_project();
  Report next_year = project.reports.front();
  next_year.seq = 41;
  next_year.period = span("2026");
  project.reports.push_back(next_year);
  CreditStanding credits;
  CHECK(acts(project, credits) == Lines{"auditor opinion_given"});
  credits.asks_sample = true;
  CHECK(acts(project, credits) == Lines{"auditor sample_committed", "auditor opinion_given"});
  CHECK(next_acts(project, credits, today).front().reports == std::vector<std::uint64_t>{40, 41});
  SampleCommitment commitment;
  commitment.seq = 45;
  commitment.reports = {40, 41};
  commitment.period = {span("2025").from, span("2026").to};
  project.commitments = {commitment};
  CHECK(acts(project, credits) == Lines{"certifier sample_challenged", "auditor opinion_given"});
  project.commitments.front().released = 46;
  CHECK(acts(project, credits) == Lines{"auditor sample_committed", "auditor opinion_given"});
}

TEST_CASE("next acts: a commitment is challenged, its number revealed, and its sample examined") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  SampleCommitment commitment;
  commitment.seq = 45;
  commitment.reports = {40};
  commitment.period = span("2025");
  commitment.auditor = "3";
  project.commitments = {commitment};
  CHECK(acts(project) == Lines{"certifier sample_challenged"});
  CHECK(only(project).entry == 45);
  project.commitments.front().challenged = SampleChallenge{46, {}};
  CHECK(acts(project) == Lines{"auditor sample_drawn"});
  CHECK(only(project).entry == 45);
  project.commitments.front().drawn = 47;
  DrawnSample sample;
  sample.seq = 47;
  sample.commitment = 45;
  project.samples = {sample};
  CHECK(acts(project) == Lines{"auditor sample_recorded"});
  CHECK(only(project).entry == 47);
  project.samples.front().evaluations.emplace_back();
  CHECK(acts(project).empty());
  project.samples = {sample};
  Report later = project.reports.front();
  later.seq = 48;
  project.reports.push_back(later);
  CHECK(acts(project) == Lines{"auditor sample_recorded"});
  project.commitments.front().released = 49;
  CHECK(acts(project).empty());
  project.commitments = {commitment};  // nobody has challenged what was replaced
  CHECK(acts(project).empty());
}

TEST_CASE("next acts: a project whose crediting period is over for a year is closed by the certifier") {
  Project project = labelled_project();
  project.crediting_period = span("2024-01-01/2025-06-01");
  Report report;
  report.period = project.crediting_period;
  report.lines = sha256(lines_heading);
  project.reports.push_back(report);
  CHECK(next_acts(project, {}, *parse_date("2026-06-01")).empty());
  const auto next = next_acts(project, {}, *parse_date("2026-06-02"));
  REQUIRE(next.size() == 1);
  CHECK(next.front().who == Role::certifier);
  CHECK(next.front().act == Act::project_closed);
  project.state = ProjectState::closed;
  CHECK(next_acts(project, {}, *parse_date("2026-06-02")).empty());
}

TEST_CASE("next acts: the certifier settles what is disputed, once") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  Dispute dispute;
  dispute.seq = 71;
  dispute.entry = 60;
  project.disputes = {dispute};
  CHECK(acts(project) == Lines{"certifier dispute_settled"});
  CHECK(only(project).entry == 71);
  CHECK(only(project).elsewhere == 60);
  project.disputes.front().settled = 72;
  CHECK(acts(project).empty());
}

TEST_CASE("next acts: clashes are looked into first, questions answered once") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  AskedQuestion question;
  question.seq = 70;
  project.questions = {question};
  CHECK(acts(project) == Lines{"developer question_answered"});
  CHECK(only(project).entry == 70);
  project.exclusivities = {{30, span("2025")}};
  CreditedElsewhere elsewhere;
  elsewhere.seq = 31;
  project.credited_elsewhere = {elsewhere};
  REQUIRE(acts(project) == Lines{"certifier clash", "developer question_answered"});
  const NextAct clash = next_acts(project, {}, today).front();
  CHECK(clash.entry == 30);
  CHECK(clash.elsewhere == 31);
  project.questions.front().answers.emplace_back();
  CHECK(acts(project) == Lines{"certifier clash"});
}

TEST_CASE("next acts: a holder accepts what it is offered, while the offer lasts") {
  Project project = reported_project();
  opine(project, OpinionWord::unmodified);
  Offer& offer = project.offers.emplace_back();
  offer.seq = 52;
  offer.until = {today.milliseconds + 1};
  const std::vector<NextAct> waiting = next_acts(project, owed({}), today);
  REQUIRE(waiting.size() == 1);
  CHECK((waiting.front().who == Role::holder && waiting.front().act == Act::assignment_accepted));
  CHECK(waiting.front().entry == 52);
  offer.until = today;
  CHECK(acts(project, owed({})).empty());
  offer.until = {today.milliseconds + 1};
  offer.closed = 53;
  CHECK(acts(project, owed({})).empty());
}

}  // namespace lcl
