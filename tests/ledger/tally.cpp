// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/ledger/open_registry.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

std::string line(std::string_view kind, std::string_view at, std::string_view rest) {
  return fmt::format(
      R"({{"kind":"{}","occurred_at":"{}","device":{{"imei":"356741081234568"}},"participant":"01234567400019","country":"FR"{}}})"
      "\n",
      kind, at, rest);
}

constexpr std::string_view collected = R"(,"category":"smartphone","holder":"consumer","waste":false)";
constexpr std::string_view reconditioned =
    R"(,"outcome":"reconditioned","functions_tested":true,"data_erasure":{"standard":"Purge"},"energy_kwh":2)";
constexpr std::string_view resold = R"(,"warranty_months":24)";

Cycles cycles_in(const Ledger& ledger, std::string_view period) {
  return ledger.tally("DEMO", *parse_period(period), {}).cycles;
}

}  // namespace

TEST_CASE("tally: whatever its rows are told apart by, they add up to the whole") {
  const OpenRegistry open;
  open.submit(file_text("samples/small.ndjson"));
  const Ledger ledger = open.ledger();
  const Period period = *parse_period("2025");
  const Tally whole = ledger.tally("DEMO", period, {});
  CHECK(whole.rows.empty());
  CHECK(whole.cycles.total() > 0);
  for (const std::vector<Grouping>& groupings : {std::vector{Grouping::category},
                                                 {Grouping::month},
                                                 {Grouping::participant},
                                                 {Grouping::territory},
                                                 {Grouping::effect},
                                                 {Grouping::category, Grouping::month},
                                                 {Grouping::territory, Grouping::effect}}) {
    const Tally tally = ledger.tally("DEMO", period, groupings);
    Amounts amounts;
    Cycles cycles;
    for (const TallyRow& row : tally.rows) {
      CHECK(row.labels.size() == groupings.size());
      amounts.add(row.amounts);
      cycles.add(row.cycles);
    }
    CHECK(amounts == whole.amounts);
    const bool counts_cycles =
        groupings.front() != Grouping::territory && groupings.front() != Grouping::effect;
    CHECK(cycles.total() == (counts_cycles ? whole.cycles.total() : 0));
  }
}

TEST_CASE("tally: the same ledger, period and groupings give the same bytes and digest") {
  const OpenRegistry open;
  open.submit(file_text("samples/small.ndjson"));
  const auto body = [&] {
    return canonical(body_of(open.ledger().tally("DEMO", *parse_period("2025"), {Grouping::month})));
  };
  const std::string first = body();
  CHECK(body() == first);
  CHECK(digest_of(open.ledger().tally("DEMO", *parse_period("2025"), {Grouping::month})) == sha256(first));
}

TEST_CASE("tally: a period holds its first instant and not its last") {
  const OpenRegistry open;
  open.submit(line("collection", "2025-02-01T00:00:00Z", collected) +
              line("reconditioning", "2025-02-10T00:00:00Z", reconditioned) +
              line("resale", "2025-03-01T00:00:00Z", resold));
  const Ledger ledger = open.ledger();
  CHECK(cycles_in(ledger, "2025-02").total() == 0);
  CHECK(cycles_in(ledger, "2025-03").credited == 1);
  CHECK(cycles_in(ledger, "2025-02-01/2025-03-01").total() == 0);
  const Tally february = ledger.tally("DEMO", *parse_period("2025-02"), {});
  CHECK(february.amounts.emitted() == *parse_decimal("0.1038"));
  CHECK(february.amounts.avoided().is_zero());
  CHECK(february.vintages.front().units == 0);
  CHECK(february.vintages.front().creditable == -*parse_decimal("0.1038"));
}

TEST_CASE("tally: a cycle is open in every period after its collection until it is resold or disposed of") {
  const OpenRegistry open;
  open.submit(line("collection", "2025-02-01T00:00:00Z", collected));
  CHECK(cycles_in(open.ledger(), "2025-01").total() == 0);
  CHECK(cycles_in(open.ledger(), "2025-02").open == 1);
  CHECK(cycles_in(open.ledger(), "2025-06").open == 1);
  open.submit(line("disposal", "2025-06-15T00:00:00Z", R"(,"route":"recycler")"));
  CHECK(cycles_in(open.ledger(), "2025-02").total() == 0);
  CHECK(cycles_in(open.ledger(), "2025-06").disposed == 1);
}

TEST_CASE("tally: a return takes the avoided figure out of the period of the resale") {
  const OpenRegistry open;
  open.submit(line("collection", "2025-02-01T00:00:00Z", collected) +
              line("reconditioning", "2025-02-10T00:00:00Z", reconditioned) +
              line("resale", "2025-03-01T00:00:00Z", resold));
  CHECK(open.ledger().tally("DEMO", *parse_period("2025-03"), {}).amounts.avoided() ==
        *parse_decimal("43.12288"));
  open.submit(line("return", "2025-07-01T00:00:00Z", ""));
  CHECK(open.ledger().tally("DEMO", *parse_period("2025-03"), {}).amounts.avoided().is_zero());
  CHECK(cycles_in(open.ledger(), "2025").open == 1);
  open.submit(line("resale", "2025-08-01T00:00:00Z", resold));
  CHECK(open.ledger().tally("DEMO", *parse_period("2025-08"), {}).amounts.avoided() ==
        *parse_decimal("43.12288"));
}

TEST_CASE("tally: a credited device that comes back gives back the part of its second life not lived") {
  const OpenRegistry open;
  // half of the two years of 31,557,600,000 ms after the resale
  open.submit(line("collection", "2025-01-02T00:00:00Z", collected) +
              line("reconditioning", "2025-01-02T00:00:00Z", reconditioned) +
              line("resale", "2025-01-02T00:00:00Z", resold) +
              line("collection", "2026-01-02T06:00:00Z", collected));
  const Tally tally = open.ledger().tally("DEMO", *parse_period("2026"), {});
  CHECK(tally.amounts.given_back() == *parse_decimal("21.56144"));
  CHECK(tally.vintages.front().net == -*parse_decimal("21.56144"));
}
