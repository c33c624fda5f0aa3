// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/writer.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <system_error>

#include "ledger/store/bundle_tables.hpp"
#include "ledger/store/ledger_file.hpp"
#include "ledger/store/patience.hpp"
#include "ledger/store/query.hpp"
#include "ledger/store/schema.hpp"
#include "ledger/store/sqlite_error.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

namespace fs = std::filesystem;

/// Readers hold their locks for milliseconds, so what was accepted is not given up for one of them.
constexpr int commit_wait_ms = 600'000;

void bind_or_null(SQLite::Statement& row, int parameter, std::optional<std::string_view> bytes) {
  if (bytes) {
    bind_bytes(row, parameter, *bytes);
  } else {
    row.bind(parameter);
  }
}

void write_schema(const fs::path& file) {
  SQLite::Database database(fs::absolute(file).string(), SQLite::OPEN_READWRITE);
  database.exec(
      "PRAGMA page_size = 16384; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; "
      "PRAGMA secure_delete = ON; BEGIN EXCLUSIVE");
  database.exec("PRAGMA application_id = " + std::to_string(ledger_application_id));
  database.exec("PRAGMA user_version = " + std::to_string(ledger_format));
  for (const SchemaObject& object : ledger_schema) database.exec(std::string(object.sql));
  database.exec("COMMIT");
}

}  // namespace

void create_ledger_file(const fs::path& file, MayRead may_read) {
  static_cast<void>(create_new(file, may_read));
  try {
    translated(file.string(), "cannot create {}: {}", [&] { write_schema(file); });
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove(file, ignored);
    throw;
  }
}

