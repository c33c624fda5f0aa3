// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/json.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "ledger/values/encoding.hpp"
#include "tests/values/other_program.hpp"
#include "tests/values/seed.hpp"
#include "tests/values/stopped.hpp"

namespace lcl {
namespace {

using Kind = JsonFault::Kind;

Json parsed(std::string_view text) {
  const auto result = parse_json(text);
  REQUIRE_MESSAGE(std::holds_alternative<Json>(result), text);
  return std::get<Json>(result);
}

JsonFault fault_in(std::string_view text, JsonLimits limits = {}) {
  const auto result = parse_json(text, limits);
  REQUIRE_MESSAGE(std::holds_alternative<JsonFault>(result), text);
  return std::get<JsonFault>(result);
}

void check_fault(std::string_view text, Kind kind, std::size_t offset) {
  const JsonFault fault = fault_in(text);
  CAPTURE(text);
  CHECK(fault.kind == kind);
  CHECK(fault.offset == offset);
  CHECK_FALSE(fault.message.empty());
}

/// A random document; keys and strings from all planes where `astral`.
class Author {
 public:
  explicit Author(std::mt19937& random) : random_(random) {}

  std::string document(int depth) {
    switch (random_() % (depth > 0 ? 8U : 5U)) {
      case 0:
        return "null";
      case 1:
        return random_() % 2 == 0 ? "true" : "false";
      case 2:
        return std::to_string(static_cast<int>(random_() % 2000) - 1000);
      case 3:
        return random_() % 2 == 0 ? "9007199254740991" : "-9007199254740991";
      case 4:
        return string();
      case 5:
        return list('[', ']', depth, false);
      default:
        return list('{', '}', depth, true);
    }
  }

 private:
  std::string space() { return random_() % 8 == 0 ? " \t\r\n" : ""; }

  std::string string() {
    static const std::vector<std::string> pieces = {
        "a",          "B",       "1",      " ",       "\\\"", "\\\\",           "\\/",
        "\\b",        "\\f",     "\\n",    "\\r",     "\\t",  "\\u0000",        "\\u001F",
        "\\u0041",    "\\u00e9", "é",      "\x7F",    "€",    "\\u20AC",        "\uD7FF",
        "\uE000",     "\uFB33",  "\uFFFD", "\\uFFFF", "😀",    "\\ud83d\\ude00", "\U00010000",
        "\U0010FFFF", "\\u2028", "\u2028", "/",       "<"};
    std::string text = "\"";
    for (auto length = random_() % 5; length > 0; --length) text += pieces[random_() % pieces.size()];
    return text + '"';
  }

  std::string list(char first, char last, int depth, bool keys) {
    std::string text = first + space();
    const auto length = random_() % 5;
    for (std::size_t i = 0; i < length; ++i) {
      if (i > 0) text += ',' + space();
      if (keys) text += string() + space() + ':' + space();
      text += document(depth - 1) + space();
    }
    return text + last;
  }

  std::mt19937& random_;
};

std::string canonical_or_refused(std::string_view text) {
  const auto result = parse_json(text);
  if (std::holds_alternative<JsonFault>(result)) return "refused";
  return hex(bytes_of(canonical(std::get<Json>(result))));
}

}  // namespace

TEST_CASE("json: the sorting example of RFC 8785 section 3.2.3") {
  const Json document = parsed(
      R"({"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
          "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
          "\u00f6": "Latin Small Letter O With Diaeresis"})");
  CHECK(
      canonical(document) ==
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With "
      "Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With "
      "Dagesh\"}");
}

