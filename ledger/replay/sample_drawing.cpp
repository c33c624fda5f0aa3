// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sample_drawing.hpp"

#include <fmt/format.h>

#include "ledger/registry/act_fields.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using namespace act_fields;

Refused figure_differs(const char* field, const std::string& derived) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field),
                 fmt::format("the entries give {}", derived));
}

/// The population of `report` at its own checkpoint, for a draw in entry `draw`.
Population frozen_population(const DerivationSource& source, const RegistryState& state,
                             const std::string& project, const Report& report, std::uint64_t draw,
                             const Progress& progress) {
  const std::uint64_t size = report.checkpoint.size;
  const RegistryState then = state_at(source.rows, state.origin(), size);
  return population_of(credited_at(source, then, project, report.period, size, progress),
                       due_devices(source.chains, *state.project(project), report, draw));
}

Drawing drawn_again(const Population& population, const Project& project, const DrawnSample& recorded) {
  auto drawing = drawing_of(population, project.report(recorded.report)->checkpoint.root,
                            project.commitment(recorded.commitment)->plan, recorded.number);
  if (!drawing || digest_of(drawing->sample) != recorded.sample) {
    throw Error(Obstacle::damaged,
                fmt::format("the entries do not give the sample of entry {}; run lcl verify", recorded.seq));
  }
  return std::move(*drawing);
}

}  // namespace

std::set<Pseudonym> due_devices(const AuthenticatedLog& log, const Project& project, const Report& report,
                                std::uint64_t draw) {
  std::set<Pseudonym> due;
  for (const DrawnSample& sample : project.samples) {
    if (sample.report >= report.seq || project.report(sample.report)->period != report.period) continue;
    for (const SampleEvaluation& record : sample.evaluations) {
      if (record.seq >= draw) continue;
      for (const SampleResult& result : record.results) {
        log.entry(result.collection, [&](const AuthenticEntry& found) {
          if (found.entry.device) due.insert(*found.entry.device);
        });
      }
    }
  }
  return due;
}

std::optional<Drawing> drawing_of(const Population& population, const Digest& root, const SamplingPlan& plan,
                                  const Digest& number) {
  if (population.cycles.empty()) return std::nullopt;
  return Drawing{draw(plan, population, sample_seed(root, number)), population.cycles.size(),
                 population.kg_co2e};
}

std::optional<Drawing> drawing_of(const DerivationSource& source, const RegistryState& state,
                                  const std::string& project, const Report& report, const SamplingPlan& plan,
                                  const Digest& number, const Progress& progress) {
  return drawing_of(frozen_population(source, state, project, report, source.rows.head().size, progress),
                    report.checkpoint.root, plan, number);
}

Drawing drawn_again(const DerivationSource& source, const RegistryState& state, const Project& project,
                    const DrawnSample& recorded, const Progress& progress) {
  return drawn_again(
      frozen_population(source, state, project.id, *project.report(recorded.report), recorded.seq, progress),
      project, recorded);
}

std::optional<Refused> results_refusal(const Sample& sample, const std::vector<SampleResult>& results) {
  for (const SampleResult& result : results) {
    if (sample.drawn(result.collection) == nullptr) {
      return refused(Refusal::not_sampled, "act.results",
                     fmt::format("entry {} collects no cycle that was drawn", result.collection));
    }
  }
  return std::nullopt;
}

std::optional<Refused> draw_refusal(const Population& population, const RegistryState& state,
                                    const Statement& statement) {
  const Json& act = statement.act;
  const Project& project = *state.project(statement.project);
  const Report& report = *project.report(integer(act, "report"));
  const SampleCommitment& commitment = *project.commitment(integer(act, "commitment"));
  const auto drawing = drawing_of(population, report.checkpoint.root, commitment.plan, digest(act, "number"));
  if (!drawing) {
    return refused(Refusal::nothing_to_sample, "act.report",
                   fmt::format("entry {} credits no cycle", report.seq));
  }
  if (integer(act, "population") != drawing->population)
    return figure_differs("population", std::to_string(drawing->population));
  if (decimal(act, "kgco2e") != drawing->kg_co2e)
    return figure_differs("kgco2e", to_string(drawing->kg_co2e));
  if (decimal(act, "interval") != drawing->sample.interval)
    return figure_differs("interval", to_string(drawing->sample.interval));
  if (integer(act, "size") != drawing->sample.cycles.size())
    return figure_differs("size", std::to_string(drawing->sample.cycles.size()));
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
  const std::vector<SampleResult> found = results(act, "results");
  if (auto refused = results_refusal(drawing.sample, found)) return refused;
  const SampleConclusion concluded =
      conclusion(project.commitment(recorded.commitment)->plan, drawing.sample, found);
  if (decimal(act, "projected") != concluded.projected)
    return figure_differs("projected", to_string(concluded.projected));
  if (decimal(act, "bound") != concluded.bound) return figure_differs("bound", to_string(concluded.bound));
  return std::nullopt;
}

}  // namespace lcl
