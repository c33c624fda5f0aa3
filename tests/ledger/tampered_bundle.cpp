// SPDX-License-Identifier: Apache-2.0
// Bundles that another program has changed: what is missing is never taken for
// withheld, and no sum becomes smaller unseen.
#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <fstream>

#include "ledger/audit/verify.hpp"
#include "ledger/store/open_ledger.hpp"
#include "tests/ledger/two_projects.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

namespace fs = std::filesystem;

/// What another program does to the bundle.
void tamper(const TwoProjects& registry, const std::string& sql) {
  SQLite::Database database(registry.file().string(), SQLite::OPEN_READWRITE);
  (void)sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  database.exec(sql);
}

std::int64_t number_in(const TwoProjects& registry, const std::string& sql) {
  return SQLite::Database(registry.file().string()).execAndGet(sql).getInt64();
}

/// `wrong_payload@12`, or the word alone where there is no entry.
std::vector<std::string> words(const VerifyReport& report) {
  std::vector<std::string> words;
  for (const Finding& finding : report.findings) {
    words.push_back(std::string(word(finding.finding)) +
                    (finding.seq ? fmt::format("@{}", *finding.seq) : ""));
  }
  return words;
}

const Period year = *parse_period("2025");

}  // namespace

TEST_CASE("bundle: what is missing is not taken for withheld, nor what is withheld for sound") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  const Ledger whole = registry.ledger();
  const std::uint64_t of_demo = found(whole, registry.device(1)).last;
  const std::uint64_t of_other = found(whole, registry.device(13)).last;
  const std::uint64_t first_of_11 =
      static_cast<std::uint64_t>(number_in(registry,
                                           "SELECT min(seq) FROM entries WHERE json_extract(entry, "
                                           "'$.device') = '" +
                                               hex(registry.device(11)) + "'"));
  const std::uint64_t statement = registry.demo_report;
  struct Tampered {
    std::string sql;
    std::string found;  ///< the first finding; the others follow from it
    std::uint64_t missing;
  };
  const std::vector<Tampered> all{
      {fmt::format("UPDATE entries SET payload = NULL WHERE seq = {}", of_demo),
       fmt::format("missing_payload@{}", of_demo), 1},
      {fmt::format("UPDATE entries SET payload = x'7b7d' WHERE seq = {}", of_demo),
       fmt::format("wrong_payload@{}", of_demo), 0},
      {fmt::format("UPDATE entries SET payload = NULL WHERE seq = {}", statement),
       fmt::format("missing_payload@{}", statement), 1},
      {fmt::format(
           "UPDATE entries SET payload = NULL WHERE seq = {0}; INSERT INTO withheld VALUES ({0}, {0})",
           statement),
       fmt::format("missing_payload@{}", statement), 1},
      {fmt::format("INSERT INTO withheld VALUES ({0}, {0})", of_demo),
       fmt::format("not_withheld@{}", of_demo), 0},
      {fmt::format(
           "UPDATE entries SET payload = NULL WHERE seq = {0}; INSERT INTO withheld VALUES ({0}, {0})",
           of_demo),
       fmt::format("wrong_bundle@{}", of_demo), 0},
      {fmt::format(
           "UPDATE entries SET payload = NULL WHERE seq = {0}; INSERT INTO withheld VALUES ({0}, {0})",
           first_of_11),
       "wrong_bundle", 0},
      {fmt::format("UPDATE entries SET private = x'7b7d' WHERE seq = {}", of_other),
       fmt::format("not_withheld@{}", of_other), 0},
      {"DELETE FROM withheld", fmt::format("missing_payload@{}", of_other - 2), 6},
      {"UPDATE withheld SET last = first", fmt::format("missing_payload@{}", of_other - 1), 4},
      {"UPDATE withheld SET last = first - 1", fmt::format("missing_payload@{}", of_other - 2), 6},
      {"INSERT INTO withheld VALUES (100000, 100001)", "wrong_bundle", 0},
      {"INSERT INTO withheld SELECT last, last FROM withheld", "wrong_bundle", 0},
      {"UPDATE bundle SET size = size + 1", "wrong_bundle", 0},
      {"UPDATE bundle SET project = 'NONE1'", "wrong_bundle", 0},
  };
  const std::string sound = file_text(registry.file());
  for (const Tampered& tampered : all) {
    CAPTURE(tampered.sql);
    std::ofstream(registry.file(), std::ios::binary) << sound;
    tamper(registry, tampered.sql);
    const VerifyReport report = registry.verified();
    CHECK_FALSE(report.sound());
    REQUIRE_FALSE(report.findings.empty());
    CHECK(words(report).front() == tampered.found);
    CHECK(report.missing.payloads == tampered.missing);
  }
}

