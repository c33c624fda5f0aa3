// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/device_table.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "tests/audit/dishonest_registry.hpp"
#include "tests/values/seed.hpp"

namespace lcl::test {

TEST_CASE("device table: it finds what a map finds") {
  std::mt19937 random(seed());
  DeviceTable table;
  std::map<Pseudonym, std::uint32_t> naive;
  for (int step = 0; step < 20'000; ++step) {
    const Pseudonym pseudonym = device_number(random() % 8'000);
    const std::uint32_t number = table.find(pseudonym);
    const auto known = naive.find(pseudonym);
    if (number != (known == naive.end() ? DeviceTable::none : known->second)) FAIL(step);
    if (known == naive.end()) {
      naive[pseudonym] = table.add(pseudonym);
    } else if (table[number].pseudonym != pseudonym) {
      FAIL(step);
    }
  }
  CHECK(table.size() == naive.size());
}

TEST_CASE("device table: pseudonyms chosen to be alike do not slow it down") {
  DeviceTable table;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    Pseudonym pseudonym;  // equal in all but three bytes
    pseudonym.bytes[7] = static_cast<std::uint8_t>(i);
    pseudonym.bytes[0] = static_cast<std::uint8_t>(i >> 8U);
    pseudonym.bytes[15] = static_cast<std::uint8_t>(i >> 16U);
    const std::uint32_t added = table.add(pseudonym);
    if (added != i || table.find(pseudonym) != i) FAIL(i);
  }
}

}  // namespace lcl::test
