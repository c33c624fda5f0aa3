// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/witness.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "ledger/chain/tree.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {
namespace {

/// A log of the vectors' kind: leaf n is the hash of one byte.
struct WitnessedLog {
  PrivateKey key = PrivateKey::generate();
  std::string origin = "log.example";
  std::vector<Digest> leaves;

  explicit WitnessedLog(std::uint8_t size) {
    for (std::uint8_t i = 0; i < size; ++i) leaves.push_back(sha256_prefixed(0, Bytes{&i, 1}));
  }
  [[nodiscard]] NoteVerifier verifier() const { return {origin, key.public_key()}; }
  [[nodiscard]] Checkpoint at(std::size_t size) const {
    Tree tree;
    for (std::size_t i = 0; i < size; ++i) tree.append(leaves[i]);
    return {origin, size, tree.root()};
  }
  [[nodiscard]] WitnessRequest request(std::uint64_t from, std::uint64_t to) const {
    Tree tree;
    for (std::size_t i = 0; i < to; ++i) tree.append(leaves[i]);
    const std::vector<Tile> tiles = tree.take_changed();
    const HashReader read = [&tiles](std::uint8_t level, std::uint64_t index) {
      Digest digest;
      for (const Tile& tile : tiles)
        if (tile.level == level && tile.index == index / tile_width)
          std::copy_n(tile.hashes.begin() + static_cast<std::ptrdiff_t>(32 * (index % tile_width)), 32,
                      digest.bytes.begin());
      return digest;
    };
    return {from, consistency_proof(from, to, read), sign_checkpoint(at(to), key)};
  }
};

/// The word of the refusal of `request` after `last`; empty: it may be cosigned.
std::string answer_of(const WitnessRequest& request, const WitnessedLog& log,
                      const std::optional<Checkpoint>& last) {
  const auto asked = asked_for(request, {log.verifier()});
  if (const auto* refused = std::get_if<WitnessRefusal>(&asked)) return std::string(word(*refused));
  const auto refused = refusal(request, std::get<WitnessedCheckpoint>(asked), last);
  return refused ? std::string(word(*refused)) : std::string();
}

}  // namespace

TEST_CASE("witness: the request of C2SP tlog-witness is read and written as the same text") {
  const std::string example =
      "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
      "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
      "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\n"
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
  const auto request = parse_witness_request(example);
  REQUIRE(request.has_value());
  CHECK(request->old_size == 20'852'014);
  CHECK(request->proof.size() == 4);
  CHECK(to_text(*request) == example);
}

TEST_CASE("witness: what is no request is refused") {
  const WitnessedLog log(3);
  const std::string good = to_text(log.request(1, 3));
  const std::string note = good.substr(good.find("\n\n") + 2);
  std::string too_long = "old 1\n";
  for (int i = 0; i < 64; ++i) too_long += "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
  for (const std::string& bad : std::vector<std::string>{
           "", "old 01\n\n" + note, "old -1\n\n" + note, "old 1\r\n\n" + note, "old 1\n" + note,
           "Old 1\n\n" + note, "old 1\nAAAA\n\n" + note, too_long + "\n" + note, "old 1\n\nlog.example\n",
           good + "\n", "old 18446744073709551616\n\n" + note}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_witness_request(bad).has_value());
  }
}

TEST_CASE("witness: every honest step between sizes 0 and 40 is cosigned, and no other proof is") {
  const WitnessedLog log(40);
  for (std::uint64_t from = 0; from <= 40; from += 3) {
    for (std::uint64_t to = std::max<std::uint64_t>(from, 1); to <= 40; to += 5) {
      CAPTURE(from);
      CAPTURE(to);
      const std::optional<Checkpoint> last = from == 0 ? std::nullopt : std::optional(log.at(from));
      WitnessRequest request = log.request(from, to);
      CHECK(answer_of(request, log, last).empty());
      request.proof.push_back(Digest{});
      CHECK(answer_of(request, log, last) == "inconsistent");
      request.proof.pop_back();
      if (request.proof.empty()) continue;
      request.proof.back().bytes[31] ^= 1U;
      CHECK(answer_of(request, log, last) == "inconsistent");
    }
  }
}

TEST_CASE("witness: the refusals, in their order, with the protocol's status") {
  const WitnessedLog log(9);
  WitnessedLog fork(9);
  fork.leaves[4] = Digest{};
  WitnessRequest of_fork = fork.request(3, 9);
  of_fork.checkpoint = sign_checkpoint(fork.at(9), log.key);
  WitnessRequest other_root = fork.request(9, 9);
  other_root.checkpoint = sign_checkpoint(fork.at(9), log.key);
  const Checkpoint last = log.at(9);

  CHECK(answer_of(of_fork, log, log.at(3)).empty());  // nobody has seen what it forks from
  CHECK(answer_of(of_fork, log, log.at(9)) == "conflict");
  of_fork.old_size = 9;
  CHECK(answer_of(of_fork, log, last) == "inconsistent");
  CHECK(answer_of(other_root, log, last) == "inconsistent");
  CHECK(answer_of(log.request(3, 5), log, last) == "conflict");
  CHECK(answer_of(log.request(0, 9), log, last) == "conflict");
  CHECK(answer_of(log.request(9, 9), log, last).empty());
  WitnessRequest backwards = log.request(5, 5);
  backwards.old_size = 9;
  CHECK(answer_of(backwards, log, last) == "wrong_old_size");
  WitnessRequest text_only = log.request(0, 9);
  text_only.checkpoint = sign_note("no checkpoint\n", "log.example", log.key);
  CHECK(answer_of(text_only, log, last) == "malformed_request");

  WitnessedLog stranger(9);
  CHECK(answer_of(stranger.request(0, 9), log, {}) == "wrong_signature");
  stranger.origin = "other.example";
  CHECK(answer_of(stranger.request(0, 9), log, {}) == "unknown_log");

  CHECK(status(WitnessRefusal::unknown_log) == 404);
  CHECK(status(WitnessRefusal::wrong_signature) == 403);
  CHECK(status(WitnessRefusal::wrong_old_size) == 400);
  CHECK(status(WitnessRefusal::conflict) == 409);
  CHECK(status(WitnessRefusal::inconsistent) == 422);
}

TEST_CASE("witness: the empty log has the empty root") {
  const WitnessedLog log(0);
  CHECK(answer_of(log.request(0, 0), log, {}).empty());
  WitnessRequest bogus = log.request(0, 0);
  bogus.checkpoint = sign_checkpoint({log.origin, 0, Digest{}}, log.key);
  CHECK(answer_of(bogus, log, {}) == "inconsistent");
}

}  // namespace lcl
