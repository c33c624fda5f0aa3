// SPDX-License-Identifier: Apache-2.0
// Any bytes are a methodology or are refused with named faults; what is loaded
// evaluates to the same figures every time, with a trace and without. An input
// that begins with `=` is a formula, tried in each scope of a small document.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/methodology/methodology.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

FactSheet sheet_of_one_cycle(const std::vector<LegFact>& legs, const std::vector<PartFact>& parts) {
  FactSheet sheet;
  for (const Fact fact : {Fact::collection_category, Fact::collection_holder, Fact::collection_country,
                          Fact::reconditioning_outcome, Fact::reconditioning_country, Fact::resale_country,
                          Fact::event_kind, Fact::event_country}) {
    sheet[fact] = std::string_view("FR");
  }
  sheet[Fact::collection_category] = std::string_view("a");
  sheet[Fact::collection_waste] = false;
  sheet[Fact::reconditioning_functions_tested] = true;
  sheet[Fact::reconditioning_data_erasure] = true;
  sheet[Fact::resale_warranty_months] = Decimal{12};
  sheet[Fact::elapsed_ms] = Decimal{1000};
  sheet[Fact::period_category] = std::string_view("a");
  for (const Fact fact :
       {Fact::period_collected, Fact::period_credited, Fact::period_disposed, Fact::period_ineligible,
        Fact::period_days, Fact::period_avoided_manufacture, Fact::period_avoided_journeys,
        Fact::period_emitted_journeys, Fact::period_emitted_parts, Fact::period_emitted_energy,
        Fact::period_emitted_packaging, Fact::period_given_back})
    sheet[fact] = Decimal{2};
  sheet.legs = legs;
  sheet.parts = parts;
  return sheet;
}

/// A document whose one step, of `scope`, is `formula`. Its one vector is of a cycle that is not eligible, so
/// that no figure need be known.
Json document_around(std::string_view formula, Scope scope) {
  Json document = Json::parse(R"json({
    "format": "lcl methodology 1", "id": "f", "version": "1", "title": "f", "status": "draft", "summary": "f",
    "parameters": {
      "p": {"value": "0.5", "unit": "1", "assumption": true},
      "z": {"value": "0", "unit": "1", "assumption": true},
      "m": {"value": "2", "unit": "kg", "assumption": true}
    },
    "tables": {
      "c": {"by": ["category"], "unit": "kg", "rows": {
        "a": {"value": "2", "assumption": true}, "b": {"value": "0", "assumption": true}}},
      "d": {"by": ["model"], "unit": "1", "rows": {"x": {"value": "3", "assumption": true}}},
      "q": {"by": ["category", "part", "origin"], "unit": "1", "rows": {
        "a/s/new": {"value": "1", "assumption": true}, "a/s/reused": {"value": "0", "assumption": true}}}
    },
    "eligibility": [{"reason": "never", "title": "f", "rule": "false"}],
    "discounts": {"additionality": "z", "uncertainty": "z", "reversal": "p"},
    "vectors": [{"name": "f", "cycle": {"reason": "never"}, "facts": {
      "collection.category": "a", "collection.holder": "x", "collection.waste": false, "collection.country": "FR",
      "reconditioning.outcome": "x", "reconditioning.functions_tested": true, "reconditioning.data_erasure": true,
      "reconditioning.country": "FR", "resale.warranty_months": "12", "resale.country": "FR"}}]
  })json");
  document["steps"] = {{{"name", "s"}, {"scope", word(scope)}, {"unit", "1"}, {"formula", formula}}};
  return document;
}

/// A project that states the lowest value of each parameter that is asked of it.
ProjectValues lowest_values(const Methodology& methodology) {
  std::vector<StatedParameter> stated;
  for (const ProjectParameter& asked : methodology.project_parameters()) {
    StatedParameter& parameter = stated.emplace_back(StatedParameter{asked.name, {}, "f"});
    if (!asked.by_category) parameter.values.emplace("", asked.span.lowest);
    for (const std::string_view category :
         asked.by_category ? methodology.categories() : std::vector<std::string_view>{})
      parameter.values.emplace(category, asked.span.lowest);
  }
  const auto values = methodology.project_values(stated);
  invariant(std::holds_alternative<ProjectValues>(values), "what is asked for and within its span is taken");
  return std::get<ProjectValues>(values);
}

void evaluate(const Methodology& methodology) {
  const std::vector<LegFact> legs{{"van", Decimal{100}}, {"ship", Decimal{3}}};
  const std::vector<PartFact> parts{{"s", Decimal{2}, "new"}};
  const ProjectValues project = lowest_values(methodology);
  FactSheet sheet = sheet_of_one_cycle(legs, parts);
  sheet.project = &project;
  Figures figures;
  Figures again;
  for (const Scope scope : {Scope::event, Scope::cycle, Scope::recollection, Scope::period}) {
    Trace trace;
    const auto fault = methodology.evaluate(scope, sheet, figures);
    const auto fault_again = methodology.evaluate(scope, sheet, again, &trace);
    invariant(fault.has_value() == fault_again.has_value(), "an evaluation fails every time or never");
    invariant(figures.values == again.values, "an evaluation gives the same figures every time");
    if (fault)
      invariant(fault->where == fault_again->where && !fault->message.empty(),
                "a fault has a place and a reason");
  }
  (void)methodology.first_broken_rule(sheet);
}

void load(std::string_view text) {
  const auto result = Methodology::load(text);
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&result)) {
    invariant(!faults->empty(), "what is refused has a fault");
    for (const MethodologyFault& fault : *faults) {
      invariant(word(fault.refusal).starts_with("methodology_"), "a fault of a methodology has its word");
      invariant(!fault.where.empty() && !fault.message.empty(), "a fault has a place and a reason");
    }
    return;
  }
  const auto& methodology = std::get<Methodology>(result);
  const auto again = Methodology::load(methodology.document());
  invariant(std::holds_alternative<Methodology>(again), "a canonical document is read back");
  invariant(std::get<Methodology>(again).digest() == methodology.digest(), "it is the same document");
  evaluate(methodology);
}

}  // namespace
}  // namespace lcl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!text.starts_with('=')) {
    lcl::load(text);
    return 0;
  }
  for (const lcl::Scope scope :
       {lcl::Scope::event, lcl::Scope::cycle, lcl::Scope::recollection, lcl::Scope::period}) {
    const lcl::Json document = lcl::document_around(text.substr(1), scope);
    lcl::load(document.dump(-1, ' ', false, lcl::Json::error_handler_t::replace));
  }
  return 0;
}
