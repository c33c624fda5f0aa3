// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/methodology.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/methodology/check.hpp"
#include "ledger/methodology/document.hpp"
#include "ledger/methodology/evaluation.hpp"
#include "ledger/methodology/project_parameters.hpp"
#include "ledger/methodology/project_values.hpp"
#include "ledger/methodology/table.hpp"
#include "ledger/methodology/uncertain_factors.hpp"
#include "ledger/methodology/vectors.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

using methodology::Document;
using methodology::Evaluation;
using methodology::FactorReader;
using methodology::Faults;
using methodology::Formula;
using methodology::FormulaFault;
using methodology::Ground;
using methodology::Key;
using methodology::Row;
using methodology::Table;

/// A document that has been checked, in the form that is evaluated.
struct Methodology::Compiled {
  Document document;
  std::string text;
  Digest digest;
  std::vector<Formula> rules;                      ///< of document.rules
  std::vector<Formula> steps;                      ///< of document.steps
  std::array<std::vector<std::size_t>, 4> scopes;  ///< indices of the steps of each Scope, in order

  /// The methodology that `json` is, its vectors not run.
  [[nodiscard]] static std::variant<Methodology, Faults> load(const Json& json, methodology::Spans spans);
};

namespace {

/// Parses and checks one formula; its faults go to `faults`.
Formula compile(const std::string& text, const methodology::Standpoint& standpoint,
                const methodology::Type& expected, const std::string& where, Faults& faults) {
  const auto report = [&](const FormulaFault& fault) {
    faults.push_back({fault.refusal, phrase("{}, column {}", where, fault.column), fault.message});
  };
  auto parsed = methodology::parse(text);
  if (const auto* fault = std::get_if<FormulaFault>(&parsed)) {
    report(*fault);
    return {};
  }
  auto formula = std::get<Formula>(std::move(parsed));
  for (const FormulaFault& fault : methodology::check(formula, standpoint, expected)) report(fault);
  return formula;
}

std::string place_of_step(const Document& document, std::size_t index) {
  return phrase("steps[{}] {}: formula", index, document.steps[index].name);
}

std::string place_of_rule(const Document& document, std::size_t index) {
  return phrase("eligibility[{}] {}: rule", index, document.rules[index].reason);
}

/// The fault of a text that is not JSON.
MethodologyFault unreadable(std::string_view text, const JsonFault& fault) {
  const bool too_large = fault.kind == JsonFault::Kind::too_long || fault.kind == JsonFault::Kind::too_deep;
  const TextPlace place = place_of(text, fault.offset);
  return {too_large ? Refusal::methodology_too_large : Refusal::methodology_malformed,
          phrase("line {}, column {}", place.line, place.column), fault.message};
}

/// Whether the tables by exactly `keys` list `key`; true where there is none.
bool lists(const Document& document, std::initializer_list<Key> keys, const methodology::RowKey& key) {
  const Table* table = methodology::table_by(document.tables, keys);
  return table == nullptr || table->find(key) != nullptr;
}

}  // namespace

Methodology::Methodology(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Methodology::Methodology(Methodology&&) noexcept = default;
Methodology& Methodology::operator=(Methodology&&) noexcept = default;
Methodology::~Methodology() = default;

std::variant<Methodology, Faults> Methodology::load(std::string_view text) {
  const auto json = parse_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&json)) return Faults{unreadable(text, *fault)};
  auto result = Compiled::load(std::get<Json>(json), methodology::Spans::enforced);
  if (const auto* loaded = std::get_if<Methodology>(&result)) {
    Faults faults;
    methodology::run_vectors(std::get<Json>(json).at("vectors"), *loaded, faults);
    if (!faults.empty()) return faults;
  }
  return result;
}

