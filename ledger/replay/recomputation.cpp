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
#include "ledger/replay/counted_periods.hpp"
#include "ledger/replay/deriving.hpp"
#include "ledger/replay/figures_batch.hpp"
#include "ledger/replay/further_names.hpp"
#include "ledger/replay/sample_drawing.hpp"
#include "ledger/replay/sampled_population.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {
namespace {

using namespace act_fields;

Refused differs(const char* field, std::string message) {
  return refused(Refusal::figures_differ, fmt::format("act.{}", field), std::move(message));
}

Refused moved_on(std::uint64_t size, std::uint64_t seq) {
  return differs("checkpoint", phrase("it was prepared on {} entries, and there are {} now", size, seq));
}

std::optional<Refused> report_refusal(const FiguresBatch& figures, const Statement& statement) {
  const Json& act = statement.act;
  const FiguresBatch::Key reported{statement.project, checkpoint(act, "checkpoint"), dates(act, "period")};
  const Tally& tally = figures.tally(reported);
  if (decimal(act, "reduction") != tally.amounts.net())
    return differs("reduction", phrase("the entries give {}", to_string(tally.amounts.net())));
  if (digest(act, "tally") != digest_of(tally))
    return differs("tally", phrase("the entries give {}", hex(digest_of(tally))));
  if (const Digest lines = digest_of(figures.lines(reported), of_period(tally));
      digest(act, "lines") != lines)
    return differs("lines", phrase("the entries give {}", hex(lines)));
  return std::nullopt;
}

const VintageFigures* vintage_in(const std::vector<VintageFigures>& figures, std::uint64_t vintage) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const VintageFigures& other) {
    return static_cast<std::uint64_t>(other.vintage) == vintage;
  });
  return found == figures.end() ? nullptr : &*found;
}

std::optional<Refused> vintage_refusal(const Json& act, const VintageFigures& figures) {
  const std::pair<const char*, Decimal> stated[]{
      {"avoided", figures.avoided},      {"emitted", figures.emitted}, {"given_back", figures.given_back},
      {"baseline", figures.baseline},    {"leakage", figures.leakage}, {"reduction", figures.reduction},
      {"creditable", figures.creditable}};
  for (const auto& [field, figure] : stated) {
    if (decimal(act, field) != figure)
      return differs(field, phrase("the entries give {}", to_string(figure)));
  }
  const Decimal withheld = act.contains("withheld") ? decimal(act, "withheld") : Decimal(0);
  if (withheld != figures.withheld)
    return differs("withheld", phrase("it should be {}", to_string(figures.withheld)));
  return std::nullopt;
}

/// The vintages of a project as it stood at `head`. What is in reserve is judged with the act itself, by its
/// own time; here it is not asked for.
std::vector<VintageFigures> vintages_at(const FiguresBatch& batch, const RegistryState& state,
                                        const Project& project, const Head& head) {
  return vintage_figures(project, *state.methodology_of(project), counted_periods(project, head, batch),
                         Instant{});
}

/// vintage_in_debt, where `debtor`, which is `project` or a project that it follows, owes anything.
std::optional<Refused> debtor_refusal(const Project& debtor, const Project& project,
                                      const std::vector<VintageFigures>& figures) {
  for (const VintageFigures& vintage : figures) {
    if (!vintage.in_debt()) continue;
    return refused(Refusal::vintage_in_debt, "act.vintage",
                   debtor.id == project.id
                       ? phrase("vintage {} owes {} kgCO2e", vintage.vintage, to_string(-vintage.owed))
                       : phrase("vintage {} of {}, which {} follows, owes {} kgCO2e", vintage.vintage,
                                debtor.id, project.id, to_string(-vintage.owed)));
  }
  return std::nullopt;
}

std::optional<Refused> issuance_refusal(const FiguresBatch& batch, const RegistryState& state,
                                        const Statement& statement, std::uint64_t seq) {
  const Json& act = statement.act;
  const Project& project = *state.project(statement.project);
  const Report& report = *project.report(integer(act, "report"));
  const Head head = checkpoint(act, "checkpoint");
  if (head.size != seq) return moved_on(head.size, seq);
  const Digest then = digest_of(batch.tally({project.id, report.checkpoint, report.period}));
  if (then != report.tally)
    return differs("report", phrase("the entries give {} for entry {}", hex(then), report.seq));
  const Digest now = digest_of(batch.tally({project.id, head, report.period}));
  if (digest(act, "tally") != now) return differs("tally", phrase("the entries give {}", hex(now)));
  const auto figures = vintages_at(batch, state, project, head);
  if (auto fault = debtor_refusal(project, project, figures)) return fault;
  for (const Project* before : state.records().predecessors(project)) {
    if (auto fault = debtor_refusal(*before, project, vintages_at(batch, state, *before, head))) return fault;
  }
  const VintageFigures* vintage = vintage_in(figures, integer(act, "vintage"));
  return vintage_refusal(act, vintage == nullptr ? VintageFigures{} : *vintage);
}

