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

ProjectAudit audit_project(const OpenLedger& ledger, const std::string& project, const Period& period,
                           const Progress& progress) {
  const Project& audited = ledger.labelled_project(project);
  const Head head = ledger.head();
  const Reader chains = ledger.second_reader();
  const DerivationSource source{ledger.reader(), chains};
  ProjectAudit audit{project, head, period, {}, {}, {}};
  audit.acts = recomputed_acts(source, ledger.state(), audited, head, told_as("recomputing", progress));
  audit.by_category = std::move(
      tallies_at(source, ledger.state(), audited, {period}, {Grouping::category}, head, progress).front());
  audit.plausibility = plausibility(observe(source.rows, project, head.size, progress), audit.by_category);
  return audit;
}

}  // namespace lcl
