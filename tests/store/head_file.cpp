// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/head_file.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"

namespace lcl {
namespace {

using namespace test;
namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("head file: what was written last is read") {
  const TemporaryFolder folder;
  CHECK_FALSE(read_head_file(folder / "head").has_value());
  for (const std::string& note :
       {std::string("first\n"), std::string(), std::string(100'000, 'n'), std::string("last")}) {
    write_head_file(folder / "head", note);
    CHECK(read_head_file(folder / "head") == note);
    CHECK(content_of(folder / "head") == note);
    CHECK(files_in(folder.path()) == 1);
  }
}

TEST_CASE("head file: only its owner may read it") {
  const TemporaryFolder folder;
  write_head_file(folder / "head", "note");
  CHECK(fs::status(folder / "head").permissions() == fs::perms{0600});
}

TEST_CASE("head file: a reader sees the old one or the new one, never a part or none") {
  const TemporaryFolder folder;
  const std::string old_note(60'000, 'o');
  const std::string new_note(70'000, 'n');
  write_head_file(folder / "head", old_note);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int round = 0; round < 40; ++round)
      write_head_file(folder / "head", round % 2 == 0 ? new_note : old_note);
    done = true;
  });
  std::size_t torn = 0;
  while (!done) {
    const auto read = read_head_file(folder / "head");
    if (read != old_note && read != new_note) ++torn;
  }
  writer.join();
  CHECK(torn == 0);
}

TEST_CASE("head file: a failure leaves the old one and nothing beside it") {
  const TemporaryFolder folder;
  write_head_file(folder / "head", "old");
  fs::permissions(folder.path(), fs::perms{0555});
  CHECK(as_ordinary_user(
      [&] { return obstacle_of([&] { write_head_file(folder / "head", "new"); }) == Obstacle::io; }));
  fs::permissions(folder.path(), fs::perms{0755});
  CHECK(read_head_file(folder / "head") == "old");
  CHECK(files_in(folder.path()) == 1);

  fs::create_directory(folder / "folder");
  CHECK(obstacle_of([&] { write_head_file(folder / "folder", "note"); }) == Obstacle::io);
  CHECK(obstacle_of([&] { (void)read_head_file(folder / "folder"); }) == Obstacle::io);
  CHECK(obstacle_of([&] { write_head_file(folder / "missing" / "head", "note"); }) == Obstacle::io);
  CHECK(files_in(folder.path()) == 2);
}

}  // namespace
}  // namespace lcl
