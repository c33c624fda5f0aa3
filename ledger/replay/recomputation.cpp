// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/recomputation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>
#include <variant>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/deriving.hpp"
#include "ledger/replay/further_names.hpp"
#include "ledger/replay/sample_drawing.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using namespace act_fields;

Refused differs(const char* field, std::string message) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field), std::move(message));
}

Refused moved_on(std::uint64_t size, std::uint64_t seq) {
  return differs("checkpoint", fmt::format("it was prepared on {} entries, and there are {} now", size, seq));
}

Tally tally_at(const DerivationSource& source, const RegistryState& state, const Project& project,
               const Period& period, const Head& checkpoint, const Progress& progress) {
  return std::move(tallies_at(source, state, project, {period}, {}, checkpoint, progress).front());
}

/// The tally that a report froze, made again at its own checkpoint.
Tally frozen_tally(const DerivationSource& source, const std::string& origin, const std::string& project,
                   const Period& period, const Head& checkpoint, const Progress& progress) {
  const RegistryState then = state_at(source.rows, origin, checkpoint.size);
  return tally_at(source, then, *then.project(project), period, checkpoint, progress);
}

std::optional<Refused> report_refusal(const DerivationSource& source, const RegistryState& state,
                                      const Statement& statement, const Progress& progress) {
  const Json& act = statement.act;
  const Tally tally = frozen_tally(source, state.origin(), statement.project, dates(act, "period"),
                                   checkpoint(act, "checkpoint"), progress);
  if (decimal(act, "reduction") != tally.amounts.net())
    return differs("reduction", fmt::format("the entries give {}", to_string(tally.amounts.net())));
  if (digest(act, "tally") != digest_of(tally))
    return differs("tally", fmt::format("the entries give {}", hex(digest_of(tally))));
  return std::nullopt;
}

const VintageFigures* vintage_in(const std::vector<VintageFigures>& figures, std::uint64_t vintage) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const VintageFigures& other) {
    return static_cast<std::uint64_t>(other.vintage) == vintage;
  });
  return found == figures.end() ? nullptr : &*found;
}

std::optional<Refused> vintage_refusal(const Json& act, const VintageFigures& figures) {
  const std::pair<const char*, Decimal> stated[]{{"avoided", figures.avoided},
                                                 {"emitted", figures.emitted},
                                                 {"given_back", figures.given_back},
                                                 {"creditable", figures.creditable}};
  for (const auto& [field, figure] : stated) {
    if (decimal(act, field) != figure)
      return differs(field, fmt::format("the entries give {}", to_string(figure)));
  }
  return std::nullopt;
}

/// What an audited period earns beyond what its auditor has seen is not issued on another period's report.
std::optional<Refused> risen_refusal(const Project& project, const std::vector<Period>& periods,
                                     const std::vector<Tally>& audited) {
  const std::vector<std::size_t> risen = risen_periods(project, periods, audited);
  if (risen.empty()) return std::nullopt;
  const Report& seen = *project.audited_report(periods[risen.front()]);
  return refused(Refusal::report_outdated, "act.report",
                 fmt::format("entry {}, which was audited, says {} kgCO2e for {}, the entries now give {}",
                             seen.seq, to_string(seen.reduction), to_string(periods[risen.front()]),
                             to_string(audited[risen.front()].amounts.net())));
}

std::optional<Refused> issuance_refusal(const DerivationSource& source, const RegistryState& state,
                                        const Statement& statement, std::uint64_t seq,
                                        const Progress& progress) {
  const Json& act = statement.act;
  const Project& project = *state.project(statement.project);
  const Report& report = *project.report(integer(act, "report"));
  const Head head = checkpoint(act, "checkpoint");
  if (head.size != seq) return moved_on(head.size, seq);
  const Tally then =
      frozen_tally(source, state.origin(), project.id, report.period, report.checkpoint, progress);
  const std::vector<Period> audited_periods = project.audited_periods();
  std::vector<Period> periods = audited_periods;
  periods.push_back(report.period);
  std::vector<Tally> audited = tallies_at(source, state, project, periods, {}, head, progress);
  const Tally now = std::move(audited.back());
  audited.pop_back();
  if (digest_of(then) != report.tally) {
    return differs("report",
                   fmt::format("the entries give {} for entry {}", hex(digest_of(then)), report.seq));
  }
  if (!same_figures(then, now)) {
    return refused(Refusal::report_outdated, "act.report",
                   fmt::format("the report of entry {} says {} kgCO2e, the entries now give {}", report.seq,
                               to_string(then.amounts.net()), to_string(now.amounts.net())));
  }
  if (digest(act, "tally") != digest_of(now))
    return differs("tally", fmt::format("the entries give {}", hex(digest_of(now))));
  if (auto refused = risen_refusal(project, audited_periods, audited)) return refused;
  const auto figures = vintage_figures(project, *state.methodology_of(project), audited);
  for (const VintageFigures& vintage : figures) {
    if (vintage.in_debt()) {
      return refused(Refusal::vintage_in_debt, "act.vintage",
                     fmt::format("vintage {} owes {} kgCO2e", vintage.vintage, to_string(-vintage.owed)));
    }
  }
  const VintageFigures* vintage = vintage_in(figures, integer(act, "vintage"));
  return vintage_refusal(act, vintage == nullptr ? VintageFigures{} : *vintage);
}

