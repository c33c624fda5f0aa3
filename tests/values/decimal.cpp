// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/decimal.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <functional>
#include <limits>
#include <random>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "ledger/values/error.hpp"
#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

constexpr const char* greatest = "170141183460469231731687303715.884105727";
constexpr const char* least = "-170141183460469231731687303715.884105728";

Decimal decimal(std::string_view text) { return parse_decimal(text).value(); }

std::string text_or_none(const std::optional<Decimal>& value) { return value ? to_string(*value) : "none"; }

DecimalFault fault_of(std::string_view text) {
  DecimalFault fault{};
  REQUIRE_FALSE(parse_decimal(text, &fault).has_value());
  return fault;
}

/// Of either sign and of every magnitude, small ones as often as great ones.
Decimal random_decimal(std::mt19937& random) {
  std::array<std::uint32_t, 4> words{};
  for (auto& word : words) word = static_cast<std::uint32_t>(random());
  Decimal::Scaled scaled = 0;
  for (const auto word : words) scaled = scaled << 32 | word;
  return Decimal::from_scaled(scaled >> random() % 128);
}

}  // namespace

TEST_CASE("decimal: the shortest plain form is written") {
  CHECK(to_string(Decimal()) == "0");
  CHECK(to_string(Decimal(-3)) == "-3");
  CHECK(to_string(decimal("12.50")) == "12.5");
  CHECK(to_string(decimal("12.000")) == "12");
  CHECK(to_string(decimal("-0.000000001")) == "-0.000000001");
  CHECK(to_string(decimal("1000000000000000000")) == "1000000000000000000");
  CHECK(to_string(decimal("1000000000000000000.000000001")) == "1000000000000000000.000000001");
  CHECK(to_string(Decimal(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
  CHECK(to_string(decimal(greatest)) == greatest);
  CHECK(to_string(decimal(least)) == least);
}

TEST_CASE("decimal: append_decimal appends") {
  std::string text = "x=";
  append_decimal(decimal("0.25"), text);
  CHECK(text == "x=0.25");
}

TEST_CASE("decimal: what is not a plain numeral is malformed") {
  for (const char* text :
       {"",     "-",  "+1", "01",  "00",    "-01", ".5",       "5.",  "-.5", "1.2.3", "1e3", "1E3",
        "0x10", " 1", "1 ", "1,5", "1_000", "NaN", "Infinity", "--1", "1-",  "١",     "1.5e"}) {
    CAPTURE(text);
    CHECK(fault_of(text) == DecimalFault::malformed);
  }
  CHECK(fault_of(std::string_view("1\0", 2)) == DecimalFault::malformed);
}

TEST_CASE("decimal: negative zero, a tenth fractional digit and 128 bits are limits") {
  for (const char* text : {"-0", "-0.0", "-0.0000000000"})
    CHECK(fault_of(text) == DecimalFault::negative_zero);
  CHECK(fault_of("0.0000000001") == DecimalFault::too_many_digits);
  CHECK(fault_of("-1.1234567891") == DecimalFault::too_many_digits);
  CHECK(decimal("1.12345678900000") == decimal("1.123456789"));
  CHECK(decimal("0.000000000000000000000000000000") == Decimal());
  CHECK(fault_of("170141183460469231731687303715.884105728") == DecimalFault::out_of_range);
  CHECK(fault_of("-170141183460469231731687303715.884105729") == DecimalFault::out_of_range);
  CHECK(fault_of("170141183460469231731687303716") == DecimalFault::out_of_range);
  CHECK(fault_of("999999999999999999999999999999.999999999") == DecimalFault::out_of_range);
  CHECK(fault_of("1000000000000000000000000000000") == DecimalFault::out_of_range);
  CHECK(fault_of("1" + std::string(100'000, '0')) == DecimalFault::out_of_range);
}

TEST_CASE("decimal: numerals are read alike however many digits they have before the point") {
  for (const std::size_t digits : {1U, 18U, 19U, 20U, 27U, 28U, 29U}) {
    const std::string text = std::string(digits, '9') + ".999999999";
    CAPTURE(text);
    CHECK(to_string(decimal(text)) == text);
    CHECK(to_string(decimal('-' + text)) == '-' + text);
    CHECK(to_string(decimal(text) + decimal("0.000000001")) == '1' + std::string(digits, '0'));
  }
}

TEST_CASE("decimal: only the shortest plain form is canonical") {
  for (const char* text : {"0", "-3", "12.5", "100", "0.000000001", greatest, least}) {
    CAPTURE(text);
    REQUIRE(parse_canonical_decimal(text).has_value());
    CHECK(to_string(*parse_canonical_decimal(text)) == text);
  }
  for (const char* text : {"0.0", "12.50", "1.0", "-0", "1e3", "", "0.10"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_canonical_decimal(text).has_value());
  }
}

TEST_CASE("decimal: random texts are read as the grammar says") {
  const std::regex grammar("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  std::mt19937 random(test::seed());
  const std::string_view alphabet = "0011259..--+e";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto length = random() % 7; length > 0; --length) text += alphabet[random() % alphabet.size()];
    CAPTURE(text);
    DecimalFault fault = DecimalFault::negative_zero;
    const auto value = parse_decimal(text, &fault);
    CHECK((value.has_value() || fault != DecimalFault::malformed) == std::regex_match(text, grammar));
    if (value && parse_canonical_decimal(text)) CHECK(to_string(*value) == text);
  }
}

TEST_CASE("decimal: half-way products and quotients round to the even digit") {
  const Decimal ulp = Decimal::from_scaled(1);
  const Decimal half = decimal("0.5");
  for (const auto& [ulps, rounded] : std::vector<std::pair<int, int>>{
           {1, 0}, {2, 1}, {3, 2}, {4, 2}, {5, 2}, {7, 4}, {-1, 0}, {-3, -2}, {-5, -2}, {-7, -4}}) {
    const std::string expected = to_string(Decimal::from_scaled(rounded));
    CHECK(text_or_none(product(Decimal::from_scaled(ulps), half)) == expected);
    CHECK(text_or_none(product(half, Decimal::from_scaled(ulps))) == expected);
    CHECK(text_or_none(quotient(Decimal::from_scaled(ulps), Decimal(2))) == expected);
    CHECK(text_or_none(quotient(Decimal::from_scaled(-ulps), Decimal(-2))) == expected);
  }
  CHECK(text_or_none(product(ulp, decimal("0.500000001"))) == "0.000000001");
  CHECK(text_or_none(product(ulp, decimal("0.499999999"))) == "0");
  CHECK(text_or_none(quotient(Decimal(2), Decimal(3))) == "0.666666667");
  CHECK(text_or_none(quotient(Decimal(-2), Decimal(3))) == "-0.666666667");
  CHECK(text_or_none(quotient(Decimal(1), Decimal(3))) == "0.333333333");
}

TEST_CASE("decimal: an operation that leaves 128 bits has no result") {
  const Decimal ulp = Decimal::from_scaled(1);
  CHECK_FALSE(sum(decimal(greatest), ulp).has_value());
  CHECK_FALSE(difference(decimal(least), ulp).has_value());
  CHECK(sum(decimal(greatest), -ulp).has_value());
  CHECK_FALSE(product(decimal(greatest), Decimal(1)).has_value());
  CHECK_FALSE(quotient(decimal(greatest), Decimal(1)).has_value());
  CHECK_FALSE(quotient(Decimal(1), Decimal()).has_value());
  // The least scaled value fits as an intermediate, its negative does not.
  CHECK(text_or_none(product(decimal(least), ulp)) == "-170141183460469231731.687303716");
  CHECK_FALSE(product(decimal(least), -ulp).has_value());
}

TEST_CASE("decimal: operators throw where there is no result") {
  Decimal total = decimal(greatest);
  CHECK_THROWS_AS(total += Decimal::from_scaled(1), Error);
  CHECK(total == decimal(greatest));
  CHECK_THROWS_AS(static_cast<void>(-decimal(least)), Error);
  CHECK_THROWS_AS(static_cast<void>(decimal(least) - Decimal(1)), Error);
  CHECK(decimal("1.5") + decimal("2.25") == decimal("3.75"));
  CHECK(decimal("1.5") - decimal("2.25") == decimal("-0.75"));
  CHECK(-decimal("1.5") == decimal("-1.5"));
}

TEST_CASE("decimal: order is that of the numbers") {
  CHECK(decimal("-2") < decimal("-1.999999999"));
  CHECK(decimal("0.1") > decimal("0.09"));
  CHECK(decimal(least) < decimal(greatest));
}

TEST_CASE("decimal: whole steps are rounded down") {
  const Decimal tonne(1000);
  CHECK(whole_steps(decimal("999.999999999"), tonne) == 0);
  CHECK(whole_steps(Decimal(1000), tonne) == 1);
  CHECK(whole_steps(decimal("-0.000000001"), tonne) == -1);
  CHECK(whole_steps(Decimal(-1000), tonne) == -1);
  CHECK(whole_steps(decimal("-1000.5"), tonne) == -2);
  CHECK_THROWS_AS(static_cast<void>(whole_steps(decimal(greatest), Decimal(1))), Error);
  CHECK_THROWS_AS(static_cast<void>(whole_steps(decimal(least), Decimal(1))), Error);
}

TEST_CASE("decimal: people see rounded figures with commas between thousands") {
  CHECK(display(decimal("12345.675"), 2) == "12,345.68");
  CHECK(display(decimal("12345.665"), 2) == "12,345.66");
  CHECK(display(decimal("-1234567"), 0) == "-1,234,567");
  CHECK(display(decimal("999.5"), 0) == "1,000");
  CHECK(display(decimal("-0.4"), 0) == "0");
  CHECK(display(decimal("-0.05"), 1) == "0.0");
  CHECK(display(decimal("100"), 3) == "100.000");
  CHECK(display(decimal("0.5"), 9) == "0.500000000");
  CHECK(display(decimal(least), 9) == "-170,141,183,460,469,231,731,687,303,715.884105728");
}

TEST_CASE("decimal: the operations agree with Python's decimal module") {
  using Operation = std::optional<Decimal> (*)(const Decimal&, const Decimal&) noexcept;
  const std::array<std::pair<const char*, Operation>, 4> operations = {
      {{"add", sum}, {"subtract", difference}, {"multiply", product}, {"divide", quotient}}};
  std::mt19937 random(test::seed());
  std::string input;
  std::vector<std::string> questions;
  std::vector<std::string> ours;
  const auto ask = [&](const Decimal& a, const Decimal& b) {
    for (const auto& [name, operation] : operations) {
      questions.push_back(std::string(name) + ' ' + to_string(a) + ' ' + to_string(b));
      ours.push_back(text_or_none(operation(a, b)));
      input += questions.back() + '\n';
    }
  };
  const std::vector<Decimal> edges = {
      decimal(least),          decimal(greatest),        Decimal(),      Decimal(1),     Decimal(-1),
      Decimal::from_scaled(1), Decimal::from_scaled(-1), decimal("0.5"), decimal("-2.5")};
  for (const Decimal& a : edges) {
    for (const Decimal& b : edges) ask(a, b);
  }
  for (int round = 0; round < 3000; ++round) {
    ask(random_decimal(random), random_decimal(random));
    // Small numbers over and times a half or a quarter: many exact halves.
    ask(Decimal::from_scaled(static_cast<int>(random() % 2001) - 1000),
        Decimal::from_scaled((static_cast<int>(random() % 9) - 4) * 250'000'000));
  }
  const auto theirs = test::lines_of(test::output_of("python3 tests/values/decimal_oracle.py", input));
  REQUIRE(theirs.size() == ours.size());
  std::size_t without_result = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (ours[i] == "none") ++without_result;
    if (ours[i] == theirs[i]) continue;
    FAIL_CHECK(questions[i], " is ", ours[i], " here and ", theirs[i], " in Python");
  }
  CHECK(without_result > ours.size() / 20);
  CHECK(without_result < ours.size() / 2);
}

}  // namespace lcl
