// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/text_numbers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/values/seed.hpp"

using namespace lcl;

TEST_CASE("text numbers: the empty text is 0, others are numbered as they first come") {
  TextNumbers numbers;
  CHECK(numbers.number_of("") == 0);
  CHECK(numbers.number_of("laptop") == 1);
  CHECK(numbers.number_of("phone") == 2);
  CHECK(numbers.number_of("laptop") == 1);
  CHECK(numbers.number_of("") == 0);
  CHECK(numbers.text(0).empty());
  CHECK(numbers.text(2) == "phone");
}

TEST_CASE("text numbers: a search through a list gives the same numbers") {
  std::mt19937 random(test::seed());
  TextNumbers numbers;
  std::vector<std::string> list{""};
  for (int round = 0; round < test::rounds(5'000); ++round) {
    const std::string text(random() % 40, static_cast<char>('a' + random() % 7));
    const auto at = std::find(list.begin(), list.end(), text);
    const auto expected = static_cast<std::uint32_t>(at - list.begin());
    if (at == list.end()) list.push_back(text);
    REQUIRE(numbers.number_of(text) == expected);
    REQUIRE(numbers.text(expected) == text);
  }
}

TEST_CASE("text numbers: a text stays where it is when others come and when the numbers are moved") {
  TextNumbers numbers;
  const std::string_view first = numbers.text(numbers.number_of("short"));
  for (int i = 0; i < 1'000; ++i) static_cast<void>(numbers.number_of(std::to_string(i)));
  TextNumbers moved = std::move(numbers);
  CHECK(moved.text(1).data() == first.data());
  CHECK(first == "short");
  CHECK(moved.number_of("999") == 1'001);
}
