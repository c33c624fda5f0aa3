// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/device_identity.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "ledger/events/event_fields.hpp"
#include "ledger/values/encoding.hpp"

using namespace lcl;

namespace {

/// The bytes 0, 1, 2, …
template <std::size_t size>
std::array<std::uint8_t, size> counted() {
  std::array<std::uint8_t, size> bytes{};
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

std::optional<Refusal> refusal_of_imei(std::string_view text) {
  std::string digits;
  return normalise_imei(text, digits);
}

}  // namespace

TEST_CASE("device: an IMEI of 14, 15 or 16 digits is its first 14, blanks around it aside") {
  for (const char* text : {"352099001761481", "35209900176148", "3520990017614823", "  352099001761481\t"}) {
    std::string digits;
    CHECK_FALSE(normalise_imei(text, digits));
    CHECK(digits == "35209900176148");
  }
}

TEST_CASE("device: the check digit of a 15-digit IMEI must match, that of others is not there") {
  // 49-015420-323751-8 is the example of 3GPP TS 23.003's check digit in common use.
  CHECK_FALSE(refusal_of_imei("490154203237518"));
  for (char last = '0'; last <= '9'; ++last) {
    const auto refusal = refusal_of_imei(std::string("49015420323751") + last);
    CHECK(refusal.has_value() == (last != '8'));
    if (refusal) CHECK(*refusal == Refusal::imei_check_digit);
  }
  CHECK_FALSE(refusal_of_imei("4901542032375199"));
}

TEST_CASE("device: what is not digits of an IMEI's length is malformed") {
  for (const char* text : {"", "35-209900-176148-1", "3520990017614", "35209900176148123", "35209900176148a",
                           "352099 001761481", "３５２０９９００１７６１４８１", "+35209900176148"}) {
    CHECK(refusal_of_imei(text) == Refusal::malformed_imei);
  }
}

TEST_CASE("device: one maker under many spellings is one, and so is one serial") {
  const auto maker = [](std::string_view text) {
    std::string out;
    CHECK_FALSE(normalise_manufacturer(text, out));
    return out;
  };
  for (const char* text :
       {"Apple", "Apple Inc.", "APPLE  INC", "apple, inc", " Apple\t", "A.p.p.l.e Co., Ltd."})
    CHECK(maker(text) == "apple");
  CHECK(maker("Hewlett-Packard S.A.S.") == "hewlettpackard");
  CHECK(maker("Bosch GmbH & Co. KG") == "bosch");
  CHECK(maker("Co") == "co");
  CHECK(maker("SA Inc") == "sa");
  CHECK(maker("Inc Apple") == "incapple");
  CHECK(maker("Cisco") == "cisco");
  CHECK(maker("O'Neil Ltd") == "oneil");
  for (const char* text : {"pf-1a2b 3c/z", "PF1A2B3CZ", "\tPF 1A2B.3C_Z ", "pf1a2b3cz"}) {
    std::string out;
    CHECK_FALSE(normalise_serial(text, out));
    CHECK(out == "PF1A2B3CZ");
  }
}

TEST_CASE("device: a manufacturer or serial is 1 to 64 bytes of printable ASCII without a colon") {
  std::string out;
  CHECK_FALSE(normalise_serial("A" + std::string(63, '1'), out));
  for (const std::string& text :
       {std::string(), std::string("  "), "A" + std::string(64, '1'), std::string("a:b"),
        std::string("série"), std::string("a\x01z"), std::string("a\x7F")}) {
    CHECK(normalise_manufacturer(text, out) == Refusal::malformed_serial);
    CHECK(normalise_serial(text, out) == Refusal::malformed_serial);
  }
}

TEST_CASE("device: what stands where an identifier is missing is no identity") {
  std::string out;
  for (const char* text : {"unknown",
                           "N/A",
                           "n.a.",
                           "-",
                           "--",
                           "0",
                           "000000",
                           "XXXX",
                           "?",
                           "Default string",
                           "#REF!",
                           "#N/A",
                           "#VALEUR!",
                           "#DIV/0!",
                           "1.2345E+16",
                           "3,5E+14",
                           "To Be Filled By O.E.M.",
                           "System Serial Number",
                           "inconnu",
                           "123456789",
                           "None",
                           "null"}) {
    CAPTURE(text);
    CHECK(normalise_serial(text, out) == Refusal::junk_identifier);
    CHECK(normalise_manufacturer(text, out) == Refusal::junk_identifier);
    CHECK(refusal_of_imei(text).value_or(Refusal::empty_log) != Refusal::empty_log);
    CHECK_FALSE(junk_clause(text).empty());
  }
  CHECK_FALSE(normalise_serial("1E5F7", out));
  CHECK_FALSE(normalise_manufacturer("Nothing", out));
}

TEST_CASE("device: an IMEI of zeros, of nines, for tests or of an example is no identity") {
  for (const char* text :
       {"000000000000000", "999999999999999", "99999999999999", "004999010640000", "00499901064000",
        "358240051111110", "012345678901237", "unknown", "#REF!", "3.52099E+14", "0", "-"}) {
    CAPTURE(text);
    CHECK(refusal_of_imei(text) == Refusal::junk_identifier);
  }
}

TEST_CASE("device: an IMEI that a spreadsheet robbed of its zero is not another device") {
  CHECK_FALSE(refusal_of_imei("013363001234563"));
  CHECK(refusal_of_imei("13363001234563") == Refusal::imei_zero_lost);
  // Fourteen digits that pass Luhn behind a zero, but begin with a body's own number: an IMEI without check
  // digit.
  CHECK_FALSE(refusal_of_imei("35000000000009"));
}

TEST_CASE("device: a number that no reporting body allocates is no IMEI") {
  for (const char* text : {"636741081234560", "81234567800013", "12345678901234", "2345678901234567"})
    CHECK(refusal_of_imei(text) == Refusal::imei_reporting_body);
}

TEST_CASE("device: an identifier that looks like another because of what is not seen is refused") {
  std::string out;
  for (const char* text : {"PF1A2B3C\u200b", "\u00a0PF1A2B3C", "PF1A\u202e2B3C", "\ufeffPF1A2B3C"}) {
    CHECK(normalise_serial(text, out) == Refusal::invisible_character);
    CHECK(normalise_manufacturer(text, out) == Refusal::invisible_character);
    CHECK(refusal_of_imei(text) == Refusal::invisible_character);
  }
}

TEST_CASE("device: a number in the field of another is misplaced") {
  Event event;
  event.facts.participant = "35209900176148";
  event.identifiers = {"35209900176148", "", "", ""};
  REQUIRE(misplaced_identifier(event));
  CHECK(misplaced_identifier(event)->field == Field::imei);
  event.identifiers = {"", "", "apple", "352099001761481"};
  CHECK(misplaced_identifier(event)->field == Field::serial);
  event.identifiers = {"49015420323751", "", "apple", "49015420323751"};
  CHECK(misplaced_identifier(event)->field == Field::serial);
  event.identifiers = {"49015420323751", "35209900176149", "apple", "F2LXK0ABN70M"};
  CHECK_FALSE(misplaced_identifier(event));
}

TEST_CASE("device: the identifiers stand in the order imei, imei2, serial, and the list is reused") {
  std::vector<std::string> texts;
  Pepper::identifier_texts({"35209900176148", "35000000000001", "apple", "F2LXK0ABN70M"}, texts);
  CHECK(texts ==
        std::vector<std::string>{"imei:35209900176148", "imei:35000000000001", "serial:apple:F2LXK0ABN70M"});
  Pepper::identifier_texts({"", "", "apple", "F2LXK0ABN70M"}, texts);
  CHECK(texts == std::vector<std::string>{"serial:apple:F2LXK0ABN70M"});
  Pepper::identifier_texts({"35209900176148", "", "", ""}, texts);
  CHECK(texts == std::vector<std::string>{"imei:35209900176148"});
}

TEST_CASE("device: a pseudonym is the first half of an HMAC under the pepper") {
  // printf IDENTIFIER | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1e1f
  const auto key = counted<32>();
  Pepper pepper{Bytes(key)};
  CHECK(hex(pepper.pseudonym("imei:35209900176148")) == "8747e63fa1ea5f3c286beb50e67a3d65");
  CHECK(hex(pepper.pseudonym("imei:35209900176149")) == "914511fa0ffe8261c16c9dd7c0cc1fd0");
  CHECK(hex(pepper.pseudonym("serial:apple:F2LXK0ABN70M")) == "28987c1d322782771495a1ef9729213d");
}

TEST_CASE("device: opening, identity and commitment are what other programs compute") {
  // Python: hmac.new(pepper, b"open" + salt, sha256).digest()[:16]; sha256(opening + identifier); sha256(…)
  const auto key = counted<32>();
  const auto salt = counted<16>();
  Pepper pepper{Bytes(key)};
  const auto opening = pepper.opening(Bytes(salt));
  CHECK(hex(Bytes(opening)) == "864a9cf44ca0d380e2a61d52fe5e9f14");
  CHECK(hex(identity_of(Bytes(opening), "imei:35209900176148")) ==
        "9c31c446cd6d68c774dd194bd74718f1e8a94a5839e9d102301ea6b602d65027");
  CHECK(hex(pepper.commitment()) == "6e0579631b9828ba060f8688cc4f3fb951018652b995bce6b9e5757583f75bd5");
}
