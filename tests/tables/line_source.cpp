// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/line_source.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <random>
#include <string>
#include <thread>

#include "ledger/values/error.hpp"
#include "tests/tables/log_file.hpp"
#include "tests/values/seed.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

struct Line {
  LineSource::Step step;
  std::uint64_t number;
  std::string text;
  friend bool operator==(const Line&, const Line&) = default;
};

std::vector<Line> lines_of(int input, LineEnds ends) {
  LineSource source(std::make_unique<FileBytes>(input), ends);
  std::vector<Line> lines;
  for (auto step = source.next(); step != LineSource::Step::end; step = source.next()) {
    lines.push_back({step, source.number(), std::string(source.line())});
  }
  return lines;
}

std::vector<Line> lines_of(std::string_view text, LineEnds ends = LineEnds::any_line_feed) {
  const LogFile file(text);
  return lines_of(file.descriptor(), ends);
}

constexpr auto line = LineSource::Step::line;
constexpr auto too_long = LineSource::Step::too_long;
constexpr auto quote_open = LineSource::Step::quote_open;

}  // namespace

TEST_CASE("lines: LF and CR LF end a line, and the last needs neither") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("a\nb\r\n\nc") ==
        std::vector<Line>{{line, 1, "a"}, {line, 2, "b"}, {line, 3, ""}, {line, 4, "c"}});
  CHECK(lines_of("a\n") == std::vector<Line>{{line, 1, "a"}});
}

TEST_CASE("lines: a line of 1 MiB is read, one byte more is skipped and reading goes on") {
  const std::string most(max_line_bytes, 'x');
  CHECK(lines_of(most + "\r\nnext\n") == std::vector<Line>{{line, 1, most}, {line, 2, "next"}});
  CHECK(lines_of(most + "x\nnext") == std::vector<Line>{{too_long, 1, ""}, {line, 2, "next"}});
  CHECK(lines_of("first\n" + most + most + most + most + "\nnext\n") ==
        std::vector<Line>{{line, 1, "first"}, {too_long, 2, ""}, {line, 3, "next"}});
  CHECK(lines_of("first\n" + most + most) == std::vector<Line>{{line, 1, "first"}, {too_long, 2, ""}});
}

TEST_CASE("lines: a line feed between quotes is part of the row, and counts as a line") {
  CHECK(lines_of("a,\"b\nc\"\nd\n", LineEnds::unquoted) ==
        std::vector<Line>{{line, 1, "a,\"b\nc\""}, {line, 3, "d"}});
  CHECK(lines_of("\"say \"\"hi\"\"\nthere\"\r\nd", LineEnds::unquoted) ==
        std::vector<Line>{{line, 1, "\"say \"\"hi\"\"\nthere\""}, {line, 3, "d"}});
}

TEST_CASE("lines: a quote that is never closed costs its own line, not those after it") {
  CHECK(lines_of("a\n\"b\nc\nd\n", LineEnds::unquoted) ==
        std::vector<Line>{{line, 1, "a"}, {quote_open, 2, "\"b"}, {line, 3, "c"}, {line, 4, "d"}});
  CHECK(lines_of("a\n\"b", LineEnds::unquoted) == std::vector<Line>{{line, 1, "a"}, {quote_open, 2, "\"b"}});
}

TEST_CASE("lines: random texts come out as a plain loop over their bytes has them, however they are read") {
  std::mt19937 random(seed());
  for (int round = 0; round < 20; ++round) {
    std::string text;
    std::vector<Line> expected;
    const int count = static_cast<int>(random() % 40);
    for (int i = 0; i < count; ++i) {
      const std::size_t size = random() % 4 == 0 ? random() % 300'000 : random() % 50;
      const std::string one(size, static_cast<char>('a' + random() % 26));
      text += one + (random() % 2 == 0 ? "\n" : "\r\n");
      expected.push_back({line, static_cast<std::uint64_t>(i) + 1, one});
    }
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    std::thread writer([&, step = 1 + random() % 100'000] {
      for (std::size_t at = 0; at < text.size();) {
        const ssize_t written =
            ::write(ends[1], text.data() + at, std::min<std::size_t>(step, text.size() - at));
        if (written <= 0) break;
        at += static_cast<std::size_t>(written);
      }
      ::close(ends[1]);
    });
    const auto found = lines_of(ends[0], LineEnds::any_line_feed);
    writer.join();
    ::close(ends[0]);
    CHECK(found == expected);
  }
}

TEST_CASE("lines: a descriptor that cannot be read is an obstacle, not an end") {
  LineSource source(std::make_unique<FileBytes>(-1), LineEnds::any_line_feed);
  CHECK_THROWS_AS(static_cast<void>(source.next()), Error);
}
