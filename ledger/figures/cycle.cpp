// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/cycle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

FactValue known_text(std::string_view text) { return text.empty() ? FactValue{} : FactValue{text}; }

FactValue known_quantity(const std::optional<Decimal>& quantity) {
  return quantity ? FactValue{*quantity} : FactValue{};
}

void fill_collection(FactSheet& sheet, const CycleRecord& record, const TextNumbers& texts) {
  sheet[Fact::collection_category] = texts.text(record.category);
  sheet[Fact::collection_model] = known_text(texts.text(record.model));
  sheet[Fact::collection_mass_kg] = record.has_mass ? FactValue{record.mass_kg} : FactValue{};
  sheet[Fact::collection_holder] = word(record.holder);
  sheet[Fact::collection_waste] = record.waste;
  sheet[Fact::collection_country] = texts.text(record.collection_country);
}

}  // namespace

void fail_evaluation(const MethodologyFault& fault) {
  const bool arithmetic = fault.refusal == Refusal::methodology_overflow ||
                          fault.refusal == Refusal::methodology_division_by_zero;
  throw Error(arithmetic ? Obstacle::arithmetic : Obstacle::unavailable,
              fmt::format("{}: {}: {}", word(fault.refusal), fault.where, fault.message));
}

void fail_under(const Methodology& methodology, const Scenario& scenario, const MethodologyFault& fault) {
  throw Error(Obstacle::arithmetic,
              fmt::format("with {} {}: {}: {}: {}", methodology.uncertain_groups()[scenario.group].name,
                          scenario.high ? "high" : "low", word(fault.refusal), fault.where, fault.message));
}

ProjectValues stated_values(const Project& project, const Methodology& methodology) {
  auto values = methodology.project_values(project.parameters);
  if (const auto* fault = std::get_if<MethodologyFault>(&values))
    throw Error(Obstacle::damaged, fmt::format("project {}: {}", project.id, fault->message));
  return std::get<ProjectValues>(std::move(values));
}

std::string_view word(CycleClass cycle_class) noexcept {
  switch (cycle_class) {
    case CycleClass::open:
      return "open";
    case CycleClass::credited:
      return "credited";
    case CycleClass::ineligible:
      return "ineligible";
    case CycleClass::disposed:
      return "disposed";
  }
  return "";
}

std::string_view word(RegistryReason reason) noexcept {
  return registry_reasons[static_cast<std::size_t>(reason)];
}

std::string_view title(RegistryReason reason) noexcept {
  switch (reason) {
    case RegistryReason::participant_suspended:
      return translation("A participant was suspended when it took part in the cycle");
    case RegistryReason::credited_elsewhere:
      return translation("The cycle was declared as credited in another registry");
    case RegistryReason::collection_void:
      return translation("Its collection was disputed, and the certifier upheld the dispute");
  }
  return "";
}

NotCreditedFor not_credited_for(const Methodology& methodology, std::size_t reason) noexcept {
  const auto rules = methodology.eligibility();
  if (reason < rules.size()) return {rules[reason].reason, rules[reason].title};
  if (reason == rules.size() + registry_reason_count)
    return {outside_crediting, translation("The device was resold outside the project's crediting period")};
  const auto registry = static_cast<RegistryReason>(reason - rules.size());
  return {word(registry), title(registry)};
}

std::optional<RegistryReason> registry_reason(const RegistryState& state, std::string_view project,
                                              const CycleRecord& record, const Facts& resale,
                                              const Pseudonym& device, const FurtherNames& further_names) {
  if (record.suspended || state.suspended(resale.participant, resale.occurred_at))
    return RegistryReason::participant_suspended;
  const Project* found = state.project(project);
  if (found == nullptr) return std::nullopt;
  const auto is_credited = [&](const Pseudonym& name) {
    return found->credited_in_another_registry(name, resale.occurred_at);
  };
  const auto names = further_names.find(device);
  const bool credited_elsewhere =
      is_credited(device) ||
      (names != further_names.end() && std::any_of(names->second.begin(), names->second.end(), is_credited));
  if (credited_elsewhere) return RegistryReason::credited_elsewhere;
  const bool is_void = state.records().void_collections.contains(record.collection);
  return is_void ? std::optional(RegistryReason::collection_void) : std::nullopt;
}

Instant counted_at(const Period& crediting, Instant at) {
  return std::min(std::max(at, crediting.from), Instant{crediting.to.milliseconds - 1});
}

std::string_view word(Refit refit) noexcept {
  constexpr std::array<std::string_view, 3> words{"none", "light", "full"};
  return words[static_cast<std::size_t>(refit)];
}

Refit refit_of(const Facts& reconditioning) noexcept {
  return reconditioning.parts.empty() ? Refit::light : Refit::full;
}

