// SPDX-License-Identifier: Apache-2.0
// Encodings: what is found out, what is asked, and that the text is the same in
// each of them. The other encodings' bytes are made by iconv.
#include "ledger/tables/text_encoding.hpp"

#include <doctest/doctest.h>
#include <iconv.h>

#include <string>
#include <vector>

#include "tests/tables/read_table.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

std::string in(const char* encoding, std::string text) {
  const iconv_t converter = ::iconv_open(encoding, "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string out(text.size() * 4 + 8, '\0');
  char* from = text.data();
  char* to = out.data();
  std::size_t from_left = text.size();
  std::size_t to_left = out.size();
  REQUIRE(::iconv(converter, &from, &from_left, &to, &to_left) == 0);
  ::iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

const std::string french =
    "N\u00b0 commande;Mod\u00e8le;Prix\r\n1;\u00ab\u00a0\u00c9cran d\u2019\u0153uvre\u00a0\u00bb \u2013 "
    "h\u00f4tel;12 \u20ac\r\n2;na\u00efve;3\r\n";

}  // namespace

TEST_CASE("encoding: a French table is the same in four encodings, with and without a mark") {
  const ReadTable plain = read_table(french);
  REQUIRE(plain.words() == "");
  REQUIRE(plain.rows.size() == 2);
  CHECK(plain.traits.encoding == TextEncoding::utf_8);
  const auto check = [&](const std::string& bytes, TextEncoding encoding, bool marked) {
    const ReadTable read = read_table(bytes);
    CAPTURE(word(encoding));
    CHECK(read.words() == "");
    CHECK(read.header == plain.header);
    CHECK(read.rows == plain.rows);
    CHECK(word(read.traits.encoding) == word(encoding));
    CHECK(read.traits.marked == marked);
    CHECK(read.traits.encoding_stated == marked);
  };
  check("\xEF\xBB\xBF" + french, TextEncoding::utf_8, true);
  check(in("WINDOWS-1252", french), TextEncoding::windows_1252, false);
  check(in("UTF-16LE", french), TextEncoding::utf_16_le, false);
  check(in("UTF-16BE", french), TextEncoding::utf_16_be, false);
  check("\xFF\xFE" + in("UTF-16LE", french), TextEncoding::utf_16_le, true);
  check("\xFE\xFF" + in("UTF-16BE", french), TextEncoding::utf_16_be, true);
}

TEST_CASE("encoding: all that Windows-1252 has is read as iconv reads it") {
  std::string all;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D) continue;
    all.push_back(static_cast<char>(byte));
  }
  const ReadTable read = read_table("a;b\n" + all + ";1\n", {TextEncoding::windows_1252});
  REQUIRE(read.rows.size() == 1);
  CHECK(in("WINDOWS-1252", read.rows[0][0]) == all);
}

TEST_CASE("encoding: characters beyond the basic plane come through UTF-16") {
  const std::string text = "a;b\n\U0001F4F1;\U0010FFFF\uFFFD\n";
  CHECK(read_table("\xFF\xFE" + in("UTF-16LE", text)).rows == read_table(text).rows);
}

TEST_CASE("encoding: what another system than Windows wrote is asked about, and read when it is said") {
  for (const char* encoding : {"MACINTOSH", "CP850"}) {
    const ReadTable read = read_table(in(encoding, "N;Mod\u00e8le r\u00e9par\u00e9\n1;2\n"));
    CAPTURE(encoding);
    CHECK(read.words() == "not_utf8");
  }
  const ReadTable said = read_table("N;\x81\n1;2\n", {TextEncoding::windows_1252});
  CHECK(said.words() == "not_utf8");  // Windows has no such character either
}

TEST_CASE("encoding: UTF-8 with a damaged byte is no other encoding, but refused where it is damaged") {
  const ReadTable read = read_table("Mod\u00e8le;b\n1;\xE9t\u00e9\n2;\u00e9\n");
  CHECK(read.words() == "not_utf8");
  CHECK(read.rows.size() == 1);
}

TEST_CASE("encoding: halves of characters are refused in their row") {
  const auto units = [](std::vector<int> code_units) {
    std::string bytes = "\xFF\xFE";
    for (const int unit : code_units) {
      bytes.push_back(static_cast<char>(unit & 0xFF));
      bytes.push_back(static_cast<char>(unit >> 8));
    }
    return bytes;
  };
  CHECK(read_table(units({'a', '\n', 0xD83D, '\n', '1', '\n'})).words() == "not_utf8");
  CHECK(read_table(units({'a', '\n', 0xDCF1, '\n', '1', '\n'})).words() == "not_utf8");
  CHECK(read_table(units({'a', '\n', '1', '\n'}) + "2").words() == "not_utf8");
  CHECK(read_table(units({'a', '\n', '1', '\n', 0xD83D})).words() == "not_utf8");
}

TEST_CASE("encoding: a character cut by the end of what is looked at is no fault") {
  std::string text = "a\n";
  while (text.size() < (1U << 16U) - 1) text += "x";
  text += "\u00e9\n";
  CHECK(read_table(text).words() == "");
}

TEST_CASE("encoding: a short file in Windows-1252 is one, wherever its only accent stands") {
  for (const char* text : {"mod\u00e8le\n1\n", "a\n\u00e9\n", "a\ncaf\u00e9", "\u00e9\n1\n"}) {
    CAPTURE(text);
    const ReadTable read = read_table(in("WINDOWS-1252", text));
    CHECK(read.words() == "");
    CHECK(word(read.traits.encoding) == "windows-1252");
    CHECK(read.header == read_table(text).header);
    CHECK(read.rows == read_table(text).rows);
  }
}

TEST_CASE(
    "encoding: a byte of Windows-1252 next to the end of what is looked at is no character that is cut") {
  std::string text = "a\n";
  while (text.size() < (1U << 16U) - 2) text += "x";
  CHECK(word(read_table(text + "\xE9t\n").traits.encoding) == "windows-1252");
}

TEST_CASE("encoding: words are what --encoding takes") {
  for (const auto encoding :
       {TextEncoding::utf_8, TextEncoding::utf_16_le, TextEncoding::utf_16_be, TextEncoding::windows_1252}) {
    CHECK(text_encoding(word(encoding)) == encoding);
  }
  CHECK_FALSE(text_encoding("latin1"));
}
