// SPDX-License-Identifier: Apache-2.0
// Findings of projections: rows and tiles that are not what the entries say.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/audit/tampering.hpp"

namespace lcl::test {
namespace {

VerifyReport report_after(const std::string& sql) {
  DishonestRegistry registry;
  make_small(registry);
  tamper(registry, sql);
  return registry.verify();
}

Words words_after(const std::string& sql) { return words(report_after(sql)); }

/// 600 devices: three tiles of level 0, one of level 1.
void make_large(DishonestRegistry& registry) {
  open_and_label(registry);
  std::vector<SentEvent> events;
  for (std::uint64_t i = 0; i < 600; ++i)
    events.push_back({device_number(i), collection("2026-02-01T10:00:00.000Z")});
  registry.submit(std::string(project), events, registry.developer);
  registry.seal();
}

std::string detail_after(DishonestRegistry& registry, const std::string& sql) {
  tamper(registry, sql);
  const VerifyReport report = registry.verify();
  REQUIRE(report.findings.size() == 1);
  return words(report).front() + " " + report.findings.front().detail;
}

}  // namespace

TEST_CASE("tiles: one hash changed names the entry it stands for") {
  CHECK(words_after("UPDATE tiles SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB)") ==
        Words{"wrong_tile@0"});
  CHECK(words_after("UPDATE tiles SET hashes = CAST(substr(hashes, 1, 32 * 5) || zeroblob(32) || "
                    "substr(hashes, 193) AS BLOB)") == Words{"wrong_tile@5"});
}

TEST_CASE("tiles: a tile cut, prolonged, of no tree, or gone") {
  CHECK(words_after("UPDATE tiles SET hashes = substr(hashes, 1, 32 * 16)").size() == 1);
  CHECK(words_after("UPDATE tiles SET hashes = substr(hashes, 1, 100)").size() == 1);
  CHECK(words_after("UPDATE tiles SET hashes = CAST(hashes || zeroblob(32) AS BLOB)") == Words{"wrong_tile"});
  CHECK(words_after("UPDATE tiles SET hashes = CAST(hashes || zeroblob(8) AS BLOB)") == Words{"wrong_tile"});
  CHECK(words_after("INSERT INTO tiles VALUES (1, 0, zeroblob(32))") == Words{"wrong_tile"});
  CHECK(words_after("INSERT INTO tiles VALUES (0, 700, zeroblob(32))") == Words{"wrong_tile"});
  CHECK(words_after("DELETE FROM tiles") == Words{"missing_tile"});
}

TEST_CASE("tiles: of every level, full and partial") {
  DishonestRegistry registry;
  make_large(registry);
  CHECK(registry.verify().sound());
  CHECK(detail_after(registry,
                     "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 32) || zeroblob(32) || substr(hashes, "
                     "65) AS BLOB)"
                     " WHERE level = 0 AND idx = 1") == "wrong_tile@257 tile/0/001");
  DishonestRegistry second;
  make_large(second);
  CHECK(
      detail_after(
          second,
          "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 32) || zeroblob(32) AS BLOB) WHERE level = 1") ==
      "wrong_tile tile/1/000.p/2");
  DishonestRegistry third;
  make_large(third);
  CHECK(detail_after(third, "DELETE FROM tiles WHERE level = 0 AND idx = 0") == "missing_tile tile/0/000");
}

TEST_CASE("devices: every field of a row is held to the replay") {
  for (const char* change :
       {"stage = (stage + 1) % 6", "last = last + 1", "last = NULL", "standing = standing - 1", "at = at + 1",
        "project = 'PHONES2'", "project = NULL"}) {
    const std::string sql = std::string("UPDATE devices SET ") + change +
                            " WHERE pseudonym = (SELECT min(pseudonym) FROM devices WHERE device IS NULL)";
    CAPTURE(sql);
    CHECK(words_after(sql) == Words{"wrong_device_row"});
  }
}

TEST_CASE("devices: a further identifier of another device, or of itself") {
  CHECK(words_after("UPDATE devices SET device = (SELECT max(pseudonym) FROM devices WHERE device IS NULL) "
                    "WHERE device IS NOT NULL")
            .size() <= 1);
  CHECK(words_after("UPDATE devices SET device = NULL WHERE device IS NOT NULL").size() == 1);
  CHECK(words_after("UPDATE devices SET device = zeroblob(16) WHERE device IS NOT NULL") ==
        Words{"wrong_device_row"});
}

TEST_CASE("devices: a row missing, and a row too many") {
  const std::string first = "(SELECT min(pseudonym) FROM devices)";
  CHECK(words_after("DELETE FROM devices WHERE pseudonym = " + first) == Words{"missing_device_row"});
  CHECK(words_after("INSERT INTO devices VALUES (zeroblob(16), NULL, 1, 8, 8, 8, NULL, 0, 'PHONES1')") ==
        Words{"stray_device_row"});
  CHECK(words_after("INSERT INTO devices VALUES (zeroblob(16), NULL, 0, 900, NULL, NULL, NULL, 0, '')") ==
        Words{"stray_device_row"});
  CHECK(words_after("DELETE FROM devices").size() == 4);
}

TEST_CASE("devices: a row that cannot be read is wrong, and no obstacle") {
  CHECK(words_after("INSERT INTO devices VALUES (zeroblob(5), NULL, 1, 8, 8, 8, NULL, 0, 'PHONES1')") ==
        Words{"wrong_device_row"});
  CHECK(words_after("UPDATE devices SET stage = 77") == Words{"wrong_device_row"});
}

}  // namespace lcl::test
