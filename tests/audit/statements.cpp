// SPDX-License-Identifier: Apache-2.0
// Findings of statements and submissions, each by an operator who appends and
// seals what should have been refused.
#include <doctest/doctest.h>

#include "tests/audit/tampering.hpp"
#include "tests/methodology/small_document.hpp"

namespace lcl::test {
namespace {

const std::string phones{project};

Words words_of(const std::function<void(DishonestRegistry&)>& misdeed) {
  DishonestRegistry registry;
  open_and_label(registry);
  misdeed(registry);
  registry.seal();
  return words(registry.verify());
}

SentEvent collected(std::uint64_t device) {
  return {device_number(device), collection("2026-02-01T10:00:00.000Z")};
}

}  // namespace

TEST_CASE("statements: a ledger that begins with something else was not opened") {
  DishonestRegistry registry;
  registry.act("project_notified", phones, notification(), registry.developer);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"not_opened@0", "not_permitted@0"});
}

TEST_CASE("statements: an opening that the operator did not sign opens nothing") {
  DishonestRegistry registry;
  registry.after_signing = [](Statement& statement) { statement.signature->bytes[5] ^= 1U; };
  registry.act("registry_opened", "", registry.opening(), registry.operator_key);
  registry.after_signing = {};
  registry.act("key_granted", "", grant(registry.developer.public_key(), "developer"), registry.certifier);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"not_opened@0", "wrong_signature@0"});
}

TEST_CASE("statements: a registry is opened once") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.act("registry_opened", "", registry.opening(), registry.operator_key);
        }) == Words{"not_permitted@7"});
}

TEST_CASE("statements: a signature that does not verify") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.after_signing = [](Statement& statement) { statement.signature->bytes[40] ^= 1U; };
          registry.submit(phones, {collected(1)}, registry.developer);
        }) == Words{"wrong_signature@7"});
}

TEST_CASE("statements: an act changed after it was signed") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.after_signing = [](Statement& statement) { statement.act["name"] = "Other"; };
          registry.act("participant_registered", "", {{"participant", other_siret}, {"name", "One"}},
                       registry.operator_key);
        }) == Words{"wrong_signature@7"});
}

TEST_CASE("statements: an act by a role that may not do it") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.act("key_granted", "", grant(PrivateKey::generate().public_key(), "auditor"),
                       registry.developer);
        }) == Words{"not_permitted@7"});
}

TEST_CASE("statements: an act by a key that was never granted") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.submit(phones, {collected(1)}, PrivateKey::generate());
        }) == Words{"not_permitted@7"});
}

TEST_CASE("statements: an act that only an act refused before would have allowed") {
  CHECK(words_of([](DishonestRegistry& registry) {
          const PrivateKey key = PrivateKey::generate();
          registry.act("key_granted", "", grant(key.public_key(), "developer"), registry.operator_key);
          registry.submit(phones, {collected(1)}, key);
        }) == Words{"not_permitted@7", "not_permitted@8"});
}

TEST_CASE("statements: a head that is no checkpoint of this log") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.before_signing = [](Statement& statement) { statement.seen.root.bytes[0] ^= 1U; };
          registry.submit(phones, {collected(1)}, registry.developer);
        }) == Words{"unknown_seen@7"});
}

TEST_CASE("statements: nobody has seen a head that was not there yet") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.act("participant_registered", "", {{"participant", "05982741000016"}, {"name", "One"}},
               registry.operator_key);
  registry.seal();
  const Head later = registry.seen();

  // The same log again, but for a statement at entry 7 that claims to have seen a checkpoint of size 8: its
  // own bytes would have to be in that checkpoint's root. So no such statement verifies, whatever is stored.
  CHECK(words_of([&](DishonestRegistry& forged) {
          forged.before_signing = [&](Statement& statement) { statement.seen = later; };
          forged.submit(phones, {collected(1)}, forged.developer);
        }) == Words{"unknown_seen@7"});
}

