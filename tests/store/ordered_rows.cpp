// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/ordered_rows.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "ledger/store/writer.hpp"
#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"

namespace lcl {
namespace {

using namespace test;

struct Echo {
  std::uint64_t seq = no_seq;
  std::string entry;
};
struct Echoing {
  using Examined = Echo;
  static void examine(const StoredEntry& row, Echo& echo) { echo = {row.seq, std::string(row.entry)}; }
};

/// 3,000 entries, of which 700 to 702 are not there and 1,000 and 2,999 are large.
struct GappedLedger {
  GappedLedger() {
    create_ledger_file(file);
    Writer writer(file, 1'000);
    append_samples(writer, 0, 1'000);
    writer.append(1'000, sample_entry(1'000), large, std::nullopt);
    append_samples(writer, 1'001, 2'999);
    writer.append(2'999, sample_entry(2'999), large, std::nullopt);
    writer.commit();
    sqlite3_says(file, "DROP TRIGGER entries_delete; DELETE FROM entries WHERE seq BETWEEN 700 AND 702;");
  }
  TemporaryFolder folder;
  std::filesystem::path file = folder / "ledger.db";
  std::string large = std::string(100'000, 'p');
};

void take_all(const GappedLedger& ledger, unsigned threads, const OrderedRows<Echo>& rows) {
  const Reader reader(ledger.file);
  SharedReader shared(reader);
  take_in_order(
      shared, 0, 3'000, threads, [] { return Echoing{}; }, rows);
}

TEST_CASE("ordered rows: each is taken once, in order, with what was found of it, by any number of threads") {
  const GappedLedger ledger;
  for (unsigned threads = 1; threads <= 4; ++threads) {
    CAPTURE(threads);
    std::vector<std::uint64_t> seqs;
    bool all_match = true;
    OrderedRows<Echo> rows;
    rows.take = [&](const StoredEntry& row, const Echo& echo) {
      seqs.push_back(row.seq);
      const bool is_large = row.seq == 1'000 || row.seq == 2'999;
      all_match = all_match && echo.seq == row.seq && echo.entry == sample_entry(row.seq) &&
                  row.entry == echo.entry &&
                  row.payload == (is_large ? ledger.large : sample_payload(row.seq));
    };
    take_all(ledger, threads, rows);
    CHECK(all_match);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t seq = 0; seq < 3'000; ++seq) {
      if (seq < 700 || seq > 702) expected.push_back(seq);
    }
    CHECK(seqs == expected);
  }
}

TEST_CASE("ordered rows: a batch is announced before it is taken, and told of after") {
  const GappedLedger ledger;
  std::size_t expected = 0;
  std::size_t unknown = 0;
  std::uint64_t taken = 0;
  std::uint64_t next = 0;
  bool is_ordered = true;
  OrderedRows<Echo> rows;
  rows.expect = [&](std::span<const Echo> batch) {
    is_ordered = is_ordered && taken == expected;
    expected += batch.size();
    for (const Echo& echo : batch) unknown += echo.seq == no_seq ? 1 : 0;
  };
  rows.take = [&](const StoredEntry&, const Echo&) { ++taken; };
  rows.reached = [&](std::uint64_t reached) {
    is_ordered = is_ordered && taken == expected && reached > next;
    next = reached;
  };
  take_all(ledger, 4, rows);
  CHECK(is_ordered);
  CHECK(expected == 2'997);
  CHECK(unknown == 2);  // the large ones
  CHECK(next == 3'000);
}

TEST_CASE("ordered rows: what taking throws ends the scan, and reaches the caller") {
  const GappedLedger ledger;
  for (unsigned threads = 1; threads <= 4; ++threads) {
    CAPTURE(threads);
    std::uint64_t last = 0;
    OrderedRows<Echo> rows;
    rows.take = [&](const StoredEntry& row, const Echo&) {
      last = row.seq;
      if (row.seq == 1'500) throw std::runtime_error("at 1,500");
    };
    CHECK_THROWS_WITH_AS(take_all(ledger, threads, rows), "at 1,500", std::runtime_error);
    CHECK(last == 1'500);
  }
}

}  // namespace
}  // namespace lcl