void advance(CycleRecord& record, const RecordedEvent& event, TextNumbers& texts) {
  const Facts& facts = event.facts;
  switch (facts.kind) {
    case EventKind::collection:
      record = CycleRecord{};
      record.collection = event.seq;
      record.collected_at = facts.occurred_at;
      record.project = texts.number_of(event.project);
      record.collector = texts.number_of(facts.participant);
      record.category = texts.number_of(facts.category);
      record.model = texts.number_of(facts.model);
      record.collection_country = texts.number_of(facts.country);
      record.holder = facts.holder;
      record.waste = facts.waste;
      record.collection_confirmed = facts.confirmed;
      record.has_mass = facts.mass_kg.has_value();
      record.mass_kg = facts.mass_kg.value_or(Decimal{});
      break;
    case EventKind::reconditioning:
      record.outcome = facts.outcome;
      record.refit = refit_of(facts);
      record.functions_tested = facts.functions_tested;
      record.reconditioning_confirmed = facts.confirmed;
      record.data_erasure = facts.data_erased();
      record.erasure_standard = texts.number_of(
          facts.data_erased() ? std::string_view(facts.data_erasure_standard) : std::string_view());
      record.reconditioning_country = texts.number_of(facts.country);
      break;
    case EventKind::resale:
    case EventKind::return_:
    case EventKind::disposal:
      break;
    case EventKind::void_:
      invariant(false, "a void is no part of a cycle");
  }
  record.stage = stage_after(facts);
  record.resale = facts.kind == EventKind::resale ? event.seq : no_seq;
}

namespace {

bool is_french(const Step& step, std::string_view country) {
  return step.territory == Territory::event_country ? is_french_territory(country)
                                                    : step.territory == Territory::france;
}

}  // namespace

void CycleArithmetic::collect(const Methodology& methodology, Scope scope, std::string_view country,
                              Instant at, std::vector<Contribution>& out) const {
  const auto steps = methodology.steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (step.scope != scope || !step.effect || figures_.values[i].is_zero()) continue;
    const bool french = is_french(step, country);
    if (step.only_in_france && !french) continue;
    out.push_back({*step.effect, french, step.direct, at, figures_.values[i]});
  }
}

void CycleArithmetic::emitted(const Crediting& crediting, const CycleRecord& record, const Facts& facts,
                              std::vector<Contribution>& out, Trace* trace) {
  legs_.clear();
  for (const Leg& leg : facts.legs) legs_.push_back({leg.mode, leg.distance_km});
  parts_.clear();
  for (const Part& part : facts.parts)
    parts_.push_back({part.part, Decimal{part.quantity}, word(part.origin)});
  sheet_.legs = legs_;
  sheet_.parts = parts_;
  fill_collection(sheet_, record, texts_);
  sheet_[Fact::event_kind] = word(facts.kind);
  sheet_[Fact::event_country] = std::string_view(facts.country);
  sheet_[Fact::event_energy_kwh] = known_quantity(facts.energy_kwh);
  sheet_[Fact::event_packaging_kg] = known_quantity(facts.packaging_kg);
  sheet_.project = &crediting.values;
  shifts_.clear();
  evaluate(crediting.methodology, Scope::event, trace);
  if (record.collected_at >= crediting.period.to) return;
  const Instant at = counted_at(crediting.period, facts.occurred_at);
  collect(crediting.methodology, Scope::event, facts.country, at, out);
  if (scenarios_) shift({crediting.methodology, Scope::event, true, false, at, facts.country});
}

void CycleArithmetic::cycle_sheet(const ResoldCycle& cycle) {
  const CycleRecord& record = cycle.record;
  const Facts& resale = cycle.resale;
  sheet_.legs = {};
  sheet_.parts = {};
  fill_collection(sheet_, record, texts_);
  sheet_[Fact::reconditioning_outcome] = word(record.outcome);
  sheet_[Fact::reconditioning_functions_tested] = record.functions_tested;
  sheet_[Fact::reconditioning_data_erasure] = record.data_erasure;
  sheet_[Fact::reconditioning_data_erasure_standard] = known_text(texts_.text(record.erasure_standard));
  sheet_[Fact::reconditioning_country] = texts_.text(record.reconditioning_country);
  sheet_[Fact::confirmed] = cycle.confirmed() ? FactValue{true} : FactValue{};
  sheet_[Fact::resale_channel] = known_text(resale.channel);
  sheet_[Fact::resale_grade] = known_text(resale.grade);
  sheet_[Fact::resale_warranty_months] = Decimal{resale.warranty_months};
  sheet_[Fact::resale_country] = std::string_view(resale.country);
}

void CycleArithmetic::evaluate(const Methodology& methodology, Scope scope, Trace* trace) {
  auto fault = scenarios_ ? methodology.evaluate(scope, sheet_, figures_, read_)
                          : methodology.evaluate(scope, sheet_, figures_, trace);
  if (fault) fail_evaluation(*fault);
}