TEST_CASE("statements: the very same statement twice") {
  DishonestRegistry registry;
  open_and_label(registry);
  std::array<std::uint8_t, 16> nonce{};
  const Head seen = registry.seen();
  registry.before_signing = [&](Statement& statement) {
    statement.nonce = nonce;
    statement.seen = seen;
  };
  const Json act = {{"participant", "05982741000016"}, {"name", "One"}};
  registry.act("participant_registered", "", act, registry.operator_key);
  registry.seal();
  CHECK(registry.verify().sound());
  registry.act("participant_registered", "", act, registry.operator_key);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"replayed_statement@8"});
}

TEST_CASE("statements: a methodology that does not load") {
  CHECK(words_of([](DishonestRegistry& registry) {
          Json document = small_document();
          document["id"] = "other";
          document["eligibility"][0]["rule"] = "collection.waste and";
          registry.act("methodology_adopted", "", {{"document", document}}, registry.certifier);
        }) == Words{"methodology_unsound@7"});
}

TEST_CASE("submissions: an event that belongs to none") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.submit(phones, {collected(1)}, registry.developer);
          registry.record(phones, collected(2));
          registry.act("participant_registered", "", {{"participant", "05982741000016"}, {"name", "One"}},
                       registry.operator_key);
          registry.record(phones, collected(3));
        }) == Words{"stray_event@9", "stray_event@11"});
}

TEST_CASE("submissions: an event of another project than was signed") {
  const Words found = words_of([](DishonestRegistry& registry) {
    registry.before_appending = [](Entry& entry) {
      if (entry.kind == "collection") entry.project = "OTHER1";
    };
    registry.submit(phones, {collected(1)}, registry.developer);
  });
  CHECK(std::find(found.begin(), found.end(), "stray_event@8") != found.end());
}

TEST_CASE("submissions: events that are not those that were signed") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.before_signing = [](Statement& statement) {
            statement.act["digest"] = hex(sha256("other events"));
          };
          registry.submit(phones, {collected(1), collected(2)}, registry.developer);
        }) == Words{"wrong_manifest@7"});
}

TEST_CASE("submissions: an event moved to another device than was signed") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.keeps_rows = false;
  registry.before_appending = [](Entry& entry) {
    if (entry.kind == "collection") entry.device = device_number(2);
  };
  registry.submit(phones, {collected(1)}, registry.developer);
  registry.seal();
  VerifyRequest request = registry.request();
  request.log_only = true;
  CHECK(words(verify(Reader(registry.file()), request)) == Words{"wrong_manifest@7"});
}

TEST_CASE("submissions: fewer events than were signed, at the end and before a statement") {
  const auto promise_more = [](Statement& statement) { statement.act["count"] = 3; };
  CHECK(words_of([&](DishonestRegistry& registry) {
          registry.before_signing = promise_more;
          registry.submit(phones, {collected(1), collected(2)}, registry.developer);
        }) == Words{"incomplete_submission@7"});
  CHECK(words_of([&](DishonestRegistry& registry) {
          registry.before_signing = promise_more;
          registry.submit(phones, {collected(1), collected(2)}, registry.developer);
          registry.before_signing = {};
          registry.submit(phones, {collected(3)}, registry.developer);
        }) == Words{"incomplete_submission@7"});
}

TEST_CASE("submissions: more events than were signed") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.before_signing = [](Statement& statement) { statement.act["count"] = 1; };
          registry.submit(phones, {collected(1), collected(2)}, registry.developer);
        }) == Words{"wrong_manifest@7", "stray_event@9"});
}

TEST_CASE("statements: one that cannot be read does not condemn the million that follow") {
  DishonestRegistry registry;
  make_small(registry);
  // The developer's key: every later act of the developer rests on it.
  tamper(registry, "UPDATE entries SET payload = x'7b7d' WHERE seq = 1");
  const Words found = words(registry.verify());
  REQUIRE(!found.empty());
  CHECK(found.front() == "wrong_payload@1");
  CHECK(std::count(found.begin(), found.end(), "rule_broken@8") == 0);
  CHECK(found.size() <= 8);

  // A submission's own statement: its events are neither strays nor judged without their project.
  DishonestRegistry other;
  make_small(other);
  tamper(other, "UPDATE entries SET payload = x'7b7d' WHERE seq = 7");
  CHECK(words(other.verify()) == Words{"wrong_payload@7"});
}

}  // namespace lcl::test
