// SPDX-License-Identifier: Apache-2.0
// The gallery of refused documents: one sample for each word, which gives that
// word and no other.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "tests/methodology/small_document.hpp"

namespace lcl {
namespace {

constexpr std::array words{Refusal::methodology_malformed,        Refusal::methodology_syntax,
                           Refusal::methodology_unknown_name,     Refusal::methodology_recursion,
                           Refusal::methodology_wrong_unit,       Refusal::methodology_missing_row,
                           Refusal::methodology_division_by_zero, Refusal::methodology_overflow,
                           Refusal::methodology_too_large,        Refusal::methodology_vector_failed};

std::vector<MethodologyFault> faults_of_sample(Refusal refusal) {
  auto result = Methodology::load(test::file("samples/refused/" + std::string(word(refusal)) + ".json"));
  if (auto* faults = std::get_if<std::vector<MethodologyFault>>(&result)) return std::move(*faults);
  return {};
}

TEST_CASE("refused: each sample of a methodology gives its own word, a place and a reason") {
  for (const Refusal refusal : words) {
    const auto faults = faults_of_sample(refusal);
    CAPTURE(word(refusal));
    CAPTURE(test::shown(faults));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].refusal == refusal);
    CHECK_FALSE(faults[0].where.empty());
    CHECK_FALSE(faults[0].message.empty());
  }
}

TEST_CASE("refused: the samples say what is wrong as a person would") {
  const auto said = [](Refusal refusal) {
    const MethodologyFault fault = faults_of_sample(refusal).at(0);
    return fault.where + ": " + fault.message;
  };
  CHECK(said(Refusal::methodology_recursion) ==
        "steps[0] displaced_share: formula, column 14: refers to step \"avoided_manufacture\", which stands "
        "later; "
        "steps are evaluated in order");
  CHECK(said(Refusal::methodology_wrong_unit) ==
        "steps[0] avoided_manufacture: formula, column 34: expected a unit of kgCO2e, found kg*km");
  CHECK(said(Refusal::methodology_missing_row) ==
        "steps[0] avoided_manufacture: formula, column 1: manufacture[…] may find no row; expected "
        "\"otherwise\" and a "
        "fallback");
  CHECK(said(Refusal::methodology_division_by_zero) ==
        "steps[0] displaced_share: formula, column 34: first_life[\"laptop\"] is zero, found as a divisor");
  CHECK(said(Refusal::methodology_vector_failed) ==
        "vectors[0].cycle.steps.avoided_manufacture: found 61.6, expected 60");
}

}  // namespace
}  // namespace lcl
