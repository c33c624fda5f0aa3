// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/project_audit.hpp"

#include <algorithm>
#include <utility>

namespace lcl {
namespace {

std::vector<RecomputedAct> recomputed_acts(const DerivationSource& source, const RegistryState& state,
                                           const Project& project, const Head& checkpoint,
                                           const Progress& progress) {
  std::vector<RecomputedAct> acts;
  RegistryState before;
  std::uint64_t taken = 0;
  for (const StatementRow& row : source.rows.statements()) {
    if (row.project != project.id || row.seq >= checkpoint.size || !states_figures(row.kind)) continue;
    take_statements(source.rows, state.origin(), std::exchange(taken, row.seq), row.seq, before);
    acts.push_back({row.seq, row.kind, statement_at(source.rows, state.origin(), row.seq).first.act,
                    recorded_figures_refusal(source, before, row.seq, progress)});
  }
  return acts;
}

}  // namespace

bool ProjectAudit::agrees() const {
  return std::none_of(acts.begin(), acts.end(),
                      [](const RecomputedAct& act) { return act.differing.has_value(); });
}

ProjectAudit audit_project(const DerivationSource& source, const RegistryState& state, const Project& project,
                           const Period& period, const Head& checkpoint, const Progress& progress) {
  ProjectAudit audit{project.id, checkpoint, period, {}, {}, {}};
  audit.acts = recomputed_acts(source, state, project, checkpoint, told_as("recomputing", progress));
  audit.by_category = std::move(
      tallies_at(source, state, project, {period}, {Grouping::category}, checkpoint, progress).front());
  audit.plausibility =
      plausibility(observe(source.rows, project.id, checkpoint.size, progress), audit.by_category);
  return audit;
}

}  // namespace lcl