std::optional<Refused> set_off_refusal(const DerivationSource& source, const RegistryState& state,
                                       const Statement& statement, std::uint64_t seq,
                                       const Progress& progress) {
  const Json& act = statement.act;
  const Head head = checkpoint(act, "checkpoint");
  if (head.size != seq) return moved_on(head.size, seq);
  const auto figures = figures_at(source, state, *state.project(statement.project), head, progress);
  const VintageFigures* debtor = vintage_in(figures, integer(act, "vintage"));
  const VintageFigures* payer = vintage_in(figures, integer(act, "from_vintage"));
  const Decimal kg = decimal(act, "kgco2e");
  const Decimal debt = debtor != nullptr && debtor->in_debt() ? -debtor->owed : Decimal(0);
  const Decimal free = payer != nullptr && !payer->in_debt() ? payer->owed : Decimal(0);
  if (kg <= debt && kg <= free) return std::nullopt;
  return refused(Refusal::nothing_to_set_off, "act.kgco2e",
                 fmt::format("vintage {} owes {} kgCO2e, vintage {} is owed {}", integer(act, "vintage"),
                             to_string(debt), integer(act, "from_vintage"), to_string(free)));
}

}  // namespace

std::vector<Tally> tallies_of(const DerivationSource& source, const std::string& project,
                              const std::vector<TallyRequest>& requests, const Progress& progress) {
  std::deque<Derivation> derivations;
  std::uint64_t size = 0;
  std::map<const RegistryState*, FurtherNames> names;
  for (const TallyRequest& request : requests) {
    const auto [known, is_new] = names.try_emplace(&request.state);
    if (is_new) known->second = further_names_in(source.rows, request.state, request.checkpoint.size);
    const auto& groupings = request.groupings;
    const bool by_approval =
        std::find(groupings.begin(), groupings.end(), Grouping::approval) != groupings.end();
    derivations.emplace_back(request.state, event_lookup(source.chains),
                             Selection{.project = project,
                                       .period = request.period,
                                       .by_approval = by_approval,
                                       .size = request.checkpoint.size,
                                       .further_names = known->second});
    size = std::max(size, request.checkpoint.size);
  }
  derive(source, project, derivations, size, progress);
  std::vector<Tally> tallies;
  tallies.reserve(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto& [state, checkpoint, period, groupings] = requests[i];
    const Project& then = *state.project(project);
    const Methodology* methodology = state.methodology_of(then);
    invariant(methodology != nullptr, "a labelled project is bound to a methodology");
    tallies.push_back(
        tally_of(derivations[i], then, *methodology, state.origin(), checkpoint, period, groupings));
  }
  return tallies;
}

std::vector<Tally> tallies_at(const DerivationSource& source, const RegistryState& state,
                              const Project& project, const std::vector<Period>& periods,
                              const std::vector<Grouping>& groupings, const Head& checkpoint,
                              const Progress& progress) {
  std::vector<TallyRequest> requests;
  requests.reserve(periods.size());
  for (const Period& period : periods) requests.push_back({state, checkpoint, period, groupings});
  return tallies_of(source, project.id, requests, progress);
}

std::vector<CreditedCycle> credited_at(const DerivationSource& source, const RegistryState& state,
                                       const std::string& project, const Period& period, std::uint64_t size,
                                       const Progress& progress) {
  std::deque<Derivation> derivations;
  derivations.emplace_back(state, event_lookup(source.chains),
                           Selection{.project = project,
                                     .period = period,
                                     .list_credited = true,
                                     .further_names = further_names_in(source.rows, state, size)});
  derive(source, project, derivations, size, progress);
  return derivations.front().take_credited();
}

std::vector<VintageFigures> figures_at(const DerivationSource& source, const RegistryState& state,
                                       const Project& project, const Head& checkpoint,
                                       const Progress& progress) {
  const std::vector<Period> periods = project.audited_periods();
  return vintage_figures(project, *state.methodology_of(project),
                         tallies_at(source, state, project, periods, {}, checkpoint, progress));
}

std::optional<Refused> recorded_figures_refusal(const DerivationSource& source, const RegistryState& state,
                                                std::uint64_t seq, const Progress& progress) {
  try {
    return figures_refusal(source, state, statement_at(source.rows, state.origin(), seq).statement, seq,
                           progress);
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::arithmetic) throw;
    return refused(Refusal::figures_differ, "act",
                   fmt::format("the entries give no figure: {}", error.what()));
  }
}

bool states_figures(std::string_view kind) {
  const ActRule* rule = rule_of_kind(kind);
  return rule != nullptr && (rule->act == Act::period_reported || rule->act == Act::units_issued ||
                             rule->act == Act::debt_set_off || rule->act == Act::sample_drawn ||
                             rule->act == Act::sample_recorded);
}

std::optional<Refused> figures_refusal(const DerivationSource& source, const RegistryState& state,
                                       const Statement& statement, std::uint64_t seq,
                                       const Progress& progress) {
  switch (rule_of_kind(statement.kind)->act) {
    case Act::period_reported:
      return report_refusal(source, state, statement, progress);
    case Act::units_issued:
      return issuance_refusal(source, state, statement, seq, progress);
    case Act::debt_set_off:
      return set_off_refusal(source, state, statement, seq, progress);
    case Act::sample_drawn:
      return draw_refusal(source, state, statement, progress);
    case Act::sample_recorded:
      return conclusion_refusal(source, state, statement, progress);
    default:
      return std::nullopt;
  }
}

}  // namespace lcl