/// The debt of a vintage; 0 where it has none.
Decimal debt_of(const VintageFigures* vintage) {
  return vintage != nullptr && vintage->in_debt() ? -vintage->owed : Decimal(0);
}

/// Units that were sold are not cancelled, issued and sold again: a correction covers a debt and no more,
/// whatever vintage the units are of.
std::optional<Refused> correction_refusal(const FiguresBatch& batch, const RegistryState& state,
                                          const Statement& statement, std::uint64_t seq) {
  const Project& project = *state.project(statement.project);
  const ParsedSerial parsed = parse_serial(text(statement.act, "units"));
  invariant(parsed.block.has_value(), "the block was judged before its figures");
  const auto figures = vintages_at(batch, state, project, {.size = seq, .root = {}});
  const int vintage = settled_vintage(statement.act, *parsed.block);
  const Decimal debt = debt_of(vintage_in(figures, static_cast<std::uint64_t>(vintage)));
  const std::int64_t covering = units_covering(debt);
  if (parsed.block->count() <= covering) return std::nullopt;
  return refused(
      Refusal::beyond_debt, "act.units",
      phrase("vintage {} owes {} kgCO2e, which {} units cover", vintage, to_string(debt), covering));
}

std::optional<Refused> set_off_refusal(const FiguresBatch& batch, const RegistryState& state,
                                       const Statement& statement, std::uint64_t seq) {
  const Json& act = statement.act;
  const Head head = checkpoint(act, "checkpoint");
  if (head.size != seq) return moved_on(head.size, seq);
  const Project& project = *state.project(statement.project);
  const Project& owing = *state.project(debtor_of(statement));
  const auto figures = vintages_at(batch, state, project, head);
  const auto owing_figures = vintages_at(batch, state, owing, head);
  const VintageFigures* debtor = vintage_in(owing_figures, integer(act, "vintage"));
  const VintageFigures* payer = vintage_in(figures, integer(act, "from_vintage"));
  const Decimal kg = decimal(act, "kgco2e");
  const Decimal debt = debt_of(debtor);
  const Decimal free = payer != nullptr && !payer->in_debt() ? payer->owed : Decimal(0);
  if (kg <= debt && kg <= free) return std::nullopt;
  return refused(Refusal::nothing_to_set_off, "act.kgco2e",
                 phrase("vintage {}{} owes {} kgCO2e, vintage {} is owed {}", integer(act, "vintage"),
                        owing.id == project.id ? std::string() : phrase(" of {}", owing.id), to_string(debt),
                        integer(act, "from_vintage"), to_string(free)));
}

std::optional<Refused> debt_refusal(const FiguresBatch& batch, const RegistryState& state,
                                    const Statement& statement, std::uint64_t seq) {
  const Json& act = statement.act;
  const Head head = checkpoint(act, "checkpoint");
  if (head.size != seq) return moved_on(head.size, seq);
  const Project& project = *state.project(statement.project);
  const auto figures = vintages_at(batch, state, project, head);
  const Decimal debt = debt_of(vintage_in(figures, integer(act, "vintage")));
  if (decimal(act, "kgco2e") == debt) return std::nullopt;
  return differs("kgco2e", phrase("vintage {} owes {} kgCO2e", integer(act, "vintage"), to_string(debt)));
}

/// All that the project may have to give back counts in its crediting period.
FiguresBatch::Key given_back_until(const Project& project, std::uint64_t seq) {
  return {project.id, {.size = seq, .root = {}}, project.crediting_period};
}

std::optional<Refused> dispute_refusal(const FiguresBatch& batch, const RegistryState& state,
                                       const Statement& statement, std::uint64_t seq) {
  const std::uint64_t entry = integer(statement.act, "entry");
  const Project& project = *state.project(statement.project);
  const auto& given = batch.given_back(given_back_until(project, seq));
  const bool gives_back =
      std::any_of(given.begin(), given.end(), [&](const GivenBackLine& each) { return each.entry == entry; });
  if (gives_back) return std::nullopt;
  return refused(Refusal::nothing_to_dispute, "act.entry",
                 phrase("entry {} is no standing collection of another project that gives back anything "
                        "that {} was credited with",
                        entry, project.id));
}

