// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sampled_population.hpp"

#include <vector>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/replay/sample_drawing.hpp"

namespace lcl {
namespace {

using namespace act_fields;

/// The reports whose population a `sample_committed`, `sample_drawn` or `sample_recorded` of `project` rests
/// on, by period.
std::vector<const Report*> sampled_reports(const Project& project, const Statement& statement) {
  const Json& act = statement.act;
  switch (rule_of_kind(statement.kind)->act) {
    case Act::sample_committed:
      return reports_in(project, act);
    case Act::sample_drawn:
      return project.reports_of(*project.commitment(integer(act, "commitment")));
    default:
      return project.reports_of(*project.commitment(project.sample(integer(act, "sample"))->commitment));
  }
}

}  // namespace

bool rests_on_population(Act act) {
  return act == Act::sample_committed || act == Act::sample_drawn || act == Act::sample_recorded;
}

FiguresBatch::Key population_key(const Project& project, const Statement& statement) {
  const SampledSpan sampled = span_of(sampled_reports(project, statement));
  return {project.id, sampled.checkpoint, sampled.span};
}

Population sampled_population(const AuthenticatedLog& log, const FiguresBatch& figures,
                              const RegistryState& state, const Statement& statement, std::uint64_t seq) {
  const Project& project = *state.project(statement.project);
  const std::vector<const Report*> reports = sampled_reports(project, statement);
  Population population(figures.frame(population_key(project, statement)), span_of(reports).reduction);
  const Act act = rule_of_kind(statement.kind)->act;
  if (act == Act::sample_committed) return population;
  const bool is_drawing = act == Act::sample_drawn;
  const std::uint64_t draw = is_drawing ? seq : integer(statement.act, "sample");
  const SampleCommitment& commitment = *project.commitment(is_drawing ? integer(statement.act, "commitment")
                                                                      : project.sample(draw)->commitment);
  add_due(population, log, project, commitment, draw);
  return population;
}

}  // namespace lcl
