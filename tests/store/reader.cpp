// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/reader.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using namespace test;

struct Sample {
  explicit Sample(std::uint64_t entries) {
    create_ledger_file(file);
    extend(file, entries);
  }
  TemporaryFolder folder;
  std::filesystem::path file = folder / "ledger.db";
};

/// Lets other rows into the tables than their declarations do, as a crafted file may hold them.
std::string crafted(const std::string& table, const std::string& rows) {
  return "PRAGMA writable_schema = ON;\n"
         "CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = '" +
         table +
         "';\n"
         "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', 'WITHOUT ROWID'), 'NOT NULL', '') "
         "WHERE name = '" +
         table +
         "' AND sql LIKE '%WITHOUT ROWID%';\n"
         "UPDATE sqlite_schema SET sql = replace(replace(sql, ' STRICT', ''), 'NOT NULL', '') "
         "WHERE name = '" +
         table +
         "' AND sql NOT LIKE '%WITHOUT ROWID%';\n"
         "PRAGMA writable_schema = RESET;\n"
         "DROP TRIGGER IF EXISTS entries_insert;\n" +
         rows +
         "\n"
         "PRAGMA writable_schema = ON;\n"
         "UPDATE sqlite_schema SET sql = (SELECT sql FROM kept) WHERE name = '" +
         table + "';\n";
}

TEST_CASE("reader: an empty ledger has nothing") {
  const Sample sample(0);
  const Reader reader(sample.file);
  CHECK(reader.size() == 0);
  reader.scan(0, 100, [](const StoredEntry&) { FAIL("no row"); });
  CHECK_FALSE(reader.entry(0, [](const StoredEntry&) { FAIL("no row"); }));
  reader.for_each_checkpoint([](const StoredCheckpoint&) { FAIL("no checkpoint"); });
  CHECK_FALSE(reader.has_devices());
  CHECK_FALSE(reader.device(sample_pseudonym(1)).has_value());
  CHECK(obstacle_of([&] { (void)reader.stored_hashes()(0, 0); }) == Obstacle::damaged);
}