struct Writer::Transaction {
  Transaction(const fs::path& path, int wait_ms, WritesTo what)
      : file(path.string()), owned(open_ledger_file(path, Access::write, wait_ms)) {
    if (reader.bundle() && what == WritesTo::ledger) throw bundle_is_read_only(file, *reader.bundle());
    if (!reader.bundle() && what == WritesTo::bundle)
      throw Error(Obstacle::unavailable, phrase("{}: this is no bundle: it cannot be grown as one", file));
    writing("cannot lock {}: {}", [&] { database.exec("BEGIN IMMEDIATE"); });
    wait_for_locks(database.getHandle(), commit_wait_ms);
    next = reader.size();
  }
  ~Transaction() {
    if (open) roll_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  /// Runs `action`. After a failure, of which SQLite may have rolled back already, nothing more can
  /// be written here: what followed would be a transaction of its own.
  template <typename Action>
  void writing(FailurePhrase what, Action&& action) {
    invariant(open, "a ledger is written to only until its transaction is committed or has failed");
    try {
      translated(file, what, std::forward<Action>(action));
    } catch (const Error&) {
      roll_back();
      throw;
    }
  }
  void append(std::uint64_t seq, std::string_view bytes, std::optional<std::string_view> payload,
              std::optional<std::string_view> private_part) {
    invariant(seq == next, "an entry is appended only at the end of the log");
    writing("cannot append to {}: {}", [&] {
      const Query::Use row = entry.use();
      row->bind(1, sql_integer(seq));
      bind_bytes(*row, 2, bytes);
      bind_or_null(*row, 3, payload);
      bind_or_null(*row, 4, private_part);
      row->exec();
    });
    ++next;
  }
  void roll_back() {
    open = false;
    (void)database.tryExec("ROLLBACK");  // where it fails, the next to open the file does it
  }

  std::string file;
  std::unique_ptr<SQLite::Database> owned;
  SQLite::Database& database = *owned;
  Reader reader{database};
  std::uint64_t next = 0;
  bool open = true;

  Query entry{database, "INSERT INTO entries (seq, entry, payload, private) VALUES (?1, ?2, ?3, ?4)"};
  Query tile{database, "INSERT OR REPLACE INTO tiles (level, idx, hashes) VALUES (?1, ?2, ?3)"};
  Query device{database,
               "INSERT OR REPLACE INTO devices (pseudonym, device, stage, last, standing, collection, "
               "reconditioning, at, project) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
  Query withheld{database, "INSERT OR REPLACE INTO withheld (first, last) VALUES (?1, ?2)"};
  Query listed_no_more{database, "DELETE FROM withheld WHERE first = ?1"};
  Query disclosed{database, "UPDATE entries SET payload = ?2 WHERE seq = ?1"};
  Query checkpoint{database, "INSERT INTO checkpoints (size, note) VALUES (?1, ?2) ON CONFLICT DO NOTHING"};
};

Writer::Writer(const fs::path& file, int wait_ms, WritesTo what)
    : transaction_(std::make_unique<Transaction>(file, wait_ms, what)) {}
Writer::~Writer() = default;

const Reader& Writer::reader() const { return transaction_->reader; }

void Writer::append(std::uint64_t seq, std::string_view entry, std::string_view payload,
                    std::optional<std::string_view> private_part) {
  transaction_->append(seq, entry, payload, private_part);
}

void Writer::append_withheld(std::uint64_t seq, std::string_view entry) {
  transaction_->append(seq, entry, std::nullopt, std::nullopt);
}

void Writer::erase_private(std::uint64_t seq) {
  transaction_->writing("cannot erase from {}: {}", [&] {
    SQLite::Statement erase(transaction_->database, "UPDATE entries SET private = NULL WHERE seq = ?1");
    erase.bind(1, sql_integer(seq));
    erase.exec();
  });
}

void Writer::put_tile(const Tile& tile) {
  transaction_->writing("cannot write tiles to {}: {}", [&] {
    const Query::Use row = transaction_->tile.use();
    row->bind(1, static_cast<int>(tile.level));
    row->bind(2, sql_integer(tile.index));
    bind_bytes(*row, 3, tile.hashes);
    row->exec();
  });
}

void Writer::put_device(const DeviceRow& device) {
  transaction_->writing("cannot write devices to {}: {}", [&] {
    const Query::Use row = transaction_->device.use();
    row->clearBindings();
    bind_bytes(*row, 1, text_of(device.pseudonym.bytes));
    const DeviceState& state = device.state;
    if (state.last != no_seq) row->bind(4, sql_integer(state.last));
    if (device.is_alias()) {
      bind_bytes(*row, 2, text_of(device.device.bytes));
    } else {
      row->bind(3, static_cast<int>(state.stage));
      if (state.standing != no_seq) row->bind(5, sql_integer(state.standing));
      if (state.collection != no_seq) row->bind(6, sql_integer(state.collection));
      if (state.reconditioning != no_seq) row->bind(7, sql_integer(state.reconditioning));
      row->bind(8, state.at.milliseconds);
      row->bindNoCopy(9, state.project);
    }
    row->exec();
  });
}

void Writer::put_checkpoint(std::uint64_t size, std::string_view note) {
  transaction_->writing("cannot write a checkpoint to {}: {}", [&] {
    const Query::Use row = transaction_->checkpoint.use();
    row->bind(1, sql_integer(size));
    row->bind(2, std::string(note));
    row->exec();
  });
}

void Writer::make_bundle(const BundleTerms& terms) {
  transaction_->writing("cannot make a bundle of {}: {}", [&] {
    SQLite::Database& database = transaction_->database;
    database.exec("DROP TABLE devices");
    for (const SchemaObject& object : bundle_schema) database.exec(std::string(object.sql));
    SQLite::Statement row(database, "INSERT INTO bundle (project, size, private) VALUES (?1, ?2, ?3)");
    row.bind(1, terms.project);
    row.bind(2, sql_integer(terms.size));
    row.bind(3, terms.with_private ? 1 : 0);
    row.exec();
  });
}

void Writer::grow_bundle(std::uint64_t size) {
  transaction_->writing("cannot make a bundle of {}: {}", [&] {
    SQLite::Statement row(transaction_->database, "UPDATE bundle SET size = ?1");
    row.bind(1, sql_integer(size));
    row.exec();
  });
}

void Writer::put_withheld(const SeqRange& range) {
  transaction_->writing("cannot list what is withheld in {}: {}", [&] {
    const Query::Use row = transaction_->withheld.use();
    row->bind(1, sql_integer(range.first));
    row->bind(2, sql_integer(range.last));
    row->exec();
  });
}

void Writer::disclose(std::uint64_t seq, std::string_view payload) {
  const auto range = reader().withheld_around(seq);
  invariant(range.has_value(), "only a payload that is withheld is disclosed");
  transaction_->writing("cannot list what is withheld in {}: {}", [&] {
    const Query::Use row = transaction_->disclosed.use();
    row->bind(1, sql_integer(seq));
    bind_bytes(*row, 2, payload);
    row->exec();
    const Query::Use whole = transaction_->listed_no_more.use();
    whole->bind(1, sql_integer(range->first));
    whole->exec();
  });
  if (range->first < seq) put_withheld({range->first, seq - 1});
  if (seq < range->last) put_withheld({seq + 1, range->last});
}

void Writer::drop_projections() {
  transaction_->writing("cannot drop the projections of {}: {}", [&] {
    SQLite::Database& database = transaction_->database;
    for (const SchemaObject& object : ledger_schema) {
      if (object.part != SchemaPart::projection) continue;
      if (object.name == object.table) database.exec("DROP TABLE IF EXISTS " + std::string(object.name));
      database.exec(std::string(object.sql));
    }
  });
}

void Writer::commit() {
  transaction_->writing("cannot commit to {}: {}", [&] { transaction_->database.exec("COMMIT"); });
  transaction_->open = false;
}

}  // namespace lcl
