// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/dimension.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace lcl::methodology {
namespace {

Dimension unit(std::string_view text) {
  const auto parsed = Dimension::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), text);
  return *parsed;
}

TEST_CASE("dimension: a unit reads as base units above and below one slash") {
  for (const std::string_view text :
       {"1", "kg", "kgCO2e/kWh", "kgCO2e/(t*km)", "km*km", "1/year", "1/(km*km)", "ms/year"}) {
    CHECK(to_string(unit(text)) == text);
  }
  CHECK(to_string(unit("km*t")) == "t*km");
  CHECK(to_string(unit("kg/kg")) == "1");
  CHECK(to_string(unit("kgCO2e/(km*t)")) == "kgCO2e/(t*km)");
}

TEST_CASE("dimension: what is no unit is not read") {
  for (const std::string_view text :
       {"",        "2",    "g",     "KG",      "kg ",         " kg",      "kg*",      "*kg",
        "kg/",     "/kg",  "kg//t", "kg/t/km", "kgCO2e/t*km", "kg/()",    "kg/(t",    "(kg)/t",
        "kg/(t*)", "kg/1", "1/1",   "1*kg",    "kg^2",        "kg/((t))", "kg/(t/km)"}) {
    CHECK_MESSAGE(!Dimension::parse(text), text);
  }
}

TEST_CASE("dimension: products and quotients add and take off exponents") {
  CHECK(product(unit("t"), unit("km")) == unit("t*km"));
  CHECK(product(unit("t*km"), unit("kgCO2e/(t*km)")) == unit("kgCO2e"));
  CHECK(quotient(unit("kg"), unit("kg/t")) == unit("t"));
  CHECK(quotient(unit("1"), unit("km")) == unit("1/km"));
  CHECK(quotient(unit("ms"), unit("ms")) == Dimension{});
}

TEST_CASE("dimension: no power goes beyond nine") {
  Dimension ninth;
  for (int power = 1; power <= 9; ++power) ninth = product(ninth, unit("km")).value();
  CHECK_FALSE(product(ninth, unit("km")));
  CHECK(quotient(ninth, unit("km")).has_value());
  const Dimension below = quotient(Dimension{}, ninth).value();
  CHECK_FALSE(quotient(below, unit("km")));
  CHECK_FALSE(Dimension::parse("km*km*km*km*km*km*km*km*km*km"));
}

}  // namespace
}  // namespace lcl::methodology
