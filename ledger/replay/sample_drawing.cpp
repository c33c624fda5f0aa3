// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sample_drawing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using namespace act_fields;

Refused figure_differs(const char* field, const std::string& derived) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field),
                 fmt::format("the entries give {}", derived));
}

/// The population of the reports that `commitment` names, each at its own checkpoint, for a draw in entry
/// `draw`.
Population frozen_population(const DerivationSource& source, const RegistryState& state,
                             const Project& project, const SampleCommitment& commitment, std::uint64_t draw,
                             const Progress& progress) {
  std::vector<std::vector<CreditedCycle>> credited;
  for (const Report* report : project.reports_of(commitment)) {
    const std::uint64_t size = report->checkpoint.size;
    const RegistryState then = state_at(source.rows, state.origin(), size);
    credited.push_back(credited_at(source, then, project.id, report->period, size, progress));
  }
  return population_of_reports(std::move(credited), due_devices(source.chains, project, commitment, draw));
}

Drawing drawn_again(const Population& population, const Project& project, const DrawnSample& recorded) {
  const SampleCommitment& commitment = *project.commitment(recorded.commitment);
  auto drawing = drawing_of(population, commitment.plan, seed_of(project, commitment, recorded.number));
  if (!drawing || digest_of(drawing->sample) != recorded.sample) {
    throw Error(Obstacle::damaged,
                fmt::format("the entries do not give the sample of entry {}; run lcl verify", recorded.seq));
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

std::set<Pseudonym> due_devices(const AuthenticatedLog& log, const Project& project,
                                const SampleCommitment& commitment, std::uint64_t draw) {
  std::set<Pseudonym> due;
  for (const DrawnSample& sample : project.samples) {
    const SampleCommitment& before = *project.commitment(sample.commitment);
    const bool is_released = before.released && *before.released < draw && share_a_period(before, commitment);
    if (sample.seq >= draw || (!is_released && !is_of_earlier_report(project, before, commitment))) continue;
    for (const std::uint64_t collection : sample.cycles) {
      log.entry(collection, [&](const AuthenticEntry& found) {
        if (found.entry.device) due.insert(*found.entry.device);
      });
    }
  }
  return due;
}

Population population_of_reports(std::vector<std::vector<CreditedCycle>> credited, std::set<Pseudonym> due) {
  std::vector<CreditedCycle> all;
  for (std::vector<CreditedCycle>& each : credited)
    all.insert(all.end(), std::make_move_iterator(each.begin()), std::make_move_iterator(each.end()));
  std::stable_sort(all.begin(), all.end(), [](const CreditedCycle& a, const CreditedCycle& b) {
    return a.collection < b.collection;
  });
  std::vector<CreditedCycle> cycles;
  cycles.reserve(all.size());
  for (CreditedCycle& cycle : all) {
    if (cycles.empty() || cycles.back().collection != cycle.collection) {
      cycles.push_back(cycle);
    } else {
      cycles.back().avoided += cycle.avoided;
      cycles.back().confirmed |= cycle.confirmed;
    }
  }
  return population_of(std::move(cycles), std::move(due));
}

Digest seed_of(const Project& project, const SampleCommitment& commitment, const Digest& number) {
  std::vector<Digest> reports;
  for (const Report* report : project.reports_of(commitment)) reports.push_back(report->payload);
  return sample_seed(reports, number, commitment.challenged->challenge);
}

std::optional<Drawing> drawing_of(const Population& population, const SamplingPlan& plan,
                                  const Digest& seed) {
  if (population.cycles.empty()) return std::nullopt;
  return Drawing{draw(plan, population, seed), population.cycles.size(), population.kg_co2e};
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
    if (result->outcome == SampleOutcome::right) cycle.result.found = each.cycle.avoided;
    cycle.difference = each.cycle.avoided - cycle.result.found;
    cycles.push_back(cycle);
  }
  return cycles;
}

std::optional<Refused> commitment_refusal(const Population& population, const Statement& statement) {
  if (!population.cycles.empty()) return std::nullopt;
  const std::vector<std::uint64_t> reports = integers(statement.act, "reports");
  return refused(Refusal::nothing_to_sample, "act.reports",
                 reports.size() == 1
                     ? fmt::format("the report of entry {} credits no cycle", reports.front())
                     : fmt::format("the reports of entries {} credit no cycle", fmt::join(reports, ", ")));
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
  return std::nullopt;
}

}  // namespace lcl
