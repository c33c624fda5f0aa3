// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/ledger_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "ledger/store/patience.hpp"
#include "ledger/store/schema.hpp"
#include "ledger/store/sqlite_error.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl {

namespace {

namespace fs = std::filesystem;

void require_file(const fs::path& file) {
  std::error_code failure;
  const fs::file_status status = fs::status(file, failure);
  if (fs::is_regular_file(status)) return;
  if (!fs::exists(status) && status.type() != fs::file_type::not_found) {
    throw Error(Obstacle::io, phrase("cannot access {}: {}", file.string(), system_reason(failure)));
  }
  throw Error(Obstacle::not_a_registry,
              fs::exists(status)
                  ? phrase("not a file: {}; name a registry's folder, or make a registry with `lcl init`",
                           file.string())
                  : phrase("no ledger at {}; name a registry's folder, or make a registry with `lcl init`",
                           file.string()));
}

void set_switch(sqlite3* handle, int option, int value) {
  (void)sqlite3_db_config(handle, option, value, nullptr);
}

/// Of the schema, before it is known to be ours, and of anything else: statements' payloads have 2 MiB at
/// most.
constexpr int longest_schema_value = 100'000;
constexpr int longest_value = 4 << 20;

/// Before anything of the file is parsed: it may come from anyone.
void set_limits(sqlite3* handle) {
  // Triggers would slow our appender down and are nobody's to run in our connections; nor are views.
  set_switch(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set_switch(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
  set_switch(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
  set_switch(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set_switch(handle, SQLITE_DBCONFIG_DQS_DDL, 0);
  set_switch(handle, SQLITE_DBCONFIG_DQS_DML, 0);
  constexpr std::array<std::array<int, 2>, 7> limits{{{SQLITE_LIMIT_LENGTH, longest_schema_value},
                                                      {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                                      {SQLITE_LIMIT_COLUMN, 100},
                                                      {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                                      {SQLITE_LIMIT_COMPOUND_SELECT, 3},
                                                      {SQLITE_LIMIT_VDBE_OP, 25'000},
                                                      {SQLITE_LIMIT_ATTACHED, 0}}};
  for (const auto& [limit, value] : limits) (void)sqlite3_limit(handle, limit, value);
}

using Header = std::array<unsigned char, 100>;

sqlite3_file* main_file(SQLite::Database& database) {
  sqlite3_file* handle = nullptr;
  database.check(sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &handle));
  return handle;
}

/// The file's first bytes (https://sqlite.org/fileformat.html §1.3), read through SQLite's own handle: to
/// open and close the file ourselves would drop the POSIX locks this process holds on it.
Header header_of(SQLite::Database& database) {
  sqlite3_file* handle = main_file(database);
  Header header{};
  const int result = handle->pMethods->xRead(handle, header.data(), static_cast<int>(header.size()), 0);
  if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) {
    throw SQLite::Exception(sqlite3_errstr(result), result);
  }
  return header;
}

std::uint64_t file_size(SQLite::Database& database) {
  sqlite3_file* handle = main_file(database);
  sqlite3_int64 size = 0;
  database.check(handle->pMethods->xFileSize(handle, &size));
  return static_cast<std::uint64_t>(size);
}

std::uint32_t number_at(const Header& header, std::size_t offset) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | header.at(offset + i);
  return value;
}

/// 0 where it is none that SQLite writes.
std::uint32_t page_size_in(const Header& header) {
  const std::uint32_t size = static_cast<std::uint32_t>(header[16]) << 8U | header[17];
  if (size == 1) return 65'536;
  return size >= 512 && (size & (size - 1)) == 0 ? size : 0;
}

/// What of the header is not as in every ledger; nothing if all is. None of these fields ever changes in a
/// ledger, so no lock is needed to look at them.
const char* altered_field(const Header& header) {
  struct Number {
    std::size_t offset;
    std::uint32_t value;
    const char* name;
  };
  constexpr std::array<Number, 4> numbers{{{44, 4, translatable("schema format")},
                                           {52, 0, translatable("vacuum mode")},
                                           {56, 1, translatable("text encoding, which is UTF-8")},
                                           {64, 0, translatable("vacuum mode")}}};
  if (page_size_in(header) == 0) return translatable("page size");
  if (header[20] != 0) return translatable("number of reserved bytes in a page");
  if (header[21] != 64 || header[22] != 32 || header[23] != 32) return translatable("payload fractions");
  for (const Number& each : numbers) {
    if (number_at(header, each.offset) != each.value) return each.name;
  }
  const auto is_set = [](unsigned char byte) { return byte != 0; };
  return std::any_of(header.begin() + 72, header.begin() + 92, is_set) ? translatable("reserved bytes")
                                                                       : nullptr;
}

void require_ledger_header(const Header& header, const std::string& file) {
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  if (!std::equal(magic.begin(), magic.end(), header.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; }) ||
      number_at(header, 68) != ledger_application_id) {
    throw Error(Obstacle::not_a_registry,
                phrase("not a ledger: {}; name a registry's folder, a ledger's file or a bundle", file));
  }
  const std::uint32_t format = number_at(header, 60);
  if (format > ledger_format) {
    throw Error(
        Obstacle::newer_format,
        phrase("cannot open {}: its format is {}, but this program knows only format {}; use a newer program",
               file, format, ledger_format));
  }
  if (header[18] != 1 || header[19] != 1) {
    throw Error(
        Obstacle::storage,
        phrase("cannot open {}: another program has switched it to a write-ahead log, which is not safe for "
               "a ledger; undo this with `PRAGMA journal_mode = DELETE` in the sqlite3 program",
               file));
  }
  const char* altered = format < ledger_format ? "format" : altered_field(header);
  if (altered == nullptr) return;
  throw Error(Obstacle::damaged,
              phrase("cannot trust {}: its header is not that of a ledger ({}); restore it from a copy", file,
                     translation(altered)));
}

/// That the file ends where its header says. Only of a file that nobody writes to.
void require_whole_file(const Header& header, std::uint64_t size, const std::string& file) {
  const std::uint64_t pages = number_at(header, 28);
  const std::uint64_t page_size = page_size_in(header);
  if (pages * page_size == size && number_at(header, 24) == number_at(header, 92)) return;
  throw Error(Obstacle::damaged, phrase("cannot trust {}: its header says that it has {} pages of {} bytes, "
                                        "but it has {} bytes; ask for it again, or restore it from a copy",
                                        file, pages, page_size, size));
}

/// Only tables and triggers of ours are there, each exactly as we create it. Projections may be missing, and
/// so may guards.
void require_ledger_tables(SQLite::Database& database, const std::string& file) {
  std::vector<SchemaObject> known(ledger_schema.begin(), ledger_schema.end());
  known.insert(known.end(), bundle_schema.begin(), bundle_schema.end());
  std::size_t fixed = 0;
  SQLite::Statement rows(database, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema");
  while (rows.executeStep()) {
    const std::string type = rows.getColumn(0).getString();
    const std::string name = rows.getColumn(1).getString();
    const std::string table = rows.getColumn(2).getString();
    const std::string sql = rows.getColumn(3).getString();
    const auto equals = [&](const SchemaObject& ours) {
      return type == (ours.part == SchemaPart::guard ? "trigger" : "table") && ours.name == name &&
             ours.table == table && ours.sql == sql;
    };
    const auto found = std::find_if(known.begin(), known.end(), equals);
    if (found == known.end()) {
      throw Error(
          Obstacle::damaged,
          phrase("cannot trust {}: another program has altered its tables ({}); restore it from a copy", file,
                 name));
    }
    fixed += found->part == SchemaPart::fixed ? 1U : 0U;
  }
  if (fixed != 2) {
    throw Error(
        Obstacle::damaged,
        phrase("cannot read {}: its table of entries or of checkpoints is missing; restore it from a copy",
               file));
  }
}

/// Stops whatever takes more steps of SQLite's machine than it should, while it lives.
class StepsAtMost {
 public:
  StepsAtMost(SQLite::Database& database, std::uint64_t steps)
      : handle_(database.getHandle()), left_(steps / steps_at_once + 1) {
    sqlite3_progress_handler(handle_, steps_at_once, &StepsAtMost::is_over, this);
  }
  StepsAtMost(const StepsAtMost&) = delete;
  StepsAtMost& operator=(const StepsAtMost&) = delete;
  ~StepsAtMost() { sqlite3_progress_handler(handle_, 0, nullptr, nullptr); }

 private:
  static constexpr int steps_at_once = 1'000;
  static int is_over(void* self) {
    auto& left = static_cast<StepsAtMost*>(self)->left_;
    return left-- == 0 ? 1 : 0;
  }

  sqlite3* handle_;
  std::uint64_t left_;
};

/// Far more than a schema of ours takes; a tree that leads in circles would take for ever.
constexpr std::uint64_t steps_for_schema = 1'000'000;
/// A row has some bytes, and takes some tens of steps.
constexpr std::uint64_t steps_for_byte = 16;

/// That every page is used once, by a tree in order or as a part of one value. Without this a small file
/// could hold the same bytes a thousand times over, or lead a look-up to another row than a scan.
void require_sound_pages(SQLite::Database& database, const std::string& file) {
  const StepsAtMost limit(database, steps_for_schema + steps_for_byte * file_size(database));
  SQLite::Statement check(database, "PRAGMA quick_check(1)");
  const std::string said = check.executeStep() ? check.getColumn(0).getString() : std::string();
  if (said == "ok") return;
  std::string message = phrase(
      "cannot trust {}: its pages do not fit together ({}); ask for it again, or restore it from a copy",
      file, said.substr(0, 200));
  std::replace(message.begin(), message.end(), '\n', ' ');
  throw Error(Obstacle::damaged, message);
}

constexpr const char* settings =
    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0";

/// Pages kept, in KiB. Whoever reads goes through the log: few enough for the processor's own cache halve the
/// time of that, and those of the upper levels of a tree of ten million entries are among them.
constexpr const char* settings_of_reader = "PRAGMA cache_size = -8192; PRAGMA query_only = ON";
constexpr const char* settings_of_writer =
    "PRAGMA cache_size = -65536; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON";

/// The names that SQLite would look for beside the file, wherever a link to it leads.
std::vector<fs::path> beside(const fs::path& file, std::string_view ending) {
  std::vector<fs::path> names{file};
  std::error_code failure;
  if (fs::path real = fs::canonical(file, failure); !failure && real != fs::absolute(file)) {
    names.push_back(std::move(real));
  }
  for (fs::path& name : names) name += ending;
  return names;
}

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

/// Whether a rollback journal ends in the name of a super-journal (https://sqlite.org/fileformat.html §3),
/// which SQLite would look for and delete. Ours are of one file each.
bool names_super_journal(const fs::path& journal) {
  constexpr std::array<unsigned char, 8> magic{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
  constexpr std::size_t trailer = 16;  // length of the name, its checksum, magic
  if (!fs::is_regular_file(journal)) return true;
  const std::uintmax_t size = fs::file_size(journal);
  if (size < trailer) return false;
  std::array<char, trailer> end{};
  std::ifstream(journal, std::ios::binary)
      .seekg(static_cast<std::streamoff>(size - trailer))
      .read(end.data(), trailer);
  return std::equal(magic.begin(), magic.end(), end.begin() + 8,
                    [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

/// Before SQLite opens our own: what it would do to files that are none of the ledger's.
void require_harmless_side_files(const fs::path& file) {
  for (const fs::path& journal : beside(file, "-journal")) {
    if (!is_there(journal) || !names_super_journal(journal)) continue;
    throw Error(Obstacle::damaged, phrase("cannot open {}: {} was not made by this program and would have "
                                          "other files deleted; move it away, then run lcl verify",
                                          file.string(), journal.string()));
  }
  for (const char* ending : {"-wal", "-shm"}) {
    for (const fs::path& path : beside(file, ending)) {
      if (!is_there(path)) continue;
      throw Error(Obstacle::storage,
                  phrase("cannot open {}: {} was not made by this program, and SQLite would take its content "
                         "for the ledger's; move it away, then run lcl verify",
                         file.string(), path.string()));
    }
  }
}

void require_no_side_files(const fs::path& file) {
  for (const char* ending : {"-journal", "-wal", "-shm"}) {
    for (const fs::path& path : beside(file, ending)) {
      if (!is_there(path)) continue;
      throw Error(Obstacle::unavailable,
                  phrase("cannot read {} by itself: {} says that a change to it is unfinished; name the "
                         "registry's folder if it is yours, else ask for a bundle (lcl bundle), or for a "
                         "copy made while nothing was being written",
                         file.string(), path.string()));
    }
  }
}

/// The URI of a file that is read as it is.
std::string immutable_uri(const fs::path& file) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char each : fs::canonical(file).string()) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') || byte == '/' || byte == '.' || byte == '-' ||
                          byte == '_';
    if (is_plain) {
      uri += each;
    } else {
      uri.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
  }
  return uri + "?immutable=1&mode=ro";
}

/// SQLite falls back to reading where the file may not be written, and would refuse only the first change.
void require_writable(const SQLite::Database& database, const std::string& file) {
  if (sqlite3_db_readonly(database.getHandle(), "main") == 0) return;
  throw Error(Obstacle::storage,
              phrase("cannot write to {}: it is read-only here; check its owner and permissions", file));
}

}  // namespace

std::unique_ptr<SQLite::Database> open_ledger_file(const fs::path& file, Access access, int wait_ms) {
  require_file(file);
  require_harmless_side_files(file);
  return translated(file.string(), "cannot open {}: {}", [&] {
    // An absolute path, so that none is taken for a URI.
    auto database = std::make_unique<SQLite::Database>(
        fs::absolute(file).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, wait_ms);
    wait_for_locks(database->getHandle(), wait_ms);
    set_limits(database->getHandle());
    require_ledger_header(header_of(*database), file.string());
    database->exec(settings);
    if (access == Access::read) {
      database->exec(settings_of_reader);
    } else {
      require_writable(*database, file.string());
      database->exec(settings_of_writer);
    }
    require_ledger_tables(*database, file.string());
    require_ledger_header(header_of(*database), file.string());  // a journal may have been played back
    (void)sqlite3_limit(database->getHandle(), SQLITE_LIMIT_LENGTH, longest_value);
    return database;
  });
}

std::unique_ptr<SQLite::Database> open_foreign_ledger_file(const fs::path& file, Pages pages) {
  require_file(file);
  require_no_side_files(file);
  return translated(file.string(), "cannot open {}: {}", [&] {
    auto database = std::make_unique<SQLite::Database>(
        immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX);
    set_limits(database->getHandle());
    const Header header = header_of(*database);
    require_ledger_header(header, file.string());
    require_whole_file(header, file_size(*database), file.string());
    {
      const StepsAtMost limit(*database, steps_for_schema);
      database->exec(settings);
      database->exec(settings_of_reader);
      require_ledger_tables(*database, file.string());
    }
    if (pages == Pages::examine) require_sound_pages(*database, file.string());
    (void)sqlite3_limit(database->getHandle(), SQLITE_LIMIT_LENGTH, longest_value);
    return database;
  });
}

}  // namespace lcl
