// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/project_audit.hpp"
#include "ledger/values/phrase.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace lcl {
namespace {

std::vector<RecomputedAct> recomputed_acts(const DerivationSource& source, const RegistryState& state,
                                           std::optional<std::uint64_t> last, const Progress& progress) {
  std::vector<RecordedStatement> stating;
  walk_back(source.rows, state.origin(), last, Walk::one_matter, [&](const RecordedStatement& recorded) {
    if (states_figures(recorded.statement.kind, recorded.statement.act)) stating.push_back(recorded);
    return true;
  });
  std::reverse(stating.begin(), stating.end());
  std::vector<std::uint64_t> seqs;
  seqs.reserve(stating.size());
  for (const RecordedStatement& recorded : stating) seqs.push_back(recorded.seq);
  const auto differing = recorded_figures_refusals(source, state.origin(), seqs, progress);
  std::vector<RecomputedAct> acts;
  acts.reserve(stating.size());
  for (std::size_t i = 0; i < stating.size(); ++i) {
    const Statement& statement = stating[i].statement;
    acts.push_back({stating[i].seq, statement.kind, statement.act, differing[i]});
  }
  return acts;
}

constexpr std::size_t most_named = 20;

void count(std::uint64_t seq, UncheckedDevices::Named& named) {
  ++named.count;
  if (named.entries.size() < most_named) named.entries.push_back(seq);
}

}  // namespace

UncheckedDevices unchecked_devices(const Observations& observed, const Period& period) {
  UncheckedDevices found;
  for (const Observation& event : observed.events) {
    if (event.kind != EventKind::collection || !period.contains(event.occurred_at)) continue;
    ++found.collections;
    if (event.unchecked == Unchecked::imei) count(event.seq, found.imei);
    if (event.unchecked == Unchecked::serial) count(event.seq, found.serial);
  }
  return found;
}

bool ProjectAudit::agrees() const {
  return std::none_of(acts.begin(), acts.end(),
                      [](const RecomputedAct& act) { return act.differing.has_value(); });
}

ProjectAudit audit_project(const OpenLedger& ledger, const std::string& project, const Period& period,
                           const Progress& progress) {
  static_cast<void>(ledger.labelled_project(project));  // throws where it is not
  const Head head = ledger.head();
  const DerivationSource source{ledger.log(), ledger.second_log()};
  ProjectAudit audit{project, head, period, {}, {}, {}, {}};
  audit.acts = recomputed_acts(source, ledger.state(), ledger.chain().last_on(project),
                               told_as(translation("recomputing"), progress));
  FiguresRequest request{ledger.state(), project, head, period, {Grouping::category}};
  request.list_lines = true;
  DerivedFigures figures = std::move(figures_of(source, {request}, progress).front());
  if (figures.fault) throw Error(*figures.fault);
  audit.by_category = std::move(figures.tally);
  const Observations observed = observe(source.rows, project, head.size, progress);
  audit.unchecked = unchecked_devices(observed, period);
  audit.plausibility = plausibility(observed, audit.by_category, figures.lines);
  return audit;
}

}  // namespace lcl