std::variant<Methodology, Faults> Methodology::Compiled::load(const Json& json, methodology::Spans spans) {
  auto read = methodology::read_document(json, spans);
  if (auto* faults = std::get_if<Faults>(&read)) return std::move(*faults);

  auto compiled = std::make_unique<Compiled>();
  compiled->document = std::get<Document>(std::move(read));
  const Document& document = compiled->document;
  Faults faults;
  for (std::size_t i = 0; i < document.rules.size(); ++i) {
    compiled->rules.push_back(compile(document.rules[i].formula, {document, Scope::cycle, std::nullopt},
                                      {methodology::ValueType::truth, {}}, place_of_rule(document, i),
                                      faults));
  }
  for (std::size_t i = 0; i < document.steps.size(); ++i) {
    const Scope scope = document.steps[i].scope;
    compiled->steps.push_back(compile(document.steps[i].formula, {document, scope, i},
                                      {methodology::ValueType::decimal, document.step_units[i]},
                                      place_of_step(document, i), faults));
    compiled->scopes[static_cast<std::size_t>(scope)].push_back(i);
  }
  if (!faults.empty()) return faults;

  compiled->text = canonical(json);
  compiled->digest = sha256(compiled->text);
  return Methodology(std::move(compiled));
}

bool Methodology::knows_erasure_standard(std::string_view standard) const {
  const auto& known = compiled_->document.asked.erasure_standards;
  if (known.empty() || std::find(known.begin(), known.end(), standard) != known.end()) return true;
  const std::string folded = methodology::folded_model(standard);
  return std::any_of(known.begin(), known.end(),
                     [&](const std::string& each) { return methodology::folded_model(each) == folded; });
}

std::vector<std::string_view> Methodology::erasure_standards() const {
  const auto& known = compiled_->document.asked.erasure_standards;
  return {known.begin(), known.end()};
}

bool Methodology::asks_imei(std::string_view category) const {
  return std::ranges::binary_search(compiled_->document.asked.imei_categories, category);
}

const Span* Methodology::span_of_mass(std::string_view category) const {
  const auto& masses = compiled_->document.asked.mass_kg;
  const auto found = std::ranges::find(masses, category, &std::pair<std::string, Span>::first);
  return found == masses.end() ? nullptr : &found->second;
}

const Span* Methodology::span(EventQuantity quantity) const {
  const auto& found = compiled_->document.asked.spans[static_cast<std::size_t>(quantity)];
  return found ? &*found : nullptr;
}

bool Methodology::knows_model(std::string_view category, std::string_view model) const {
  return compiled_->document.asked.models.knows(category, model);
}

std::optional<std::string_view> Methodology::nearly_listed(std::string_view model) const {
  return compiled_->document.asked.models.nearest(model);
}

std::optional<std::string_view> Methodology::listed_within(std::string_view model) const {
  return compiled_->document.asked.models.within(model);
}

std::variant<Methodology, Faults> Methodology::with(std::string_view parameter, const Decimal& value) const {
  if (this->parameter(parameter) == nullptr) {
    return Faults{{Refusal::methodology_unknown_name, "parameters",
                   phrase("no parameter is called \"{}\"", parameter)}};
  }
  auto json = parse_json(compiled_->text);
  invariant(std::holds_alternative<Json>(json), "a loaded document is JSON");
  std::get<Json>(json)["parameters"][std::string(parameter)]["value"] = to_string(value);
  return Compiled::load(std::get<Json>(json), methodology::Spans::ignored);
}

Methodology Methodology::between(std::span<const std::uint64_t> points) const {
  auto compiled = std::make_unique<Compiled>(*compiled_);
  Document& document = compiled->document;
  invariant(points.size() == document.uncertain_groups.size(), "there is a point for each group");
  const auto move = [&](Factor& factor) {
    if (factor.group != no_group)
      factor.value = methodology::point_between(*factor.likely, points[factor.group]);
  };
  for (auto& parameter : document.parameters) move(parameter.factor);
  for (Table& table : document.tables) {
    for (Row& row : table.rows) move(row.factor);
  }
  for (auto* formulas : {&compiled->rules, &compiled->steps}) {
    for (Formula& formula : *formulas) {
      for (methodology::Node& node : formula.nodes) {
        if (node.is_parameter) node.number = document.parameters[node.subject].factor.value;
      }
    }
  }
  return Methodology(std::move(compiled));
}

