// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/report_text.hpp"

#include <doctest/doctest.h>

#include "ledger/values/digest.hpp"

using namespace lcl;

namespace {

/// A project with a report of 2025 at entry 40, in which cycles have amounts.
Project reported_project() {
  Project project;
  project.id = "DEMO";
  Report& report = project.reports.emplace_back();
  report.seq = 40;
  report.period = *parse_period("2025");
  return project;
}

std::string told(const Project& project) { return stage_text(project, project.reports.front()); }

}  // namespace

TEST_CASE("report text: a report says how far it has come, and by which entry") {
  Project project = reported_project();
  CHECK(told(project) == "reported, no opinion yet");
  Opinion& opinion = project.reports.front().opinions.emplace_back();
  opinion.seq = 41;
  CHECK(told(project).starts_with("audited: unmodified"));
  opinion.reopened = 42;
  CHECK(told(project) == "opinion reopened by entry 42");
  project.reports.push_back(project.reports.front());
  project.reports.back().seq = 43;
  CHECK(told(project) == "replaced by entry 43");
}

TEST_CASE("report text: a report that needs no opinion, or gets none any more, says so") {
  Project project = reported_project();
  project.reports.front().lines = sha256(lines_heading);
  CHECK(told(project) == "nothing to audit: no cycle has an amount in it");
  project.reports.front().forgone = 44;
  CHECK(told(project) == "given up by entry 44");
}
