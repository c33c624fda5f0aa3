// SPDX-License-Identifier: Apache-2.0
// What lies ahead of projects that are written down here.
#include "ledger/registry/outlook.hpp"

#include <doctest/doctest.h>

namespace lcl {
namespace {

Instant day(const char* text) { return *parse_date(text); }
Period span(const char* text) { return *parse_period(text); }

/// Labelled, of a developer named 1, crediting 2025 to 2029.
Project labelled_project() {
  Project project;
  project.id = "DEMO";
  project.state = ProjectState::labelled;
  project.labelled = 4;
  project.developer = "1";
  project.crediting_period = span("2025/2030");
  return project;
}

void add_report(Project& project, const char* period) {
  Report report;
  report.seq = 10 + project.reports.size();
  report.period = span(period);
  project.reports.push_back(report);
}

std::string unreported(const Project& project, const char* today) {
  std::string listed;
  for (const Period& period : unreported_periods(project, day(today))) listed += to_string(period) + ' ';
  return listed;
}

Approval approval(Scheme scheme, const char* from, const char* to) {
  Approval made;
  made.scheme = scheme;
  made.issued_on = day(from);
  made.expires_on = day(to);
  return made;
}

void add_participant(Records& records, const char* siret, std::vector<Approval> approvals) {
  Participant& participant = records.participants[siret];
  participant.siret = siret;
  participant.approvals = std::move(approvals);
}

/// `2026-03-01 1` for an approval of participant 1, `2026-01-01 report 2025`, `2030-01-01 end`.
std::vector<std::string> due(const Records& records, const Project& project,
                             const std::set<std::string>& suppliers, const char* today) {
  std::vector<std::string> listed;
  for (const DueDate& date : due_dates(records, project, suppliers, day(today))) {
    const std::string on = date_of(date.on) + ' ';
    if (date.due == Due::report) listed.push_back(on + "report " + to_string(date.period));
    if (date.due == Due::expiry) listed.push_back(on + date.participant->siret);
    if (date.due == Due::crediting_end) listed.push_back(on + "end");
  }
  return listed;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("outlook: a population is that of the last report, or of all crediting so far") {
  Project project = labelled_project();
  CHECK_FALSE(population_period(project, day("2025-01-01")));
  CHECK(population_period(project, day("2025-02-28")) == span("2025-01/2025-03"));
  CHECK(population_period(project, *parse_instant("2025-02-28T23:59:59Z")) == span("2025-01/2025-03"));
  CHECK(population_period(project, day("2031-01-01")) == span("2025/2030"));
  add_report(project, "2025");
  CHECK(population_period(project, day("2031-01-01")) == span("2025"));
}

TEST_CASE("outlook: a year is to be reported once it has ended, and what is left of crediting with it") {
  Project project = labelled_project();
  project.crediting_period = span("2025-04/2027-03");
  CHECK(unreported(project, "2025-12-31").empty());
  CHECK(unreported(project, "2026-01-01") == "2025-04-01/2026-01-01 ");
  CHECK(unreported(project, "2027-02-28") == "2025-04-01/2026-01-01 2026 ");
  CHECK(unreported(project, "2027-03-01") == "2025-04-01/2026-01-01 2026 2027-01-01/2027-03-01 ");
}

TEST_CASE("outlook: reports leave gaps before, between and after them") {
  Project project = labelled_project();
  add_report(project, "2026-02/2026-05");
  add_report(project, "2025-07/2025-10");
  add_report(project, "2026-03/2026-07");
  CHECK(unreported(project, "2027-05-01") ==
        "2025-01-01/2025-07-01 2025-10-01/2026-01-01 2026-01 2026-07-01/2027-01-01 ");
}

TEST_CASE("outlook: nothing is to be reported before the label, after a withdrawal, or from a closure on") {
  Project project = labelled_project();
  project.closed_on = day("2025-10-01");
  CHECK(unreported(project, "2025-09-30").empty());
  CHECK(unreported(project, "2028-01-01") == "2025-01-01/2025-10-01 ");
  project.state = ProjectState::withdrawn;
  CHECK(unreported(project, "2028-01-01").empty());
  project = labelled_project();
  project.labelled = 0;
  CHECK(unreported(project, "2028-01-01").empty());
}

TEST_CASE("outlook: declarations clash where one time is in both, and ends are not in a period") {
  Project project = labelled_project();
  project.exclusivities = {{20, span("2025")}, {21, span("2026")}};
  const auto elsewhere = [&](std::uint64_t seq, std::optional<Period> period) {
    CreditedElsewhere declared;
    declared.seq = seq;
    declared.period = period;
    project.credited_elsewhere.push_back(declared);
  };
  elsewhere(30, span("2027"));
  elsewhere(31, span("2025-12/2026-02"));
  elsewhere(32, std::nullopt);
  elsewhere(33, span("2024"));
  std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
  for (const Clash& clash : clashes(project)) found.emplace_back(clash.exclusive->seq, clash.elsewhere->seq);
  CHECK(found ==
        std::vector<std::pair<std::uint64_t, std::uint64_t>>{{20, 31}, {20, 32}, {21, 31}, {21, 32}});
}

TEST_CASE("outlook: reports, the running year's too, and the end of crediting come due in order of date") {
  Project project = labelled_project();
  project.crediting_period = span("2025/2027-07");
  CHECK(due({}, project, {}, "2026-06-01") ==
        Lines{"2026-01-01 report 2025", "2027-01-01 report 2026", "2027-07-01 end"});
  CHECK(due({}, project, {}, "2027-06-01") ==
        Lines{"2026-01-01 report 2025", "2027-01-01 report 2026", "2027-07-01 end"});
  CHECK(due({}, project, {}, "2027-07-01") ==
        Lines{"2026-01-01 report 2025", "2027-01-01 report 2026", "2027-07-01 report 2027-01-01/2027-07-01"});
  project.state = ProjectState::notified;
  project.labelled = 0;
  CHECK(due({}, project, {}, "2026-06-01").empty());
}

TEST_CASE("outlook: an approval comes due 90 days before it expires, of whoever has a part in the project") {
  Project project = labelled_project();
  project.state = ProjectState::notified;
  project.labelled = 0;
  project.marketplaces = {"2"};
  project.mandants = {{"3", day("2025-01-01")}};
  Records records;
  for (const char* siret : {"1", "2", "3", "4", "5"})
    add_participant(records, siret, {approval(Scheme::b_corp, "2025-01-01", "2026-03-01")});
  CHECK(due(records, project, {"4", "9"}, "2025-11-30").empty());
  CHECK(due(records, project, {"4", "9"}, "2025-12-01") ==
        Lines{"2026-03-01 1", "2026-03-01 2", "2026-03-01 3", "2026-03-01 4"});
  CHECK(due(records, project, {"4", "9"}, "2026-03-01").empty());
}

TEST_CASE("outlook: an approval that was renewed by then, or withdrawn, does not come due") {
  Project project = labelled_project();
  project.state = ProjectState::filed;
  Records records;
  const Approval first = approval(Scheme::ecovadis, "2025-01-01", "2026-03-01");
  add_participant(records, "1", {first, approval(Scheme::esus, "2026-01-01", "2027-01-01")});
  project.labelled = 0;
  CHECK(due(records, project, {}, "2026-02-01") == Lines{"2026-03-01 1"});
  records.participants["1"].approvals.push_back(approval(Scheme::ecovadis, "2026-02-01", "2027-02-01"));
  CHECK(due(records, project, {}, "2026-02-01").empty());
  Approval withdrawn = first;
  withdrawn.withdrawn_on = day("2026-01-15");
  records.participants["1"].approvals = {withdrawn};
  CHECK(due(records, project, {}, "2026-02-01").empty());
  CHECK(due(records, project, {}, "2026-01-14") == Lines{"2026-03-01 1"});
}

}  // namespace lcl
