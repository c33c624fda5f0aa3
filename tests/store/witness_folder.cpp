// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/witness_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

constexpr Instant when{1'700'000'000'123};

/// A log of empty leaves, and a witness that knows it.
struct WitnessAndLog {
  test::TemporaryFolder place;
  PrivateKey key = PrivateKey::generate();
  std::string origin = "log.example/one";
  WitnessFolder witness = WitnessFolder::create(place / "witness", "w.example/1");

  [[nodiscard]] std::vector<NoteVerifier> logs() const { return {{origin, key.public_key()}}; }
  [[nodiscard]] Checkpoint at(std::uint64_t size, std::uint8_t branch = 0) const {
    Tree tree;
    for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf(i, branch));
    return {origin, size, tree.root()};
  }
  /// One more leaf than `size`, a power of two: the proof is that leaf.
  [[nodiscard]] WitnessRequest step(std::uint64_t size, std::uint8_t branch = 0) const {
    return {size, {leaf(size, branch)}, sign_checkpoint(at(size + 1, branch), key)};
  }
  [[nodiscard]] WitnessRequest first(std::uint64_t size) const {
    return {0, {}, sign_checkpoint(at(size), key)};
  }
  [[nodiscard]] static Digest leaf(std::uint64_t index, std::uint8_t branch) {
    Digest digest;
    if (index == 4) digest.bytes[0] = branch;
    return digest;
  }
};

}  // namespace

TEST_CASE("witness folder: a cosignature verifies, and what it is on is kept") {
  const WitnessAndLog two;
  CHECK_FALSE(two.witness.last(two.logs().front()).has_value());
  const auto answer = two.witness.cosign(two.first(4), two.logs(), when);
  REQUIRE(std::holds_alternative<Witnessed>(answer));
  const auto& done = std::get<Witnessed>(answer);
  CHECK(done.time == Instant{1'700'000'000'000});
  const auto note = parse_note(sign_checkpoint(two.at(4), two.key) + done.line);
  const CosignatureCheck check = verify_cosignature(*note, two.witness.cosigner());
  CHECK(check.verdict == CosignatureVerdict::verified);
  CHECK(check.time == done.time);
  CHECK(two.witness.last(two.logs().front()) == two.at(4));

  // Opened again, it goes on from there.
  const WitnessFolder again(two.place / "witness");
  const auto behind = again.cosign(two.first(4), two.logs(), when);
  REQUIRE(std::holds_alternative<NotWitnessed>(behind));
  CHECK(std::get<NotWitnessed>(behind).refusal == WitnessRefusal::conflict);
  CHECK(std::get<NotWitnessed>(behind).last_size == 4);
  CHECK(std::holds_alternative<Witnessed>(again.cosign(two.step(4), two.logs(), when)));
  CHECK(again.last(two.logs().front()) == two.at(5));
}

TEST_CASE("witness folder: of two branches asked for at once only one is cosigned") {
  for (int round = 0; round < 20; ++round) {
    const WitnessAndLog two;
    REQUIRE(std::holds_alternative<Witnessed>(two.witness.cosign(two.first(4), two.logs(), when)));
    std::atomic<int> cosigned = 0;
    std::vector<std::thread> threads;
    for (std::uint8_t branch = 1; branch <= 4; ++branch) {
      threads.emplace_back([&two, &cosigned, branch] {
        const auto answer = two.witness.cosign(two.step(4, branch), two.logs(), when);
        if (std::holds_alternative<Witnessed>(answer)) ++cosigned;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(cosigned == 1);
  }
}

TEST_CASE("witness folder: logs are kept apart by their origins") {
  WitnessAndLog two;
  REQUIRE(std::holds_alternative<Witnessed>(two.witness.cosign(two.first(4), two.logs(), when)));
  two.origin = "log.example/../two";
  CHECK(std::holds_alternative<Witnessed>(two.witness.cosign(two.first(8), two.logs(), when)));
  CHECK(two.witness.last(two.logs().front()) == two.at(8));
  two.origin = "log.example/one";
  CHECK(two.witness.last(two.logs().front()) == two.at(4));
}

TEST_CASE("witness folder: what it keeps must be the log's own word, or nothing is cosigned") {
  const WitnessAndLog two;
  REQUIRE(std::holds_alternative<Witnessed>(two.witness.cosign(two.first(4), two.logs(), when)));
  const std::string kept = "witness/logs/" + hex(sha256(two.origin));
  const PrivateKey other = PrivateKey::generate();
  for (const std::string& text :
       std::vector<std::string>{"", "nothing", sign_checkpoint(two.at(0), other),
                                sign_checkpoint({"other", 0, empty_root()}, two.key)}) {
    CAPTURE(text);
    two.place.write(kept, text);
    CHECK_THROWS_AS((void)two.witness.cosign(two.step(4), two.logs(), when), Error);
    CHECK(test::content_of(two.place / kept) == text);
  }
}

TEST_CASE("witness folder: nothing is given away that could not be kept") {
  const WitnessAndLog two;
  std::filesystem::remove(two.place / "witness/logs");
  CHECK_THROWS_AS((void)two.witness.cosign(two.first(4), two.logs(), when), Error);
}

TEST_CASE("witness folder: it is made once, its key for its owner only, and opened by its passphrase") {
  const test::TemporaryFolder place;
  const PrivateKey log = PrivateKey::generate();
  const WitnessFolder witness = WitnessFolder::create(place / "w", "w.example", "a secret");
  CHECK_THROWS_AS(WitnessFolder::create(place / "w", "w.example"), Error);
  struct stat status {};
  REQUIRE(::stat((place / "w/witness.pem").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  const WitnessRequest request{0, {}, sign_checkpoint({"log", 0, empty_root()}, log)};
  const std::vector<NoteVerifier> logs{{"log", log.public_key()}};
  CHECK_THROWS_AS((void)witness.cosign(request, logs, when), Error);
  CHECK(std::holds_alternative<Witnessed>(
      witness.cosign(request, logs, when, [](const std::string&) { return "a secret"; })));
}

TEST_CASE("witness folder: a folder without a witness, or with another's key, is an obstacle") {
  const test::TemporaryFolder place;
  CHECK_THROWS_AS(WitnessFolder(place.path()), Error);
  const WitnessAndLog two;
  two.place.write("witness/vkey", cosigner_vkey({"w.example/1", two.key.public_key()}) + "\n");
  CHECK_THROWS_AS((void)WitnessFolder(two.place / "witness").cosign(two.first(4), two.logs(), when), Error);
  two.place.write("witness/vkey", "nothing\n");
  CHECK_THROWS_AS(WitnessFolder(two.place / "witness"), Error);
}

}  // namespace lcl
