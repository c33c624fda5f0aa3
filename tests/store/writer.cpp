// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/writer.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"

namespace lcl {
namespace {

using namespace test;
namespace fs = std::filesystem;

struct NewLedger {
  NewLedger() { create_ledger_file(file); }
  TemporaryFolder folder;
  fs::path file = folder / "ledger.db";
};

TEST_CASE("writer: a new ledger file is made only where there is none") {
  const NewLedger ledger;
  extend(ledger.file, 3);
  CHECK(obstacle_of([&] { create_ledger_file(ledger.file); }) == Obstacle::io);
  CHECK(holds_samples(Reader(ledger.file), 0, 3));
  CHECK(obstacle_of([&] { create_ledger_file(ledger.folder / "missing" / "ledger.db"); }) == Obstacle::io);
  CHECK(std::distance(fs::directory_iterator(ledger.folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("writer: what was committed is read back byte for byte") {
  const NewLedger ledger;
  extend(ledger.file, 1);
  extend(ledger.file, 150);
  const Reader reader(ledger.file);
  CHECK(reader.size() == 150);
  CHECK(holds_samples(reader, 0, 150));
  CHECK(sqlite3_says(ledger.file,
                     "SELECT typeof(entry), typeof(payload), typeof(private) FROM entries LIMIT 2;") ==
        "blob|blob|blob\nblob|blob|null\n");
}

TEST_CASE("writer: an empty payload and an empty private part are not NULL") {
  const NewLedger ledger;
  {
    Writer writer(ledger.file, 0);
    writer.append(0, "entry", {}, std::string_view{});
    writer.commit();
  }
  CHECK(sqlite3_says(ledger.file, "SELECT quote(payload), quote(private) FROM entries;") == "X''|X''\n");
}

TEST_CASE("writer: its own reader sees what others see only after the commit") {
  const NewLedger ledger;
  Writer writer(ledger.file, 0);
  append_samples(writer, 0, 5);
  writer.put_device(sample_device(1));
  CHECK(holds_samples(writer.reader(), 0, 5));
  CHECK(writer.reader().has_devices());
  CHECK(Reader(ledger.file).size() == 0);
  writer.commit();
  CHECK(Reader(ledger.file).size() == 5);
  CHECK(writer.reader().size() == 5);
}

TEST_CASE("writer: destroyed without a commit it leaves nothing") {
  const NewLedger ledger;
  extend(ledger.file, 5);
  const std::string before = content_of(ledger.file);
  {
    Writer writer(ledger.file, 0);
    append_samples(writer, 5, 50);
    writer.put_device(sample_device(1));
    writer.put_tile({0, 0, std::string(32, 'h')});
    writer.put_checkpoint(50, "note");
    writer.drop_projections();
  }
  CHECK(content_of(ledger.file) == before);
  CHECK_FALSE(fs::exists(ledger.file.string() + "-journal"));
}

TEST_CASE("writer: devices, further identifiers and their states are read back as written") {
  const NewLedger ledger;
  std::vector<DeviceRow> rows;
  for (std::uint64_t n = 0; n < 4'500; ++n) rows.push_back(sample_device(n));
  {
    Writer writer(ledger.file, 0);
    for (const DeviceRow& row : rows) writer.put_device(row);
    writer.commit();
  }
  const Reader reader(ledger.file);
  CHECK(reader.has_devices());
  for (const std::uint64_t n : {0U, 1U, 2U, 3U, 5U, 4'499U})
    CHECK(reader.device(rows[n].pseudonym) == rows[n]);
  CHECK_FALSE(reader.device(sample_pseudonym(4'500)).has_value());
  std::vector<DeviceRow> read;
  reader.for_each_device([&](const DeviceRow& row) { read.push_back(row); });
  CHECK(read == rows);
}

TEST_CASE("writer: a device's row is replaced, its state with it") {
  const NewLedger ledger;
  DeviceRow row = sample_device(1);
  for (const char* project : {"FIRST", ""}) {
    row.state.project = project;
    row.state.standing = row.state.project.empty() ? no_seq : 7;
    Writer writer(ledger.file, 0);
    writer.put_device(sample_device(3));  // a further identifier: its columns must not stay bound
    writer.put_device(row);
    writer.commit();
    CHECK(Reader(ledger.file).device(row.pseudonym) == row);
  }
  CHECK(sqlite3_says(ledger.file, "SELECT count(*) FROM devices;") == "2\n");
}

TEST_CASE("writer: checkpoints of one size stand side by side, the same one once") {
  const NewLedger ledger;
  {
    Writer writer(ledger.file, 0);
    append_samples(writer, 0, 20);
    for (const auto& [size, note] :
         std::vector<std::pair<std::uint64_t, const char*>>{{20, "b"}, {3, "c"}, {20, "a"}, {20, "b"}}) {
      writer.put_checkpoint(size, note);
    }
    writer.commit();
  }
  const Reader reader(ledger.file);
  std::string joined;
  reader.for_each_checkpoint(
      [&](const StoredCheckpoint& row) { joined += std::to_string(row.size) + row.note + " "; });
  CHECK(joined == "3c 20a 20b ");
}

TEST_CASE("writer: more checkpoints than entries are not read") {
  const NewLedger ledger;
  {
    Writer writer(ledger.file, 0);
    append_samples(writer, 0, 2);
    for (const char* note : {"a", "b", "c", "d"}) writer.put_checkpoint(2, note);
    writer.commit();
  }
  CHECK(obstacle_of([&] { Reader(ledger.file).for_each_checkpoint([](const StoredCheckpoint&) {}); }) ==
        Obstacle::damaged);
}

TEST_CASE(
    "writer: projections are dropped and built anew, also where another program dropped or changed them") {
  const NewLedger ledger;
  extend(ledger.file, 3);
  {
    Writer writer(ledger.file, 0);
    writer.put_tile({0, 0, std::string(96, 'x')});
    writer.put_device(sample_device(1));
    CHECK(writer.reader().stored_hashes()(0, 2).bytes[0] == 'x');
    writer.drop_projections();
    CHECK_FALSE(writer.reader().has_devices());
    CHECK(obstacle_of([&] { (void)writer.reader().stored_hashes()(0, 2); }) == Obstacle::damaged);
    writer.put_tile({0, 0, std::string(96, 'y')});
    CHECK(writer.reader().stored_hashes()(0, 2).bytes[0] == 'y');
    writer.commit();
  }
  const std::string schema = sqlite3_says(ledger.file, ".schema");
  CHECK(sqlite3_says(ledger.file, "DROP TABLE tiles; DROP TABLE devices;") == "");
  {
    Writer writer(ledger.file, 0);
    writer.drop_projections();
    writer.put_device(sample_device(1));
    writer.commit();
  }
  CHECK(sqlite3_says(ledger.file, ".schema") == schema);
  CHECK(Reader(ledger.file).device(sample_pseudonym(1)) == sample_device(1));
  CHECK(holds_samples(Reader(ledger.file), 0, 3));
}

TEST_CASE("writer: the transaction is over after a failure") {
  const NewLedger ledger;
  {
    Writer writer(ledger.file, 0);
    append_samples(writer, 0, 5);
    CHECK(obstacle_of([&] { writer.put_tile({0, 0, std::string(70'000'000, 'h')}); }) == Obstacle::storage);
    CHECK(writer.reader().size() == 0);
  }
  CHECK(Reader(ledger.file).size() == 0);
}

}  // namespace
}  // namespace lcl
