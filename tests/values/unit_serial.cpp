// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/unit_serial.hpp"

#include <doctest/doctest.h>

#include <random>

#include "tests/values/seed.hpp"

namespace lcl {
namespace {

/// The serial without its check digits as one decimal number modulo 97, by long division: A to Z written as
/// 10 to 35, and hyphens left out.
int remainder_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c != '-') digits += c >= 'A' ? std::to_string(c - 'A' + 10) : std::string(1, c);
  }
  int remainder = 0;
  for (const char digit : digits) remainder = (remainder * 10 + (digit - '0')) % 97;
  return remainder;
}

SerialFault fault_of(const std::string& text) {
  const ParsedSerial parsed = parse_serial(text);
  CHECK_FALSE(parsed.block);
  return parsed.fault;
}

const std::string example = "LBC-DEMO-2025-1-000000001-000000042-63";

}  // namespace

TEST_CASE("unit serial: check digits are those of ISO/IEC 7064 MOD 97-10") {
  // python3: 98 - int("".join(str(int(c, 36)) for c in body if c != "-")) * 100 % 97
  constexpr RegistryStanding official = RegistryStanding::official;
  const std::pair<UnitBlock, const char*> vectors[]{
      {{"DEMO", 2025, 1, 1, 42, official}, "LBC-DEMO-2025-1-000000001-000000042-63"},
      {{"RENO1", 2026, 12, 7, 7, official}, "LBC-RENO1-2026-12-000000007-000000007-57"},
      {{"ZZZZZZZZZZZZZZZZ", 9999, 4294967295, 1, most_units, official},
       "LBC-ZZZZZZZZZZZZZZZZ-9999-4294967295-000000001-999999999-11"},
      {{"ABC", 1, 1, 1, 2, official}, "LBC-ABC-0001-1-000000001-000000002-28"},
      {{"A0B", 2025, 3, 100, 199, official}, "LBC-A0B-2025-3-000000100-000000199-06"},
      {{"DEMO", 2025, 1, 1, 30, official}, "LBC-DEMO-2025-1-000000001-000000030-02"},
      {{"DEMO", 2025, 1, 1, 95, official}, "LBC-DEMO-2025-1-000000001-000000095-98"},
      {{"DEMO", 2025, 1, 1, 42}, "TRIAL-DEMO-2025-1-000000001-000000042-21"},
      {{"RENO1", 2026, 12, 7, 7}, "TRIAL-RENO1-2026-12-000000007-000000007-28"},
  };
  for (const auto& [block, text] : vectors) {
    CHECK(to_string(block) == text);
    CHECK(remainder_of(text) == 1);
    CHECK(parse_serial(text).block == block);
  }
}

TEST_CASE("unit serial: of all two digits, only the right ones are taken") {
  const std::string body = example.substr(0, example.size() - 2);
  int taken = 0;
  for (char tens = '0'; tens <= '9'; ++tens) {
    for (char ones = '0'; ones <= '9'; ++ones) {
      const std::string text = body + tens + ones;
      if (parse_serial(text).block) {
        ++taken;
        CHECK(text == example);
      } else {
        CHECK(fault_of(text) == SerialFault::check_digits);
      }
    }
  }
  CHECK(taken == 1);
}

TEST_CASE("unit serial: one wrong character, or two neighbours swapped, is never taken") {
  const std::string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
  for (std::size_t i = 0; i < example.size(); ++i) {
    for (const char c : alphabet) {
      std::string text = example;
      text[i] = c;
      CAPTURE(text);
      CHECK(parse_serial(text).block.has_value() == (text == example));
    }
    if (i + 1 == example.size() || example[i] == example[i + 1]) continue;
    std::string text = example;
    std::swap(text[i], text[i + 1]);
    CAPTURE(text);
    CHECK_FALSE(parse_serial(text).block);
  }
}

TEST_CASE("unit serial: an end that is off by one is a wrong check digit, not another block") {
  for (const char* text : {"LBC-DEMO-2025-1-000000001-000000041-63", "LBC-DEMO-2025-1-000000001-000000043-63",
                           "LBC-DEMO-2025-1-000000002-000000042-63", "LBC-DEMO-2052-1-000000001-000000042-63",
                           "LBC-DEMO-2025-2-000000001-000000042-63"}) {
    CAPTURE(text);
    CHECK(fault_of(text) == SerialFault::check_digits);
  }
}

TEST_CASE("unit serial: a text of any other form is none") {
  for (const std::string& text :
       {std::string(),
        std::string("LBC"),
        std::string(6, '-'),
        std::string(7, '-'),
        example + "-63",
        example + " ",
        " " + example,
        example + '\0',
        example.substr(0, example.size() - 1),
        example + "3",
        std::string("lbc-DEMO-2025-1-000000001-000000042-63"),
        std::string("LBC-demo-2025-1-000000001-000000042-63"),
        std::string("VCU-DEMO-2025-1-000000001-000000042-63"),
        std::string("LBC-DEMO-2025-01-000000001-000000042-63"),  // leading zeros where none belong
        std::string("LBC-DEMO-02025-1-000000001-000000042-63"),
        std::string("LBC-DEMO-2025-1-0000000001-000000042-63"),
        std::string("LBC-DEMO-2025-1-1-42-63"),  // and none where they belong
        std::string("LBC-DEMO-925-1-000000001-000000042-63"),
        std::string("LBC-DEMO-12025-1-000000001-000000042-63"),
        std::string("LBC-DEMO-2025-0-000000001-000000042-63"),
        std::string("LBC-DEMO-2025-1-000000000-000000042-63"),
        std::string("LBC-DEMO-2025-1-000000043-000000042-63"),
        std::string("LBC-DEMO-2025-1-000000001-1000000000-63"),
        std::string("LBC-DEMO-2025-4294967296-000000001-000000042-63"),
        std::string("LBC-DEMO-2025-+1-000000001-000000042-63"),
        std::string("LBC-DEMO-2025--1-000000001-000000042-63"),
        std::string("LBC-AB-2025-1-000000001-000000042-63"),
        std::string("LBC-ABCDEFGHIJKLMNOPQ-2025-1-000000001-000000042-63"),
        "LBC-DEMO-2025-1-000000001-" + std::string(1'000'000, '9') + "-63",
        std::string(1'000'000, '-')}) {
    CAPTURE(text.substr(0, 80));
    CHECK(fault_of(text) == SerialFault::malformed);
  }
}

TEST_CASE("unit serial: what is written is read back, and the whole is 1 modulo 97") {
  std::mt19937 random(test::seed());
  const auto up_to = [&](std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(1, most)(random);
  };
  for (int i = 0; i < 20'000; ++i) {
    UnitBlock block;
    for (std::uint32_t letters = up_to(14) + 2; letters > 0; --letters)
      block.project += "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[up_to(36) - 1];
    block.vintage = static_cast<int>(up_to(10'000)) - 1;
    block.issuance = up_to(4'294'967'295U);
    block.first = up_to(most_units);
    block.last = std::uniform_int_distribution<std::uint32_t>(block.first, most_units)(random);
    const std::string text = to_string(block);
    CAPTURE(text);
    CHECK(remainder_of(text) == 1);
    CHECK(parse_serial(text).block == block);
  }
}

}  // namespace lcl
