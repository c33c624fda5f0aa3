// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

#include "tests/chain/temporary_folder.hpp"
#include "tests/values/obstacle_message.hpp"

namespace lcl {
namespace {

namespace fs = std::filesystem;
using test::message_of;
using test::TemporaryFolder;

std::string of_length(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + i % 26);
  return text;
}

TEST_CASE("files: what is written is read, whole or not at all") {
  const TemporaryFolder folder;
  for (const std::size_t size : {0U, 1U, 4096U, 4097U, 70'000U}) {
    const fs::path file = folder / std::to_string(size);
    write_all(create_new(file, MayRead::everyone), file, of_length(size));
    CHECK(read_whole(open_to_read(file), file, size) == of_length(size));
    CHECK(read_rest(open_to_read(file), file, any_length) == of_length(size));
    CHECK(read_if_there(file) == of_length(size));
    if (size == 0) continue;
    CHECK_FALSE(read_rest(open_to_read(file), file, size - 1).has_value());
    CHECK(message_of([&] { (void)read_if_there(file, size - 1); }) ==
          "cannot read " + file.string() + ": it is longer than " + std::to_string(size - 1) + " bytes");
  }
}

TEST_CASE("files: a pipe is read to its end, however it comes") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const Descriptor out(ends[0]);
  std::thread writer([in = ends[1]] {
    const Descriptor closed_at_the_end(in);
    for (int i = 0; i < 3; ++i) write_all(closed_at_the_end, "pipe", of_length(50'000));
  });
  const std::string text = read_whole(out, "pipe", 150'000);
  writer.join();
  CHECK(text == of_length(50'000) + of_length(50'000) + of_length(50'000));
}

TEST_CASE("files: a secret is its owner's; what is open to everyone is open as far as the process lets it") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(0077);
  (void)create_new(folder / "secret", MayRead::owner);
  (void)create_new(folder / "masked", MayRead::everyone);
  make_folder(folder / "keys", MayRead::owner);
  ::umask(0022);
  (void)create_new(folder / "open", MayRead::everyone);
  ::umask(before);
  CHECK(fs::status(folder / "secret").permissions() == fs::perms{0600});
  CHECK(fs::status(folder / "masked").permissions() == fs::perms{0600});
  CHECK(fs::status(folder / "open").permissions() == fs::perms{0644});
  CHECK(fs::status(folder / "keys").permissions() == fs::perms{0700});
}

TEST_CASE("files: what cannot be done says to which path, and why") {
  const TemporaryFolder folder;
  const fs::path absent = folder / "absent";
  const fs::path there = folder.write("there", "text");
  const std::string path = folder.path().string();
  CHECK(message_of([&] { (void)open_to_read(absent); }) ==
        "cannot open " + path + "/absent: No such file or directory");
  CHECK(message_of([&] { (void)create_new(there, MayRead::owner); }) ==
        "cannot create " + path + "/there: File exists");
  CHECK(message_of([&] { make_folder(there, MayRead::owner); }) ==
        "cannot create folder " + path + "/there: File exists");
  CHECK(message_of([&] { (void)read_if_there(folder.path()); }) ==
        "cannot read " + path + ": Is a directory");
  CHECK(message_of([&] { write_all(open_to_read(there), there, "x"); }) ==
        "cannot write " + path + "/there: Bad file descriptor");
  CHECK(message_of([&] { flush_folder_of(absent / "file"); }) ==
        "cannot flush folder " + path + "/absent to disk: No such file or directory");
  CHECK(message_of([&] { flush(Descriptor(), there); }) ==
        "cannot flush " + path + "/there to disk: Bad file descriptor");
  CHECK_FALSE(read_if_there(absent).has_value());
}

TEST_CASE("files: a descriptor is closed once, by whoever has it last") {
  const TemporaryFolder folder;
  int number = -1;
  {
    Descriptor first = open_to_read(folder.write("file", "text"));
    number = first.number();
    const Descriptor second = std::move(first);
    CHECK_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move)
    CHECK(second.number() == number);
  }
  struct stat status {};
  CHECK(::fstat(number, &status) != 0);
}

}  // namespace
}  // namespace lcl
