// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/reader.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "ledger/store/bundle_tables.hpp"
#include "ledger/store/ledger_file.hpp"
#include "ledger/store/query.hpp"
#include "ledger/store/schema.hpp"
#include "ledger/store/sqlite_error.hpp"
#include "ledger/store/tile_cache.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

namespace {

/// Rows read in one short transaction: a writer waits for a few milliseconds.
constexpr int rows_at_once = 2'000;
constexpr int tiles_at_once = 64;
/// Of a log: what a JSON number holds exactly.
constexpr std::uint64_t greatest_size = (std::uint64_t{1} << 53U) - 1;

/// The columns of rows of `entries`. Made at one row they serve the next ones of the query as well: making
/// them costs more than asking them.
struct EntryColumns {
  explicit EntryColumns(const SQLite::Statement& row)
      : seq(row.getColumn(0)),
        entry(row.getColumn(1)),
        payload(row.getColumn(2)),
        private_part(row.getColumn(3)) {}
  SQLite::Column seq, entry, payload, private_part;
};

}  // namespace

struct Reader::Connection {
  Connection(std::unique_ptr<SQLite::Database> own, SQLite::Database& used, std::string name)
      : owned(std::move(own)), database(used), file(std::move(name)) {}

  static std::unique_ptr<Connection> to(std::unique_ptr<SQLite::Database> own,
                                        const std::filesystem::path& file, Provenance provenance) {
    SQLite::Database& used = *own;
    auto made = std::make_unique<Connection>(std::move(own), used, file.string());
    made->provenance = provenance;
    return made;
  }

  Provenance provenance = Provenance::own;
  std::unique_ptr<SQLite::Database> owned;  // none if the connection is someone else's
  SQLite::Database& database;
  std::string file;
  std::optional<BundleTerms> bundle =
      translated(file, "cannot read {}: {}", [this] { return read_bundle_terms(database, file); });
  bool keeps_devices = false;  // pages of theirs
  Query schema{database, "SELECT name FROM sqlite_schema"};
  Query begin{database, "BEGIN"};
  Query size{database, "SELECT (SELECT min(seq) FROM entries), (SELECT max(seq) FROM entries)"};
  Query scan{
      database,
      "SELECT seq, entry, payload, private FROM entries WHERE seq >= ?1 AND seq < ?2 ORDER BY seq LIMIT ?3"};
  Query scan_without_private{
      database,
      "SELECT seq, entry, payload, NULL FROM entries WHERE seq >= ?1 AND seq < ?2 ORDER BY seq LIMIT ?3"};
  Query entry{database, "SELECT seq, entry, payload, private FROM entries WHERE seq = ?1"};
  Query checkpoints{database,
                    "SELECT size, note FROM checkpoints WHERE (size, note) > (?1, ?2) ORDER BY size, note "
                    "LIMIT ?3"};
  Query tile{database, "SELECT hashes FROM tiles WHERE level = ?1 AND idx = ?2"};
  Query tiles{
      database,
      "SELECT level, idx, hashes FROM tiles WHERE (level, idx) > (?1, ?2) ORDER BY level, idx LIMIT ?3"};
  Query device{database,
               "SELECT pseudonym, device, stage, last, standing, collection, reconditioning, at, project "
               "FROM devices WHERE pseudonym = ?1"};
  Query has_devices{database, "SELECT EXISTS (SELECT 1 FROM devices)"};
  Query devices{
      database,
      "SELECT pseudonym, device, stage, last, standing, collection, reconditioning, at, project FROM devices "
      "WHERE pseudonym > ?1 ORDER BY pseudonym LIMIT ?2"};
  Query withheld{database, "SELECT first, last FROM withheld WHERE first >= ?1 ORDER BY first LIMIT ?2"};
  Query withheld_around{database,
                        "SELECT first, last FROM withheld WHERE first <= ?1 ORDER BY first DESC LIMIT 1"};

  /// What `action` returns, with SQLite's failures translated.
  template <typename Action>
  decltype(auto) reading(Action&& action) const {
    return translated(file, "cannot read {}: {}", std::forward<Action>(action));
  }
  [[noreturn]] void damaged(const std::string& what) const {
    throw Error(Obstacle::damaged, phrase("cannot read {}: {}", file, what));
  }

  template <typename Bind, typename TakeRow>
  void in_chunks(Query& query, int at_once, Bind bind, TakeRow take_row) const;
  [[nodiscard]] bool answer(Query& query, std::string_view bytes) const;

