// SPDX-License-Identifier: Apache-2.0
// Samples: a commitment to reports on record, the certifier's challenge, the
// draw, and what was found.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/act_judges.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/registry/sampling_rules.hpp"
#include "ledger/values/phrase.hpp"

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

}  // namespace

namespace {

/// Whoever does not like what a draw gives gets no second one of the same reports: an auditor, by whichever
/// of its keys and establishments, commits to a report once. Only what was released before it was challenged,
/// so that nobody knew the draw, may be made again.
std::optional<Refused> repeated_refusal(const Records& records, const ActAtHand& at_hand) {
  const std::string& auditor = records.keys.at(at_hand.statement.key).number;
  const std::vector<std::uint64_t> named = integers(at_hand.act(), "reports");
  for (const SampleCommitment& before : project_of(records, at_hand).commitments) {
    if (before.released && !before.challenged) continue;
    if (records.keys.at(before.with.key).number != auditor) continue;
    const auto again =
        std::find_if(named.begin(), named.end(), [&](std::uint64_t report) { return before.names(report); });
    if (again == named.end()) continue;
    return refused(Refusal::sample_already_committed, "act.reports",
                   phrase("entry {} commits {} to a sample of the report of entry {}", before.seq,
                          before.auditor, *again));
  }
  return std::nullopt;
}

Period span_of(const std::vector<const Report*>& reports) {
  return {reports.front()->period.from, reports.back()->period.to};
}

}  // namespace

std::optional<Refused> plan_refusal(const SamplingPlan& plan) {
  if (plan.materiality <= Decimal(0) || plan.materiality > Decimal(1)) {
    return refused(Refusal::malformed_statement, "act.materiality",
                   phrase("materiality is a share above 0 and up to 1, as \"0.05\""));
  }
  if (plan.expected.is_negative() || !plan.errors_borne()) {
    return refused(Refusal::malformed_statement, "act.expected",
                   plan.expected.is_negative()
                       ? phrase("the expected misstatement is a share from 0")
                       : phrase("no sample bears an expected misstatement so close to a materiality of {}; "
                                "expect less, or call more material",
                                to_string(plan.materiality)));
  }
  return std::nullopt;
}

std::optional<Refused> judge_sample_committed(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  if (auto fault = plan_refusal(plan_of(act))) return fault;
  if (auto fault = reports_refusal(project, act, at_hand.time)) return fault;
  if (auto fault = forgone_refusal(reports_in(project, act))) return fault;
  const auto before = records.committed.find(digest(act, "number"));
  if (before != records.committed.end()) {
    return refused(Refusal::number_already_committed, "act.number",
                   phrase("entry {} commits to it", before->second));
  }
  return repeated_refusal(records, at_hand);
}

void record_sample_committed(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  project.commitments.push_back({.seq = at_hand.seq,
                                 .reports = integers(act, "reports"),
                                 .period = span_of(reports_in(project, act)),
                                 .number = digest(act, "number"),
                                 .plan = plan_of(act),
                                 .auditor = auditor_of(records, at_hand),
                                 .drawn = std::nullopt,
                                 .with = signed_with(records, at_hand)});
  records.committed.emplace(digest(act, "number"), at_hand.seq);
}

std::optional<Refused> judge_sample_challenged(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "commitment");
  const SampleCommitment* commitment = project.commitment(seq);
  if (commitment == nullptr) {
    return refused(Refusal::unknown_commitment, "act.commitment",
                   phrase("entry {} is no commitment of {}", seq, project.id));
  }
  if (commitment->challenged) {
    return refused(
        Refusal::already_challenged, "act.commitment",
        phrase("entry {} challenges the commitment of entry {}", commitment->challenged->seq, seq));
  }
  if (commitment->released) {
    return refused(Refusal::unknown_commitment, "act.commitment",
                   phrase("entry {} releases the commitment of entry {}", *commitment->released, seq));
  }
  if (project.stage_of(*commitment) == CommitmentStage::replaced) {
    return refused(Refusal::unknown_report, "act.commitment",
                   phrase("a report that the commitment of entry {} names does not stand any more", seq));
  }
  if (at_hand.statement.seen.size <= seq) {
    return refused(Refusal::unknown_commitment, "seen",
                   phrase("it was signed at {} entries, before the commitment of entry {}",
                          at_hand.statement.seen.size, seq));
  }
  return std::nullopt;
}

void record_sample_challenged(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  recorded_by(project_of(records, at_hand).commitments, integer(act, "commitment"))->challenged =
      SampleChallenge{at_hand.seq, digest(act, "challenge"), signed_with(records, at_hand)};
}

std::optional<Refused> unchallenged_refusal(const Project& project, const SampleCommitment& commitment) {
  if (commitment.challenged) return std::nullopt;
  return refused(Refusal::not_challenged, "act.commitment",
                 phrase("the commitment of entry {} waits for the certifier's challenge: lcl sample "
                        "challenge {} --commitment {}",
                        commitment.seq, project.id, commitment.seq));
}

