// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/ledger_file.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using namespace test;
namespace fs = std::filesystem;

/// A ledger of a few entries, after the sqlite3 program has done `sql` to it.
struct Altered {
  explicit Altered(std::string_view sql) {
    create_ledger_file(file);
    extend(file, 5);
    said = sqlite3_says(file, sql);
  }
  [[nodiscard]] std::optional<Obstacle> obstacle() const {
    const auto reading = obstacle_of([&] { Reader{file}; });
    const auto writing = obstacle_of([&] { Writer(file, 0); });
    CHECK(reading == writing);
    return reading;
  }
  TemporaryFolder folder;
  fs::path file = folder / "ledger.db";
  std::string said;
};

/// Every read there is; what they throw is passed on.
void read_everything(const fs::path& file) {
  const Reader reader(file, 0);
  std::size_t bytes = 0;
  reader.scan(0, reader.size(), [&](const StoredEntry& row) {
    bytes += row.entry.size() + row.payload.value_or("").size() + row.private_part.value_or("").size();
    (void)reader.entry(row.seq / 2, [&](const StoredEntry& other) { bytes += other.entry.size(); });
  });
  reader.for_each_checkpoint([&](const StoredCheckpoint& stored) { bytes += stored.note.size(); });
  reader.for_each_tile([&](const Tile& tile) { bytes += tile.hashes.size(); });
  reader.for_each_device([&](const DeviceRow& row) { bytes += row.state.project.size(); });
  CHECK(bytes < 10'000'000);
}

TEST_CASE("ledger file: what is not there is not made") {
  const TemporaryFolder folder;
  CHECK(obstacle_of([&] { Reader{folder / "ledger.db"}; }) == Obstacle::not_a_registry);
  CHECK(obstacle_of([&] { Writer(folder / "ledger.db", 0); }) == Obstacle::not_a_registry);
  CHECK(obstacle_of([&] { Reader{folder.path()}; }) == Obstacle::not_a_registry);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("ledger file: a message names the file, what is wrong and what to do") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(Reader{folder / "ledger.db"},
                    ("no ledger at " + (folder / "ledger.db").string() +
                     "; name a registry's folder, or make a registry with `lcl init`")
                        .c_str());
}

TEST_CASE("ledger file: another file is not taken for one") {
  const TemporaryFolder folder;
  for (const std::string& content : {std::string(), std::string("text"), std::string(100'000, 'x'),
                                     std::string("SQLite format 3\0", 16)}) {
    CHECK(obstacle_of([&] { Reader{folder.write("ledger.db", content)}; }) == Obstacle::not_a_registry);
  }
  CHECK(Altered("PRAGMA application_id = 0;").obstacle() == Obstacle::not_a_registry);
  CHECK(Altered("PRAGMA application_id = 0x4C434C32;").obstacle() == Obstacle::not_a_registry);
}

TEST_CASE("ledger file: a newer format is named as such") {
  CHECK(Altered("PRAGMA user_version = 2;").obstacle() == Obstacle::newer_format);
}

TEST_CASE("ledger file: one switched to a write-ahead log is refused, and no file is made beside it") {
  const Altered altered("PRAGMA journal_mode = WAL;");
  CHECK(altered.said == "wal\n");
  CHECK(altered.obstacle() == Obstacle::storage);
  CHECK_FALSE(fs::exists(altered.file.string() + "-wal"));
  CHECK_FALSE(fs::exists(altered.file.string() + "-shm"));
}

TEST_CASE("ledger file: altered tables are not trusted") {
  for (const char* sql : {
           "ALTER TABLE entries RENAME TO e; CREATE VIEW entries AS SELECT * FROM e;",
           "DROP TABLE entries;",
           "DROP TABLE checkpoints;",
           "ALTER TABLE entries ADD COLUMN more TEXT;",
           "CREATE INDEX more ON entries (payload);",
           "CREATE TRIGGER more AFTER INSERT ON entries BEGIN SELECT 1; END;",
           "DROP TRIGGER checkpoints_delete; CREATE INDEX checkpoints_delete ON checkpoints (note);",
           "DROP TABLE devices; CREATE VIEW devices AS SELECT 1;",
           "DROP TABLE tiles; CREATE TABLE tiles (level, idx, hashes);",
           "CREATE TABLE notes (text);",
           "CREATE TABLE notes (text); CREATE INDEX more ON notes (text);",
           "ANALYZE;",
           "CREATE VIEW more AS SELECT * FROM entries;",
       }) {
    CAPTURE(sql);
    const Altered altered(sql);
    CHECK(altered.said == "");
    CHECK(altered.obstacle() == Obstacle::damaged);
  }
}

TEST_CASE("ledger file: missing projections and missing guards do not keep entries from being read") {
  for (const char* sql : {"DROP TABLE tiles; DROP TABLE devices;", "DROP TRIGGER entries_update;"}) {
    CAPTURE(sql);
    const Altered altered(sql);
    CHECK(altered.said == "");
    CHECK_FALSE(altered.obstacle().has_value());
    CHECK(holds_samples(Reader(altered.file), 0, 5));
  }
}

TEST_CASE("ledger file: a header that no ledger has is not trusted") {
  const Altered ledger("");
  const std::string whole = content_of(ledger.file);
  for (const std::size_t at : {16U, 20U, 21U, 22U, 23U, 47U, 55U, 59U, 63U, 67U, 72U, 91U}) {
    CAPTURE(at);
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] + 2);
    const fs::path file = ledger.folder.write("altered.db", bytes);
    const auto obstacle = obstacle_of([&] { Reader{file}; });
    CHECK(obstacle == (at == 63 ? Obstacle::newer_format : Obstacle::damaged));
    CHECK(content_of(file) == bytes);
  }
}