  /// Devices are looked up by the thousand and in no order, so that pages of theirs are asked for again and
  /// again: 64 MiB are those of a million. Someone else's connection keeps what that one has it keep.
  void keep_devices() {
    if (std::exchange(keeps_devices, true) || !owned) return;
    database.exec("PRAGMA cache_size = -65536");
  }

  std::uint64_t natural_in(const SQLite::Column& column, const char* what) const;
  std::uint64_t natural_at(SQLite::Statement& row, int column, const char* what) const;
  std::uint64_t seq_at(SQLite::Statement& row, int column) const;
  StoredEntry entry_in(const EntryColumns& row) const;
  Tile tile_at(SQLite::Statement& row) const;
  Pseudonym pseudonym_at(SQLite::Statement& row, int column) const;
  DeviceRow device_at(SQLite::Statement& row) const;
  std::optional<std::string> tile_hashes(std::uint8_t level, std::uint64_t index);
};

/// Runs `query` again and again, each time as one short transaction of at most `at_once` rows, until there
/// are no more. `bind` says where to go on; `take_row` moves that on, and sees to it that rows ascend: a
/// crafted file could otherwise lead us in circles.
template <typename Bind, typename TakeRow>
void Reader::Connection::in_chunks(Query& query, int at_once, Bind bind, TakeRow take_row) const {
  reading([&] {
    int rows = at_once;
    while (rows == at_once) {
      const Query::Use statement = query.use();
      bind(*statement);
      for (rows = 0; statement->executeStep(); ++rows) take_row(*statement);
    }
  });
}

std::uint64_t Reader::Connection::natural_in(const SQLite::Column& column, const char* what) const {
  const std::int64_t value = column.getInt64();
  if (value < 0) damaged(phrase("it has a negative {}", what));
  return static_cast<std::uint64_t>(value);
}

std::uint64_t Reader::Connection::natural_at(SQLite::Statement& row, int column, const char* what) const {
  return natural_in(row.getColumn(column), what);
}

std::uint64_t Reader::Connection::seq_at(SQLite::Statement& row, int column) const {
  return row.isColumnNull(column) ? no_seq : natural_at(row, column, "seq");
}

StoredEntry Reader::Connection::entry_in(const EntryColumns& row) const {
  return {natural_in(row.seq, "seq"), bytes_in(row.entry), optional_bytes_in(row.payload),
          optional_bytes_in(row.private_part)};
}

Tile Reader::Connection::tile_at(SQLite::Statement& row) const {
  const std::uint64_t level = natural_at(row, 0, "level");
  if (level > std::numeric_limits<std::uint8_t>::max())
    damaged(phrase("a tile has a level that no tree reaches"));
  return {static_cast<std::uint8_t>(level), natural_at(row, 1, "idx"),
          std::string(bytes_in(row.getColumn(2)))};
}

Pseudonym Reader::Connection::pseudonym_at(SQLite::Statement& row, int column) const {
  Pseudonym pseudonym;
  const std::string_view bytes = bytes_in(row.getColumn(column));
  if (bytes.size() != pseudonym.bytes.size()) damaged(phrase("a device's pseudonym is not 16 bytes"));
  std::memcpy(pseudonym.bytes.data(), bytes.data(), bytes.size());
  return pseudonym;
}

DeviceRow Reader::Connection::device_at(SQLite::Statement& row) const {
  DeviceRow found;
  found.pseudonym = pseudonym_at(row, 0);
  if (!row.isColumnNull(1)) {
    found.device = pseudonym_at(row, 1);
    found.state.last = seq_at(row, 3);
    return found;
  }
  found.device = found.pseudonym;
  const std::uint64_t stage = natural_at(row, 2, "stage");
  if (stage > static_cast<std::uint64_t>(Stage::disposed))
    damaged(phrase("a device has a stage that does not exist"));
  found.state.stage = static_cast<Stage>(stage);
  found.state.last = seq_at(row, 3);
  found.state.standing = seq_at(row, 4);
  found.state.collection = seq_at(row, 5);
  found.state.reconditioning = seq_at(row, 6);
  found.state.at = {row.getColumn(7).getInt64()};
  found.state.project = bytes_in(row.getColumn(8));
  return found;
}

std::optional<std::string> Reader::Connection::tile_hashes(std::uint8_t level, std::uint64_t index) {
  return reading([&]() -> std::optional<std::string> {
    const Query::Use row = tile.use();
    row->bind(1, static_cast<int>(level));
    row->bind(2, sql_integer(index));
    if (!row->executeStep()) return std::nullopt;
    return std::string(bytes_in(row->getColumn(0)));
  });
}

