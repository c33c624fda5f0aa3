// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/keyed_hash.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "ledger/values/identifiers.hpp"

using namespace lcl;

TEST_CASE("keyed hash: the same bytes have the same hash, wherever they stand") {
  const std::string text = "a text of more than one word";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string copy = "xyz" + text.substr(0, size);
    CHECK(keyed_hash(bytes_of(text).first(size)) == keyed_hash(bytes_of(copy).subspan(3)));
  }
}

TEST_CASE("keyed hash: bytes that differ in one place, or in length alone, are told apart") {
  std::set<std::size_t> hashes;
  std::string text(40, '\0');
  for (std::size_t size = 0; size <= text.size(); ++size)
    hashes.insert(keyed_hash(bytes_of(text).first(size)));
  CHECK(hashes.size() == text.size() + 1);
  for (char& each : text) {
    each = 1;
    hashes.insert(keyed_hash(bytes_of(text)));
    each = 0;
  }
  CHECK(hashes.size() == 2 * text.size() + 1);
}

TEST_CASE("keyed hash: pseudonyms chosen to begin alike do not fall on one place") {
  constexpr std::size_t places = 1U << 10U;
  std::set<std::size_t> taken;
  for (int i = 0; i < 1'000; ++i) {
    Pseudonym pseudonym;
    pseudonym.bytes[14] = static_cast<std::uint8_t>(i / 256);
    pseudonym.bytes[15] = static_cast<std::uint8_t>(i % 256);
    taken.insert(std::hash<Pseudonym>()(pseudonym) % places);
  }
  CHECK(taken.size() > 500);  // of 632 to be expected
}
