// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/schema.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/chain/temporary_folder.hpp"
#include "tests/store/sample_ledger.hpp"
#include "tests/values/other_program.hpp"

namespace lcl {
namespace {

using namespace test;

/// schemas/ledger.sql without its comments, empty lines and settings.
std::vector<std::string> published_schema() {
  std::vector<std::string> lines;
  for (const std::string& line : lines_of(content_of("schemas/ledger.sql"))) {
    if (!line.empty() && line.rfind("--", 0) != 0 && line.rfind("PRAGMA", 0) != 0) lines.push_back(line);
  }
  return lines;
}

TEST_CASE("schema: schemas/ledger.sql says what a new ledger file holds") {
  const TemporaryFolder folder;
  create_ledger_file(folder / "ledger.db");
  CHECK(lines_of(sqlite3_says(folder / "ledger.db", ".schema")) == published_schema());
  CHECK(sqlite3_says(folder / "ledger.db",
                     "PRAGMA page_size; PRAGMA user_version; PRAGMA journal_mode; PRAGMA encoding;") ==
        "16384\n1\ndelete\nUTF-8\n");
}

TEST_CASE("schema: schemas/bundle.sql says what a bundle holds besides") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "ledger.db";
  create_ledger_file(file);
  const std::vector<std::string> before = lines_of(sqlite3_says(file, ".schema"));
  {
    Writer writer(file, 0);
    writer.make_bundle({"RENO1", 0, true});
    writer.put_withheld({3, 5});
    writer.commit();
  }
  std::vector<std::string> published = before;
  std::erase_if(published, [](const std::string& line) { return line.starts_with("CREATE TABLE devices"); });
  for (const std::string& line : lines_of(content_of("schemas/bundle.sql"))) {
    if (!line.empty() && line.rfind("--", 0) != 0) published.push_back(line);
  }
  CHECK(lines_of(sqlite3_says(file, ".schema")) == published);
  const Reader reader(file);
  CHECK(reader.bundle() == BundleTerms{"RENO1", 0, true});
  CHECK(reader.missing_schema().empty());
  CHECK(reader.withheld(0, 10) == std::vector<SeqRange>{{3, 5}});
  CHECK(reader.withheld(4, 10).empty());
  CHECK(obstacle_of([&] { const Writer again(file, 0); }) == Obstacle::unavailable);
}

TEST_CASE("schema: a new file names its format where the file program looks") {
  const TemporaryFolder folder;
  create_ledger_file(folder / "ledger.db");
  const std::string bytes = content_of(folder / "ledger.db");
  CHECK(bytes.substr(68, 4) == "LCL1");  // https://sqlite.org/fileformat.html §1.3.12
  CHECK(bytes.substr(60, 4) == std::string("\0\0\0\1", 4));
}

TEST_CASE("schema: a file made by the sqlite3 program from schemas/ledger.sql is a ledger") {
  const TemporaryFolder folder;
  CHECK(sqlite3_says(folder / "ledger.db", content_of("schemas/ledger.sql")) == "delete\n1\n");
  extend(folder / "ledger.db", 10);
  CHECK(holds_samples(Reader(folder / "ledger.db"), 0, 10));
}

struct Outsider {
  const char* sql;
  const char* answer;  ///< a part of what sqlite3 says
};

constexpr const char* appended_only = "entries are only appended, at max(seq) + 1";
constexpr const char* never_changed = "entries are never changed, but for private to NULL";

const std::vector<Outsider> refused{
    {"INSERT INTO entries VALUES (3, x'00', x'00', NULL)", appended_only},
    {"INSERT INTO entries VALUES (5, x'00', x'00', NULL)", appended_only},
    {"INSERT INTO entries VALUES (-1, x'00', x'00', NULL)", appended_only},
    {"INSERT INTO entries (entry) VALUES (x'00')", appended_only},
    {"INSERT OR REPLACE INTO entries VALUES (3, x'00', x'00', NULL)", appended_only},
    {"REPLACE INTO entries VALUES (0, x'00', x'00', NULL)", appended_only},
    {"INSERT OR IGNORE INTO entries VALUES (3, x'00', x'00', NULL)", appended_only},
    {"INSERT OR FAIL INTO entries VALUES (4, x'00', x'00', NULL), (3, x'00', x'00', NULL)", appended_only},
    {"INSERT INTO entries VALUES (3, x'00', NULL, NULL) ON CONFLICT DO UPDATE SET entry = x'01'",
     appended_only},
    {"INSERT INTO entries SELECT seq, entry, payload, private FROM entries", appended_only},
    {"UPDATE entries SET entry = x'01' WHERE seq = 3", never_changed},
    {"UPDATE entries SET entry = cast(entry AS TEXT) WHERE seq = 3",
     "cannot store TEXT value in BLOB column"},
    {"UPDATE entries SET payload = NULL WHERE seq = 3", never_changed},
    {"UPDATE entries SET seq = 4 WHERE seq = 3", never_changed},
    {"UPDATE entries SET rowid = 4 WHERE seq = 3", never_changed},
    {"UPDATE OR REPLACE entries SET seq = 2 WHERE seq = 3", never_changed},
    {"UPDATE OR IGNORE entries SET payload = x'01'", never_changed},
    {"UPDATE entries SET private = x'01' WHERE seq = 3", never_changed},
    {"UPDATE entries SET private = NULL, payload = x'01' WHERE seq = 3", never_changed},
    {"DELETE FROM entries WHERE seq = 3", "entries are never deleted"},
    {"DELETE FROM entries", "entries are never deleted"},
    {"UPDATE checkpoints SET note = 'other'", "checkpoints are never changed"},
    {"UPDATE OR REPLACE checkpoints SET size = 1 WHERE size = 2", "checkpoints are never changed"},
    {"DELETE FROM checkpoints", "checkpoints are never deleted"},
};

TEST_CASE("schema: other programs can only append, and erase private parts") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "ledger.db";
  create_ledger_file(file);
  {
    Writer writer(file, 0);
    append_samples(writer, 0, 4);
    writer.put_checkpoint(1, "one");
    writer.put_checkpoint(2, "two");
    writer.commit();
  }
  const std::string before = sqlite3_says(file, ".dump");
  for (const char* recursive : {"PRAGMA recursive_triggers = OFF;", "PRAGMA recursive_triggers = ON;"}) {
    for (const Outsider& outsider : refused) {
      const std::string sql = recursive + std::string(outsider.sql) + ";";
      CAPTURE(sql);
      const std::string said = sqlite3_says(file, sql);
      CHECK(said.find(outsider.answer) != std::string::npos);
      CHECK(sqlite3_says(file, ".dump") == before);
    }
  }
  CHECK(sqlite3_says(file, "INSERT INTO entries VALUES (4, x'00', x'00', x'00');") == "");
  CHECK(sqlite3_says(file, "INSERT INTO entries VALUES (5, x'00', x'00', x'00'), (6, x'00', x'00', NULL);") ==
        "");
  CHECK(sqlite3_says(file, "UPDATE entries SET private = NULL WHERE seq IN (0, 3, 5);") == "");
  CHECK(sqlite3_says(file, "INSERT INTO checkpoints VALUES (5, 'five');") == "");
  CHECK(sqlite3_says(file, "SELECT seq, private IS NULL FROM entries ORDER BY seq DESC LIMIT 4;") ==
        "6|1\n5|1\n4|0\n3|1\n");
}

TEST_CASE("schema: the first entry is entry 0") {
  const TemporaryFolder folder;
  create_ledger_file(folder / "ledger.db");
  CHECK(sqlite3_says(folder / "ledger.db", "INSERT INTO entries VALUES (1, x'00', x'00', NULL);")
            .find(appended_only) != std::string::npos);
  CHECK(sqlite3_says(folder / "ledger.db", "INSERT INTO entries VALUES (0, x'00', x'00', NULL);") == "");
}

}  // namespace
}  // namespace lcl