/// What figures_refusal of the act, were it entry `seq`, asks `figures` for.
void want_figures(const RegistryState& state, const Statement& statement, std::uint64_t seq,
                  FiguresBatch& figures) {
  const Json& act = statement.act;
  const Act kind = rule_of_kind(statement.kind)->act;
  const Project& project = *state.project(statement.project);
  if (rests_on_population(kind)) {
    figures.want(population_key(project, statement), {.frame = true});
    return;
  }
  if (kind == Act::collection_disputed) {
    figures.want(given_back_until(project, seq), {.lines = true, .given_back = true});
    return;
  }
  if (kind == Act::units_cancelled) {
    want_counted(project, {.size = seq, .root = {}}, figures);
    return;
  }
  const Head head = checkpoint(act, "checkpoint");
  if (kind == Act::period_reported) {
    figures.want({project.id, head, dates(act, "period")}, {.lines = true});
    return;
  }
  if (head.size != seq) return;
  want_counted(project, head, figures);
  if (kind == Act::debt_set_off) want_counted(*state.project(debtor_of(statement)), head, figures);
  if (kind != Act::units_issued) return;
  for (const Project* before : state.records().predecessors(project)) want_counted(*before, head, figures);
  const Report& report = *project.report(integer(act, "report"));
  figures.want({project.id, report.checkpoint, report.period}, {});
  figures.want({project.id, head, report.period}, {});
}

/// figures_refusal, from figures that are there.
std::optional<Refused> judge(const AuthenticatedLog& log, const FiguresBatch& figures,
                             const RegistryState& state, const Statement& statement, std::uint64_t seq) {
  const auto population = [&] { return sampled_population(log, figures, state, statement, seq); };
  switch (rule_of_kind(statement.kind)->act) {
    case Act::period_reported:
      return report_refusal(figures, statement);
    case Act::units_issued:
      return issuance_refusal(figures, state, statement, seq);
    case Act::debt_set_off:
      return set_off_refusal(figures, state, statement, seq);
    case Act::debt_stated:
      return debt_refusal(figures, state, statement, seq);
    case Act::units_cancelled:
      return correction_refusal(figures, state, statement, seq);
    case Act::collection_disputed:
      return dispute_refusal(figures, state, statement, seq);
    case Act::sample_committed:
      return commitment_refusal(population(), statement);
    case Act::sample_drawn:
      return draw_refusal(population(), state, statement);
    case Act::sample_recorded:
      return conclusion_refusal(population(), state, statement);
    default:
      return std::nullopt;
  }
}

/// What the figures are derived under.
const Methodology& methodology_for(const FiguresRequest& request) {
  if (request.methodology != nullptr) return *request.methodology;
  const Methodology* bound = request.state.methodology_of(*request.state.project(request.project));
  invariant(bound != nullptr, "a labelled project is bound to a methodology");
  return *bound;
}

}  // namespace

std::vector<DerivedFigures> figures_of(const DerivationSource& source,
                                       const std::vector<FiguresRequest>& requests,
                                       const Progress& progress) {
  std::vector<StateAt> points;
  std::map<std::pair<const RegistryState*, std::uint64_t>, std::size_t> place_of;
  std::uint64_t size = 0;
  for (const FiguresRequest& request : requests) {
    const std::uint64_t until = request.checkpoint.size;
    if (place_of.try_emplace({&request.state, until}, points.size()).second)
      points.push_back({request.state, until});
    size = std::max(size, until);
  }
  const std::vector<FurtherNames> names = further_names_in(source.rows, points);
  std::deque<FedDerivation> derivations;
  for (const FiguresRequest& request : requests) {
    const bool scenarios = request.scenarios || methodology_for(request).computes_uncertainty();
    const auto& groupings = request.groupings;
    const std::uint64_t until = request.checkpoint.size;
    derivations.emplace_back(
        request.state, event_lookup(source.chains),
        Selection{.project = request.project,
                  .methodology = request.methodology,
                  .values = request.values,
                  .period = request.period,
                  .by_approval =
                      std::find(groupings.begin(), groupings.end(), Grouping::approval) != groupings.end(),
                  .by_reconditioning = std::find(groupings.begin(), groupings.end(),
                                                 Grouping::reconditioning) != groupings.end(),
                  .list_frame = request.list_frame,
                  .list_lines = request.list_lines,
                  .list_given_back = request.list_given_back,
                  .scenarios = scenarios,
                  .size = until,
                  .further_names = names[place_of.at({&request.state, until})]});
  }
  if (!requests.empty()) derive(source, derivations, size, progress);
  std::vector<DerivedFigures> figures(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const FiguresRequest& request = requests[i];
    const Project& then = *request.state.project(request.project);
    const Methodology& methodology = methodology_for(request);
    try {
      Derivation& derived = derivations[i].result();
      figures[i].tally = tally_of(derived, then, methodology, request.state.origin(), request.checkpoint,
                                  request.period, request.groupings);
      if (request.list_frame) figures[i].frame = derived.take_frame();
      if (request.list_lines) figures[i].lines = derived.take_lines();
      if (request.list_given_back) figures[i].given_back = derived.given_back();
      if (derived.selection().scenarios) {
        figures[i].uncertainty =
            uncertainty_of(methodology.uncertain_groups(), figures[i].tally, derived.scenario_years());
        if (methodology.computes_uncertainty())
          credit_what_is_certain(figures[i].tally, figures[i].uncertainty, methodology);
      }
    } catch (const Error& error) {
      if (error.obstacle() != Obstacle::arithmetic) throw;
      figures[i].fault = error;
    }
  }
  return figures;
}

