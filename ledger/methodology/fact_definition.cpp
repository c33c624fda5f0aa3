// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/fact_definition.hpp"

#include "ledger/values/error.hpp"

namespace lcl::methodology {
namespace {

enum class Presence : std::uint8_t { required, optional };
enum class FactType : std::uint8_t { decimal, text, boolean };

FactDefinition define(std::string_view word, FactType type, std::string_view unit, std::string_view scopes,
                      Presence presence) {
  FactDefinition result{word, {}, scopes, presence == Presence::optional};
  switch (type) {
    case FactType::decimal: {
      const std::optional<Dimension> dimension = Dimension::parse(unit);
      invariant(dimension.has_value(), "every decimal fact has a unit");
      result.type = {ValueType::decimal, *dimension};
      break;
    }
    case FactType::text:
      result.type = {ValueType::text, {}};
      break;
    case FactType::boolean:
      result.type = {ValueType::truth, {}};
      break;
  }
  return result;
}

}  // namespace

bool FactDefinition::is_in(Scope scope) const noexcept {
  constexpr std::array<char, 4> letters{'E', 'C', 'R', 'P'};
  return scopes.find(letters[static_cast<std::size_t>(scope)]) != std::string_view::npos;
}

const std::array<FactDefinition, fact_count>& fact_definitions() {
  static const std::array<FactDefinition, fact_count> definitions{
#define LCL_FACT(name, word, type, unit, scopes, presence) \
  define(word, FactType::type, unit, scopes, Presence::presence),
      LCL_FACTS(LCL_FACT)
#undef LCL_FACT
  };
  return definitions;
}

const FactDefinition& definition(Fact fact) { return fact_definitions()[static_cast<std::size_t>(fact)]; }

std::optional<Fact> find_fact(std::string_view word) noexcept {
  const auto& definitions = fact_definitions();
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (definitions[i].word == word) return static_cast<Fact>(i);
  }
  return std::nullopt;
}

std::optional<List> find_list(std::string_view word) noexcept {
  if (word == "event.legs") return List::legs;
  if (word == "event.parts") return List::parts;
  return std::nullopt;
}

std::optional<Field> find_field(List list, std::string_view word) noexcept {
  if (list == List::legs) {
    if (word == "mode") return Field::mode;
    if (word == "distance_km") return Field::distance_km;
    return std::nullopt;
  }
  if (word == "part") return Field::part;
  if (word == "quantity") return Field::quantity;
  if (word == "origin") return Field::origin;
  return std::nullopt;
}

Type type_of(Field field) {
  switch (field) {
    case Field::distance_km:
      return {ValueType::decimal, Dimension::parse("km").value_or(Dimension{})};
    case Field::quantity:
      return {ValueType::decimal, {}};
    case Field::mode:
    case Field::part:
    case Field::origin:
      break;
  }
  return {ValueType::text, {}};
}

std::string_view word(Field field) noexcept {
  switch (field) {
    case Field::mode:
      return "mode";
    case Field::distance_km:
      return "distance_km";
    case Field::part:
      return "part";
    case Field::quantity:
      return "quantity";
    case Field::origin:
      return "origin";
  }
  return {};
}

}  // namespace lcl::methodology

namespace lcl {

std::string_view word(Fact fact) { return methodology::definition(fact).word; }

std::string unit_of(Fact fact) { return to_string(methodology::definition(fact).type.unit); }

}  // namespace lcl
