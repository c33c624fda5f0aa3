// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "tests/values/stopped.hpp"

namespace lcl {
namespace {

Result<std::unique_ptr<int>> half(int number) {
  if (number % 2 != 0)
    return Refused{Refusal::sum_differs, {.line = 3, .column = 0, .field = {}}, "it is odd"};
  return std::make_unique<int>(number / 2);
}

}  // namespace

TEST_CASE("result: a value is there to be looked at and taken") {
  auto four = half(8);
  REQUIRE(bool(four));
  CHECK(**four == 4);
  CHECK(four->get() == (*four).get());
  const std::unique_ptr<int> taken = *std::move(four);
  CHECK(*taken == 4);
}

TEST_CASE("result: a refusal says its word, its place and why") {
  auto none = half(7);
  REQUIRE_FALSE(bool(none));
  CHECK(none.refused().refusal == Refusal::sum_differs);
  CHECK(none.refused().place.line == 3);
  const Refused taken = std::move(none).refused();
  CHECK(taken.message == "it is odd");
}

TEST_CASE("result: looking for what is not there stops the program") {
  CHECK(test::message_when_stopped([] { (void)*half(7); }) ==
        "stopped by a bug in the program: a refused result has no value\n");
  CHECK(test::message_when_stopped([] { (void)half(8).refused(); }) ==
        "stopped by a bug in the program: a result with a value was not refused\n");
}

}  // namespace lcl
