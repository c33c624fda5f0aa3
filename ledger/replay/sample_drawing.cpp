// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sample_drawing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using namespace act_fields;

Refused figure_differs(const char* field, const std::string& derived) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field),
                 phrase("the entries give {}", derived));
}

/// The population of the reports that `commitment` names, for a draw in entry `draw`.
Population frozen_population(const DerivationSource& source, const RegistryState& state,
                             const Project& project, const SampleCommitment& commitment, std::uint64_t draw,
                             const Progress& progress) {
  const SampledSpan sampled = span_of(project.reports_of(commitment));
  const std::uint64_t size = sampled.checkpoint.size;
  const RegistryState then = state_at(source.rows, state.origin(), size);
  Population population(frame_at(source, then, project.id, sampled.span, size, progress), sampled.reduction);
  add_due(population, source.chains, project, commitment, draw);
  return population;
}

Drawing drawn_again(const Population& population, const Project& project, const DrawnSample& recorded) {
  const SampleCommitment& commitment = *project.commitment(recorded.commitment);
  auto drawing = drawing_of(population, commitment.plan, seed_of(project, commitment, recorded.number));
  if (!drawing || digest_of(drawing->sample) != recorded.sample) {
    throw Error(Obstacle::damaged,
                phrase("the entries do not give the sample of entry {}; run lcl verify", recorded.seq));
  }
  return std::move(*drawing);
}

/// Whether `before` is of an earlier report of one of the periods of `commitment`.
bool is_of_earlier_report(const Project& project, const SampleCommitment& before,
                          const SampleCommitment& commitment) {
  for (const Report* old : project.reports_of(before)) {
    for (const Report* report : project.reports_of(commitment)) {
      if (old->period == report->period && old->seq < report->seq) return true;
    }
  }
  return false;
}

bool share_a_period(const SampleCommitment& a, const SampleCommitment& b) {
  return a.period.from < b.period.to && b.period.from < a.period.to;
}

}  // namespace

SampledSpan span_of(const std::vector<const Report*>& reports) {
  SampledSpan sampled{reports.front()->period, {}, {}};
  for (const Report* report : reports) {
    sampled.span.from = std::min(sampled.span.from, report->period.from);
    sampled.span.to = std::max(sampled.span.to, report->period.to);
    if (report->checkpoint.size > sampled.checkpoint.size) sampled.checkpoint = report->checkpoint;
    sampled.reduction += report->reduction;
  }
  return sampled;
}

void add_due(Population& population, const AuthenticatedLog& log, const Project& project,
             const SampleCommitment& commitment, std::uint64_t draw) {
  for (const DrawnSample& sample : project.samples) {
    const SampleCommitment& before = *project.commitment(sample.commitment);
    const bool is_released = before.released && *before.released < draw && share_a_period(before, commitment);
    if (sample.seq >= draw || (!is_released && !is_of_earlier_report(project, before, commitment))) continue;
    for (const std::uint64_t collection : sample.cycles) {
      log.entry(collection, [&](const AuthenticEntry& found) {
        if (found.entry.device) population.due.insert(*found.entry.device);
      });
    }
    for (const SampleEvaluation& record : sample.evaluations) {
      if (record.seq < draw) population.whole.insert(record.beyond_cap.begin(), record.beyond_cap.end());
    }
  }
}

Digest seed_of(const Project& project, const SampleCommitment& commitment, const Digest& number) {
  std::vector<Digest> reports;
  for (const Report* report : project.reports_of(commitment)) reports.push_back(report->payload);
  return sample_seed(reports, number, commitment.challenged->challenge);
}

std::optional<Drawing> drawing_of(const Population& population, const SamplingPlan& plan,
                                  const Digest& seed) {
  if (population.frame.cycles.empty()) return std::nullopt;
  return Drawing{draw(plan, population, seed), population.frame.cycles.size(), population.kg_co2e,
                 strata_of(population.frame)};
}

std::optional<Drawing> drawing_of(const DerivationSource& source, const RegistryState& state,
                                  const Project& project, const SampleCommitment& commitment,
                                  const Digest& number, const Progress& progress) {
  return drawing_of(frozen_population(source, state, project, commitment, source.rows.head().size, progress),
                    commitment.plan, seed_of(project, commitment, number));
}

Drawing drawn_again(const DerivationSource& source, const RegistryState& state, const Project& project,
                    const DrawnSample& recorded, const Progress& progress) {
  return drawn_again(frozen_population(source, state, project, *project.commitment(recorded.commitment),
                                       recorded.seq, progress),
                     project, recorded);
}