std::vector<Tally> tallies_of(const DerivationSource& source, const std::vector<FiguresRequest>& requests,
                              const Progress& progress) {
  std::vector<Tally> tallies;
  tallies.reserve(requests.size());
  for (DerivedFigures& figures : figures_of(source, requests, progress)) {
    if (figures.fault) throw Error(*figures.fault);
    tallies.push_back(std::move(figures.tally));
  }
  return tallies;
}

std::vector<Tally> tallies_at(const DerivationSource& source, const RegistryState& state,
                              const Project& project, const std::vector<Period>& periods,
                              const std::vector<Grouping>& groupings, const Head& checkpoint,
                              const Progress& progress) {
  std::vector<FiguresRequest> requests;
  requests.reserve(periods.size());
  for (const Period& period : periods) requests.push_back({state, project.id, checkpoint, period, groupings});
  return tallies_of(source, requests, progress);
}

Frame frame_at(const DerivationSource& source, const RegistryState& state, const std::string& project,
               const Period& span, std::uint64_t size, const Progress& progress) {
  std::deque<FedDerivation> derivations;
  derivations.emplace_back(
      state, event_lookup(source.chains),
      Selection{.project = project,
                .period = span,
                .list_frame = true,
                .further_names = further_names_in(source.rows, {{state, size}}).front()});
  derive(source, derivations, size, progress);
  return derivations.front().result().take_frame();
}

std::vector<VintageFigures> figures_at(const DerivationSource& source, const RegistryState& state,
                                       const Project& project, const Head& checkpoint, Instant at,
                                       const Progress& progress) {
  return vintage_figures(project, *state.methodology_of(project),
                         counted_at(source, state, project, checkpoint, progress), at);
}

bool states_figures(std::string_view kind, const Json& act) {
  const ActRule* rule = rule_of_kind(kind);
  if (rule == nullptr) return false;
  return rule->act == Act::period_reported || rule->act == Act::units_issued ||
         rule->act == Act::debt_set_off || rule->act == Act::debt_stated || rests_on_population(rule->act) ||
         rule->act == Act::collection_disputed ||
         (rule->act == Act::units_cancelled && text(act, "reason") == cancellation_words.front());
}

std::optional<Refused> figures_refusal(const DerivationSource& source, const RegistryState& state,
                                       const Statement& statement, std::uint64_t seq,
                                       const Progress& progress) {
  if (!states_figures(statement.kind, statement.act)) return std::nullopt;
  FiguresBatch figures;
  want_figures(state, statement, seq, figures);
  figures.derive(source, {state, seq}, progress);
  return judge(source.chains, figures, state, statement, seq);
}

std::vector<std::optional<Refused>> recorded_figures_refusals(const DerivationSource& source,
                                                              const std::string& origin,
                                                              const std::vector<std::uint64_t>& seqs,
                                                              const Progress& progress) {
  constexpr std::size_t derivations_at_once = 16;
  std::vector<std::optional<Refused>> refusals;
  Registrations ahead(Signatures::verified_before);
  Registrations before(Signatures::verified_before);
  while (refusals.size() < seqs.size()) {
    FiguresBatch figures;
    std::size_t end = refusals.size();
    for (; end < seqs.size() && figures.size() < derivations_at_once; ++end) {
      ahead.go_on(source.rows, origin, seqs[end]);
      want_figures(ahead.state(), statement_at(source.rows, origin, seqs[end]).statement, seqs[end], figures);
    }
    figures.derive(source, {ahead.state(), ahead.chain().next()}, progress);
    while (refusals.size() < end) {
      const std::uint64_t seq = seqs[refusals.size()];
      before.go_on(source.rows, origin, seq);
      try {
        refusals.push_back(judge(source.chains, figures, before.state(),
                                 statement_at(source.rows, origin, seq).statement, seq));
      } catch (const Error& error) {
        if (error.obstacle() != Obstacle::arithmetic) throw;
        refusals.emplace_back(
            refused(Refusal::figures_differ, "act", phrase("the entries give no figure: {}", error.what())));
      }
    }
  }
  return refusals;
}

}  // namespace lcl
