// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/identifiers.hpp"

#include <doctest/doctest.h>

#include <random>
#include <regex>
#include <string>
#include <unordered_set>

#include "tests/values/seed.hpp"

namespace lcl {

TEST_CASE("identifiers: a pseudonym is 32 lower-case hex digits") {
  const std::string text = "00112233445566778899aabbccddeeff";
  const auto pseudonym = pseudonym_from_hex(text);
  REQUIRE(pseudonym.has_value());
  CHECK(pseudonym->bytes[0] == 0x00);
  CHECK(pseudonym->bytes[15] == 0xFF);
  CHECK(hex(*pseudonym) == text);
  CHECK_FALSE(pseudonym_from_hex("00112233445566778899AABBCCDDEEFF").has_value());
  CHECK_FALSE(pseudonym_from_hex(text.substr(1)).has_value());
  CHECK_FALSE(pseudonym_from_hex(text + "0").has_value());
}

TEST_CASE("identifiers: pseudonyms can be sorted and kept in a set") {
  std::unordered_set<Pseudonym> set;
  for (std::uint8_t i = 0; i < 100; ++i) {
    Pseudonym pseudonym;
    pseudonym.bytes[15] = i;
    set.insert(pseudonym);
  }
  CHECK(set.size() == 100);
  CHECK(*pseudonym_from_hex("00ffffffffffffffffffffffffffffff") <
        *pseudonym_from_hex("01000000000000000000000000000000"));
}

TEST_CASE("identifiers: SIRETs of known establishments pass, with any digit changed they do not") {
  // EDF, Orange, Carrefour.
  for (std::string siret : {"55208131766522", "38012986646850", "65201405100708"}) {
    CAPTURE(siret);
    CHECK(is_siret(siret));
    for (char& digit : siret) {
      const char right = digit;
      digit = right == '9' ? '0' : static_cast<char>(right + 1);
      CHECK_FALSE(is_siret(siret));
      digit = right;
    }
  }
  for (const char* text : {"", "5520813176652", "552081317665220", "5520813176652a", "552 081 317 66522"}) {
    CAPTURE(text);
    CHECK_FALSE(is_siret(text));
  }
}

TEST_CASE("identifiers: La Poste's SIRETs pass by their digit sum") {
  CHECK(is_siret("35600000000048"));  // its registered office passes Luhn's sum too
  CHECK(is_siret("35600000049837"));  // fails Luhn's; digits sum to 45
  CHECK_FALSE(passes_luhn("35600000049837"));
  CHECK_FALSE(is_siret("35600000049838"));  // neither
  CHECK_FALSE(is_siret("35600100049836"));  // digits sum to 45, but of another SIREN
}

TEST_CASE("identifiers: Luhn's sum follows ISO/IEC 7812-1") {
  CHECK(passes_luhn("79927398713"));
  for (char last = '0'; last <= '9'; ++last) {
    CHECK(passes_luhn(std::string("7992739871") + last) == (last == '3'));
  }
  CHECK(passes_luhn("490154203237518"));  // the IMEI of 3GPP's examples
  CHECK_FALSE(passes_luhn(""));
  CHECK_FALSE(passes_luhn("7992739871x"));
  CHECK_FALSE(passes_luhn(" 79927398713"));
}

TEST_CASE("identifiers: random texts are project ids, kinds, countries and origins as the grammars say") {
  const std::regex project_id("[A-Z0-9]{3,16}");
  const std::regex kind("[a-z_]{1,32}");
  const std::regex country("[A-Z]{2}");
  const std::regex origin("(?=.{3,128}$)[a-z0-9.-]+(/[a-z0-9._-]+)*");
  std::mt19937 random(test::seed());
  const std::vector<std::string_view> alphabets = {"ABZ0189", "az_", "AZ", "az09.-/_", "aA0_/.- +:@[`{"};
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string_view alphabet = alphabets[random() % alphabets.size()];
    std::string text;
    const std::size_t most = random() % 10 == 0 ? 140 : 6;
    for (auto length = random() % (most + 1); length > 0; --length)
      text += alphabet[random() % alphabet.size()];
    CAPTURE(text);
    CHECK(is_project_id(text) == std::regex_match(text, project_id));
    CHECK(is_kind(text) == std::regex_match(text, kind));
    CHECK(is_country(text) == std::regex_match(text, country));
    CHECK(is_origin(text) == std::regex_match(text, origin));
    accepted += is_origin(text) ? 1 : 0;
  }
  CHECK(accepted > 500);
}

TEST_CASE("identifiers: an origin is a host with an optional path") {
  CHECK(is_origin("example.org/ledger"));
  CHECK(is_origin(std::string(128, 'a')));
  for (const char* text :
       {"", "a", "ab", "https://example.org", "example.org/", "/ledger", "example.org//x", "Example.org",
        "ex_ample.org", "example.org/a b", "example.org+1", "example.org\n"}) {
    CAPTURE(text);
    CHECK_FALSE(is_origin(text));
  }
  CHECK_FALSE(is_origin(std::string(129, 'a')));
}

}  // namespace lcl