TEST_CASE("json: the string and literals of RFC 8785 section 3.2.2") {
  const Json document = parsed(
      R"({"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]})");
  CHECK(canonical(document) == R"({"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST_CASE("json: strings are escaped as RFC 8785 section 3.2.2.2 has it") {
  const auto written = [](std::string_view text) {
    std::string out = "=";
    append_json_string(text, out);
    return out;
  };
  CHECK(written("") == "=\"\"");
  CHECK(written("\b\t\n\f\r") == "=\"\\b\\t\\n\\f\\r\"");
  CHECK(written(std::string_view("\0\x01\x0B\x1F", 4)) == "=\"\\u0000\\u0001\\u000b\\u001f\"");
  CHECK(written("a\"b\\c/\x7F\u2028é") == "=\"a\\\"b\\\\c/\x7F\u2028é\"");
}

TEST_CASE("json: canonical documents are written as they were") {
  for (const char* text : {"{}", "[]", "null", "true", "false", "0", "-1", "\"\"", "[[],{}]", "{\"\":null}",
                           "{\"a\":[1,{\"b\":-9007199254740991}],\"c\":9007199254740991}"}) {
    CHECK(canonical(parsed(text)) == text);
  }
  CHECK(canonical(Json{{"n", 5U}}) == "{\"n\":5}");
}

TEST_CASE("json: what a document may not hold is never written") {
  const auto stops = [](const Json& document) {
    return !test::message_when_stopped([&] { static_cast<void>(canonical(document)); }).empty();
  };
  CHECK(stops(Json(1.5)));
  CHECK(stops(Json(1.0)));
  CHECK(stops(Json{{"deep", {1, 2.5}}}));
  CHECK(stops(Json(std::int64_t{1} << 53)));
  CHECK(stops(Json(-(std::int64_t{1} << 53))));
  CHECK(stops(Json(std::uint64_t{1} << 53)));
  CHECK(stops(Json(~std::uint64_t{0})));
  CHECK(stops(Json::binary({1, 2})));
  CHECK_FALSE(stops(Json((std::uint64_t{1} << 53) - 1)));
}

TEST_CASE("json: a document holds signed integers only") {
  const Json document = parsed("[0,7,-7]");
  for (const Json& number : document) CHECK(number.type() == Json::value_t::number_integer);
}

TEST_CASE("json: white space around a document is allowed, other text after it is not") {
  CHECK(parsed(" \t\r\n{}\n \t\r") == Json::object());
  check_fault("{} x", Kind::malformed, 3);
  check_fault("{}{}", Kind::malformed, 2);
  check_fault("1 2", Kind::malformed, 2);
  check_fault("{}\f", Kind::malformed, 2);
  check_fault(std::string_view("{}\0", 3), Kind::malformed, 2);
  check_fault(std::string_view("[1\0]", 4), Kind::malformed, 2);
  check_fault(std::string_view("[\"a\0\"]", 6), Kind::malformed, 3);
  check_fault(std::string_view("\0", 1), Kind::malformed, 0);
}

TEST_CASE("json: what is not RFC 8259 is malformed, and the offset is that of the token") {
  check_fault("", Kind::malformed, 0);
  check_fault("  ", Kind::malformed, 2);
  check_fault("[1,,2]", Kind::malformed, 3);
  check_fault("[1,]", Kind::malformed, 3);
  check_fault("[1", Kind::malformed, 2);
  check_fault("]", Kind::malformed, 0);
  check_fault("[1 2]", Kind::malformed, 3);
  check_fault("[\"a\" \"b\"]", Kind::malformed, 5);
  check_fault("{\"a\":1,}", Kind::malformed, 7);
  check_fault("{\"a\" 1}", Kind::malformed, 5);
  check_fault("{a:1}", Kind::malformed, 1);
  check_fault("{1:1}", Kind::malformed, 1);
  check_fault("{\"a\":1", Kind::malformed, 6);
  check_fault("[true, trux]", Kind::malformed, 7);
  check_fault("[NaN]", Kind::malformed, 1);
  check_fault("[-Infinity]", Kind::malformed, 1);
  check_fault("[+1]", Kind::malformed, 1);
  check_fault("[1.]", Kind::malformed, 1);
  check_fault("[ -]", Kind::malformed, 2);
  check_fault("['a']", Kind::malformed, 1);
  check_fault("[\"abc", Kind::malformed, 1);
  check_fault("[0, \"a\tb\"]", Kind::malformed, 4);
  check_fault("[\"\\x41\"]", Kind::malformed, 1);
  check_fault("[\"\\u12G4\"]", Kind::malformed, 1);
  check_fault("/* */ 1", Kind::malformed, 0);
  check_fault("// x\n1", Kind::malformed, 0);
}

TEST_CASE("json: a key that stands twice is refused where it stands again") {
  check_fault("{\"a\":1, \"a\":2}", Kind::duplicate_key, 8);
  check_fault("{\"a\":1,\"b\":{\"c\":[],\"\\u0063\":2}}", Kind::duplicate_key, 19);
  check_fault("{\"x\\\"\":\"}\\\\\",\"x\\u0022\":2}", Kind::duplicate_key, 13);
  CHECK(parsed("[{\"a\":1},{\"a\":2},{\"b\":{\"a\":1},\"a\":3}]").size() == 3);
}

TEST_CASE("json: only integers from -(2^53-1) to 2^53-1 are numbers, and by their text") {
  check_fault("[1, 1.0]", Kind::number_not_integer, 4);
  check_fault("{\"a\": 1e3}", Kind::number_not_integer, 6);
  check_fault("1E0", Kind::number_not_integer, 0);
  check_fault("[0,-0]", Kind::number_not_integer, 3);
  check_fault("-0.0", Kind::number_not_integer, 0);
  check_fault("9007199254740992", Kind::number_not_integer, 0);
  check_fault("[-9007199254740992]", Kind::number_not_integer, 1);
  check_fault("18446744073709551615", Kind::number_not_integer, 0);
  check_fault("[ 1" + std::string(400, '0') + "]", Kind::number_not_integer, 2);
  CHECK(parsed("-9007199254740991").get<std::int64_t>() == -9'007'199'254'740'991);
  CHECK(std::holds_alternative<JsonFault>(parse_json("[01]")));
  CHECK(std::holds_alternative<JsonFault>(parse_json("[-01]")));
}

TEST_CASE("json: ill-formed UTF-8, lone surrogates and a byte-order mark are refused") {
  check_fault("\xEF\xBB\xBF{}", Kind::not_utf8, 0);
  check_fault("[\"ab\xFF\"]", Kind::not_utf8, 4);
  check_fault("[\"ab\xC3\"]", Kind::not_utf8, 4);
  check_fault("[\"\xED\xA0\x80\"]", Kind::not_utf8, 2);
  check_fault("{}\xFF", Kind::not_utf8, 2);
  check_fault("[12\xFF]", Kind::not_utf8, 3);
  check_fault("[tr\xFF]", Kind::not_utf8, 3);
  check_fault("[\"\\ud83d\"]", Kind::not_utf8, 2);
  check_fault("[\"x\\ude00\"]", Kind::not_utf8, 3);
  check_fault("[\"\\ude00\\ud83d\"]", Kind::not_utf8, 2);
  check_fault("[\"\\ud83d\\ude00\\ud83dx\"]", Kind::not_utf8, 14);
  check_fault("{\"\\uD800\":1}", Kind::not_utf8, 2);
  CHECK(parsed("\"\\ud83d\\ude00\"") == "😀");
  CHECK(parsed("\"\\\\ud83d\"") == "\\ud83d");
  CHECK(parsed("\"\\u0000\"") == std::string(1, '\0'));
}

TEST_CASE("json: the first of several faults is told") {
  check_fault("[1.5, \"\xFF\"]", Kind::number_not_integer, 1);
  check_fault("[x, \"\xFF\"]", Kind::malformed, 1);
  check_fault("[\"\xFF\", x]", Kind::not_utf8, 2);
  check_fault("{\"a\":1,\"a\":1.5", Kind::duplicate_key, 7);
}

TEST_CASE("json: messages are short, whatever was read") {
  const JsonFault fault = fault_in("[\"" + std::string(10'000, 'x') + "; expected \n\"]");
  CHECK(fault.kind == Kind::malformed);
  CHECK(fault.message.size() < 200);
  CHECK(fault_in("[1,,2]").message ==
        "syntax error while parsing value - unexpected ','; expected '[', '{', or a literal");
}

TEST_CASE("json: depth and length are limited") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(canonical(parsed(nested(32))) == nested(32));
  check_fault(nested(33), Kind::too_deep, 32);
  CHECK(fault_in("[{\"a\":{}}]", {.depth = 2}).offset == 6);
  CHECK(fault_in("[1,2]", {.bytes = 4}).kind == Kind::too_long);
  CHECK(fault_in("[1,2]", {.bytes = 4}).offset == 4);
  CHECK(std::holds_alternative<Json>(parse_json("[1,2]", {.bytes = 5})));
}

TEST_CASE("json: a depth of 100,000 does not overflow the stack, refused or allowed") {
  const std::string arrays(100'000, '[');
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  check_fault(arrays, Kind::too_deep, 32);
  check_fault(objects, Kind::too_deep, 32 * 5);
  CHECK(fault_in(arrays, {.depth = 200'000}).kind == Kind::malformed);
  const auto allowed = parse_json(arrays + std::string(100'000, ']'), {.depth = 200'000});
  CHECK(std::holds_alternative<Json>(allowed));
}

TEST_CASE("json: random documents are canonical as Python and node write them") {
  std::mt19937 random(test::seed());
  Author author(random);
  std::string input;
  std::string valid;
  std::vector<std::string> texts;
  while (texts.size() < 3000) {
    std::string text = author.document(4);
    texts.push_back(text);
    if (canonical_or_refused(text) != "refused") valid += hex(bytes_of(text)) + '\n';
    input += hex(bytes_of(text)) + '\n';
  }
  const auto compare = [](const std::vector<std::string>& theirs, const std::vector<std::string>& questions) {
    REQUIRE(theirs.size() == questions.size());
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      CAPTURE(questions[i]);
      CHECK(canonical_or_refused(questions[i]) == theirs[i]);
    }
  };
  // A document with a duplicate key is refused by both.
  compare(test::lines_of(test::output_of("python3 tests/values/json_oracle.py", input)), texts);
  if (!test::is_installed("node")) {
    MESSAGE("node is not installed: not compared with it");
    return;
  }
  std::vector<std::string> accepted;
  for (const std::string& text : texts) {
    if (canonical_or_refused(text) != "refused") accepted.push_back(text);
  }
  CHECK(accepted.size() > texts.size() / 2);
  compare(test::lines_of(test::output_of("node tests/values/json_oracle.js", valid)), accepted);
}

TEST_CASE("json: documents with a random byte changed are refused where Python refuses them") {
  std::mt19937 random(test::seed());
  Author author(random);
  const std::string_view bytes("\x00\t\n \"\\,:[]{}-+.0159eEuntfa/\x7F\x80\xC3\xFF", 31);
  std::string input;
  std::vector<std::string> texts;
  while (texts.size() < 6000) {
    std::string text = author.document(3);
    const auto at = random() % text.size();
    switch (random() % 3) {
      case 0:
        text.erase(at, 1);
        break;
      case 1:
        text.insert(at, 1, bytes[random() % bytes.size()]);
        break;
      default:
        text[at] = bytes[random() % bytes.size()];
        break;
    }
    if (text.empty()) continue;
    input += hex(bytes_of(text)) + '\n';
    texts.push_back(std::move(text));
  }
  const auto theirs = test::lines_of(test::output_of("python3 tests/values/json_oracle.py", input));
  REQUIRE(theirs.size() == texts.size());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(hex(bytes_of(texts[i])));
    CHECK(canonical_or_refused(texts[i]) == theirs[i]);
    refused += theirs[i] == "refused" ? 1U : 0U;
  }
  CHECK(refused > texts.size() / 4);
  CHECK(refused < texts.size());
}

TEST_CASE("json: a place is a line and a column in bytes") {
  const std::string_view text = "ab\ncé\n\nd";
  const auto is_at = [&](std::size_t offset, std::size_t line, std::size_t column) {
    const TextPlace place = place_of(text, offset);
    return place.line == line && place.column == column;
  };
  CHECK(is_at(0, 1, 1));
  CHECK(is_at(2, 1, 3));
  CHECK(is_at(3, 2, 1));
  CHECK(is_at(6, 2, 4));
  CHECK(is_at(7, 3, 1));
  CHECK(is_at(8, 4, 1));
  CHECK(is_at(9, 4, 2));
  CHECK(is_at(1000, 4, 2));
}

}  // namespace lcl
