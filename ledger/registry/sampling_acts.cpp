// SPDX-License-Identifier: Apache-2.0
// Samples: a commitment before the population is frozen, the draw once it is,
// and what was found.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"

namespace lcl {
using namespace act_fields;

namespace {

const std::string& auditor_of(const Records& records, const ActAtHand& at_hand) {
  return records.keys.at(at_hand.statement.key).party;
}

SignedWith signed_with(Records& records, const ActAtHand& at_hand) {
  records.audited_with[at_hand.statement.key].insert(at_hand.statement.project);
  return {at_hand.statement.key, at_hand.time};
}

SamplingPlan plan_of(const Json& act) {
  return {.method = static_cast<SamplingMethod>(word_in(sampling_words, act, "method")),
          .reasonable = word_in(assurance_words, act, "assurance") == 1,
          .materiality = decimal(act, "materiality"),
          .expected = decimal(act, "expected")};
}

std::optional<Refused> plan_refusal(const SamplingPlan& plan) {
  if (plan.materiality <= Decimal(0) || plan.materiality > Decimal(1)) {
    return refused(Refusal::malformed_statement, "act.materiality",
                   "materiality is a share above 0 and up to 1, as \"0.05\"");
  }
  if (plan.expected.is_negative() || plan.expected > Decimal(1) || plan.allowance() <= Decimal(0)) {
    return refused(
        Refusal::malformed_statement, "act.expected",
        fmt::format("the expected misstatement is a share from 0 that, times {}, is below materiality",
                    plan.reasonable ? "1.6" : "1.3"));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_sample_committed(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (auto fault = plan_refusal(plan_of(act))) return fault;
  const Period period = dates(act, "period");
  const Period& crediting = project.crediting_period;
  if (period.from < crediting.from || period.to > crediting.to) {
    return refused(Refusal::impossible_date, "act.period",
                   fmt::format("it is not inside the crediting period, {} to {}", date_of(crediting.from),
                               date_of(crediting.to)));
  }
  const auto before = records.committed.find(digest(act, "number"));
  if (before == records.committed.end()) return std::nullopt;
  return refused(Refusal::number_already_committed, "act.number",
                 fmt::format("entry {} commits to it", before->second));
}

void record_sample_committed(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  project_of(records, at_hand)
      .commitments.push_back({.seq = at_hand.seq,
                              .period = dates(act, "period"),
                              .number = digest(act, "number"),
                              .plan = plan_of(act),
                              .auditor = auditor_of(records, at_hand),
                              .drawn = std::nullopt,
                              .with = signed_with(records, at_hand)});
  records.committed.emplace(digest(act, "number"), at_hand.seq);
}

namespace {

/// That `commitment` is the one that a sample of `report` is drawn with, and was not drawn with before.
std::optional<Refused> commitment_refusal(const Project& project, const SampleCommitment& commitment,
                                          const Report& report) {
  if (commitment.seq >= report.checkpoint.size) {
    return refused(Refusal::committed_too_late, "act.commitment",
                   fmt::format("the report of entry {} had frozen {} entries before", report.seq,
                               report.checkpoint.size));
  }
  const auto unknown = [](std::string message) {
    return refused(Refusal::unknown_commitment, "act.commitment", std::move(message));
  };
  const SampleCommitment* counting = project.commitment_for(report, commitment.auditor);
  if (counting != &commitment)
    return unknown(fmt::format("entry {} replaced it before the report", counting->seq));
  if (commitment.drawn) return unknown(fmt::format("entry {} draws with it already", *commitment.drawn));
  return std::nullopt;
}

}  // namespace

std::optional<Refused> judge_sample_drawn(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(act, "report");
  const Report* report = project.report(seq);
  if (report == nullptr || project.report(report->period) != report) {
    return refused(
        Refusal::unknown_report, "act.report",
        fmt::format("entry {} is not the report of {} that stands for its period", seq, project.id));
  }
  const std::uint64_t committed = integer(act, "commitment");
  const SampleCommitment* commitment = project.commitment(committed);
  if (commitment == nullptr || commitment->period != report->period) {
    return refused(Refusal::unknown_commitment, "act.commitment",
                   fmt::format("entry {} is no commitment of {} for {}", committed, project.id,
                               to_string(report->period)));
  }
  if (auditor_of(records, at_hand) != commitment->auditor) {
    return refused(Refusal::wrong_party, "key",
                   fmt::format("the commitment of entry {} is {}'s", committed, commitment->auditor));
  }
  if (auto fault = commitment_refusal(project, *commitment, *report)) return fault;
  if (sha256(digest(act, "number").bytes) != commitment->number) {
    return refused(Refusal::wrong_number, "act.number",
                   fmt::format("its SHA-256 is not the one of entry {}", committed));
  }
  return std::nullopt;
}

void record_sample_drawn(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  const std::uint64_t committed = integer(act, "commitment");
  recorded_by(project.commitments, committed)->drawn = at_hand.seq;
  project.samples.push_back({.seq = at_hand.seq,
                             .commitment = committed,
                             .report = integer(act, "report"),
                             .number = digest(act, "number"),
                             .population = integer(act, "population"),
                             .kg_co2e = decimal(act, "kgco2e"),
                             .interval = decimal(act, "interval"),
                             .size = integer(act, "size"),
                             .sample = digest(act, "sample"),
                             .evaluations = {},
                             .with = signed_with(records, at_hand)});
}

std::optional<Refused> judge_sample_recorded(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "sample");
  const DrawnSample* sample = project.sample(seq);
  if (sample == nullptr) {
    return refused(Refusal::unknown_sample, "act.sample",
                   fmt::format("entry {} draws no sample of {}", seq, project.id));
  }
  const std::string& auditor = project.commitment(sample->commitment)->auditor;
  if (auditor_of(records, at_hand) != auditor) {
    return refused(Refusal::wrong_party, "key", fmt::format("the sample of entry {} is {}'s", seq, auditor));
  }
  if (!sample->evaluations.empty() && !at_hand.act().contains("reason")) {
    return refused(
        Refusal::malformed_statement, "act.reason",
        fmt::format("entry {} records what was found in this sample; another record states its reason",
                    sample->evaluations.back().seq));
  }
  return std::nullopt;
}

void record_sample_recorded(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  DrawnSample* sample = recorded_by(project_of(records, at_hand).samples, integer(act, "sample"));
  sample->evaluations.push_back({.seq = at_hand.seq,
                                 .results = results(act, "results"),
                                 .projected = decimal(act, "projected"),
                                 .bound = decimal(act, "bound"),
                                 .reason = text_or_empty(act, "reason"),
                                 .with = signed_with(records, at_hand)});
}

std::optional<Refused> judge_sample_released(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "commitment");
  const SampleCommitment* commitment = project.commitment(seq);
  if (commitment != nullptr && project.unfinished(*commitment)) return std::nullopt;
  return refused(Refusal::unknown_commitment, "act.commitment",
                 commitment == nullptr
                     ? fmt::format("entry {} is no commitment of {}", seq, project.id)
                     : fmt::format("nobody waits for a sample of the commitment of entry {}", seq));
}

void record_sample_released(Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "commitment");
  recorded_by(project_of(records, at_hand).commitments, seq)->released = at_hand.seq;
}

}  // namespace lcl
