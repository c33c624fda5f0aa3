// SPDX-License-Identifier: Apache-2.0
// Readers and writers of one file at the same time, in threads and in
// processes, one of them killed.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"

namespace lcl {
namespace {

using namespace test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

struct SharedLedger {
  SharedLedger() {
    create_ledger_file(file, MayRead::everyone);
    extend(file, 20);
  }
  TemporaryFolder folder;
  fs::path file = folder / "ledger.db";
};

TEST_CASE("concurrency: a second writer waits for the first and builds on what it committed") {
  const SharedLedger ledger;
  std::atomic<bool> second_is_in = false;
  std::thread second;
  {
    Writer first(ledger.file, 0);
    second = std::thread([&] {
      Writer writer(ledger.file, 20'000);
      second_is_in = true;
      append_samples(writer, writer.reader().size(), 40);
      writer.commit();
    });
    std::this_thread::sleep_for(50ms);
    CHECK_FALSE(second_is_in);
    append_samples(first, 20, 30);
    first.commit();
  }
  second.join();
  CHECK(Reader(ledger.file).size() == 40);
  CHECK(holds_samples(Reader(ledger.file), 0, 40));
}

TEST_CASE("concurrency: a writer that waited in vain is told that the ledger is busy") {
  const SharedLedger ledger;
  Writer first(ledger.file, 0);
  const auto start = std::chrono::steady_clock::now();
  CHECK(obstacle_of([&] { Writer(ledger.file, 60); }) == Obstacle::busy);
  CHECK(std::chrono::steady_clock::now() - start >= 50ms);
  CHECK(obstacle_of([&] { Writer(ledger.file, 0); }) == Obstacle::busy);
  append_samples(first, 20, 25);
  first.commit();
  CHECK(Reader(ledger.file).size() == 25);
}

TEST_CASE("concurrency: readers and a writer never make each other fail, and see whole transactions") {
  const SharedLedger ledger;
  std::atomic<int> sizes_seen = 0;
  std::atomic<std::uint64_t> written = 20;
  std::thread writer([&] {
    while (sizes_seen < 5 && written < 20'000) {
      extend(ledger.file, written + 20);
      written += 20;
      std::this_thread::sleep_for(1ms);
    }
  });
  bool whole = true;
  {
    const Reader reader(ledger.file);
    for (std::uint64_t last = 0; sizes_seen < 5 && written < 20'000;) {
      const std::uint64_t size = reader.size();
      whole = whole && size % 20 == 0 && size >= last && holds_samples(reader, 0, size);
      sizes_seen += size > last ? 1 : 0;
      last = size;
    }
  }
  writer.join();
  CHECK(whole);
  CHECK(sizes_seen == 5);
  CHECK(holds_samples(Reader(ledger.file), 0, written));
}

TEST_CASE("concurrency: a commit waits for a reader's short transaction") {
  const SharedLedger ledger;
  std::atomic<bool> reading = false;
  std::thread slow([&] {
    const Reader reader(ledger.file);
    reader.scan(0, 20, [&](const StoredEntry& row) {
      reading = true;
      if (row.seq == 0) std::this_thread::sleep_for(100ms);
    });
  });
  while (!reading) std::this_thread::yield();
  extend(ledger.file, 30);
  slow.join();
  CHECK(Reader(ledger.file).size() == 30);
}

TEST_CASE("concurrency: reads made together see one state, and a commit waits for their end") {
  const SharedLedger ledger;
  std::thread writer;
  const Reader reader(ledger.file);
  reader.together([&] {
    CHECK(reader.size() == 20);
    writer = std::thread([&] { extend(ledger.file, 30); });
    std::this_thread::sleep_for(30ms);
    reader.together([&] { CHECK(reader.size() == 20); });
    CHECK(holds_samples(reader, 0, 20));
  });
  writer.join();
  CHECK(reader.size() == 30);
  CHECK_THROWS_AS(reader.together([] { throw std::domain_error("enough"); }), std::domain_error);
  {
    Writer next(ledger.file, 0);
    append_samples(next, 30, 40);
    next.reader().together([&] { CHECK(next.reader().size() == 40); });
    next.commit();
  }
  CHECK(reader.size() == 40);
}

TEST_CASE("concurrency: what a killed writer left half done is undone by the next to read") {
  const SharedLedger ledger;
  const auto size = fs::file_size(ledger.file);
  kill_writer_half_way(ledger.file, 20);
  REQUIRE(fs::file_size(ledger.file) > size + 10'000'000);
  REQUIRE(fs::exists(ledger.file.string() + "-journal"));

  fs::permissions(ledger.folder.path(), fs::perms{0555});
  // The journal is as private as the file; what may not be undone must not be read.
  CHECK(as_ordinary_user([&] { return obstacle_of([&] { Reader{ledger.file}; }) == Obstacle::storage; }));
  fs::permissions(ledger.folder.path(), fs::perms{0755});

  const Reader reader(ledger.file);
  CHECK(reader.size() == 20);
  CHECK(holds_samples(reader, 0, 20));
  CHECK_FALSE(reader.has_devices());
  CHECK(fs::file_size(ledger.file) == size);
  CHECK_FALSE(fs::exists(ledger.file.string() + "-journal"));
  extend(ledger.file, 30);
  CHECK(holds_samples(reader, 0, 30));
}

}  // namespace
}  // namespace lcl