std::optional<PlannedSample> planned_sample(const DerivationSource& source, const RegistryState& state,
                                            const Project& project, const SampleCommitment& commitment,
                                            const Progress& progress) {
  const Population population =
      frozen_population(source, state, project, commitment, source.rows.head().size, progress);
  if (population.frame.cycles.empty()) return std::nullopt;
  const SamplingPlan& plan = commitment.plan;
  return PlannedSample{population.frame.cycles.size(),
                       population.kg_co2e,
                       population.reduction,
                       tolerable(plan, population.reduction),
                       sampling_interval(plan, population.reduction),
                       *plan.errors_borne(),
                       sample_size(plan, population)};
}

std::vector<std::uint64_t> collections_of(const Sample& sample) {
  std::vector<std::uint64_t> seqs;
  seqs.reserve(sample.cycles.size());
  for (const DrawnCycle& drawn : sample.cycles) seqs.push_back(drawn.cycle.collection);
  return seqs;
}

std::vector<ExaminedCycle> examined(const std::vector<DrawnCycle>& drawn,
                                    const std::vector<SampleResult>& results) {
  SampleEvaluation evaluation;
  evaluation.results = results;
  std::vector<ExaminedCycle> cycles;
  cycles.reserve(results.size());
  for (const DrawnCycle& each : drawn) {
    const SampleResult* result = evaluation.of(each.cycle.collection);
    if (result == nullptr) continue;
    ExaminedCycle cycle{each, *result, {}};
    if (result->outcome == SampleOutcome::right) cycle.result.found = each.cycle.book();
    if (result->outcome == SampleOutcome::not_available)
      cycle.result.found = each.cycle.book() - each.cycle.wholly_wrong();
    cycle.difference = each.cycle.book() - cycle.result.found;
    cycles.push_back(cycle);
  }
  return cycles;
}

namespace {

std::string nothing_to_sample_in(const std::vector<std::uint64_t>& reports) {
  return phrase(
      "no cycle has an event in the {} {}, or the methodology does not say what a cycle emits at most; "
      "where it asks for a sample, name a report before or after as well, or give the period up: lcl report "
      "forgo",
      reports.size() == 1 ? phrase("period of the report of entry")
                          : phrase("periods of the reports of entries"),
      fmt::join(reports, ", "));
}

}  // namespace

std::optional<Refused> commitment_refusal(const Population& population, const Statement& statement) {
  if (!population.frame.cycles.empty()) return std::nullopt;
  const std::vector<std::uint64_t> reports = integers(statement.act, "reports");
  return refused(Refusal::nothing_to_sample, "act.reports", nothing_to_sample_in(reports));
}

std::optional<Refused> draw_refusal(const Population& population, const RegistryState& state,
                                    const Statement& statement) {
  const Json& act = statement.act;
  const Project& project = *state.project(statement.project);
  const SampleCommitment& commitment = *project.commitment(integer(act, "commitment"));
  const auto drawing =
      drawing_of(population, commitment.plan, seed_of(project, commitment, digest(act, "number")));
  invariant(drawing.has_value(), "there was something to draw from when it was committed to");
  if (integer(act, "population") != drawing->population)
    return figure_differs("population", std::to_string(drawing->population));
  if (decimal(act, "kgco2e") != drawing->kg_co2e)
    return figure_differs("kgco2e", to_string(drawing->kg_co2e));
  if (decimal(act, "interval") != drawing->sample.interval)
    return figure_differs("interval", to_string(drawing->sample.interval));
  if (integer(act, "size") != drawing->sample.cycles.size())
    return figure_differs("size", std::to_string(drawing->sample.cycles.size()));
  if (integers(act, "cycles") != collections_of(drawing->sample))
    return figure_differs("cycles", fmt::format("{}", fmt::join(collections_of(drawing->sample), ", ")));
  if (digest(act, "sample") != digest_of(drawing->sample))
    return figure_differs("sample", hex(digest_of(drawing->sample)));
  return std::nullopt;
}

std::optional<Refused> conclusion_refusal(const Population& population, const RegistryState& state,
                                          const Statement& statement) {
  const Json& act = statement.act;
  const Project& project = *state.project(statement.project);
  const DrawnSample& recorded = *project.sample(integer(act, "sample"));
  const Drawing drawing = drawn_again(population, project, recorded);
  SampleEvaluation found;
  found.results = results(act, "results");
  const SampleConclusion concluded =
      conclusion(project.commitment(recorded.commitment)->plan, drawing.sample, found.wrong());
  if (decimal(act, "projected") != concluded.projected)
    return figure_differs("projected", to_string(concluded.projected));
  if (decimal(act, "bound") != concluded.bound) return figure_differs("bound", to_string(concluded.bound));
  if (texts_or_none(act, "beyond_cap") != concluded.beyond_cap) {
    return figure_differs("beyond_cap", concluded.beyond_cap.empty()
                                            ? "none"
                                            : fmt::format("{}", fmt::join(concluded.beyond_cap, ", ")));
  }
  return std::nullopt;
}

}  // namespace lcl
