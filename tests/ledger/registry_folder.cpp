// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "ledger/audit/verify.hpp"
#include "ledger/store/log.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "tests/ledger/open_registry.hpp"

using namespace lcl;
using namespace lcl::test;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

template <typename Action>
Obstacle obstacle_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.obstacle();
  }
  FAIL("no obstacle was met");
  return {};
}

}  // namespace

TEST_CASE("registry: a new one holds entry 0, its checkpoint and its secrets with mode 0600") {
  const OpenRegistry open;
  const RegistryFolder folder{open.folder() / "second"};
  const Receipt receipt = accepted(
      Ledger::create(folder.path, "registry.example/second", Certifier{{open.certifier.public_key()}}));
  CHECK(receipt.seq == 0);
  CHECK(receipt.head.size == 1);
  CHECK(file_text(folder.head()) == receipt.checkpoint);
  for (const fs::path& secret : {folder.pepper(), folder.log_key(), folder.operator_key()}) {
    CHECK(mode_of(secret) == 0600);
  }
  for (const fs::path& own : {folder.ledger(), folder.head()}) CHECK(mode_of(own) == 0600);
  for (const fs::path& own : {folder.path, folder.keys()}) CHECK(mode_of(own) == 0700);
  const Ledger ledger(folder.path);
  CHECK(ledger.head() == receipt.head);
  CHECK(ledger.state().certifier().fingerprint() == open.certifier.public_key().id());
}

TEST_CASE(
    "registry: of many that are made in one empty folder at once, one is, and the others leave it alone") {
  const OpenRegistry open;
  const RegistryFolder folder{open.folder() / "empty"};
  fs::create_directory(folder.path);
  std::atomic<int> made = 0;
  std::vector<std::thread> makers;
  for (int i = 0; i < 8; ++i) {
    makers.emplace_back([&] {
      if (Ledger::create(folder.path, "registry.example/one", Certifier{{open.certifier.public_key()}}))
        ++made;
    });
  }
  for (std::thread& maker : makers) maker.join();
  CHECK(made == 1);
  CHECK(verify_registry(folder, {}, false).sound());
}

TEST_CASE("registry: a folder with anything in it is not made into one, and stays as it is") {
  const OpenRegistry open;
  CHECK(refusal_of(Ledger::create(open.registry().path, "registry.example/lbc",
                                  Certifier{{open.certifier.public_key()}})) == Refusal::registry_exists);
  fs::create_directory(open.folder() / "mine");
  std::ofstream(open.folder() / "mine" / "letter") << "dear";
  const RegistryFolder mine{open.folder() / "mine"};
  CHECK(refusal_of(Ledger::create(mine.path, "registry.example/lbc",
                                  Certifier{{open.certifier.public_key()}})) == Refusal::registry_exists);
  CHECK(file_text(mine.path / "letter") == "dear");
  CHECK(std::distance(fs::directory_iterator(mine.path), fs::directory_iterator()) == 1);
}

TEST_CASE("registry: a folder that holds none is told apart from one that cannot be read") {
  const OpenRegistry open;
  CHECK(obstacle_of([&] { const Ledger ledger(open.folder()); }) == Obstacle::not_a_registry);
  CHECK(!fs::exists(open.folder() / "ledger.db"));
  std::ofstream(open.folder() / "ledger.db") << "not a database, only a text of some length to look at";
  CHECK(obstacle_of([&] { const Ledger ledger(open.folder()); }) == Obstacle::not_a_registry);
}

TEST_CASE("registry: another registry's pepper prepares nothing") {
  const OpenRegistry open;
  const OpenRegistry another;
  fs::copy_file(another.registry().pepper(), open.registry().pepper(), fs::copy_options::overwrite_existing);
  Ledger ledger = open.ledger();
  const Preparation outcome = open.prepare(ledger, file_text("samples/small.ndjson"));
  REQUIRE(outcome.listed.size() == 1);
  CHECK(outcome.listed.front().refusal == Refusal::wrong_pepper);
  CHECK(!fs::exists(open.staged()));
}

TEST_CASE("registry: nothing is appended to a ledger that is behind its head") {
  const OpenRegistry open;
  const fs::path kept = open.folder() / "kept.db";
  fs::copy_file(open.registry().ledger(), kept);
  open.submit(file_text("samples/small.ndjson"));
  const std::string head = file_text(open.registry().head());
  fs::copy_file(kept, open.registry().ledger(), fs::copy_options::overwrite_existing);
  const std::string before = file_text(open.registry().ledger());
  CHECK(refusal_of(open.act("participant_registered", {},
                            {{"participant", "73282932000074"}, {"name", "A firm"}}, open.developer)) ==
        Refusal::ledger_behind_head);
  CHECK(file_text(open.registry().ledger()) == before);
  CHECK(file_text(open.registry().head()) == head);
}

TEST_CASE("registry: without the file head nothing is appended") {
  const OpenRegistry open;
  fs::remove(open.registry().head());
  CHECK(obstacle_of([&] {
          static_cast<void>(open.act("participant_registered", {},
                                     {{"participant", "73282932000074"}, {"name", "A firm"}},
                                     open.developer));
        }) == Obstacle::damaged);
}

TEST_CASE("registry: rebuilding the projections changes no answer and no entry") {
  const OpenRegistry open;
  open.submit(file_text("samples/small.ndjson"));
  const auto answers = [&] {
    const Ledger ledger = open.ledger();
    std::string text = canonical(body_of(ledger.tally("DEMO", *parse_period("2025"), {Grouping::category})));
    ledger.opened().reader().for_each_device(
        [&](const DeviceRow& row) { text += hex(row.pseudonym) + hex(row.device); });
    read_log(ledger.opened(), {}, [&](const LoggedEntry& entry) { text += entry.entry; });
    return text;
  };
  const std::string before = answers();
  Ledger::rebuild(open.registry().path);
  CHECK(answers() == before);
  CHECK(verify_registry(open.registry(), {}, false).sound());
}
