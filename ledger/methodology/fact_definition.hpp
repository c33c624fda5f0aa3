// SPDX-License-Identifier: Apache-2.0
// The list of fact.hpp as a table: what check() must know of a fact before
// there is any value of it.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "ledger/methodology/fact.hpp"
#include "ledger/methodology/formula.hpp"
#include "ledger/methodology/methodology.hpp"

namespace lcl::methodology {

struct FactDefinition {
  std::string_view word;
  Type type;
  std::string_view scopes;  ///< of the letters E, C, R, P
  bool optional = false;

  [[nodiscard]] bool is_in(Scope scope) const noexcept;
};

[[nodiscard]] const std::array<FactDefinition, fact_count>& fact_definitions();
[[nodiscard]] const FactDefinition& definition(Fact fact);
[[nodiscard]] std::optional<Fact> find_fact(std::string_view word) noexcept;

/// A list that sum() goes through, and the fields of its elements.
enum class List : std::uint8_t { legs, parts };
[[nodiscard]] std::optional<List> find_list(std::string_view word) noexcept;
[[nodiscard]] std::optional<Field> find_field(List list, std::string_view word) noexcept;
[[nodiscard]] Type type_of(Field field);
[[nodiscard]] std::string_view word(Field field) noexcept;

}  // namespace lcl::methodology
