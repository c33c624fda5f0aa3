// SPDX-License-Identifier: Apache-2.0
// Monitoring of a labelled project: declarations, reports, opinions.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/accreditation.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/independence.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/registry/opinion_rules.hpp"
#include "ledger/registry/taking_back.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
using namespace act_fields;

namespace {

std::optional<Refused> period_refusal(const Project& project, const Period& period, Instant time) {
  const Period& crediting = project.crediting_period;
  if (period.from < crediting.from || period.to > crediting.to) {
    return refused(Refusal::impossible_date, "act.period",
                   phrase("it is not inside the crediting period, {} to {}", date_of(crediting.from),
                          date_of(crediting.to)));
  }
  if (period.to > time) {
    return refused(Refusal::impossible_date, "act.period", phrase("it has not ended yet"));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_exclusivity_declared(const Records& records, const ActAtHand& at_hand) {
  return period_refusal(project_of(records, at_hand), dates(at_hand.act(), "period"), at_hand.time);
}

void record_exclusivity_declared(Records& records, const ActAtHand& at_hand) {
  project_of(records, at_hand).exclusivities.push_back({at_hand.seq, dates(at_hand.act(), "period")});
}

std::optional<Refused> judge_credited_elsewhere(const Records&, const ActAtHand& at_hand) {
  if (at_hand.act().contains("period") || at_hand.act().contains("devices")) return std::nullopt;
  return refused(Refusal::malformed_statement, "act",
                 phrase("credited_elsewhere names a period, devices, or both"));
}

void record_credited_elsewhere(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  CreditedElsewhere declared{at_hand.seq,  text(act, "registry"),   text(act, "foreign_project"),
                             std::nullopt, devices(act, "devices"), maker_of(records, at_hand)};
  if (act.contains("period")) declared.period = dates(act, "period");
  project_of(records, at_hand).credited_elsewhere.push_back(std::move(declared));
}

namespace {

/// The declaration that entry `seq` makes and nobody took back, of `Project` or `const Project`; nullptr if
/// there is none.
template <typename AnyProject>
auto* declaration_of(AnyProject& project, std::uint64_t seq) {
  auto* declared = recorded_by(project.credited_elsewhere, seq);
  return declared == nullptr || declared->withdrawn ? nullptr : declared;
}

}  // namespace

std::optional<Refused> judge_declaration_withdrawn(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "declaration");
  const CreditedElsewhere* declared = declaration_of(project, seq);
  if (declared == nullptr) {
    return refused(Refusal::unknown_declaration, "act.declaration",
                   phrase("entry {} declares nothing of {} that stands as credited in another registry", seq,
                          project.id));
  }
  return taking_back_refusal(records, at_hand, declared->maker, seq);
}

void record_declaration_withdrawn(Records& records, const ActAtHand& at_hand) {
  declaration_of(project_of(records, at_hand), integer(at_hand.act(), "declaration"))->withdrawn =
      at_hand.seq;
}

namespace {

/// The same figures are put before no other auditor, and before no other draw.
std::optional<Refused> replacement_refusal(const Report& replaced, const Digest& lines) {
  if (replaced.lines != lines) return std::nullopt;
  return refused(Refusal::report_unchanged, "act.lines",
                 phrase("no cycle comes to anything else than in the report of entry {}", replaced.seq));
}

Refused out_of_order(const Project& project) {
  const Instant next = project.reported_until();
  if (next >= project.crediting_period.to) {
    return refused(Refusal::report_out_of_order, "act.period",
                   phrase("{} is reported to the end of its crediting period; a report may only take the "
                          "place of one of exactly the same period",
                          project.id));
  }
  return refused(
      Refusal::report_out_of_order, "act.period",
      phrase("the period to report next begins on {}: lcl report file {} --period {}/TO --estimate N "
             "--key KEY",
             date_of(next), project.id, date_of(next)));
}

}  // namespace

std::optional<Refused> judge_period_reported(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (checkpoint(act, "checkpoint") != at_hand.statement.seen) {
    return refused(Refusal::malformed_statement, "act.checkpoint",
                   phrase("a report is computed at the head that its signer saw"));
  }
  if (at_hand.statement.seen.size <= project.labelled) {
    return refused(Refusal::malformed_statement, "act.checkpoint",
                   phrase("at {} entries {} was not labelled yet", at_hand.statement.seen.size, project.id));
  }
  if (digest(act, "methodology") != project.methodology) {
    return refused(Refusal::unknown_methodology, "act.methodology",
                   phrase("{} is bound to {}", project.id, hex(project.methodology)));
  }
  const Period period = dates(act, "period");
  if (const Report* replaced = project.report(period)) {
    if (replaced->forgone) {
      return refused(Refusal::period_is_forgone, "act.period",
                     phrase("entry {} gives the period up", *replaced->forgone));
    }
    if (auto fault = replacement_refusal(*replaced, digest(act, "lines"))) return fault;
  } else if (period.from != project.reported_until()) {
    return out_of_order(project);
  }
  return period_refusal(project, period, at_hand.time);
}

void record_period_reported(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  project_of(records, at_hand)
      .reports.push_back({.seq = at_hand.seq,
                          .period = dates(act, "period"),
                          .checkpoint = checkpoint(act, "checkpoint"),
                          .methodology = digest(act, "methodology"),
                          .tally = digest(act, "tally"),
                          .lines = digest(act, "lines"),
                          .reduction = decimal(act, "reduction"),
                          .estimate = integer(act, "estimate"),
                          .opinions = {},
                          .forgone = std::nullopt,
                          .made = at_hand.time,
                          .payload = sha256(payload_of(at_hand.statement))});
}

namespace {

/// Σ|misstatement|: one does not make up for another.
Decimal misstated(const Json& act) {
  Decimal sum;
  for (const Json& misstatement : act["misstatements"]) {
    const Decimal kg = decimal(misstatement, "kgco2e");
    sum += kg.is_negative() ? -kg : kg;
  }
  return sum;
}

Opinion opinion_in(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Opinion opinion{.seq = at_hand.seq,
                  .word = static_cast<OpinionWord>(word_in(opinion_words, act, "opinion")),
                  .reasonable = word_in(assurance_words, act, "assurance") == 1,
                  .materiality = decimal(act, "materiality"),
                  .misstated = decimal(act, "misstated"),
                  .auditor = records.keys.at(at_hand.statement.key).party,
                  .key = at_hand.statement.key,
                  .given = at_hand.time,
                  .reports = integers(act, "reports")};
  for (const Report* report : reports_in(project_of(records, at_hand), act))
    opinion.reduction += report->reduction;
  return opinion;
}

/// Whoever finds a period in order answers those who did not, and what samples found.
std::optional<Refused> disposal_refusal(const Project& project, const std::vector<const Report*>& reports,
                                        const Json& act) {
  const bool is_unmodified = word_in(opinion_words, act, "opinion") == 0;
  std::vector<std::uint64_t> answers;
  for (const Report* report : reports) {
    if (!is_unmodified) continue;
    const auto of_period = project.to_dispose_of(report->period);
    answers.insert(answers.end(), of_period.begin(), of_period.end());
  }
  std::sort(answers.begin(), answers.end());
  answers.erase(std::unique(answers.begin(), answers.end()), answers.end());
  if (integers(act, "disposes_of") == answers) return std::nullopt;
  return refused(
      Refusal::opinion_not_disposed, "act.disposes_of",
      answers.empty()
          ? std::string(
                is_unmodified
                    ? phrase("there is no modified opinion to answer, no sample that found too much, and no "
                             "record that devices are left out")
                    : phrase("only an unmodified opinion disposes of what was found before"))
          : phrase("modified opinions, samples that found too much and records that devices are left "
                   "out stand in entries {}: add --disposes-of {}",
                   fmt::join(answers, ", "), fmt::join(answers, ",")));
}

}  // namespace

namespace {

/// Unknown, and so not asked, where the acts that adopt methodologies are not at hand.
bool asks_sample(const Records& records, const Project& project) {
  const auto bound = records.methodologies.find(project.methodology);
  return bound != records.methodologies.end() && bound->second.methodology->asks_sample();
}

}  // namespace

std::optional<Refused> judge_opinion_given(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  const Decimal materiality = decimal(act, "materiality");
  if (materiality <= Decimal(0) || materiality > Decimal(1)) {
    return refused(Refusal::malformed_statement, "act.materiality",
                   phrase("materiality is a share above 0 and up to 1, as \"0.05\""));
  }
  if (auto fault = reports_refusal(project, act, at_hand.time)) return fault;
  const std::vector<const Report*> reports = reports_in(project, act);
  const Opinion meant = opinion_in(records, at_hand);
  if (meant.vouches()) {
    if (auto fault = dependence_refusal(project, records.keys.at(meant.key))) return fault;
  }
  if (auto fault = forgone_refusal(reports)) return fault;
  for (const Report* report : reports) {
    if (const Opinion* given = report->opinion()) {
      return refused(
          Refusal::opinion_already_given, "act.reports",
          phrase("entry {} gives one on the report of entry {}; reopen it first", given->seq, report->seq));
    }
  }
  if (decimal(act, "misstated") != misstated(act)) {
    return refused(Refusal::sum_differs, "act.misstated",
                   phrase("the misstatements, without their signs, add up to {}", to_string(misstated(act))));
  }
  if (auto fault = accreditation_refusal(records, reports, meant)) return fault;
  if (auto fault = contradiction_refusal(project, reports, meant, asks_sample(records, project)))
    return fault;
  return disposal_refusal(project, reports, act);
}

void record_opinion_given(Records& records, const ActAtHand& at_hand) {
  const Opinion given = opinion_in(records, at_hand);
  Project& project = project_of(records, at_hand);
  records.audited_with[given.key].insert(project.id);
  for (const std::uint64_t seq : given.reports) recorded_by(project.reports, seq)->opinions.push_back(given);
}

namespace {

const Opinion* opinion_of(const Project& project, std::uint64_t seq) {
  for (const Report& report : project.reports) {
    const Opinion* opinion = report.opinion();
    if (opinion != nullptr && opinion->seq == seq) return opinion;
  }
  return nullptr;
}

}  // namespace

std::optional<Refused> judge_opinion_reopened(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "opinion");
  const Opinion* opinion = opinion_of(project_of(records, at_hand), seq);
  if (opinion == nullptr) {
    return refused(Refusal::unknown_opinion, "act.opinion",
                   phrase("entry {} gives no opinion that stands", seq));
  }
  const GrantedKey& signer = records.keys.at(at_hand.statement.key);
  if (signer.role == Role::auditor && signer.party != opinion->auditor) {
    return refused(Refusal::wrong_party, "key",
                   phrase("the opinion of entry {} is {}'s", seq, opinion->auditor));
  }
  return std::nullopt;
}

void record_opinion_reopened(Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "opinion");
  for (Report& report : project_of(records, at_hand).reports) {
    if (!report.opinions.empty() && report.opinions.back().seq == seq)
      report.opinions.back().reopened = at_hand.seq;
  }
}

std::optional<Refused> judge_period_forgone(const Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "report");
  const Project& project = project_of(records, at_hand);
  const Report* report = project.report(seq);
  if (report == nullptr || project.report(report->period) != report) {
    return refused(Refusal::unknown_report, "act.report",
                   phrase("entry {} is no report of {} that stands", seq, project.id));
  }
  if (report->forgone) {
    return refused(Refusal::period_is_forgone, "act.report",
                   phrase("entry {} gives the period up", *report->forgone));
  }
  return std::nullopt;
}

void record_period_forgone(Records& records, const ActAtHand& at_hand) {
  recorded_by(project_of(records, at_hand).reports, integer(at_hand.act(), "report"))->forgone = at_hand.seq;
}

}  // namespace lcl
