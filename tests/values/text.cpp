// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/values/encoding.hpp"
#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

std::string encoded(std::uint32_t code_point) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  const auto tail = [&](unsigned shift) { return byte(0x80U | (code_point >> shift & 0x3FU)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0U | code_point >> 6U), tail(0)};
  if (code_point < 0x1'0000) return {byte(0xE0U | code_point >> 12U), tail(6), tail(0)};
  return {byte(0xF0U | code_point >> 18U), tail(12), tail(6), tail(0)};
}

bool is_scalar(std::uint32_t code_point) {
  return code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10'FFFF);
}

/// By definition: `text` is well-formed up to where no prefix of the rest is some code point's encoding.
std::optional<std::size_t> naive_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    bool found = false;
    for (std::size_t length = 1; length <= 4 && i + length <= text.size() && !found; ++length) {
      const auto lead = static_cast<std::uint8_t>(text[i]);
      std::uint32_t code_point = length == 1 ? lead : lead & (0x7FU >> length);
      for (std::size_t j = 1; j < length; ++j) {
        code_point = code_point << 6U | (static_cast<std::uint8_t>(text[i + j]) & 0x3FU);
      }
      if (!is_scalar(code_point) || encoded(code_point) != text.substr(i, length)) continue;
      i += length;
      found = true;
    }
    if (!found) return i;
  }
  return std::nullopt;
}

std::size_t naive_distance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const std::size_t replaced = naive_distance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0U : 1U);
  return std::min({replaced, naive_distance(a.substr(1), b) + 1, naive_distance(a, b.substr(1)) + 1});
}

}  // namespace

TEST_CASE("text: every code point but the surrogates is well-formed") {
  for (std::uint32_t code_point = 0; code_point <= 0x10'FFFF; code_point += code_point < 0x1'0000 ? 1 : 17) {
    if (invalid_utf8(encoded(code_point)).has_value() == is_scalar(code_point)) {
      FAIL_CHECK("code point ", code_point);
    }
  }
  CHECK_FALSE(invalid_utf8(encoded(0x10'FFFF)).has_value());
  CHECK(invalid_utf8("\xF4\x90\x80\x80") == 0);
}

TEST_CASE("text: sequences of all kinds of bytes are well-formed where the definition says so") {
  const std::string_view bytes(
      "\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF", 22);
  std::string text(5, 'a');
  for (const char a : bytes) {
    for (const char b : bytes) {
      for (const char c : bytes) {
        for (const char d : bytes) {
          text[1] = a;
          text[2] = b;
          text[3] = c;
          text[4] = d;
          if (invalid_utf8(text) != naive_invalid_utf8(text)) FAIL_CHECK(hex(bytes_of(text)));
        }
      }
    }
  }
}

TEST_CASE("text: the first ill-formed byte is told, also after long ASCII") {
  // The Unicode Standard, version 15, section 3.9, example of table 3-8.
  CHECK(invalid_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64") == 1);
  CHECK_FALSE(invalid_utf8("").has_value());
  for (std::size_t length = 0; length < 40; ++length) {
    CHECK(invalid_utf8(std::string(length, 'x') + "\xFF" + "abc") == length);
    CHECK(invalid_utf8(std::string(length, 'x') + "é\xC3") == length + 2);
  }
}

TEST_CASE("text: normalisation composes, and leaves what is not UTF-8 alone") {
  std::string text = "Cafe\u0301 \u1E9B\u0323";
  CHECK_FALSE(is_normalised(text));
  CHECK(normalise(text));
  CHECK(text == "Caf\u00E9 \u1E9B\u0323");
  CHECK(is_normalised(text));

  std::string hangul = "\u1112\u1161\u11AB";
  CHECK(normalise(hangul));
  CHECK(hangul == "\uD55C");

  std::string angstrom = "\u212B";  // a singleton: U+00C5
  CHECK(normalise(angstrom));
  CHECK(angstrom == "\u00C5");

  std::string zeros("a\0e\u0301\0", 6);
  CHECK(normalise(zeros));
  CHECK(zeros == std::string("a\0\u00E9\0", 5));

  std::string bad = "e\u0301\xFF";
  CHECK_FALSE(normalise(bad));
  CHECK(bad == "e\u0301\xFF");
  CHECK_FALSE(is_normalised(bad));
}

TEST_CASE("text: a hostile run of combining marks is normalised in time") {
  constexpr std::size_t count = 200'000;
  std::string text = "a";
  for (std::size_t i = 0; i < count; ++i) text += "\u0301";  // above, class 230
  for (std::size_t i = 0; i < count; ++i) text += "\u0323";  // below, class 220: goes first
  CHECK(normalise(text));
  std::string expected = "\u1EA1";
  for (std::size_t i = 1; i < count; ++i) expected += "\u0323";
  for (std::size_t i = 0; i < count; ++i) expected += "\u0301";
  const bool is_ordered = text == expected;
  CHECK(is_ordered);
}

TEST_CASE("text: ASCII is normalised without a copy") {
  std::string text(1000, 'x');
  const char* const before = text.data();
  CHECK(normalise(text));
  CHECK(text.data() == before);
  CHECK(is_normalised(text));
  CHECK(is_normalised(""));
}

TEST_CASE("text: random texts are normalised as Python's unicodedata does") {
  // Letters, combining marks, Hangul, singletons, composition exclusions.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges = {
      {0x41, 0x7A},       {0xC0, 0x24F},      {0x300, 0x36F},     {0x370, 0x3FF},
      {0x5B0, 0x5EA},     {0x900, 0x97F},     {0xFB1D, 0xFB4F},   {0x1100, 0x11FF},
      {0xAC00, 0xD7A3},   {0x1E00, 0x1FFF},   {0x2126, 0x212B},   {0xF900, 0xFAFF},
      {0x110A5, 0x110BA}, {0x1D15E, 0x1D164}, {0x2F800, 0x2FA1D}, {0x1F600, 0x1F64F}};
  std::mt19937 random(test::seed());
  std::string input;
  std::vector<std::string> texts;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto length = 1 + random() % 8; length > 0; --length) {
      const auto& [first, last] = ranges[random() % ranges.size()];
      text += encoded(first + static_cast<std::uint32_t>(random()) % (last - first + 1));
    }
    input += hex(bytes_of(text)) + '\n';
    texts.push_back(std::move(text));
  }
  const auto theirs = test::lines_of(test::output_of("python3 tests/values/text_oracle.py", input));
  REQUIRE(theirs.size() == texts.size());
  int compared = 0;
  int changed = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (theirs[i] == "unknown") continue;
    std::string ours = texts[i];
    CAPTURE(hex(bytes_of(texts[i])));
    CHECK(normalise(ours));
    CHECK(hex(bytes_of(ours)) == theirs[i]);
    CHECK(is_normalised(texts[i]) == (ours == texts[i]));
    ++compared;
    changed += ours == texts[i] ? 0 : 1;
  }
  CHECK(compared > 1000);
  CHECK(changed > 500);
}

