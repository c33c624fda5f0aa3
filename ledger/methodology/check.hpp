// SPDX-License-Identifier: Apache-2.0
// What a formula means, settled before it is ever evaluated: every name refers
// to something it may use, every look-up finds a row or has a fallback, and
// both sides of every operator agree in type and unit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/formula.hpp"

namespace lcl::methodology {

/// Where a formula stands, which decides what it may name.
struct Standpoint {
  const Document& document;
  Scope scope{};
  std::optional<std::size_t> step;  ///< its index; nothing for an eligibility rule, which names no steps
};

/// Resolves `formula` in place. It must yield `expected`. All faults found, none if it is right; a
/// part whose own parts are faulty is not judged.
[[nodiscard]] std::vector<FormulaFault> check(Formula& formula, const Standpoint& standpoint,
                                              const Type& expected);

}  // namespace lcl::methodology
