// SPDX-License-Identifier: Apache-2.0
#include "ledger/replay/recomputation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>
#include <variant>

#include "ledger/chain/entry.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/replay/deriving_stage.hpp"
#include "ledger/replay/sample_drawing.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

using namespace act_fields;

/// What a derivation that a bundle cannot give ends with; never with the sum of what is left.
Error withheld_from(const BundleTerms& bundle, const Lacking& lacking) {
  const bool is_one = lacking.payloads == 1;
  return {Obstacle::unavailable,
          fmt::format(
              "{} event {} of project {} withheld: this is a bundle of project {}; ask the registry, or a "
              "bundle of {}",
              lacking.payloads, is_one ? "payload" : "payloads",
              fmt::format("{} {}", lacking.project, is_one ? "is" : "are"), bundle.project, lacking.project)};
}

Refused differs(const char* field, std::string message) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field), std::move(message));
}

Refused moved_on(std::uint64_t size, std::uint64_t seq) {
  return differs("checkpoint", fmt::format("it was prepared on {} entries, and there are {} now", size, seq));
}

/// A tally's body without the checkpoint it was made at.
Json figures_of(const Tally& tally) {
  Json body = body_of(tally);
  body.erase("checkpoint");
  return body;
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
std::optional<Refused> risen_period(const Project& project, const std::vector<Period>& periods,
                                    const std::vector<Tally>& audited) {
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const Report& seen = *project.audited_report(periods[i]);
    const Decimal now = audited[i].amounts.net();
    if (now <= seen.reduction) continue;
    return refused(Refusal::report_outdated, "act.report",
                   fmt::format("entry {}, which was audited, says {} kgCO2e for {}, the entries now give {}",
                               seen.seq, to_string(seen.reduction), to_string(periods[i]), to_string(now)));
  }
  return std::nullopt;
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
  if (figures_of(then) != figures_of(now)) {
    return refused(Refusal::report_outdated, "act.report",
                   fmt::format("the report of entry {} says {} kgCO2e, the entries now give {}", report.seq,
                               to_string(then.amounts.net()), to_string(now.amounts.net())));
  }
  if (digest(act, "tally") != digest_of(now))
    return differs("tally", fmt::format("the entries give {}", hex(digest_of(now))));
  if (auto refused = risen_period(project, audited_periods, audited)) return refused;
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

/// Adds the events of the first `size` entries to `derivations`, in one scan.
void derive(const DerivationSource& source, const std::string& project, std::deque<Derivation>& derivations,
            std::uint64_t size, const Progress& progress) {
  const DerivingStage::Reached reached = [&](std::uint64_t next) {
    if (progress) progress("deriving", next, size);
  };
  Lacking lacking{project};
  SharedReader rows(source.rows);
  BatchPipeline pipeline(rows, [&] {
    return std::make_unique<DerivingStage>(rows, source.chains, derivations, lacking, reached);
  });
  const bool apart = &source.rows != &source.chains;
  pipeline.run(0, size, apart ? BatchPipeline::threads_at_hand() : 1);
  if (lacking.payloads > 0) throw withheld_from(*source.rows.bundle(), lacking);
}

}  // namespace

std::vector<Tally> tallies_at(const DerivationSource& source, const RegistryState& state,
                              const Project& project, const std::vector<Period>& periods,
                              const std::vector<Grouping>& groupings, const Head& checkpoint,
                              const Progress& progress) {
  const Methodology* methodology = state.methodology_of(project);
  invariant(methodology != nullptr, "a labelled project is bound to a methodology");
  const bool by_approval =
      std::find(groupings.begin(), groupings.end(), Grouping::approval) != groupings.end();
  std::deque<Derivation> derivations;
  for (const Period& period : periods)
    derivations.emplace_back(state, event_lookup(source.chains), Selection{project.id, period, by_approval});
  derive(source, project.id, derivations, checkpoint.size, progress);
  std::vector<Tally> tallies;
  tallies.reserve(periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i) {
    tallies.push_back(
        tally_of(derivations[i], project, *methodology, state.origin(), checkpoint, periods[i], groupings));
  }
  return tallies;
}

std::vector<CreditedCycle> credited_at(const DerivationSource& source, const RegistryState& state,
                                       const std::string& project, const Period& period, std::uint64_t size,
                                       const Progress& progress) {
  std::deque<Derivation> derivations;
  derivations.emplace_back(state, event_lookup(source.chains),
                           Selection{.project = project, .period = period, .list_credited = true});
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
  return figures_refusal(source, state, statement_at(source.rows, state.origin(), seq).first, seq, progress);
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
