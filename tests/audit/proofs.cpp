// SPDX-License-Identifier: Apache-2.0
// Proofs of entries and devices: that they hold, that nothing in them can be
// changed, and that a ledger whose tree was forged makes none.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/proof_file.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/replay/found_device.hpp"
#include "ledger/values/error.hpp"
#include "tests/audit/synthetic_log.hpp"
#include "tests/audit/tampering.hpp"
#include "tests/store/pinned_log.hpp"

namespace lcl::test {
namespace {

std::string fault_of(std::string_view text, const NoteVerifier& log) {
  const CheckedProof proof = check_proof(text, log);
  return proof.fault ? std::string(word(proof.fault->word)) : "holds";
}

/// The first place where another byte leaves a proof that holds; nothing if there is none.
std::optional<std::size_t> first_idle_byte(const std::string& text, const NoteVerifier& log) {
  constexpr std::array flips{'\x01', '\x20', '\x80'};
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ flips[at % flips.size()]);
    if (check_proof(changed, log).holds()) return at;
  }
  return std::nullopt;
}

struct MadeRegistry : DishonestRegistry {
  MadeRegistry() { make_small(*this); }
};

struct SmallRegistry {
  MadeRegistry registry;
  PinnedLog pinned{registry.file(), registry.seen()};
  ProofSource source{pinned.log, registry.head()};
  NoteVerifier log{registry.origin, registry.log.public_key()};

  std::string passport() const {
    const Pseudonym device = device_number(1);
    const auto found = find_device(pinned.log, {&device, 1});
    REQUIRE(found.has_value());
    Registrations made(Signatures::verified_before);
    made.go_on(pinned.log, registry.origin, registry.size());
    return device_passport(source, made, found->device, found->last);
  }
};

}  // namespace

TEST_CASE("proofs: every entry of a ledger is proven, and no byte of a proof can be changed") {
  const SmallRegistry small;
  for (std::uint64_t seq = 0; seq < small.source.log.head().size; ++seq) {
    const CheckedProof proof = check_proof(entry_proof(small.source, seq), small.log);
    REQUIRE(proof.holds());
    CHECK(proof.entries.front().seq == seq);
    CHECK(proof.checkpoint.size == small.source.log.head().size);
  }
  CHECK(first_idle_byte(entry_proof(small.source, 9), small.log) == std::nullopt);
}

TEST_CASE("proofs: no byte of a passport can be changed") {
  const SmallRegistry small;
  const std::string text = small.passport();
  const CheckedProof proof = check_proof(text, small.log);
  REQUIRE(proof.holds());
  CHECK(proof.entries.size() > 1);
  CHECK(first_idle_byte(text, small.log) == std::nullopt);
}

TEST_CASE("proofs: a passport with an event left out between two others proves nothing") {
  const SmallRegistry small;
  const std::optional<ProofFile> whole = parse_proof_file(small.passport());
  REQUIRE(whole.has_value());
  REQUIRE(whole->entries.size() > 2);
  for (std::size_t left_out = 0; left_out + 1 < whole->entries.size(); ++left_out) {
    ProofFile less = *whole;
    less.entries.erase(less.entries.begin() + static_cast<std::ptrdiff_t>(left_out));
    CHECK(fault_of(to_text(less), small.log) == "broken_chain");
  }
  ProofFile twice = *whole;
  twice.entries.push_back(twice.entries.back());
  CHECK(fault_of(to_text(twice), small.log) == "broken_chain");
}

TEST_CASE("proofs: each fault has its word") {
  const SmallRegistry small;
  const std::optional<ProofFile> good = parse_proof_file(entry_proof(small.source, 9));
  REQUIRE(good.has_value());
  const auto fault = [&](auto change) {
    ProofFile file = *good;
    change(file, file.entries.front());
    return fault_of(to_text(file), small.log);
  };
  CHECK(fault([](ProofFile&, ProvenEntry&) {}) == "holds");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { ++entry.index; }) == "not_included");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.hashes.clear(); }) == "not_included");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.hashes.emplace_back(); }) == "not_included");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.bytes += ' '; }) == "not_included");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.payload = "{}"; }) == "wrong_payload");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.bytes.clear(); }) == "no_entry");
  CHECK(fault([](ProofFile&, ProvenEntry& entry) { entry.payload.reset(); }) == "holds");
  CHECK(fault([](ProofFile& file, ProvenEntry&) {
          file.checkpoint = sign_checkpoint({"registry.example/test", 17, {}}, PrivateKey::generate());
        }) == "unknown_log_key");
  CHECK(fault([&](ProofFile& file, ProvenEntry&) {
          file.checkpoint = sign_note("registry.example/test\n17\n", small.log.name, small.registry.log);
        }) == "malformed_checkpoint");
  CHECK(fault_of("", small.log) == "not_a_proof");
  CHECK(fault_of("{}\n", small.log) == "not_a_proof");
}

