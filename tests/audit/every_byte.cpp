// SPDX-License-Identifier: Apache-2.0
// The promise: any change of any stored byte that means anything is found, and
// named. Here a random bit of a byte is flipped, one byte at a time, in every
// column of a small ledger and in its file head: of every eighth byte, other
// ones in each run, or with LCL_EVERY_BYTE set of every single one.
#include <doctest/doctest.h>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "tests/audit/tampering.hpp"
#include "tests/values/seed.hpp"

namespace lcl::test {
namespace {

/// A ledger in memory, and one that is in order to begin with.
class Specimen {
 public:
  Specimen() : memory_(":memory:", SQLite::OPEN_READWRITE) {
    make_small(registry_);
    SQLite::Database file(registry_.file().string());
    SQLite::Backup(memory_, file).executeStep();
    (void)sqlite3_db_config(memory_.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  }

  [[nodiscard]] VerifyReport verify() { return lcl::verify(Reader(memory_), request()); }
  [[nodiscard]] VerifyRequest request() const { return registry_.request(); }
  [[nodiscard]] Reader reader() { return Reader(memory_); }
  SQLite::Database& memory() { return memory_; }

 private:
  DishonestRegistry registry_;
  SQLite::Database memory_;
};

std::string blob_at(SQLite::Database& database, const std::string& select) {
  SQLite::Statement row(database, select);
  REQUIRE(row.executeStep());
  const SQLite::Column column = row.getColumn(0);
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

void put_blob(SQLite::Database& database, const std::string& update, const std::string& bytes, bool as_text) {
  SQLite::Statement statement(database, update);
  if (as_text) {
    statement.bind(1, bytes);
  } else {
    statement.bind(1, bytes.data(), static_cast<int>(bytes.size()));
  }
  statement.exec();
}

/// A column of one row.
struct Place {
  std::string table;
  std::string column;
  std::string where;
  bool is_text = false;
  std::optional<std::uint64_t> seq{};  ///< of the entry that a finding must name
};

std::string shown(const Place& place) { return place.table + '.' + place.column + " WHERE " + place.where; }

char with_flipped_bit(char byte, unsigned bit) {
  return static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
}

std::size_t stride() { return std::getenv("LCL_EVERY_BYTE") != nullptr ? 1 : 8; }

/// Flips a bit of each byte in turn; the number of flips that went unnoticed, each shown.
int unnoticed(Specimen& specimen, const Place& place, std::mt19937& random) {
  const std::string select = "SELECT " + place.column + " FROM " + place.table + " WHERE " + place.where;
  const std::string update = "UPDATE " + place.table + " SET " + place.column + " = ?1 WHERE " + place.where;
  const std::string original = blob_at(specimen.memory(), select);
  int missed = 0;
  for (std::size_t i = random() % stride(); i < original.size(); i += stride()) {
    std::string changed = original;
    changed[i] = with_flipped_bit(changed[i], random() % 8);
    specimen.memory().exec("SAVEPOINT flip");
    put_blob(specimen.memory(), update, changed, place.is_text);
    const VerifyReport report = specimen.verify();
    specimen.memory().exec("ROLLBACK TO flip; RELEASE flip");
    const bool is_named =
        !place.seq || std::any_of(report.findings.begin(), report.findings.end(),
                                  [&](const Finding& finding) { return finding.seq == place.seq; });
    if (report.sound() || !is_named) {
      ++missed;
      MESSAGE(shown(place) << ", byte " << i << ": " << test::shown(report));
    }
  }
  return missed;
}

/// One place per row that `select` gives a key of.
std::vector<Place> places(SQLite::Database& database, const std::string& table, const std::string& column,
                          const std::string& key, bool is_text = false) {
  std::vector<Place> found;
  SQLite::Statement rows(database,
                         "SELECT quote(" + key + ") FROM " + table + " WHERE " + column + " IS NOT NULL");
  while (rows.executeStep()) {
    const std::string value = rows.getColumn(0).getString();
    found.push_back({table, column, key + " = " + value, is_text});
    if (table == "entries") found.back().seq = std::stoull(value);
  }
  return found;
}

void check_column(const std::string& table, const std::string& column, const std::string& key,
                  bool is_text = false) {
  Specimen specimen;
  std::mt19937 random(seed());
  const std::vector<Place> all = places(specimen.memory(), table, column, key, is_text);
  REQUIRE(!all.empty());
  for (const Place& place : all) CHECK(unnoticed(specimen, place, random) == 0);
  CHECK_MESSAGE(specimen.verify().sound(), test::shown(specimen.verify()));
}

}  // namespace

TEST_CASE("every byte: of every entry, and the entry is named") { check_column("entries", "entry", "seq"); }
TEST_CASE("every byte: of every payload, and the entry is named") {
  check_column("entries", "payload", "seq");
}
TEST_CASE("every byte: of every private part, and the entry is named") {
  check_column("entries", "private", "seq");
}
TEST_CASE("every byte: of every checkpoint") { check_column("checkpoints", "note", "size", true); }
TEST_CASE("every byte: of every tile") { check_column("tiles", "hashes", "idx"); }
TEST_CASE("every byte: of the devices' pseudonyms") { check_column("devices", "pseudonym", "pseudonym"); }
TEST_CASE("every byte: of the further identifiers' devices") {
  check_column("devices", "device", "pseudonym");
}
TEST_CASE("every byte: of the devices' projects") { check_column("devices", "project", "pseudonym", true); }

TEST_CASE("every bit: of every number of the tables") {
  const std::vector<std::array<std::string, 3>> columns{
      {"entries", "seq", "seq"},      {"checkpoints", "size", "size"},     {"tiles", "level", "level"},
      {"tiles", "idx", "idx"},        {"devices", "stage", "pseudonym"},   {"devices", "last", "pseudonym"},
      {"devices", "at", "pseudonym"}, {"devices", "standing", "pseudonym"}};
  Specimen specimen;
  for (const auto& [table, column, key] : columns) {
    for (const Place& place : places(specimen.memory(), table, column, key)) {
      for (const int bit : {0, 1, 2, 3, 5, 9, 20, 40}) {
        specimen.memory().exec("SAVEPOINT flip");
        const std::string flip = "(" + column + " | (1 << " + std::to_string(bit) + ")) - (" + column +
                                 " & (1 << " + std::to_string(bit) + "))";
        const bool is_free = specimen.memory().tryExec("UPDATE " + table + " SET " + column + " = " + flip +
                                                       " WHERE " + place.where) == SQLite::OK;
        if (is_free) CHECK_MESSAGE(!specimen.verify().sound(), shown(place) << ", bit " << bit);
        specimen.memory().exec("ROLLBACK TO flip; RELEASE flip");
      }
    }
  }
  CHECK(specimen.verify().sound());
}

TEST_CASE("every byte: of the file head") {
  Specimen specimen;
  std::mt19937 random(seed());
  const Reader reader = specimen.reader();
  const std::string head = specimen.request().head_file.value();
  for (std::size_t i = 0; i < head.size(); ++i) {
    VerifyRequest request = specimen.request();
    (*request.head_file)[i] = with_flipped_bit(head[i], random() % 8);
    CHECK_MESSAGE(!verify(reader, request).sound(), "byte " << i);
  }
}

}  // namespace lcl::test
