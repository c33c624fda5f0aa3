// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/staged_submission.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>

#include "ledger/values/error.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

Statement draft(const PrivateKey& key, std::uint64_t count, const Digest& digest) {
  Statement statement;
  statement.kind = "submission";
  statement.origin = "registry.example/lbc";
  statement.project = "DEMO";
  statement.act = {{"count", count}, {"digest", hex(digest)}};
  statement.key = key.public_key().id();
  return statement;
}

std::string payload(std::size_t i) {
  return "{\"n\":\"" + std::string(i % 700, 'x') + std::to_string(i) + "\"}";
}

}  // namespace

TEST_CASE("staged submission: what is written is read back, while writing and after") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "staged";
  const PrivateKey key = PrivateKey::generate();
  constexpr std::size_t events = 6'000;
  Digest digest;
  {
    StagedWriter writer(file);
    for (std::size_t i = 0; i < events; ++i) {
      const std::string line = "collection " + std::to_string(i);
      const std::string bytes = payload(i);
      writer.append({line, bytes, i % 3 == 0 ? std::string_view("{}") : std::string_view()});
      const StagedEvent back = writer.read_back(i / 2);
      REQUIRE(back.payload == payload(i / 2));
      REQUIRE(back.private_part == (i / 2 % 3 == 0 ? "{}" : ""));
    }
    CHECK(writer.count() == events);
    digest = writer.digest();
    writer.finish(draft(key, events, digest));
  }
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600);
  StagedReader reader(file);
  for (int round = 0; round < 2; ++round) {
    StagedEvent event;
    std::size_t count = 0;
    for (; reader.next(event); ++count) {
      REQUIRE(event.manifest_line == "collection " + std::to_string(count));
      REQUIRE(event.payload == payload(count));
    }
    CHECK(count == events);
    CHECK(reader.digest() == digest);
    reader.rewind();
  }
}

TEST_CASE("staged submission: unless finished it leaves no file, and it overwrites none") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "staged";
  { StagedWriter writer(file); }
  CHECK_FALSE(std::filesystem::exists(file));
  std::ofstream(file) << "mine";
  CHECK_THROWS_AS(StagedWriter{file}, Error);
  CHECK(std::filesystem::file_size(file) == 4);
}

TEST_CASE("staged submission: it is signed in place by the key it names and by no other") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "staged";
  const PrivateKey key = PrivateKey::generate();
  {
    StagedWriter writer(file);
    writer.append({"collection 0", "{}", ""});
    writer.finish(draft(key, 1, writer.digest()));
  }
  const auto size = std::filesystem::file_size(file);
  CHECK_THROWS_AS(sign_staged(file, PrivateKey::generate()), Error);
  CHECK_FALSE(read_staged(file).signature);
  sign_staged(file, key);
  CHECK(signature_verifies(read_staged(file), key.public_key()));
  CHECK(std::filesystem::file_size(file) == size);
  StagedReader reader(file);
  StagedEvent event;
  CHECK(reader.next(event));
  CHECK(event.payload == "{}");
  CHECK_FALSE(reader.next(event));
}

TEST_CASE("staged submission: a file cut off anywhere is refused or lacks events, never read wrongly") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "staged";
  const PrivateKey key = PrivateKey::generate();
  {
    StagedWriter writer(file);
    writer.append({"collection 0", "{\"a\":1}", "{\"b\":2}"});
    writer.append({"resale 1", "{\"c\":3}", ""});
    writer.finish(draft(key, 2, writer.digest()));
  }
  std::ifstream in(file, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t length = 0; length < whole.size(); ++length) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, length);
    std::size_t count = 0;
    try {
      StagedReader reader(file);
      for (StagedEvent event; reader.next(event);) ++count;
    } catch (const Error& error) {
      CHECK(error.obstacle() == Obstacle::io);
      count = 0;
    }
    CHECK(count < 2);
  }
}

}  // namespace lcl
