// SPDX-License-Identifier: Apache-2.0
// Findings of the log: entries, payloads and private parts, one tampering each.
#include <doctest/doctest.h>

#include "tests/audit/tampering.hpp"

namespace lcl::test {
namespace {

/// The small registry with `sql` run on its file; what is said of it.
Words words_after(const std::string& sql) {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, sql);
  return words(registry.verify());
}

/// The label, then one act by an operator who does `change` to it, then another act.
Words words_of(const std::function<void(DishonestRegistry&)>& change) {
  DishonestRegistry registry;
  open_and_label(registry);
  change(registry);
  registry.act("participant_registered", "", {{"participant", "05982741000016"}, {"name", "Seller"}},
               registry.operator_key);
  registry.before_appending = {};
  registry.instead_of_payload = {};
  registry.act("participant_registered", "", {{"participant", "06173948800049"}, {"name", "Other"}},
               registry.operator_key);
  registry.seal();
  return words(registry.verify());
}

}  // namespace

TEST_CASE("log: a deleted entry is missing, and nothing is made of what follows") {
  CHECK(words_after("DELETE FROM entries WHERE seq = 9") == Words{"missing_entry@9"});
}

TEST_CASE("log: several deleted entries are one gap") {
  CHECK(words_after("DELETE FROM entries WHERE seq IN (9, 10, 12)") ==
        Words{"missing_entry@9", "missing_entry@12"});
}

TEST_CASE("log: entry 0 deleted is a gap like any other") {
  CHECK(words_after("DELETE FROM entries WHERE seq = 0") == Words{"missing_entry@0"});
}

TEST_CASE("log: faults behind a gap are still found") {
  CHECK(words_after("DELETE FROM entries WHERE seq = 9; UPDATE entries SET payload = NULL WHERE seq = 12") ==
        Words{"missing_entry@9", "missing_payload@12"});
}

TEST_CASE("log: a row far beyond the others is behind a gap") {
  const std::string copy =
      "INSERT INTO entries SELECT 9000000000000, entry, payload, private FROM entries WHERE seq = 16";
  const Words found = words_after(copy);
  REQUIRE(found.size() >= 1);
  CHECK(found.front() == "missing_entry@17");
}

TEST_CASE("log: an entry that is not canonical is malformed") {
  const Words found = words_after("UPDATE entries SET entry = CAST(entry || ' ' AS BLOB) WHERE seq = 9");
  REQUIRE(found.size() >= 1);
  CHECK(found.front() == "malformed_entry@9");
}

TEST_CASE("log: an entry longer than any is malformed") {
  const Words found = words_after("UPDATE entries SET entry = zeroblob(3000000) WHERE seq = 9");
  REQUIRE(found.size() >= 1);
  CHECK(found.front() == "malformed_entry@9");
}

TEST_CASE("log: an entry that states another seq") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.before_appending = [](Entry& entry) { entry.seq = 99; };
        }) == Words{"wrong_seq@7"});
}

TEST_CASE("log: an entry that follows another entry") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.before_appending = [](Entry& entry) { entry.prev.bytes[0] ^= 1U; };
        }) == Words{"wrong_prev@7"});
}

TEST_CASE("log: the first entry follows nothing") {
  DishonestRegistry registry;
  registry.before_appending = [](Entry& entry) { entry.prev.bytes[31] = 1; };
  registry.act("registry_opened", "", registry.opening(), registry.operator_key);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"wrong_prev@0"});
}

TEST_CASE("log: an altered entry is named, not its neighbour") {
  // Another device: all is well formed, and the next entry still names the entry that was recorded.
  const Words found = words_after(
      "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"device\":\"', '\"device\":\"0') AS "
      "BLOB) "
      "WHERE seq = 10; UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\",\"kind\"', "
      "'\",\"kind\"') AS BLOB) "
      "WHERE seq = 10");
  REQUIRE(found.size() >= 1);
  CHECK(found.front() == "malformed_entry@10");
  const Words altered = words_after(
      "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '08:00:', '07:00:') AS BLOB) WHERE seq = "
      "10");
  CHECK(std::find(altered.begin(), altered.end(), "altered_entry@10") != altered.end());
  CHECK(std::find(altered.begin(), altered.end(), "time_goes_back@10") != altered.end());
}

TEST_CASE("log: the last entry altered is named by its checkpoint") {
  const Words found = words_after(
      "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '08:00:', '09:00:') AS BLOB) WHERE seq = "
      "16");
  CHECK(std::find(found.begin(), found.end(), "altered_entry@16") != found.end());
  CHECK(std::find(found.begin(), found.end(), "wrong_root") != found.end());
}

