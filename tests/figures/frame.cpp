// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/frame.hpp"

#include <doctest/doctest.h>

using namespace lcl;

TEST_CASE(
    "frame: its strata are told by name, and hold each of its cycles once, whether it is credited or not") {
  const auto cycle = [](std::uint32_t category, std::uint32_t participant, int avoided) {
    FrameCycle made;
    made.category = category;
    made.participant = participant;
    made.avoided = Decimal(avoided);
    made.cap = Decimal(5);
    return made;
  };
  Frame frame;
  frame.categories = {"tablet", "laptop"};
  frame.participants = {"03571592900010", "01234567400019"};
  frame.cycles = {cycle(0, 0, 40), cycle(1, 1, 90), cycle(1, 0, 0), cycle(0, 0, 0)};
  const std::vector<FrameStratum> strata = strata_of(frame);
  REQUIRE(strata.size() == 3);
  const auto is = [](const FrameStratum& found, const char* category, const char* participant,
                     std::uint64_t cycles, int size) {
    return found.category == category && found.participant == participant && found.cycles == cycles &&
           found.kg_co2e == Decimal(size);
  };
  CHECK(is(strata[0], "laptop", "01234567400019", 1, 95));
  CHECK(is(strata[1], "laptop", "03571592900010", 1, 5));
  CHECK(is(strata[2], "tablet", "03571592900010", 2, 50));
}