TEST_CASE("bundle: what discloses events is no bundle of statements") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  tamper(registry, "UPDATE bundle SET project = ''");
  const VerifyReport report = registry.verified();
  REQUIRE(report.findings.size() == 1);
  CHECK(words(report).front().starts_with("wrong_bundle@"));
}

TEST_CASE("bundle: another project's name does not make its tally smaller") {
  const TwoProjects& registry = two_projects();
  registry.bundle();
  // A dishonest bundler withholds a sale of DEMO, or an event in OTHER of a device of DEMO.
  for (const int device : {2, 11}) {
    registry.bundle();
    tamper(registry,
           fmt::format("UPDATE entries SET payload = NULL WHERE seq IN (SELECT seq FROM entries WHERE "
                       "json_extract(entry, '$.device') = '{}' ORDER BY seq LIMIT 3)",
                       hex(registry.device(device))));
    CHECK(obstacle_met([&] { (void)registry.opened().tally("DEMO", year, {}); }).obstacle() ==
          Obstacle::damaged);
    // Of the earlier cycle, only the resale: what stands before the collection is then unknown.
    registry.bundle();
    tamper(registry,
           fmt::format("UPDATE entries SET payload = NULL WHERE seq IN (SELECT seq FROM entries WHERE "
                       "json_extract(entry, '$.device') = '{}' ORDER BY seq LIMIT 1 OFFSET 2)",
                       hex(registry.device(device))));
    CHECK(obstacle_met([&] { (void)registry.opened().tally("DEMO", year, {}); }).obstacle() ==
          Obstacle::damaged);
  }
}

TEST_CASE("bundle: a registry's own ledger cannot pass for one") {
  const TwoProjects registry;
  registry.bundle();
  fs::copy(registry.file(), registry.registry().ledger(), fs::copy_options::overwrite_existing);
  const VerifyReport report = verify_registry(registry.registry(), {}, false);
  CHECK(words(report) == std::vector<std::string>{"wrong_bundle"});
  Ledger ledger = registry.ledger();
  CHECK(obstacle_met([&] { (void)registry.prepare(ledger, sale_of(30, "2025-09-10")); }).obstacle() ==
        Obstacle::unavailable);
}

TEST_CASE("bundle: a file that does not say of which project and size it is is not opened") {
  const TwoProjects& registry = two_projects();
  for (const char* sql :
       {"DROP TABLE withheld", "DROP TABLE bundle", "DELETE FROM bundle",
        "INSERT INTO bundle VALUES ('DEMO', 1, 0)", "UPDATE bundle SET project = 'no'",
        "UPDATE bundle SET size = -1", "UPDATE bundle SET private = 2",
        "UPDATE bundle SET project = '', private = 1", "INSERT INTO withheld VALUES (-2, -1)",
        "ALTER TABLE withheld ADD COLUMN more TEXT"}) {
    CAPTURE(sql);
    registry.bundle();
    tamper(registry, sql);
    CHECK(obstacle_met([&] { const Reader reader(registry.file()); }).obstacle() == Obstacle::damaged);
  }
}
