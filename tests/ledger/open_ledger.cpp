// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/open_ledger.hpp"

#include <doctest/doctest.h>

#include "ledger/values/error.hpp"
#include "tests/ledger/open_registry.hpp"

namespace lcl::test {
namespace {

std::string note_after_granting(const OpenRegistry& registry, const PrivateKey& key) {
  const Json fields = {
      {"public_key", key.public_key().text()}, {"role", "auditor"}, {"party", "73282932000074"}};
  return accepted(registry.act("key_granted", {}, fields, registry.certifier)).checkpoint;
}

}  // namespace

TEST_CASE(
    "open ledger: it stays at its checkpoint until it is refreshed, and then knows what others recorded") {
  const OpenRegistry registry;
  OpenLedger ledger(registry.registry(), 1'000);
  const Head before = ledger.head();
  const PrivateKey key = PrivateKey::generate();
  const std::string note = note_after_granting(registry, key);
  CHECK(ledger.head() == before);
  CHECK_FALSE(ledger.state().keys().contains(key.public_key().id()));
  ledger.refresh();
  CHECK(ledger.head().size == before.size + 1);
  CHECK(ledger.note() == note);
  CHECK(ledger.state().keys().contains(key.public_key().id()));
}

TEST_CASE("open ledger: a draft on a head that the log never had is refused, and one on its own is not") {
  const OpenRegistry registry;
  const OpenLedger ledger(registry.registry(), 1'000);
  Statement draft =
      ledger.draft("key_revoked", {}, {{"key", hex(registry.auditor.public_key().id())}, {"reason", "lost"}},
                   registry.certifier.public_key().id());
  CHECK_FALSE(ledger.refusal_of_draft(draft, ledger.log()).has_value());
  draft.seen.root = sha256("another log");
  const auto refused = ledger.refusal_of_draft(draft, ledger.log());
  REQUIRE(refused.has_value());
  CHECK(refused->refusal == Refusal::unknown_head);
}

TEST_CASE("open ledger: of a project that is not labelled there are no figures") {
  const OpenRegistry registry;
  const OpenLedger ledger(registry.registry(), 1'000);
  CHECK(ledger.labelled_project("DEMO").id == "DEMO");
  CHECK_THROWS_AS((void)ledger.labelled_project("NONE"), Error);
}

TEST_CASE("open ledger: a ledger's file by itself is read and not written") {
  const OpenRegistry registry;
  const OpenLedger whole(registry.registry(), 1'000);
  CHECK_FALSE(whole.why_read_only().has_value());
  const OpenLedger alone({registry.registry().ledger()}, 1'000);
  CHECK(alone.head() == whole.head());
  CHECK(alone.why_read_only().has_value());
  CHECK_THROWS_AS(alone.require_registry(), Error);
}

}  // namespace lcl::test