std::variant<Methodology, Faults> Methodology::with_spans() const {
  auto json = parse_json(compiled_->text);
  invariant(std::holds_alternative<Json>(json), "a loaded document is JSON");
  Json& document = std::get<Json>(json);
  const auto forget = [](Json& factor) {
    for (const char* field : {"low", "high", "kind", "group"}) factor.erase(field);
  };
  for (Json& table : document["tables"]) {
    for (Json& row : table["rows"]) forget(row);
  }
  for (Json& parameter : document["parameters"]) {
    forget(parameter);
    if (!parameter.contains("span")) continue;
    parameter["low"] = parameter["span"][0];
    parameter["high"] = parameter["span"][1];
  }
  auto result = Compiled::load(document, methodology::Spans::ignored);
  if (const auto* loaded = std::get_if<Methodology>(&result))
    methodology::move_project_values(loaded->compiled_->document);
  return result;
}

const std::string& Methodology::document() const { return compiled_->text; }
const Digest& Methodology::digest() const { return compiled_->digest; }
const std::string& Methodology::id() const { return compiled_->document.id; }
const std::string& Methodology::version() const { return compiled_->document.version; }
const std::string& Methodology::title() const { return compiled_->document.title; }
const std::string& Methodology::status() const { return compiled_->document.status; }
const std::string& Methodology::summary() const { return compiled_->document.summary; }
const std::string& Methodology::french_title() const { return compiled_->document.french_title; }
const std::string& Methodology::french_summary() const { return compiled_->document.french_summary; }
const CollectiveRule& Methodology::collective() const { return compiled_->document.collective; }
std::span<const UncertainGroup> Methodology::uncertain_groups() const {
  return compiled_->document.uncertain_groups;
}
std::span<const Step> Methodology::steps() const { return compiled_->document.steps; }
std::span<const Eligibility> Methodology::eligibility() const { return compiled_->document.rules; }

std::vector<std::string_view> Methodology::parameters() const {
  std::vector<std::string_view> names;
  for (const auto& parameter : compiled_->document.parameters) names.push_back(parameter.name);
  return names;
}

const Factor* Methodology::parameter(std::string_view name) const {
  const auto& parameters = compiled_->document.parameters;
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& parameter) { return parameter.name == name; });
  return found == parameters.end() ? nullptr : &found->factor;
}

std::span<const ProjectParameter> Methodology::project_parameters() const {
  return compiled_->document.project_parameters;
}

std::variant<ProjectValues, MethodologyFault> Methodology::project_values(
    const std::vector<StatedParameter>& stated) const {
  return methodology::project_values(compiled_->document, stated, methodology::Spans::enforced);
}

std::variant<ProjectValues, MethodologyFault> Methodology::supposed_values(
    const std::vector<StatedParameter>& stated) const {
  return methodology::project_values(compiled_->document, stated, methodology::Spans::ignored);
}

Decimal Methodology::discount(std::size_t index) const {
  const Document& document = compiled_->document;
  const auto parameter = document.discounts.at(index);
  return parameter ? document.parameters[*parameter].factor.value : Decimal{};
}

bool Methodology::computes_uncertainty() const {
  return !compiled_->document.discounts[methodology::uncertainty_discount];
}

Decimal Methodology::discounted(const Decimal& s, const Decimal& uncertain) const {
  if (s <= Decimal{}) return s;
  Decimal result = std::max(Decimal{}, s - uncertain);
  for (std::size_t i = 0; i < compiled_->document.discounts.size(); ++i) {
    const auto kept = product(result, Decimal{1} - discount(i));
    if (!kept)
      throw Error(Obstacle::arithmetic, phrase("the discounts on {} kg leave 128 bits", to_string(s)));
    result = *kept;
  }
  return result;
}

