// SPDX-License-Identifier: Apache-2.0
#include "tests/texts/sample_audit_report.hpp"

#include "tests/texts/sample_tally.hpp"

using namespace lcl;

AuditReport sample_audit_report() {
  AuditReport made;
  const Tally by_category = sample_tally({Grouping::category});
  made.origin = "registry.example/lbc";
  made.head = {20'000, {}};
  made.made = *parse_instant("2027-03-01T10:00:00Z");
  made.tally = sample_tally({});
  made.by_category = by_category.rows;
  for (const TallyRow& row : by_category.rows) {
    TallyRow other = row;
    other.labels = {row.labels.front() == "smartphone" ? "2025-03" : "2026-05", row.labels.front()};
    made.by_month_and_category.push_back(other);
    other.labels = {row.labels.front() == "smartphone" ? "03571592900010" : "05982741000016"};
    made.by_participant.push_back(other);
    other.labels = {row.labels.front() == "smartphone" ? "b_corp+esus" : "none"};
    made.by_approvals.push_back(other);
  }
  made.names = {{"03571592900010", "Renaissance Mobile"}};
  made.reduction_at_head = made.tally.amounts.net();

  Opinion opinion;
  opinion.seq = 14'001;
  opinion.reasonable = true;
  opinion.materiality = *parse_decimal("0.05");
  opinion.misstated = *parse_decimal("12.5");
  opinion.auditor = "55208131766522";
  opinion.reports = {14'000};
  opinion.reduction = made.tally.amounts.net();
  made.report.seq = 14'000;
  made.report.period = made.tally.period;
  made.report.checkpoint = made.tally.checkpoint;
  made.report.tally = digest_of(made.tally);
  made.report.reduction = made.tally.amounts.net();
  made.report.estimate = 3;
  made.report.opinions = {opinion};
  made.opinions = {{.opinion = opinion,
                    .deposited = made.made,
                    .document = {},
                    .independence = {},
                    .misstatements = {{*parse_decimal("-12.5"), "one journey <twice>"}},
                    .reopened_because = {}}};

  made.project.id = "DEMO";
  made.project.title = "Deux Rives";
  made.project.developer = "03571592900010";
  made.project.notified = 7;
  made.project.crediting_period = *parse_period("2025-01-01/2030-01-01");
  made.project.reports = {made.report};
  made.methodology.title = "Reference";
  made.methodology.status = "reference";
  made.methodology.rules = {
      {"data_not_erased", "Data were not erased", "reconditioning.data_erasure", "", ""},
      {"warranty_too_short", "The warranty is too short", "resale.warranty_months >= 12", "", ""}};
  made.methodology.steps = {{.name = "avoided_manufacture",
                             .scope = Scope::cycle,
                             .unit = "kgCO2e",
                             .formula = "share * manufacture",
                             .clause = "",
                             .effect = Effect::avoided_manufacture}};
  made.read.entries = 20'000;
  made.read.recomputed = 2;

  Issuance issuance;
  issuance.seq = 14'002;
  issuance.vintage = 2025;
  issuance.count = 2;
  made.issuances = {{.issuance = issuance, .outcome = IssuanceCheck::Outcome::follows, .detail = {}}};
  return made;
}