TEST_CASE("proofs: the empty list of a passport is no passport (CVE-2026-42501)") {
  const SmallRegistry small;
  ProofFile file{ProofKind::device, small.registry.head(), hex(device_number(1)), {}, {}, {}, {}};
  CHECK(fault_of(to_text(file), small.log) == "no_entry");
  file.kind = ProofKind::units;
  CHECK(fault_of(to_text(file), small.log) == "no_entry");
}

TEST_CASE("proofs: an entry that was recorded but is malformed is not shown as one") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.before_appending = [](Entry& entry) { entry.seq += 1; };
  registry.act("participant_registered", "", {{"name", "Seller"}, {"participant", "05982741000016"}},
               registry.operator_key);
  registry.seal();
  const Reader reader(registry.file());
  ProofFile file{ProofKind::entry, registry.head(), {}, {{labelled_size, {}, {}, {}}}, {}, {}, {}};
  reader.entry(labelled_size, [&](const StoredEntry& stored) { file.entries.front().bytes = stored.entry; });
  file.entries.front().hashes = inclusion_proof(labelled_size, registry.size(), reader.stored_hashes());
  CHECK(fault_of(to_text(file), {registry.origin, registry.log.public_key()}) == "wrong_seq");
}

TEST_CASE("proofs: sizes around those of full tiles") {
  SyntheticLog log;
  for (const std::uint64_t size : {1ULL, 2ULL, 255ULL, 256ULL, 257ULL, 511ULL, 512ULL, 513ULL, 768ULL,
                                   1'792ULL, 65'535ULL, 65'536ULL, 65'537ULL, 65'793ULL}) {
    log.grow(size);
    const PinnedLog pinned(log.file(), log.head());
    const std::string note = log.checkpoint();
    const ProofSource source{pinned.log, note};
    for (const std::uint64_t seq : {std::uint64_t{0}, size / 2, size - size % 256, size - 1}) {
      if (seq >= size) continue;
      CAPTURE(size);
      CAPTURE(seq);
      CHECK(check_proof(entry_proof(source, seq), log.verifier()).holds());
    }
  }
}

TEST_CASE("proofs: a forged tile leads nobody astray (CVE-2026-56865, -56864): the true one is made again") {
  for (const std::uint64_t size : {768ULL, 1'792ULL}) {
    SyntheticLog log;
    log.grow(size);
    const std::string note = log.checkpoint();
    std::vector<Tile> tiles;
    Reader(log.file()).for_each_tile([&](const Tile& tile) { tiles.push_back(tile); });
    for (const Tile& tile : tiles) {
      const auto put = [&](const std::string& hashes) {
        Writer writer(log.file(), 0);
        writer.put_tile({tile.level, tile.index, hashes});
        writer.commit();
      };
      std::string forged = tile.hashes;
      for (std::size_t at = 0; at < forged.size(); at += 32) forged[at] = static_cast<char>(forged[at] ^ 1);
      put(forged);
      const PinnedLog pinned(log.file(), log.head());
      for (std::uint64_t seq = 0; seq < size; seq += 97)
        CHECK(check_proof(entry_proof({pinned.log, note}, seq), log.verifier()).holds());
      const std::uint64_t within = tile.level == 0 ? tile.index * tile_width + 1 : 1;
      CHECK(check_proof(entry_proof({pinned.log, note}, within), log.verifier()).holds());
      CHECK(pinned.log.made_tiles_anew());
      put(tile.hashes);
    }
  }
}

TEST_CASE("proofs: of more than a file holds, none is made, and a bundle is named instead") {
  DishonestRegistry registry;
  open_and_label(registry);
  // Sixteen payloads of 3 MiB are 64 MiB in base64, without what else a passport holds.
  registry.instead_of_payload = [](std::string& payload) {
    if (!payload.starts_with("{\"act\":")) payload.assign(3U << 20U, 'x');
  };
  const Pseudonym device = device_number(1);
  registry.submit(std::string(project),
                  std::vector<SentEvent>(16, {device, collection("2026-02-01T10:00:00.000Z")}),
                  registry.developer);
  registry.seal();
  const PinnedLog pinned(registry.file(), registry.seen());
  Registrations made(Signatures::verified_before);
  made.go_on(pinned.log, registry.origin, registry.size());
  std::string said;
  try {
    (void)device_passport({pinned.log, registry.head()}, made, device, registry.size() - 1);
  } catch (const Error& error) {
    CHECK(error.obstacle() == Obstacle::unavailable);
    said = error.what();
  }
  CHECK(said.find("longer than 64 MiB or 100,000 entries") != std::string::npos);
  CHECK(said.find("lcl bundle") != std::string::npos);
}

TEST_CASE("proofs: a file that is longer than any that is made is read no further") {
  const SmallRegistry small;
  CHECK(fault_of("{" + std::string(max_proof_file_bytes, ' '), small.log) == "not_a_proof");
  ProofFile passport = *parse_proof_file(small.passport());
  passport.entries.assign(max_proven_entries, {});
  CHECK(parse_proof_file(to_text(passport)).has_value());
  passport.entries.emplace_back();
  CHECK_FALSE(parse_proof_file(to_text(passport)).has_value());
}

}  // namespace lcl::test