/// Whether it is credited; its avoided figures are not there yet.
Verdict CycleArithmetic::judge(const Crediting& crediting, const ResoldCycle& cycle, Trace* rules) {
  const Methodology& methodology = crediting.methodology;
  cycle_sheet(cycle);
  sheet_.project = &crediting.values;
  const auto broken = scenarios_ ? methodology.first_broken_rule(sheet_, read_.rules)
                                 : methodology.first_broken_rule(sheet_, rules);
  if (const auto* fault = std::get_if<MethodologyFault>(&broken)) fail_evaluation(*fault);
  if (const auto& reason = std::get<std::optional<std::size_t>>(broken))
    return {CycleClass::ineligible, *reason};
  if (cycle.barred) {
    return {CycleClass::ineligible,
            methodology.eligibility().size() + static_cast<std::size_t>(*cycle.barred)};
  }
  if (!crediting.period.contains(cycle.resale.occurred_at))
    return {CycleClass::ineligible, methodology.eligibility().size() + registry_reason_count};
  return {CycleClass::credited, 0};
}

Verdict CycleArithmetic::avoided(const Crediting& crediting, const ResoldCycle& cycle,
                                 std::vector<Contribution>& out, Trace* rules, Trace* steps) {
  shifts_.clear();
  const Verdict verdict = judge(crediting, cycle, rules);
  const Instant at = cycle.resale.occurred_at;
  const bool eligible = verdict.cycle_class == CycleClass::credited;
  if (eligible) {
    evaluate(crediting.methodology, Scope::cycle, steps);
    collect(crediting.methodology, Scope::cycle, cycle.resale.country, at, out);
  }
  if (scenarios_ && !cycle.barred && crediting.period.contains(at))
    shift({crediting.methodology, Scope::cycle, eligible, true, at, cycle.resale.country});
  return verdict;
}

void CycleArithmetic::given_back(const Crediting& crediting, const ResoldCycle& earlier,
                                 const Facts& collection, std::vector<Contribution>& out, Trace* trace) {
  shifts_.clear();
  const Verdict verdict = judge(crediting, earlier, nullptr);
  const std::int64_t elapsed = collection.occurred_at.milliseconds - earlier.resale.occurred_at.milliseconds;
  sheet_[Fact::elapsed_ms] = Decimal{elapsed};
  const Instant at = counted_at(crediting.period, collection.occurred_at);
  const bool eligible = verdict.cycle_class == CycleClass::credited;
  if (eligible) {
    evaluate(crediting.methodology, Scope::cycle, nullptr);
    evaluate(crediting.methodology, Scope::recollection, trace);
    collect(crediting.methodology, Scope::recollection, collection.country, at, out);
  }
  if (scenarios_ && !earlier.barred && crediting.period.contains(earlier.resale.occurred_at))
    shift({crediting.methodology, Scope::recollection, eligible, true, at, collection.country});
}

void CycleArithmetic::shift(const Shifting& shifting) {
  moving_.clear();
  if (shifting.has_rules) moving_.insert(read_.rules);
  if (shifting.eligible) {
    const auto steps = shifting.methodology.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].scope == shifting.scope && steps[i].effect) moving_.insert(read_.steps[i]);
    }
  }
  moving_.each([&](std::uint32_t group) {
    for (const bool high : {false, true}) shift(shifting, {group, high});
  });
}

void CycleArithmetic::shift(const Shifting& shifting, const Scenario& scenario) {
  const Methodology& methodology = shifting.methodology;
  bool eligible = shifting.eligible;
  if (shifting.has_rules && read_.rules.has(scenario.group)) {
    const auto broken = methodology.first_broken_rule(sheet_, scenario);
    if (const auto* fault = std::get_if<MethodologyFault>(&broken)) fail_under(methodology, scenario, *fault);
    eligible = !std::get<std::optional<std::size_t>>(broken);
  }
  if (eligible) {
    if (shifting.eligible) moved_.values = figures_.values;
    const auto evaluate_moved = [&](Scope scope) {
      const GroupsRead* only = shifting.eligible ? &read_ : nullptr;
      if (const auto fault = methodology.evaluate(scope, sheet_, moved_, scenario, only))
        fail_under(methodology, scenario, *fault);
    };
    if (shifting.scope == Scope::recollection) evaluate_moved(Scope::cycle);
    evaluate_moved(shifting.scope);
  }
  const auto steps = methodology.steps();
  if (eligible != shifting.eligible && shifting.scope == Scope::cycle)
    shifts_.push_back({scenario.index(), {}, shifting.at, {}, eligible ? 1 : -1});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].scope != shifting.scope || !steps[i].effect) continue;
    if (steps[i].only_in_france && !is_french(steps[i], shifting.country)) continue;
    const Decimal kg =
        (eligible ? moved_.values[i] : Decimal{}) - (shifting.eligible ? figures_.values[i] : Decimal{});
    if (!kg.is_zero()) shifts_.push_back({scenario.index(), *steps[i].effect, shifting.at, kg, 0});
  }
}

}  // namespace lcl
