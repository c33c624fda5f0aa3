// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/ledger_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "ledger/store/schema.hpp"
#include "ledger/store/sqlite_error.hpp"
#include "ledger/values/error.hpp"

namespace lcl {

namespace {

namespace fs = std::filesystem;

void require_file(const fs::path& file) {
  std::error_code failure;
  const fs::file_status status = fs::status(file, failure);
  if (fs::is_regular_file(status)) return;
  if (!fs::exists(status) && status.type() != fs::file_type::not_found) {
    throw Error(Obstacle::io, "cannot access " + file.string() + ": " + failure.message());
  }
  throw Error(Obstacle::not_a_registry, (fs::exists(status) ? "not a file: " : "no ledger at ") +
                                            file.string() +
                                            "; name a registry's folder, or make a registry with `lcl init`");
}

void set_switch(sqlite3* handle, int option, int value) {
  (void)sqlite3_db_config(handle, option, value, nullptr);
}

/// Before anything of the file is parsed: it may come from anyone.
void set_limits(sqlite3* handle) {
  // Triggers would slow our appender down and are nobody's to run in our connections; nor are views.
  set_switch(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set_switch(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
  set_switch(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
  set_switch(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set_switch(handle, SQLITE_DBCONFIG_DQS_DDL, 0);
  set_switch(handle, SQLITE_DBCONFIG_DQS_DML, 0);
  constexpr std::array<std::array<int, 2>, 7> limits{{{SQLITE_LIMIT_LENGTH, 64 << 20},
                                                      {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                                      {SQLITE_LIMIT_COLUMN, 100},
                                                      {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                                      {SQLITE_LIMIT_COMPOUND_SELECT, 3},
                                                      {SQLITE_LIMIT_VDBE_OP, 25'000},
                                                      {SQLITE_LIMIT_ATTACHED, 0}}};
  for (const auto& [limit, value] : limits) (void)sqlite3_limit(handle, limit, value);
}

using Header = std::array<unsigned char, 100>;

/// The file's first bytes (https://sqlite.org/fileformat.html §1.3), read through SQLite's own handle: to
/// open and close the file ourselves would drop the POSIX locks this process holds on it. None of the fields
/// looked at here ever changes in a ledger, so no lock is needed.
Header header_of(SQLite::Database& database) {
  sqlite3_file* handle = nullptr;
  database.check(sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &handle));
  Header header{};
  const int result = handle->pMethods->xRead(handle, header.data(), static_cast<int>(header.size()), 0);
  if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) {
    throw SQLite::Exception(sqlite3_errstr(result), result);
  }
  return header;
}

std::uint32_t number_at(const Header& header, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | header.at(offset + i);
  return value;
}

void require_ledger_header(const Header& header, const std::string& file) {
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  if (!std::equal(magic.begin(), magic.end(), header.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; }) ||
      number_at(header, 68) != ledger_application_id) {
    throw Error(Obstacle::not_a_registry,
                "not a ledger: " + file + "; name a registry's folder, a ledger's file or a bundle");
  }
  const std::uint32_t format = number_at(header, 60);
  if (format > ledger_format) {
    throw Error(Obstacle::newer_format, "cannot open " + file + ": its format is " + std::to_string(format) +
                                            ", but this program knows only format " +
                                            std::to_string(ledger_format) + "; use a newer program");
  }
  if (header[18] != 1 || header[19] != 1) {
    throw Error(Obstacle::storage,
                "cannot open " + file +
                    ": another program has switched it to a write-ahead log, which is not safe "
                    "for a ledger; undo this with `PRAGMA journal_mode = DELETE` in the sqlite3 program");
  }
}

/// Every table and index that we read, and whatever hangs on it, is exactly as we create it. Projections may
/// be missing, and so may guards.
void require_ledger_tables(SQLite::Database& database, const std::string& file) {
  std::vector<SchemaObject> known(ledger_schema.begin(), ledger_schema.end());
  known.insert(known.end(), bundle_schema.begin(), bundle_schema.end());
  std::size_t fixed = 0;
  SQLite::Statement rows(database, "SELECT name, tbl_name, coalesce(sql, '') FROM sqlite_schema");
  while (rows.executeStep()) {
    const std::string name = rows.getColumn(0).getString();
    const std::string table = rows.getColumn(1).getString();
    const std::string sql = rows.getColumn(2).getString();
    const auto concerns = [&](const SchemaObject& ours) { return ours.name == name || ours.table == table; };
    if (std::none_of(known.begin(), known.end(), concerns)) continue;
    const auto equals = [&](const SchemaObject& ours) {
      return ours.name == name && ours.table == table && ours.sql == sql;
    };
    const auto found = std::find_if(known.begin(), known.end(), equals);
    if (found == known.end()) {
      std::string message = "cannot trust " + file + ": another program has altered its tables (";
      throw Error(Obstacle::damaged, message.append(name).append("); restore it from a copy"));
    }
    fixed += found->part == SchemaPart::fixed ? 1U : 0U;
  }
  if (fixed != 2) {
    throw Error(Obstacle::damaged,
                "cannot read " + file +
                    ": its table of entries or of checkpoints is missing; restore it from a copy");
  }
}

/// SQLite falls back to reading where the file may not be written, and would refuse only the first change.
void require_writable(const SQLite::Database& database, const std::string& file) {
  if (sqlite3_db_readonly(database.getHandle(), "main") == 0) return;
  throw Error(Obstacle::storage,
              "cannot write to " + file + ": it is read-only here; check its owner and permissions");
}

}  // namespace

std::unique_ptr<SQLite::Database> open_ledger_file(const fs::path& file, Access access, int wait_ms) {
  require_file(file);
  return translated(file.string(), "open", [&] {
    // An absolute path, so that none is taken for a URI.
    auto database = std::make_unique<SQLite::Database>(
        fs::absolute(file).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, wait_ms);
    set_limits(database->getHandle());
    require_ledger_header(header_of(*database), file.string());
    database->exec(
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; "
        "PRAGMA cache_size = -65536");
    if (access == Access::read) {
      database->exec("PRAGMA query_only = ON");
    } else {
      require_writable(*database, file.string());
      database->exec("PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON");
    }
    require_ledger_tables(*database, file.string());
    return database;
  });
}

}  // namespace lcl
