// SPDX-License-Identifier: Apache-2.0
// Whatever is summed is verified by being read: whole tiles of entries at once,
// with the same answer as one by one.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "ledger/values/error.hpp"
#include "tests/ledger/monitored_registry.hpp"
#include "tests/values/other_program.hpp"

namespace lcl::test {
namespace {

/// A registry with 200 sales, so with several full tiles of entries, and then changed behind its back.
class Altered {
 public:
  Altered() {
    std::string lines;
    for (int device = 0; device < 200; ++device) lines += sale_of(device, "2025-03-10");
    registry_.submit(lines);
    before_ = net();
  }

  void by(std::string_view sql) const {
    (void)output_of("sqlite3 -batch -bail '" + registry_.registry().ledger().string() + "'",
                    "DROP TRIGGER entries_update; DROP TRIGGER entries_delete; " + std::string(sql));
  }
  [[nodiscard]] Decimal net() const {
    return registry_.ledger().tally("DEMO", *parse_period("2025"), {}).amounts.net();
  }
  [[nodiscard]] Decimal before() const { return before_; }
  /// What keeps a tally from being made.
  [[nodiscard]] std::string obstacle() const {
    try {
      (void)net();
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  }

 private:
  OpenRegistry registry_;
  Decimal before_;
};

constexpr std::string_view other_time =
    "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"time\":\"20', '\"time\":\"21') AS BLOB) "
    "WHERE seq = ";

}  // namespace

TEST_CASE(
    "a tally is a verification: an entry that was altered is named, at either end of a tile and inside") {
  for (const int seq : {256, 300, 511, 590}) {
    CAPTURE(seq);
    const Altered ledger;
    ledger.by(std::string(other_time) + std::to_string(seq));
    CHECK(ledger.obstacle().starts_with(fmt::format("entry {}: its bytes hash to ", seq)));
  }
}

TEST_CASE("a tally is a verification: of several altered entries, the first is named") {
  const Altered ledger;
  ledger.by(std::string(other_time) + "570; " + std::string(other_time) + "290");
  CHECK(ledger.obstacle().starts_with("entry 290: its bytes hash to "));
}

TEST_CASE(
    "a tally is a verification: a payload that is another's, and an entry that is not there, are named") {
  const Altered swapped;
  swapped.by("UPDATE entries SET payload = (SELECT payload FROM entries WHERE seq = 303) WHERE seq = 300");
  CHECK(swapped.obstacle() == "entry 300: its payload is not the one that it names; run lcl verify");
  const Altered shortened;
  shortened.by("DELETE FROM entries WHERE seq = 300");
  CHECK(shortened.obstacle() == "entry 300: it is missing; run lcl verify");
}

TEST_CASE("a tally is a verification: stored tiles that are wrong or missing change nothing") {
  const Altered ledger;
  ledger.by(
      "UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND idx = 1; "
      "DELETE FROM tiles WHERE level = 0 AND idx = 2");
  CHECK(ledger.obstacle().empty());
  CHECK(ledger.net() == ledger.before());
}

}  // namespace lcl::test
