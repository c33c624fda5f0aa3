// SPDX-License-Identifier: Apache-2.0
// Ledgers that are in order, and what is said of them.
#include <doctest/doctest.h>

#include "ledger/store/reader.hpp"
#include "tests/audit/small_registry.hpp"

namespace lcl::test {

TEST_CASE("verify: a ledger in order is sound, and all of it is counted") {
  DishonestRegistry registry;
  make_small(registry);
  const VerifyReport report = registry.verify();
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.findings.empty());
  CHECK(report.entries == small_size);
  CHECK(report.statements == 9);
  CHECK(report.events == 8);
  CHECK(report.checkpoints == 9);
  CHECK(report.signatures == 9 + 9 + 1);  // the file head's too
  CHECK(report.devices == 3);
  CHECK(report.erased == 0);
  CHECK(report.head == registry.seen());
  CHECK(report.origin == registry.origin);
  CHECK(report.log_vkey == vkey({registry.origin, registry.log.public_key()}));
  CHECK(report.certifier->fingerprint() == registry.certifier.public_key().id());
}

TEST_CASE("verify: the log only is sound too, and no device is counted") {
  DishonestRegistry registry;
  make_small(registry);
  VerifyRequest request = registry.request();
  request.log_only = true;
  const VerifyReport report = verify(Reader(registry.file()), request);
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.events == 8);
  CHECK(report.devices == 0);
}

TEST_CASE("verify: an empty ledger is never sound") {
  DishonestRegistry registry;
  VerifyRequest request;
  request.expect_head_file = false;
  const VerifyReport report = verify(Reader(registry.file()), request);
  CHECK(words(report) == std::vector<std::string>{"empty_ledger"});
}

TEST_CASE("verify: without anchors it says what rests on the ledger's own word") {
  DishonestRegistry registry;
  make_small(registry);
  const VerifyReport report = registry.verify();
  REQUIRE(report.unanchored.size() == 2);
  CHECK(report.unanchored[0] == "keys taken from the ledger itself: give --log-key and --certifier");
  CHECK(report.unanchored[1] ==
        "internally consistent, no outside anchor: rewriting would go unseen without a checkpoint; give one "
        "kept elsewhere (--checkpoint FILE), better cosigned by witnesses (--policy FILE) or stamped by an "
        "authority (--timestamp FILE)");
}

TEST_CASE("verify: with all anchors nothing rests on the ledger's own word") {
  DishonestRegistry registry;
  open_and_label(registry);
  const std::string early = registry.head();
  registry.submit(std::string(project), {{device_number(1), collection("2026-02-01T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  VerifyRequest request = registry.request();
  request.anchors.log_key = NoteVerifier{registry.origin, registry.log.public_key()};
  request.anchors.certifier = registry.certifier.public_key().id();
  request.anchors.checkpoints = {registry.head(), early};
  request.pepper_commitment = sha256("lcl pepper 1\n");
  const VerifyReport report = verify(Reader(registry.file()), request);
  CHECK_MESSAGE(report.sound(), shown(report));
  CHECK(report.unanchored.empty());

  request.anchors.checkpoints = {early};
  const VerifyReport later = verify(Reader(registry.file()), request);
  CHECK(later.sound());
  REQUIRE(later.unanchored.size() == 1);
  CHECK(later.unanchored[0].find("beyond 7") != std::string::npos);
}

TEST_CASE("verify: any number of threads gives the same report") {
  DishonestRegistry registry;
  open_and_label(registry);
  for (std::uint64_t number = 0; number < 3; ++number) {
    std::vector<SentEvent> events;
    for (std::uint64_t i = 0; i < 300; ++i) {
      events.push_back({device_number(1000 * number + i), collection("2026-02-01T10:00:00.000Z")});
    }
    registry.submit(std::string(project), events, registry.developer);
    registry.seal();
  }
  for (const unsigned threads : {1U, 2U, 3U}) {
    VerifyRequest request = registry.request();
    request.threads = threads;
    std::uint64_t done = 0;
    const VerifyReport report = verify(Reader(registry.file()), request,
                                       [&](std::string_view stage, std::uint64_t now, std::uint64_t of) {
                                         CHECK(stage == "verifying");
                                         CHECK(now >= done);
                                         CHECK(of == registry.size());
                                         done = now;
                                       });
    CHECK_MESSAGE(report.sound(), shown(report));
    CHECK(report.devices == 900);
    CHECK(report.head == registry.seen());
    CHECK(done == registry.size());
  }
}

TEST_CASE("verify: a statement of more than a batch's share is read by itself") {
  DishonestRegistry registry;
  open_and_label(registry);
  std::string accents;
  for (int i = 0; i < 250; ++i) accents += "é";
  Json communes = Json::array();
  for (int i = 0; i < 200; ++i) communes.push_back(accents + std::to_string(i));  // 100 KB
  Json act = notification();
  act["communes"] = communes;
  act["title"] = "Many communes";
  registry.act("project_notified", "LARGE1", act, registry.developer);
  registry.seal();
  CHECK_MESSAGE(registry.verify().sound(), shown(registry.verify()));
}

}  // namespace lcl::test