std::optional<Instant> Methodology::reserved_until(int vintage) const {
  const auto& reserve = compiled_->document.reserve;
  if (!reserve) return std::nullopt;
  const Decimal& years = compiled_->document.parameters[(*reserve)[1]].factor.value;
  const std::int64_t begun = whole_steps(years, Decimal(1));
  return start_of_year(vintage + (Decimal(begun) < years ? 2 : 1) + static_cast<int>(begun));
}

Decimal Methodology::reserved(const Decimal& creditable, int vintage, Instant at) const {
  const std::optional<Instant> until = reserved_until(vintage);
  if (!until || *until <= at || creditable <= Decimal{}) return {};
  const auto& share = compiled_->document.parameters[(*compiled_->document.reserve)[0]].factor.value;
  if (const auto kept = product(creditable, share)) return *kept;
  throw Error(Obstacle::arithmetic, phrase("the reserve of {} kg leaves 128 bits", to_string(creditable)));
}

bool Methodology::asks_sample() const { return compiled_->document.asks_sample(); }
const Decimal* Methodology::emitted_at_most(std::string_view category) const {
  return compiled_->document.emitted_at_most(category);
}

bool Methodology::knows_category(std::string_view category) const {
  return lists(compiled_->document, {Key::category}, {category});
}
bool Methodology::knows_mode(std::string_view mode) const {
  return lists(compiled_->document, {Key::mode}, {mode});
}
bool Methodology::knows_country(std::string_view country) const {
  return lists(compiled_->document, {Key::country}, {country});
}
bool Methodology::knows_part(std::string_view category, std::string_view part,
                             std::string_view origin) const {
  return lists(compiled_->document, {Key::category, Key::part, Key::origin}, {category, part, origin});
}
std::vector<std::string_view> Methodology::categories() const {
  return methodology::listed(compiled_->document.tables, Key::category);
}
std::vector<std::string_view> Methodology::modes() const {
  return methodology::listed(compiled_->document.tables, Key::mode);
}
std::vector<std::string_view> Methodology::countries() const {
  return methodology::listed(compiled_->document.tables, Key::country);
}

std::vector<std::string_view> Methodology::parts(std::string_view category) const {
  std::vector<std::string_view> result;
  const Table* table =
      methodology::table_by(compiled_->document.tables, {Key::category, Key::part, Key::origin});
  if (table == nullptr) return result;
  for (const Row& row : table->rows) {
    if (row.key[0] == category && row.key[2] == "new") result.push_back(row.key[1]);
  }
  return result;
}

/// Under which scenario, and what it is noted on that the figures depend on.
struct Methodology::Reading {
  const Scenario* scenario = nullptr;
  GroupsRead* noted = nullptr;         ///< is written
  GroupSet* noted_of_rules = nullptr;  ///< is written
  const GroupsRead* only = nullptr;    ///< steps that depend on the scenario's group
  [[nodiscard]] bool is_plain() const {
    return scenario == nullptr && noted == nullptr && noted_of_rules == nullptr;
  }
};

std::optional<MethodologyFault> Methodology::evaluate(Scope scope, const FactSheet& sheet, Figures& figures,
                                                      Trace* trace) const {
  return evaluate(scope, sheet, figures, trace, Reading{});
}

std::optional<MethodologyFault> Methodology::evaluate(Scope scope, const FactSheet& sheet, Figures& figures,
                                                      GroupsRead& read) const {
  read.steps.resize(compiled_->document.steps.size());
  return evaluate(scope, sheet, figures, nullptr, Reading{nullptr, &read, nullptr, nullptr});
}

