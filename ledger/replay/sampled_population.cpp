// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/sampled_population.hpp"

#include <utility>

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/named_reports.hpp"
#include "ledger/replay/sample_drawing.hpp"

namespace lcl {

using namespace act_fields;

bool rests_on_population(Act act) {
  return act == Act::sample_committed || act == Act::sample_drawn || act == Act::sample_recorded;
}

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

Population sampled_population(const AuthenticatedLog& log, const FiguresBatch& figures,
                              const RegistryState& state, const Statement& statement, std::uint64_t seq) {
  const Project& project = *state.project(statement.project);
  std::vector<std::vector<CreditedCycle>> credited;
  for (const Report* report : sampled_reports(project, statement))
    credited.push_back(figures.credited({project.id, report->checkpoint, report->period}));
  const Act act = rule_of_kind(statement.kind)->act;
  if (act == Act::sample_committed) return population_of_reports(std::move(credited));
  const bool is_drawing = act == Act::sample_drawn;
  const std::uint64_t draw = is_drawing ? seq : integer(statement.act, "sample");
  const SampleCommitment& commitment = *project.commitment(is_drawing ? integer(statement.act, "commitment")
                                                                      : project.sample(draw)->commitment);
  return population_of_reports(std::move(credited), due_devices(log, project, commitment, draw));
}

}  // namespace lcl