TEST_CASE(
    "text: what no text may hold are the characters of Unicode's category Cc, and those that steer a line") {
  for (std::uint32_t code_point = 0; code_point < 0x3000; ++code_point) {
    const bool is_control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
    const bool steers = code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
                        (code_point >= 0x2028 && code_point <= 0x202E) ||
                        (code_point >= 0x2066 && code_point <= 0x2069);
    if (has_control("a" + encoded(code_point) + "b") != (is_control || steers))
      FAIL_CHECK("code point ", code_point);
  }
  CHECK_FALSE(has_control(""));
}

TEST_CASE("text: what is not seen is found where it stands") {
  CHECK_FALSE(invisible_in("plain é 漢 🙂"));
  CHECK(invisible_in("ab\u200bc") == InvisibleCharacter{0x200B, 2, 3});
  CHECK(invisible_in("é\u00a0") == InvisibleCharacter{0x00A0, 2, 2});
  CHECK(invisible_in("\ufeffx") == InvisibleCharacter{0xFEFF, 0, 3});
}

TEST_CASE("text: length is counted in code points") {
  CHECK(length_of("") == 0);
  CHECK(length_of("abc") == 3);
  CHECK(length_of("é€😀") == 3);
}

TEST_CASE("text: what is shown cannot move a cursor, turn the direction of writing or be no UTF-8") {
  CHECK(printable("plain é 漢 🙂") == "plain é 漢 🙂");
  CHECK(printable("\x1b[2J\x07\n\x7f") == "\\x1b[2J\\x07\\x0a\\x7f");
  CHECK(printable("a\u009b1mb") == "a\\xc2\\x9b1mb");
  for (const std::string_view turns :
       {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e",
        "\u200f", "\u061c", "\u2028", "\u2029"}) {
    const std::string shown = printable(std::string("a").append(turns).append("b"));
    CHECK(shown.substr(0, 3) == "a\\x");
    CHECK(shown.size() == 2 + 4 * turns.size());
  }
  CHECK(printable("\u2027\u202f\u2065") == "\u2027\u202f\u2065");
  CHECK(printable("\xff\xc3(\xe2\x80") == "\\xff\\xc3(\\xe2\\x80");
}

TEST_CASE("text: names are compared without accents, capitals and signs") {
  CHECK(folded("N\u00b0 d\u2019IMEI") == "n d imei");
  CHECK(folded("  Cat\u00c9gorie\u00a0: ") == "categorie");
  CHECK(folded("Cate\u0301gorie") == "categorie");
  CHECK(folded("device.imei2") == "device imei2");
  CHECK(folded("\u0152uvre STRASSE stra\u00dfe") == "\u0153uvre strasse strasse");
  CHECK(folded("") == "");
  CHECK(folded("\xFF") == "\xFF");
}

TEST_CASE("text: edit distances are Levenshtein's") {
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("saturday", "sunday") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  std::mt19937 random(test::seed());
  for (int round = 0; round < 300; ++round) {
    std::array<std::string, 2> words;
    for (auto& word : words) {
      for (auto length = random() % 6; length > 0; --length) word += static_cast<char>('a' + random() % 3);
    }
    CAPTURE(words[0]);
    CAPTURE(words[1]);
    CHECK(edit_distance(words[0], words[1]) == naive_distance(words[0], words[1]));
  }
}

TEST_CASE("text: the nearest choice is near, or none") {
  const std::array<std::string_view, 3> kinds = {"collection", "reconditioning", "resale"};
  CHECK(nearest("colection", kinds) == "collection");
  CHECK(nearest("resell", kinds) == "resale");
  CHECK(nearest("x", kinds).empty());
  CHECK(nearest("disposal", kinds).empty());
  CHECK(nearest("resale", kinds) == "resale");
  CHECK(nearest(std::string(1'000'000, 'r'), kinds).empty());
  CHECK(nearest("", kinds).empty());
}

}  // namespace lcl