std::optional<MethodologyFault> Methodology::evaluate(Scope scope, const FactSheet& sheet, Figures& figures,
                                                      const Scenario& scenario,
                                                      const GroupsRead* read) const {
  return evaluate(scope, sheet, figures, nullptr, Reading{&scenario, nullptr, nullptr, read});
}

std::optional<MethodologyFault> Methodology::evaluate(Scope scope, const FactSheet& sheet, Figures& figures,
                                                      Trace* trace, const Reading& reading) const {
  const Document& document = compiled_->document;
  if (scope == Scope::recollection || reading.only != nullptr) {
    invariant(figures.values.size() == document.steps.size(), "the figures of other steps are given");
  } else {
    figures.values.assign(document.steps.size(), Decimal{});
  }
  FactorReader reader{reading.scenario, nullptr, reading.noted == nullptr ? nullptr : &reading.noted->steps};
  const Ground ground{document, sheet, figures.values, reading.is_plain() ? nullptr : &reader};
  for (const std::size_t index : compiled_->scopes[static_cast<std::size_t>(scope)]) {
    if (reading.only != nullptr && !reading.only->steps[index].has(reading.scenario->group)) continue;
    if (reading.noted != nullptr) {
      reader.read = &reading.noted->steps[index];
      reader.read->clear();
    }
    const Step& step = document.steps[index];
    TraceLine* line = nullptr;
    if (trace != nullptr)
      line = &trace->emplace_back(TraceLine{step.name, step.formula, {}, {}, step.unit, step.clause});
    Evaluation evaluation(ground, compiled_->steps[index], line);
    const std::optional<Decimal> value = evaluation.decimal();
    if (!value) {
      const FormulaFault& fault = evaluation.fault();
      return MethodologyFault{fault.refusal,
                              phrase("{}, column {}", place_of_step(document, index), fault.column),
                              fault.message};
    }
    figures.values[index] = *value;
    if (line != nullptr) line->result = to_string(*value);
  }
  return std::nullopt;
}

std::variant<std::optional<std::size_t>, MethodologyFault> Methodology::first_broken_rule(
    const FactSheet& sheet, Trace* trace) const {
  return first_broken_rule(sheet, trace, Reading{});
}

std::variant<std::optional<std::size_t>, MethodologyFault> Methodology::first_broken_rule(
    const FactSheet& sheet, GroupSet& read) const {
  read.clear();
  return first_broken_rule(sheet, nullptr, Reading{nullptr, nullptr, &read, nullptr});
}

std::variant<std::optional<std::size_t>, MethodologyFault> Methodology::first_broken_rule(
    const FactSheet& sheet, const Scenario& scenario) const {
  return first_broken_rule(sheet, nullptr, Reading{&scenario, nullptr, nullptr, nullptr});
}

std::variant<std::optional<std::size_t>, MethodologyFault> Methodology::first_broken_rule(
    const FactSheet& sheet, Trace* trace, const Reading& reading) const {
  const Document& document = compiled_->document;
  const FactorReader reader{reading.scenario, reading.noted_of_rules, nullptr};
  const Ground ground{document, sheet, {}, reading.is_plain() ? nullptr : &reader};
  for (std::size_t i = 0; i < document.rules.size(); ++i) {
    const Eligibility& rule = document.rules[i];
    TraceLine* line = nullptr;
    if (trace != nullptr)
      line = &trace->emplace_back(TraceLine{rule.reason, rule.formula, {}, {}, {}, rule.clause});
    Evaluation evaluation(ground, compiled_->rules[i], line);
    const std::optional<bool> kept = evaluation.truth();
    if (!kept) {
      const FormulaFault& fault = evaluation.fault();
      return MethodologyFault{
          fault.refusal, phrase("{}, column {}", place_of_rule(document, i), fault.column), fault.message};
    }
    if (line != nullptr) line->result = *kept ? "true" : "false";
    if (!*kept) return std::optional<std::size_t>{i};
  }
  return std::optional<std::size_t>{};
}

}  // namespace lcl
