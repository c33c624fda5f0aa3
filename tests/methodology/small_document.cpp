// SPDX-License-Identifier: Apache-2.0
#include "tests/methodology/small_document.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace lcl::test {

Json small_document() {
  return Json::parse(R"json({
    "format": "lcl methodology 1", "id": "small", "version": "1.0", "title": "Small", "status": "draft",
    "summary": "For tests.",
    "parameters": {
      "half": {"value": "0.5", "unit": "1", "assumption": true, "span": ["0", "1"]},
      "kg_per_tonne": {"value": "1000", "unit": "kg/t", "source": "SI"},
      "none": {"value": "0", "unit": "1", "assumption": true, "source": "ours", "clause": "art. 1"}
    },
    "tables": {
      "manufacture": {"by": ["category"], "unit": "kgCO2e", "rows": {
        "smartphone": {"value": "80", "source": "book"}, "laptop": {"value": "170", "source": "book"}}},
      "mass": {"by": ["category"], "unit": "kg", "rows": {
        "smartphone": {"value": "0.2", "assumption": true}, "laptop": {"value": "1.5", "source": "book"}}},
      "transport": {"by": ["mode"], "unit": "kgCO2e/(t*km)", "rows": {"van": {"value": "0.5", "source": "book"}}},
      "electricity": {"by": ["country"], "unit": "kgCO2e/kWh", "rows": {"FR": {"value": "0.05", "source": "book"}}},
      "part": {"by": ["category", "part", "origin"], "unit": "kgCO2e", "rows": {
        "smartphone/screen/new": {"value": "14", "source": "book"},
        "smartphone/screen/reused": {"value": "0", "assumption": true}}},
      "by_model": {"by": ["model"], "unit": "kgCO2e", "rows": {"One": {"value": "60", "source": "maker"}}}
    },
    "eligibility": [
      {"reason": "not_tested", "title": "Not tested", "rule": "reconditioning.functions_tested", "clause": "art. 2"}
    ],
    "steps": [
      {"name": "journeys", "scope": "event", "unit": "kgCO2e", "effect": "emitted_journeys",
       "territory": "event_country", "direct": true,
       "formula": "sum(x in event.legs: default(collection.mass_kg, mass[collection.category]) / kg_per_tonne * x.distance_km * transport[x.mode])"},
      {"name": "avoided", "scope": "cycle", "unit": "kgCO2e", "effect": "avoided_manufacture",
       "territory": "abroad", "direct": false, "clause": "art. 3",
       "formula": "half * (by_model[collection.model] otherwise manufacture[collection.category])"},
      {"name": "returned", "scope": "recollection", "unit": "kgCO2e", "effect": "given_back",
       "territory": "abroad", "direct": false, "formula": "avoided * half"}
    ],
    "discounts": {"additionality": "half", "uncertainty": "none", "reversal": "none"},
    "vectors": [
      {"name": "one device",
       "facts": {"collection.category": "smartphone", "collection.holder": "consumer", "collection.waste": false,
                 "collection.country": "FR", "reconditioning.outcome": "reconditioned",
                 "reconditioning.functions_tested": true, "reconditioning.data_erasure": true,
                 "reconditioning.country": "FR", "resale.warranty_months": "12", "resale.country": "FR"},
       "events": [{"facts": {"event.kind": "collection", "event.country": "FR"},
                   "legs": [{"mode": "van", "distance_km": "100"}], "steps": {"journeys": "0.01"}}],
       "cycle": {"steps": {"avoided": "40"}},
       "recollection": {"facts": {"elapsed_ms": "1000"}, "steps": {"returned": "20"}}}
    ]
  })json");
}

std::vector<MethodologyFault> faults_of(const Json& document) {
  auto result = Methodology::load(document.dump());
  if (auto* faults = std::get_if<std::vector<MethodologyFault>>(&result)) return std::move(*faults);
  return {};
}

std::string shown(const std::vector<MethodologyFault>& faults) {
  std::string text;
  for (const MethodologyFault& fault : faults) {
    text += std::string(word(fault.refusal)) + " | " + fault.where + " | " + fault.message + "\n";
  }
  return text;
}

Methodology loaded(const Json& document) {
  auto result = Methodology::load(document.dump());
  if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&result)) FAIL(shown(*faults));
  return std::get<Methodology>(std::move(result));
}

std::string file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream.is_open(), path);
  std::ostringstream content;
  content << stream.rdbuf();
  return std::move(content).str();
}

Json json_file(const std::string& path) {
  auto parsed = parse_json(file(path));
  REQUIRE_MESSAGE(std::holds_alternative<Json>(parsed), path);
  return std::get<Json>(std::move(parsed));
}

Decimal decimal(std::string_view text) { return parse_decimal(text).value(); }

FactSheet smartphone() {
  FactSheet sheet;
  sheet[Fact::collection_category] = std::string_view("smartphone");
  sheet[Fact::collection_holder] = std::string_view("consumer");
  sheet[Fact::collection_waste] = false;
  sheet[Fact::collection_country] = std::string_view("FR");
  sheet[Fact::reconditioning_outcome] = std::string_view("reconditioned");
  sheet[Fact::reconditioning_functions_tested] = true;
  sheet[Fact::reconditioning_data_erasure] = true;
  sheet[Fact::reconditioning_country] = std::string_view("FR");
  sheet[Fact::resale_warranty_months] = Decimal{12};
  sheet[Fact::resale_country] = std::string_view("FR");
  sheet[Fact::event_kind] = std::string_view("collection");
  sheet[Fact::event_country] = std::string_view("FR");
  return sheet;
}

}  // namespace lcl::test