bool Reader::Connection::answer(Query& query, std::string_view bytes) const {
  return reading([&] {
    const Query::Use row = query.use();
    if (!bytes.empty()) bind_bytes(*row, 1, bytes);
    return row->executeStep() && row->getColumn(0).getInt() != 0;
  });
}

Reader::Reader(const std::filesystem::path& file, int wait_ms) {
  connection_ = Connection::to(open_ledger_file(file, Access::read, wait_ms), file, Provenance::own);
}

Reader::Reader(const RegistryFolder& folder, int wait_ms) {
  const std::filesystem::path file = folder.ledger();
  const Provenance provenance = folder.provenance();
  connection_ = Connection::to(provenance == Provenance::own ? open_ledger_file(file, Access::read, wait_ms)
                                                             : open_foreign_ledger_file(file, Pages::examine),
                               file, provenance);
}

Reader Reader::again(int wait_ms) const {
  const std::filesystem::path file = connection_->file;
  if (connection_->provenance == Provenance::own) return Reader(file, wait_ms);
  return Reader(
      Connection::to(open_foreign_ledger_file(file, Pages::examined_before), file, Provenance::elsewhere));
}

Reader::Reader(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

Reader::Reader(SQLite::Database& connection)
    : connection_(std::make_unique<Connection>(nullptr, connection, connection.getFilename())) {}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

void Reader::together(const std::function<void()>& reads) const {
  struct End {
    SQLite::Database& database;
    ~End() { (void)database.tryExec("COMMIT"); }  // of a transaction that only read
  };
  connection_->reading([&] {
    if (sqlite3_get_autocommit(connection_->database.getHandle()) == 0)
      return reads();  // in a transaction already
    connection_->begin.use()->exec();
    const End end{connection_->database};
    reads();
  });
}

std::vector<std::string> Reader::missing_schema() const {
  std::vector<std::string> missing;
  missing.reserve(ledger_schema.size());
  for (const SchemaObject& object : ledger_schema) {
    const bool is_of_registries = object.name == "devices";  // a bundle has none
    if (!is_of_registries || !bundle()) missing.emplace_back(object.name);
  }
  connection_->reading([&] {
    const Query::Use rows = connection_->schema.use();
    while (rows->executeStep()) std::erase(missing, rows->getColumn(0).getString());
  });
  return missing;
}

const std::optional<BundleTerms>& Reader::bundle() const { return connection_->bundle; }

std::vector<SeqRange> Reader::withheld(std::uint64_t from, int at_most) const {
  return connection_->reading([&] {
    std::vector<SeqRange> ranges;
    if (!connection_->bundle) return ranges;
    const Query::Use rows = connection_->withheld.use();
    rows->bind(1, sql_integer(from));
    rows->bind(2, at_most);
    while (rows->executeStep()) {
      ranges.push_back({connection_->natural_at(*rows, 0, "seq"), connection_->natural_at(*rows, 1, "seq")});
    }
    return ranges;
  });
}

std::optional<SeqRange> Reader::withheld_around(std::uint64_t seq) const {
  return connection_->reading([&]() -> std::optional<SeqRange> {
    const Query::Use row = connection_->withheld_around.use();
    row->bind(1, sql_integer(seq));
    if (!row->executeStep()) return std::nullopt;
    const SeqRange range{connection_->natural_at(*row, 0, "seq"), connection_->natural_at(*row, 1, "seq")};
    return range.last < seq ? std::nullopt : std::optional(range);
  });
}

std::uint64_t Reader::size() const {
  return connection_->reading([&]() -> std::uint64_t {
    const Query::Use row = connection_->size.use();
    if (!row->executeStep() || row->isColumnNull(1)) return 0;
    (void)connection_->natural_at(*row, 0, "seq");
    return connection_->natural_at(*row, 1, "seq") + 1;
  });
}

void Reader::scan(std::uint64_t from, std::uint64_t to, const std::function<void(const StoredEntry&)>& row,
                  RowParts parts) const {
  std::uint64_t next = from;
  std::optional<EntryColumns> columns;
  connection_->in_chunks(
      parts == RowParts::all ? connection_->scan : connection_->scan_without_private, rows_at_once,
      [&](SQLite::Statement& statement) {
        statement.bind(1, sql_integer(next));
        statement.bind(2, sql_integer(to));
        statement.bind(3, rows_at_once);
        columns.reset();
      },
      [&](SQLite::Statement& statement) {
        if (!columns) columns.emplace(statement);
        const StoredEntry entry = connection_->entry_in(*columns);
        if (entry.seq < next) connection_->damaged(phrase("its entries are out of order"));
        next = entry.seq + 1;
        row(entry);
      });
}

bool Reader::entry(std::uint64_t seq, const std::function<void(const StoredEntry&)>& row) const {
  return connection_->reading([&] {
    const Query::Use statement = connection_->entry.use();
    statement->bind(1, sql_integer(seq));
    if (!statement->executeStep()) return false;
    row(connection_->entry_in(EntryColumns(*statement)));
    return true;
  });
}

void Reader::for_each_checkpoint(const std::function<void(const StoredCheckpoint&)>& checkpoint,
                                 std::uint64_t from_size) const {
  const std::uint64_t most = size() + 1;  // one is signed after each act, of at least one entry
  std::uint64_t read_so_far = 0;
  StoredCheckpoint last;
  bool is_first = true;
  connection_->in_chunks(
      connection_->checkpoints, rows_at_once,
      [&](SQLite::Statement& statement) {
        statement.bind(1, is_first && from_size == 0 ? std::numeric_limits<std::int64_t>::min()
                                                     : sql_integer(is_first ? from_size : last.size));
        statement.bind(2, last.note);
        statement.bind(3, rows_at_once);
      },
      [&](SQLite::Statement& statement) {
        StoredCheckpoint read{connection_->natural_at(statement, 0, "size"),
                              std::string(bytes_in(statement.getColumn(1)))};
        if (!is_first && std::tie(read.size, read.note) <= std::tie(last.size, last.note))
          connection_->damaged(phrase("its checkpoints are out of order"));
        if (++read_so_far > most) connection_->damaged(phrase("it has more checkpoints than entries"));
        if (read.size > greatest_size) connection_->damaged(phrase("a checkpoint has a size beyond 2^53-1"));
        is_first = false;
        last = std::move(read);
        checkpoint(last);
      });
}

std::optional<std::string> Reader::tile(std::uint8_t level, std::uint64_t index) const {
  return connection_->tile_hashes(level, index);
}

HashReader Reader::stored_hashes() const {
  return [connection = connection_.get(), tiles = std::make_shared<TileCache>()](std::uint8_t level,
                                                                                 std::uint64_t index) {
    const std::uint64_t number = index / tile_width;
    const std::size_t at = sizeof(Digest) * (index % tile_width);
    const std::string* hashes = tiles->find(level, number);
    if (hashes == nullptr || hashes->size() < at + sizeof(Digest))  // it may have grown
      hashes = &tiles->keep(level, number, connection->tile_hashes(level, number).value_or(std::string()));
    if (hashes->size() < at + sizeof(Digest)) {
      connection->damaged(phrase(
          "hash {} of level {} of its tree is missing; `lcl rebuild` makes the tree anew", index, level));
    }
    Digest digest;
    std::memcpy(digest.bytes.data(), hashes->data() + at, sizeof(Digest));
    return digest;
  };
}

void Reader::for_each_tile(const std::function<void(const Tile&)>& tile) const {
  int level = -1;
  std::uint64_t index = 0;
  connection_->in_chunks(
      connection_->tiles, tiles_at_once,
      [&](SQLite::Statement& statement) {
        statement.bind(1, level);
        statement.bind(2, sql_integer(index));
        statement.bind(3, tiles_at_once);
      },
      [&](SQLite::Statement& statement) {
        const Tile read = connection_->tile_at(statement);
        if (read.level < level || (read.level == level && read.index <= index)) {
          connection_->damaged(phrase("its tiles are out of order"));
        }
        level = read.level;
        index = read.index;
        tile(read);
      });
}

std::optional<DeviceRow> Reader::device(const Pseudonym& pseudonym) const {
  return connection_->reading([&]() -> std::optional<DeviceRow> {
    connection_->keep_devices();
    const Query::Use row = connection_->device.use();
    bind_bytes(*row, 1, text_of(pseudonym.bytes));
    if (!row->executeStep()) return std::nullopt;
    return connection_->device_at(*row);
  });
}

bool Reader::has_devices() const { return connection_->answer(connection_->has_devices, {}); }

void Reader::for_each_device(const std::function<void(const DeviceRow&)>& row) const {
  std::optional<Pseudonym> last;
  connection_->in_chunks(
      connection_->devices, rows_at_once,
      [&](SQLite::Statement& statement) {
        bind_bytes(statement, 1, last ? text_of(last->bytes) : std::string_view{});
        statement.bind(2, rows_at_once);
      },
      [&](SQLite::Statement& statement) {
        const DeviceRow device = connection_->device_at(statement);
        if (last && device.pseudonym <= *last) connection_->damaged(phrase("its devices are out of order"));
        last = device.pseudonym;
        row(device);
      });
}

}  // namespace lcl