TEST_CASE("reader: a scan gives the range asked for, over several short transactions") {
  const Sample sample(6'001);  // three of 2,000 and one
  const Reader reader(sample.file);
  REQUIRE(reader.size() == 6'001);
  const std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges{
      {0, 6'001}, {0, 0}, {0, 1}, {6'000, 6'001}, {1'999, 2'001}, {2'000, 4'000}, {17, 5'990}};
  for (const auto& range : ranges) {
    CAPTURE(range.first);
    CAPTURE(range.second);
    CHECK(holds_samples(reader, range.first, range.second));
  }
  std::uint64_t rows = 0;
  reader.scan(5'000, ~std::uint64_t{0}, [&](const StoredEntry&) { ++rows; });
  CHECK(rows == 1'001);
}

TEST_CASE("reader: while a row is looked at, the same reader can read others, scans included") {
  const Sample sample(2'500);
  const Reader reader(sample.file);
  std::uint64_t inner = 0;
  std::uint64_t rows = 0;
  reader.scan(0, 2'500, [&](const StoredEntry& row) {
    const std::uint64_t seq = row.seq;
    const std::uint64_t other = (seq * 7) % 2'500;
    CHECK(reader.entry(other, [&](const StoredEntry& found) {
      CHECK(found.entry == sample_entry(other));
      CHECK(reader.entry(seq, [&](const StoredEntry& same) { CHECK(same.entry == row.entry); }));
      CHECK(found.payload == sample_payload(other));
    }));
    if (seq % 1'000 == 0) reader.scan(0, 2'100, [&](const StoredEntry&) { ++inner; });
    CHECK(row.entry == sample_entry(seq));
    ++rows;
  });
  CHECK(rows == 2'500);
  CHECK(inner == 3 * 2'100);
}

TEST_CASE("reader: what a callback throws passes through, and the reader goes on") {
  const Sample sample(10);
  const Reader reader(sample.file);
  const auto stop = [](const StoredEntry& row) {
    if (row.seq == 4) throw std::domain_error("enough");
  };
  CHECK_THROWS_AS(reader.scan(0, 10, stop), std::domain_error);
  CHECK_THROWS_AS((void)reader.entry(4, stop), std::domain_error);
  CHECK(holds_samples(reader, 0, 10));
  extend(sample.file, 20);  // no lock was left behind
  CHECK(holds_samples(reader, 0, 20));
}

TEST_CASE("reader: gaps are passed over") {
  const Sample sample(10);
  CHECK(sqlite3_says(sample.file,
                     "DROP TRIGGER entries_delete; DELETE FROM entries WHERE seq IN (0, 4, 5);") == "");
  std::vector<std::uint64_t> seen;
  const Reader reader(sample.file);
  reader.scan(0, reader.size(), [&](const StoredEntry& row) { seen.push_back(row.seq); });
  CHECK(seen == std::vector<std::uint64_t>{1, 2, 3, 6, 7, 8, 9});
  CHECK_FALSE(reader.entry(4, [](const StoredEntry&) { FAIL("no row"); }));
}

TEST_CASE("reader: values of other types are read as their bytes") {
  const Sample sample(0);
  CHECK(sqlite3_says(sample.file, crafted("entries",
                                          "INSERT INTO entries VALUES (0, 'text', 12, NULL);\n"
                                          "INSERT INTO entries VALUES (1, NULL, x'', x'00');\n")) == "");
  const Reader reader(sample.file);
  std::vector<std::string> seen;
  reader.scan(0, 2, [&](const StoredEntry& row) {
    seen.emplace_back(row.entry);
    seen.emplace_back(row.payload.value_or("none"));
    seen.emplace_back(row.private_part.value_or("none"));
  });
  CHECK(seen == std::vector<std::string>{"text", "12", "none", "", "", std::string(1, '\0')});
}

TEST_CASE("reader: what can be no ledger's is damaged") {
  const auto obstacle = [](const std::string& sql, const std::function<void(const Reader&)>& read) {
    const Sample sample(5);
    CHECK(sqlite3_says(sample.file, sql) == "");
    const Reader reader(sample.file);
    return obstacle_of([&] { read(reader); });
  };
  CHECK(obstacle(crafted("entries", "INSERT INTO entries VALUES (-1, x'00', NULL, NULL);"),
                 [](const Reader& reader) { (void)reader.size(); }) == Obstacle::damaged);
  CHECK(obstacle("INSERT INTO checkpoints VALUES (-5, 'note');", [](const Reader& reader) {
          reader.for_each_checkpoint([](const StoredCheckpoint&) {});
        }) == Obstacle::damaged);
  const auto devices = [](const Reader& reader) { reader.for_each_device([](const DeviceRow&) {}); };
  CHECK(obstacle("INSERT INTO devices VALUES (x'0011', NULL, 1, 1, 1, 1, NULL, 1, 'P');", devices) ==
        Obstacle::damaged);
  CHECK(obstacle("INSERT INTO devices VALUES (zeroblob(16), x'00', 1, 1, 1, 1, NULL, 1, 'P');", devices) ==
        Obstacle::damaged);
  CHECK(obstacle("INSERT INTO devices VALUES (zeroblob(16), NULL, 6, 1, 1, 1, NULL, 1, 'P');", devices) ==
        Obstacle::damaged);
  CHECK(obstacle("INSERT INTO devices VALUES (zeroblob(16), NULL, 1, -1, 1, 1, NULL, 1, 'P');", devices) ==
        Obstacle::damaged);
  CHECK(obstacle("INSERT INTO tiles VALUES (0, 0, zeroblob(40));",
                 [](const Reader& reader) { (void)reader.stored_hashes()(0, 1); }) == Obstacle::damaged);
  CHECK(obstacle("INSERT INTO tiles VALUES (256, 0, zeroblob(32));", [](const Reader& reader) {
          reader.for_each_tile([](const Tile&) {});
        }) == Obstacle::damaged);
  CHECK(obstacle("DROP TABLE tiles;", [](const Reader& reader) { (void)reader.stored_hashes()(0, 1); }) ==
        Obstacle::damaged);
}

TEST_CASE("reader: a value beyond what any ledger holds is an obstacle") {
  const Sample sample(0);
  CHECK(sqlite3_says(sample.file, "INSERT INTO entries VALUES (0, zeroblob(70000000), NULL, NULL);") == "");
  const Reader reader(sample.file);
  CHECK(obstacle_of([&] { (void)reader.entry(0, [](const StoredEntry&) {}); }) == Obstacle::storage);
}

TEST_CASE("reader: tiles are found by level and index, whichever were read before") {
  const Sample sample(0);
  const auto hash = [](std::uint64_t level, std::uint64_t index) {
    return sample_digest(level * 100'000 + index);
  };
  const std::vector<std::uint64_t> widths{256 * 60 + 17, 60, 3};
  {
    Writer writer(sample.file, 0);
    for (std::uint8_t level = 0; level < 3; ++level) {
      for (std::uint64_t index = 0; index * tile_width < widths[level]; ++index) {
        Tile tile{level, index, {}};
        for (std::uint64_t i = index * tile_width; i < std::min((index + 1) * tile_width, widths[level]);
             ++i) {
          const Digest digest = hash(level, i);
          tile.hashes.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
        }
        writer.put_tile(tile);
      }
    }
    writer.commit();
  }
  const Reader reader(sample.file);
  const HashReader read = reader.stored_hashes();
  std::mt19937 random(seed());
  for (int round = 0; round < 20'000; ++round) {
    const auto level = static_cast<std::uint8_t>(random() % widths.size());
    const std::uint64_t index = random() % widths[level];
    REQUIRE(read(level, index) == hash(level, index));
  }
  CHECK(obstacle_of([&] { (void)read(0, widths[0]); }) == Obstacle::damaged);
  CHECK(obstacle_of([&] { (void)read(1, widths[1]); }) == Obstacle::damaged);
  CHECK(obstacle_of([&] { (void)read(0, 15'616); }) == Obstacle::damaged);
  std::vector<std::pair<int, std::uint64_t>> places;
  reader.for_each_tile([&](const Tile& tile) { places.emplace_back(tile.level, tile.index); });
  CHECK(places.size() == 61 + 1 + 1);
  CHECK(std::is_sorted(places.begin(), places.end()));
}

TEST_CASE("reader: a tile that has grown since it was read is read again") {
  const Sample sample(0);
  const auto put = [&](std::size_t width) {
    Writer writer(sample.file, 0);
    writer.put_tile({0, 0, std::string(32 * width, 'h')});
    writer.commit();
  };
  put(1);
  Reader reader(sample.file);
  const HashReader read = reader.stored_hashes();
  (void)read(0, 0);
  CHECK(obstacle_of([&] { (void)read(0, 1); }) == Obstacle::damaged);
  put(2);
  CHECK(read(0, 1).bytes[0] == 'h');
  const Reader moved = std::move(reader);
  CHECK(read(0, 0).bytes[31] == 'h');
}

}  // namespace
}  // namespace lcl
