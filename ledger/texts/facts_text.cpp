// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/facts_text.hpp"

#include <optional>
#include <string_view>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

void put(Json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

void put(Json& object, const char* name, const std::optional<Decimal>& quantity) {
  if (quantity) object[name] = to_string(*quantity);
}

Json legs_json(const Facts& facts) {
  Json legs = Json::array();
  for (const Leg& leg : facts.legs) {
    legs.push_back({{"distance_km", to_string(leg.distance_km)}, {"mode", leg.mode}});
  }
  return legs;
}

Json parts_json(const Facts& facts) {
  Json parts = Json::array();
  for (const Part& part : facts.parts) {
    parts.push_back(
        {{"origin", std::string(word(part.origin))}, {"part", part.part}, {"quantity", part.quantity}});
  }
  return parts;
}

void put_collection(Json& object, const Facts& facts) {
  put(object, "category", facts.category);
  put(object, "model", facts.model);
  put(object, "mass_kg", facts.mass_kg);
  object["holder"] = std::string(word(facts.holder));
  object["waste"] = facts.waste;
}

void put_reconditioning(Json& object, const Facts& facts) {
  object["outcome"] = std::string(word(facts.outcome));
  object["functions_tested"] = facts.functions_tested;
  if (facts.data_erasure) object["data_erasure"] = {{"standard", facts.data_erasure_standard}};
  if (facts.data_erasure && !facts.data_erased())
    object["data_erasure"]["result"] = std::string(word(facts.data_erasure_result));
  if (!facts.parts.empty()) object["parts"] = parts_json(facts);
  put(object, "energy_kwh", facts.energy_kwh);
}

void put_resale(Json& object, const Facts& facts) {
  put(object, "channel", facts.channel);
  put(object, "grade", facts.grade);
  object["warranty_months"] = facts.warranty_months;
  put(object, "packaging_kg", facts.packaging_kg);
}

void put_of_kind(Json& object, const Facts& facts) {
  switch (facts.kind) {
    case EventKind::collection:
      put_collection(object, facts);
      break;
    case EventKind::reconditioning:
      put_reconditioning(object, facts);
      break;
    case EventKind::resale:
      put_resale(object, facts);
      break;
    case EventKind::return_:
      put(object, "reason", facts.reason);
      break;
    case EventKind::disposal:
      put(object, "route", facts.route);
      break;
    case EventKind::void_:
      object["voids"] = facts.voids;
      put(object, "reason", facts.reason);
      break;
  }
  if (!facts.legs.empty()) object["legs"] = legs_json(facts);
  if (facts.confirmed) object["confirmed"] = true;
}

std::string shown(const Json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  if (value.is_boolean()) return value.get<bool>() ? phrase("yes") : phrase("no");
  return canonical(value);
}

/// `van 120 km; rail 8 km`, `battery × 1 new`.
std::string list_text(const Facts& facts, std::string_view name) {
  std::string out;
  const auto separate = [&out] { out += out.empty() ? "" : "; "; };
  if (name == "legs") {
    for (const Leg& leg : facts.legs) {
      separate();
      out += leg.mode + ' ' + to_string(leg.distance_km) + " km";
    }
  } else {
    for (const Part& part : facts.parts) {
      separate();
      out += part.part + " × " + std::to_string(part.quantity) + ' ' + std::string(word(part.origin));
    }
  }
  return out;
}

}  // namespace

Json facts_json(const Facts& facts) {
  Json object = {{"country", facts.country},
                 {"occurred_at", to_string(facts.occurred_at)},
                 {"participant", facts.participant}};
  put_of_kind(object, facts);
  return object;
}

std::string facts_text(const Facts& facts) {
  Json object = Json::object();
  put_of_kind(object, facts);
  std::string out;
  for (const auto& [name, value] : object.items()) {
    if (!out.empty()) out += ", ";
    out += name + ' ';
    if (value.is_array()) {
      out += list_text(facts, name);
    } else if (value.is_object()) {
      out += facts.data_erasure_standard;
      if (!facts.data_erased()) out += phrase(" (failed)");
    } else {
      out += shown(value);
    }
  }
  return out;
}

}  // namespace lcl
