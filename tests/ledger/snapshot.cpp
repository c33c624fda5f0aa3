// SPDX-License-Identifier: Apache-2.0
// What is on record, kept beside one's own registry: gone on from where this
// user kept it, and believed of nobody else.
#include "ledger/store/snapshot.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "ledger/publish/bundle.hpp"
#include "ledger/store/own_registries.hpp"
#include "ledger/values/files.hpp"
#include "tests/ledger/open_registry.hpp"

namespace lcl::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* invented = "04827163900048";

/// What `ledger` has on record, and a participant that nobody registered.
Snapshot with_an_invention(const OpenLedger& ledger) {
  Registrations records(Signatures::verify);
  records.read(ledger.registrations().to_bytes());
  const Statement never_signed =
      ledger.draft("participant_registered", {}, {{"participant", invented}, {"name", "Nobody"}},
                   ledger.state().operator_key().id());
  records.take(ledger.head().size - 1, never_signed, {});
  return {ledger.head(), records.to_bytes()};
}

bool believes(const RegistryFolder& folder) {
  return OpenLedger(folder, 1'000).state().knows_participant(invented);
}

void change_last_byte(const fs::path& file) {
  std::string bytes = *read_if_there(file);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("snapshot: what was on record is read back whole") {
  const OpenRegistry registry;
  const OpenLedger ledger(registry.registry(), 1'000);
  const std::string bytes = ledger.registrations().to_bytes();
  Registrations back(Signatures::verify);
  back.read(bytes);
  CHECK(back.to_bytes() == bytes);
  CHECK(back.state().methodologies().size() == ledger.state().methodologies().size());
  CHECK(back.state().project("DEMO")->state == ProjectState::labelled);
  CHECK(back.state().log_key() == ledger.state().log_key());
  CHECK(back.chain().next() == ledger.head().size);
}

TEST_CASE("snapshot: bytes cut short anywhere are refused") {
  const OpenRegistry registry;
  const std::string bytes = OpenLedger(registry.registry(), 1'000).registrations().to_bytes();
  for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 8) {
    Registrations back(Signatures::verify);
    CHECK_THROWS_AS(back.read(std::string_view(bytes).substr(0, length)), Error);
  }
}

TEST_CASE("snapshot: a bundle that is this user's own is opened from the one kept beside it, no other is") {
  const OpenRegistry registry;
  const RegistryFolder bundle{registry.folder() / "kept.bundle"};
  (void)write_bundle(registry.ledger().opened(), {.project = "", .file = bundle.path});
  keep_snapshot(bundle, with_an_invention(OpenLedger(bundle, 1'000)));
  CHECK_FALSE(believes(bundle));
  list_as_own(bundle.path, OpenLedger(bundle, 1'000).state().log_key());
  CHECK(believes(bundle));
  const fs::path copy = registry.folder() / "copy.bundle";
  fs::copy_file(bundle.path, copy);
  fs::rename(copy, bundle.path);  // another file in its place
  CHECK_FALSE(believes(bundle));
}

TEST_CASE("snapshot: a registry is opened from the one that this user kept, and goes on from there") {
  const OpenRegistry registry;
  keep_snapshot(registry.registry(), with_an_invention(OpenLedger(registry.registry(), 1'000)));
  CHECK(believes(registry.registry()));
  const PrivateKey key = PrivateKey::generate();
  accepted(registry.act(
      "key_granted", {},
      {{"public_key", key.public_key().text()}, {"role", "auditor"}, {"party", "73282932000074"}},
      registry.certifier));
  const OpenLedger later(registry.registry(), 1'000);
  CHECK(later.state().keys().contains(key.public_key().id()));
  CHECK(later.state().knows_participant(invented));
}

TEST_CASE("snapshot: one that was changed, sealed by another or taken of another log is not believed") {
  const OpenRegistry registry;
  const RegistryFolder folder = registry.registry();
  const Snapshot false_one = with_an_invention(OpenLedger(folder, 1'000));
  keep_snapshot(folder, false_one);
  SUBCASE("changed") { change_last_byte(folder.snapshot()); }
  SUBCASE("sealed by another") { change_last_byte(*state_folder() / "snapshot.key"); }
  SUBCASE("of another log") {
    Snapshot other = false_one;
    other.head.root = sha256("another log");
    keep_snapshot(folder, other);
  }
  SUBCASE("of a longer log") {
    Snapshot other = false_one;
    ++other.head.size;
    keep_snapshot(folder, other);
  }
  CHECK_FALSE(believes(folder));
}

TEST_CASE("snapshot: that of a registry which came from elsewhere is not believed, nor is one kept there") {
  const OpenRegistry registry;
  keep_snapshot(registry.registry(), with_an_invention(OpenLedger(registry.registry(), 1'000)));
  const RegistryFolder received{registry.folder() / "received"};
  fs::copy(registry.registry().path, received.path, fs::copy_options::recursive);
  const auto before = fs::last_write_time(received.snapshot());
  CHECK_FALSE(believes(received));
  CHECK(fs::last_write_time(received.snapshot()) == before);
}

TEST_CASE("snapshot: once enough acts were recorded, one is kept") {
  const OpenRegistry registry;
  Ledger ledger = registry.ledger();
  CHECK_FALSE(fs::exists(registry.registry().snapshot()));
  for (std::uint64_t act = 0; act < snapshot_every; ++act) {
    Statement asked =
        ledger.draft("question_asked", "DEMO", {{"text", "why?"}}, registry.auditor.public_key().id());
    sign(asked, registry.auditor);
    accepted(ledger.commit(asked));
  }
  const auto kept = kept_snapshot(registry.registry());
  REQUIRE(kept.has_value());
  const OpenLedger opened(registry.registry(), 1'000);
  CHECK(opened.head() == ledger.head());
  CHECK(opened.registrations().to_bytes() == ledger.opened().registrations().to_bytes());
  CHECK(
      state_at(opened.log(), opened.state().origin(), opened.head().size).project("DEMO")->questions.size() ==
      opened.state().project("DEMO")->questions.size());
}

}  // namespace lcl::test