TEST_CASE("log: an entry earlier than the one before") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.time.milliseconds -= 3'600'000;
  registry.submit(std::string(project), {{device_number(1), collection("2026-02-01T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"time_goes_back@7"});
}

TEST_CASE("log: a kind that the format does not have") {
  DishonestRegistry registry;
  open_and_label(registry);
  Entry entry;
  entry.kind = "gift";
  entry.previous = registry.size() - 1;
  entry.matters = Digest{};
  registry.append(entry, "{}");
  registry.seal();
  CHECK(words(registry.verify()) == Words{"unknown_kind@7"});
}

TEST_CASE("log: an event without a device or a project, and a statement with a device, are malformed") {
  DishonestRegistry registry;
  open_and_label(registry);
  Entry entry;
  entry.kind = "resale";
  entry.previous = registry.size() - 1;
  entry.matters = Digest{};
  registry.append(entry, "{}");
  entry.previous.reset();
  entry.matters.reset();
  entry.device = device_number(1);
  registry.append(entry, "{}");
  entry.kind = "submission";
  entry.project = project;
  registry.append(entry, "{}");
  registry.seal();
  CHECK(words(registry.verify()) == Words{"malformed_entry@7", "malformed_entry@8", "malformed_entry@9"});
}

TEST_CASE("log: a payload taken away") {
  CHECK(words_after("UPDATE entries SET payload = NULL WHERE seq = 10") == Words{"missing_payload@10"});
  CHECK(words_after("UPDATE entries SET payload = NULL WHERE seq = 7") == Words{"missing_payload@7"});
  // That of an event that is voided, which is looked up again.
  CHECK(words_after("UPDATE entries SET payload = NULL WHERE seq = 12") == Words{"missing_payload@12"});
}

TEST_CASE("log: a payload put in place of another") {
  CHECK(
      words_after("UPDATE entries SET payload = (SELECT payload FROM entries WHERE seq = 9) WHERE seq = 8") ==
      Words{"wrong_payload@8"});
}

TEST_CASE("log: an event's payload that is not canonical, though signed, hashed and sealed") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.instead_of_payload = [](std::string& payload) {
    if (payload.find("\"category\"") != std::string::npos) payload.insert(1, " ");
  };
  registry.submit(std::string(project), {{device_number(1), collection("2026-02-01T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"malformed_payload@8"});
  VerifyRequest request = registry.request();
  request.log_only = true;
  CHECK(verify(Reader(registry.file()), request).sound());  // all hashes are right
}

TEST_CASE("log: an event's payload with an unknown field") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.instead_of_payload = [](std::string& payload) {
    if (payload.find("\"category\"") != std::string::npos) payload.insert(1, "\"aim\":\"\",");
  };
  registry.submit(std::string(project), {{device_number(1), collection("2026-02-01T10:00:00.000Z")}},
                  registry.developer);
  registry.seal();
  CHECK(words(registry.verify()) == Words{"malformed_payload@8"});
}

TEST_CASE("log: a statement's payload that is not canonical") {
  CHECK(words_of([](DishonestRegistry& registry) {
          registry.instead_of_payload = [](std::string& payload) { payload.insert(1, " "); };
        }) == Words{"malformed_payload@7"});
}

TEST_CASE("log: a private part taken away, changed, or put where none is stated") {
  for (const bool log_only : {false, true}) {
    DishonestRegistry registry;
    make_small(registry);
    tamper(registry,
           "UPDATE entries SET private = NULL WHERE seq = 8;"
           "UPDATE entries SET private = x'7b7d' WHERE seq = 10;"
           "UPDATE entries SET private = x'7b7d' WHERE seq = 9;"
           "UPDATE entries SET private = x'7b7d' WHERE seq = 7");
    VerifyRequest request = registry.request();
    request.log_only = log_only;
    CHECK(words(verify(Reader(registry.file()), request)) ==
          Words{"unexpected_private@7", "missing_private@8", "unexpected_private@9", "wrong_private@10"});
  }
}

TEST_CASE("log: a statement's private part is held to the act") {
  DishonestRegistry registry;
  open_and_label(registry);
  registry.act("participant_registered", "",
               {{"participant", other_siret}, {"name", "Seller"}, {"private", hex(sha256("{}"))}},
               registry.operator_key);
  registry.seal();
  const auto found = [&] {
    Words all = words(registry.verify());
    std::erase(all, "not_permitted@7");  // whether this act may have one is not for the log to say
    return all;
  };
  CHECK(found() == Words{"missing_private@7"});
  tamper(registry, "UPDATE entries SET private = x'7b7d' WHERE seq = 7");
  CHECK(found().empty());
  tamper(registry, "UPDATE entries SET private = x'7b207d' WHERE seq = 7");
  CHECK(found() == Words{"wrong_private@7"});
}

TEST_CASE("log: findings are listed up to the limit and counted beyond") {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, "UPDATE entries SET payload = NULL");
  VerifyRequest request = registry.request();
  request.list_at_most = 3;
  const VerifyReport report = verify(Reader(registry.file()), request);
  CHECK(report.findings.size() == 3);
  CHECK(report.finding_count == 18);  // 17 payloads, not_opened
}

}  // namespace lcl::test
