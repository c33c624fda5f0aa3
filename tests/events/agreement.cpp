// SPDX-License-Identifier: Apache-2.0
// The two readers of an NDJSON line: the fast one takes exactly the lines that
// the careful one takes, and makes the same events of them.
#include <doctest/doctest.h>

#include <random>

#include "ledger/events/ndjson_careful.hpp"
#include "ledger/events/ndjson_fast.hpp"
#include "ledger/tables/line_source.hpp"
#include "tests/events/log_text.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

/// Whether both take `line`; stops where they differ.
bool both_take(std::string_view line) {
  static FastNdjson fast;
  static Event fast_event;
  static Event careful_event;
  std::string padded(line);
  padded.append(line_padding, '\0');
  const bool fast_takes = fast.read(std::string_view(padded).substr(0, line.size()), fast_event);
  std::vector<Refused> refusals;
  read_ndjson_carefully(line, 1, careful_event, refusals);
  CAPTURE(std::string(line));
  REQUIRE(fast_takes == refusals.empty());
  if (fast_takes) REQUIRE(fast_event == careful_event);
  return fast_takes;
}

/// Pieces of JSON that readers stumble over.
constexpr auto pieces = std::to_array<std::string_view>({"{",
                                                         "}",
                                                         "[",
                                                         "]",
                                                         ",",
                                                         ":",
                                                         "\"",
                                                         "\\",
                                                         "\\\"",
                                                         "\\u0000",
                                                         "\\ud800",
                                                         "\\udc00",
                                                         "\\ud83d\\udcf1",
                                                         "\\u00e9",
                                                         "e\xCC\x81",
                                                         "\xC3\xA9",
                                                         "\xFF",
                                                         "\xED\xA0\x80",
                                                         " ",
                                                         "\t",
                                                         "\r",
                                                         "\x01",
                                                         "\x7F",
                                                         "\xC2\x85",
                                                         "null",
                                                         "true",
                                                         "false",
                                                         "0",
                                                         "-0",
                                                         "00",
                                                         "1e2",
                                                         "1.5",
                                                         ".5",
                                                         "12.50",
                                                         "0.1234567891",
                                                         "9007199254740993",
                                                         "NaN",
                                                         "1E400",
                                                         "//",
                                                         "/**/",
                                                         "'",
                                                         "\xEF\xBB\xBF",
                                                         "\"kind\"",
                                                         "\"imei\":",
                                                         "{}",
                                                         "[]",
                                                         "\"legs\":[]",
                                                         "\"x\":1",
                                                         ",\"country\":\"FR\"",
                                                         "35",
                                                         ";"});

std::string changed(std::string line, std::mt19937& random) {
  const auto place = [&] { return random() % (line.size() + 1); };
  switch (random() % 6) {
    case 0:
      return line.insert(place(), pieces[random() % pieces.size()]);
    case 1:
      return line.erase(random() % line.size(), random() % 6 + 1);
    case 2:
      return line.replace(random() % line.size(), random() % 3 + 1, pieces[random() % pieces.size()]);
    case 3:
      line[random() % line.size()] = static_cast<char>(random());
      return line;
    case 4:
      return line.insert(place(), line.substr(random() % line.size(), random() % 60));
    default:
      return line.substr(0, random() % line.size());
  }
}

}  // namespace

TEST_CASE("agreement: both readers take every good event") {
  for (const auto* events : {&full_events(), &bare_events()}) {
    for (const std::string& line : *events) CHECK(both_take(line));
  }
}

TEST_CASE("agreement: both readers say the same of lines changed at random") {
  std::mt19937 random(seed());
  int taken = 0;
  constexpr int rounds = 30'000;
  for (int round = 0; round < rounds; ++round) {
    const auto& events = random() % 2 == 0 ? full_events() : bare_events();
    std::string line = changed(events[random() % events.size()], random);
    while (random() % 3 == 0 && !line.empty()) line = changed(line, random);
    std::erase(line, '\n');
    if (both_take(line)) ++taken;
  }
  CHECK(taken > rounds / 100);
  CHECK(taken < rounds / 2);
}

TEST_CASE("agreement: both readers say the same of a value put in every place of a line") {
  const auto values = std::to_array<std::string_view>({"null",
                                                       "true",
                                                       "false",
                                                       "0",
                                                       "-1",
                                                       "1.5",
                                                       "\"\"",
                                                       "\"x\"",
                                                       "\"FR\"",
                                                       "\"24\"",
                                                       "[]",
                                                       "{}",
                                                       "[{}]",
                                                       "[[]]",
                                                       "{\"standard\":\"x\"}",
                                                       "\"\\u0046R\"",
                                                       "1e1",
                                                       "01",
                                                       "\"\xC3\xA9\"",
                                                       "\"\\ud800\"",
                                                       "tru",
                                                       "truex",
                                                       "\"352099001761481\"",
                                                       ""});
  for (const auto* events : {&full_events(), &bare_events()}) {
    for (const std::string& line : *events) {
      for (std::size_t colon = line.find("\":"); colon != std::string::npos;
           colon = line.find("\":", colon + 1)) {
        const std::size_t start = colon + 2;
        const std::size_t end =
            line[start] == '"' ? line.find('"', start + 1) + 1 : line.find_first_of(",}]", start);
        for (const std::string_view value : values) {
          static_cast<void>(both_take(std::string(line).replace(start, end - start, value)));
        }
      }
    }
  }
}

TEST_CASE("agreement: both readers refuse what stands behind the object, and a line that is cut") {
  for (const std::string& line : full_events()) {
    for (const char* tail : {"}", "{}", ",", "]", "1", "\"", "\"\"", "x", "\\", " }", "\t1"})
      CHECK_FALSE(both_take(line + tail));
    CHECK(both_take(line + " \t\r"));
    for (std::size_t size = 0; size < line.size(); ++size) CHECK_FALSE(both_take(line.substr(0, size)));
  }
}
