// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/uncertain_methodology.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "ledger/registry/state.hpp"
#include "ledger/values/json.hpp"

namespace lcl::bench {

/// The method that BENCH is bound to, with 40 sources of uncertainty: factors by category each one of its
/// own.
Methodology uncertain_methodology(const Ledger& ledger) {
  Json document =
      std::get<Json>(parse_json(ledger.state().methodologies().begin()->second.methodology->document()));
  const auto widen = [](Json& factor, const char* group) {
    const Decimal value = parse_decimal(factor["value"].get<std::string>()).value();
    const Decimal tenth = quotient(value, Decimal(10)).value();
    factor["low"] = to_string(value - tenth);
    factor["high"] = to_string(value + tenth);
    if (group != nullptr) factor["group"] = group;
  };
  for (const char* table :
       {"manufacture", "distribution", "first_life", "second_life", "refurbished_share"}) {
    for (Json& row : document["tables"][table]["rows"]) widen(row, nullptr);
  }
  for (const char* table : {"transport", "electricity", "part"}) {
    for (Json& row : document["tables"][table]["rows"]) widen(row, table);
  }
  widen(document["parameters"]["substitution"], nullptr);
  widen(document["parameters"]["corrugated_board"], nullptr);
  auto loaded = Methodology::load(canonical(document));
  if (!std::holds_alternative<Methodology>(loaded)) throw std::runtime_error("the method is not right");
  return std::get<Methodology>(std::move(loaded));
}

}  // namespace lcl::bench