std::optional<Refused> judge_sample_drawn(const Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  const Project& project = project_of(records, at_hand);
  const std::uint64_t committed = integer(act, "commitment");
  const SampleCommitment* commitment = project.commitment(committed);
  if (commitment == nullptr) {
    return refused(Refusal::unknown_commitment, "act.commitment",
                   phrase("entry {} is no commitment of {}", committed, project.id));
  }
  if (auditor_of(records, at_hand) != commitment->auditor) {
    return refused(Refusal::wrong_party, "key",
                   phrase("the commitment of entry {} is {}'s", committed, commitment->auditor));
  }
  if (commitment->drawn) {
    return refused(Refusal::unknown_commitment, "act.commitment",
                   phrase("entry {} draws with it already", *commitment->drawn));
  }
  if (auto fault = unchallenged_refusal(project, *commitment)) return fault;
  if (sha256(digest(act, "number").bytes) != commitment->number) {
    return refused(Refusal::wrong_number, "act.number",
                   phrase("its SHA-256 is not the one of entry {}", committed));
  }
  return std::nullopt;
}

void record_sample_drawn(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  Project& project = project_of(records, at_hand);
  const std::uint64_t committed = integer(act, "commitment");
  recorded_by(project.commitments, committed)->drawn = at_hand.seq;
  Decimal reduction;
  for (const Report* report : project.reports_of(*project.commitment(committed)))
    reduction += report->reduction;
  project.samples.push_back({.seq = at_hand.seq,
                             .commitment = committed,
                             .number = digest(act, "number"),
                             .population = integer(act, "population"),
                             .kg_co2e = decimal(act, "kgco2e"),
                             .reduction = reduction,
                             .interval = decimal(act, "interval"),
                             .size = integer(act, "size"),
                             .sample = digest(act, "sample"),
                             .cycles = integers(act, "cycles"),
                             .evaluations = {},
                             .with = signed_with(records, at_hand)});
}

std::optional<Refused> examination_refusal(const DrawnSample& sample,
                                           const std::vector<SampleResult>& found) {
  constexpr std::int64_t most_wrong = 200;
  if (std::count_if(found.begin(), found.end(), [](const SampleResult& result) {
        return result.outcome != SampleOutcome::right;
      }) > most_wrong) {
    return refused(
        Refusal::malformed_statement, "act.results",
        phrase("nothing is concluded from a sample of which more than {} cycles are wrong", most_wrong));
  }
  std::vector<std::uint64_t> examined;
  examined.reserve(found.size());
  for (const SampleResult& result : found) examined.push_back(result.collection);
  std::vector<std::uint64_t> strange;
  std::set_difference(examined.begin(), examined.end(), sample.cycles.begin(), sample.cycles.end(),
                      std::back_inserter(strange));
  if (!strange.empty()) {
    return refused(Refusal::not_sampled, "act.results",
                   phrase("entry {} collects no cycle that was drawn", strange.front()));
  }
  std::vector<std::uint64_t> missing;
  std::set_difference(sample.cycles.begin(), sample.cycles.end(), examined.begin(), examined.end(),
                      std::back_inserter(missing));
  if (missing.empty()) return std::nullopt;
  constexpr std::size_t most_named = 20;
  const std::size_t named = std::min(missing.size(), most_named);
  const std::vector<std::uint64_t> first(missing.begin(),
                                         missing.begin() + static_cast<std::ptrdiff_t>(named));
  return refused(Refusal::not_examined, "act.results",
                 phrase("there is no result of {} of the {} drawn cycles: {}{}", missing.size(),
                        sample.cycles.size(), fmt::join(first, ", "), missing.size() > named ? ", …" : ""));
}

std::optional<Refused> judge_sample_recorded(const Records& records, const ActAtHand& at_hand) {
  const Project& project = project_of(records, at_hand);
  const std::uint64_t seq = integer(at_hand.act(), "sample");
  const DrawnSample* sample = project.sample(seq);
  if (sample == nullptr) {
    return refused(Refusal::unknown_sample, "act.sample",
                   phrase("entry {} draws no sample of {}", seq, project.id));
  }
  const std::string& auditor = project.commitment(sample->commitment)->auditor;
  if (auditor_of(records, at_hand) != auditor) {
    return refused(Refusal::wrong_party, "key", phrase("the sample of entry {} is {}'s", seq, auditor));
  }
  if (!sample->evaluations.empty() && !at_hand.act().contains("reason")) {
    return refused(Refusal::malformed_statement, "act.reason",
                   phrase("entry {} records what was found in this sample; another record states its reason",
                          sample->evaluations.back().seq));
  }
  return examination_refusal(*sample, results(at_hand.act(), "results"));
}

void record_sample_recorded(Records& records, const ActAtHand& at_hand) {
  const Json& act = at_hand.act();
  DrawnSample* sample = recorded_by(project_of(records, at_hand).samples, integer(act, "sample"));
  sample->evaluations.push_back({.seq = at_hand.seq,
                                 .results = results(act, "results"),
                                 .projected = decimal(act, "projected"),
                                 .bound = decimal(act, "bound"),
                                 .beyond_cap = texts_or_none(act, "beyond_cap"),
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
                     ? phrase("entry {} is no commitment of {}", seq, project.id)
                     : phrase("nobody waits for a sample of the commitment of entry {}", seq));
}

void record_sample_released(Records& records, const ActAtHand& at_hand) {
  const std::uint64_t seq = integer(at_hand.act(), "commitment");
  recorded_by(project_of(records, at_hand).commitments, seq)->released = at_hand.seq;
}

}  // namespace lcl