/// The end of a rollback journal of several files.
std::string naming(const std::string& file) {
  std::string bytes(512, '\0');
  int sum = 0;
  for (const char each : file) sum += each;
  const auto add = [&bytes](std::size_t number) {
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> static_cast<unsigned>(shift));
  };
  bytes += file;
  add(file.size());
  add(static_cast<std::size_t>(sum));
  return bytes + "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
}

TEST_CASE("ledger file: a journal that names another file is not played back, one's own ledger or not") {
  const Altered ledger("");
  const fs::path key = ledger.folder.write("key.pem", "a key");
  const fs::path journal = ledger.folder.write("ledger.db-journal", naming(key.string()));
  CHECK(ledger.obstacle() == Obstacle::damaged);
  CHECK(obstacle_of([&] { Reader{RegistryFolder{ledger.file}}; }) == Obstacle::unavailable);
  CHECK(fs::exists(key));
  CHECK(fs::exists(journal));
}

TEST_CASE("ledger file: a write-ahead log beside it is not taken for the ledger's") {
  for (const char* name : {"ledger.db-wal", "ledger.db-shm"}) {
    const Altered ledger("");
    ledger.folder.write(name, "");
    CHECK(ledger.obstacle() == Obstacle::storage);
    CHECK(obstacle_of([&] { Reader{RegistryFolder{ledger.file}}; }) == Obstacle::unavailable);
    CHECK(fs::exists(ledger.folder / name));
  }
}

TEST_CASE("ledger file: one from elsewhere is read as it is, by whatever name") {
  const Altered ledger("");
  for (const char* name : {"a name?mode=rwc&x=%41#y", "file:x", "\xff\x01", "a%"}) {
    fs::copy_file(ledger.file, ledger.folder / name);
    CHECK(holds_samples(Reader(RegistryFolder{ledger.folder / name}), 0, 5));
    CHECK(holds_samples(Reader(RegistryFolder{ledger.folder / name}).again(0), 0, 5));
  }
  fs::create_symlink(ledger.file, ledger.folder / "link");
  CHECK(holds_samples(Reader(RegistryFolder{ledger.folder / "link"}), 0, 5));
  ledger.folder.write("ledger.db-journal", "");
  CHECK(obstacle_of([&] { Reader{RegistryFolder{ledger.folder / "link"}}; }) == Obstacle::unavailable);
}

TEST_CASE("ledger file: it is read from a folder where nothing may be written") {
  const Altered ledger("");
  fs::permissions(ledger.file, fs::perms{0444});
  fs::permissions(ledger.folder.path(), fs::perms{0555});
  CHECK(as_ordinary_user([&] { return holds_samples(Reader(ledger.file), 0, 5); }));
  CHECK(as_ordinary_user([&] { return obstacle_of([&] { Writer(ledger.file, 0); }) == Obstacle::storage; }));
  fs::permissions(ledger.folder.path(), fs::perms{0755});
}

TEST_CASE("ledger file: one that may not be read is an obstacle, not an empty ledger") {
  const Altered ledger("");
  fs::permissions(ledger.file, fs::perms{0000});
  fs::permissions(ledger.folder.path(), fs::perms{0555});
  CHECK(as_ordinary_user([&] { return obstacle_of([&] { Reader{ledger.file}; }) == Obstacle::io; }));
  fs::permissions(ledger.folder.path(), fs::perms{0000});
  CHECK(as_ordinary_user([&] { return obstacle_of([&] { Reader{ledger.file}; }) == Obstacle::io; }));
  fs::permissions(ledger.folder.path(), fs::perms{0755});
}

TEST_CASE("ledger file: a name that looks like a URI is a file's name") {
  const TemporaryFolder folder;
  const fs::path here = fs::current_path();
  fs::current_path(folder.path());
  create_ledger_file("file:ledger.db?mode=memory");
  extend("file:ledger.db?mode=memory", 3);
  CHECK(Reader("file:ledger.db?mode=memory").size() == 3);
  CHECK(fs::exists(folder / "file:ledger.db?mode=memory"));
  fs::current_path(here);
}

TEST_CASE("ledger file: a file cut short is damaged") {
  const Altered ledger("");
  fs::resize_file(ledger.file, fs::file_size(ledger.file) - 49'152);  // three pages
  CHECK(obstacle_of([&] { read_everything(ledger.file); }) == Obstacle::damaged);
}

TEST_CASE("ledger file: damaged bytes end in an answer or an obstacle, never in a crash") {
  const TemporaryFolder folder;
  create_ledger_file(folder / "whole.db");
  {
    Writer writer(folder / "whole.db", 0);
    append_samples(writer, 0, 300);
    writer.put_checkpoint(300, "note");
    writer.put_tile({0, 0, std::string(8'192, 't')});
    for (std::uint64_t n = 0; n < 50; ++n) writer.put_device(sample_device(n));
    writer.commit();
  }
  const std::string whole = content_of(folder / "whole.db");
  std::mt19937 random(seed());
  std::size_t obstacles = 0;
  for (int round = 0; round < 400; ++round) {
    std::string bytes = whole;
    for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips) {
      // The first bytes of a page say what it is, so they are hit more often.
      const std::size_t page = random() % (bytes.size() / 16'384) * 16'384;
      bytes[page + (random() % 2 == 0 ? random() % 200 : random() % 16'384)] = static_cast<char>(random());
    }
    const fs::path file = folder.write("damaged.db", bytes);
    if (obstacle_of([&] { read_everything(file); })) ++obstacles;
  }
  CHECK(obstacles > 0);
  CHECK(obstacles < 400);
}

}  // namespace
}  // namespace lcl
