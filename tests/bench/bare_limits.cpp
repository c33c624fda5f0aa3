// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bare_limits.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "ledger/chain/entry.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string_view blob(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

void for_each_row(const std::filesystem::path& ledger,
                  const std::function<void(std::string_view, std::string_view)>& row) {
  const SQLite::Database database(ledger.string(), SQLite::OPEN_READONLY);
  SQLite::Statement rows(database, "SELECT entry, payload FROM entries ORDER BY seq");
  while (rows.executeStep()) row(blob(rows.getColumn(0)), blob(rows.getColumn(1)));
}

struct Row {
  std::string entry, payload, private_part;
  bool has_private = false;
};

}  // namespace

double bare_insert(const std::filesystem::path& ledger, const std::filesystem::path& copy) {
  constexpr std::size_t batch = 50'000;
  SQLite::Database target(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  target.exec("PRAGMA page_size = 16384");
  target.exec("PRAGMA journal_mode = DELETE");
  target.exec("PRAGMA synchronous = EXTRA");
  target.exec("PRAGMA cache_size = -65536");
  target.exec(
      "CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL, payload BLOB, private BLOB) "
      "STRICT");
  const SQLite::Database source(ledger.string(), SQLite::OPEN_READONLY);
  SQLite::Statement rows(source, "SELECT entry, payload, private FROM entries ORDER BY seq");
  SQLite::Transaction transaction(target);
  SQLite::Statement insert(target, "INSERT INTO entries VALUES (?, ?, ?, ?)");
  std::vector<Row> held;
  std::int64_t seq = 0;
  double spent = 0;
  for (bool more = true; more;) {
    held.clear();
    while (held.size() < batch && (more = rows.executeStep())) {
      const SQLite::Column part = rows.getColumn(2);
      held.push_back({std::string(blob(rows.getColumn(0))), std::string(blob(rows.getColumn(1))),
                      std::string(blob(part)), !part.isNull()});
    }
    spent += seconds([&] {
      for (const Row& row : held) {
        insert.bind(1, seq++);
        insert.bindNoCopy(2, row.entry.data(), static_cast<int>(row.entry.size()));
        insert.bindNoCopy(3, row.payload.data(), static_cast<int>(row.payload.size()));
        if (row.has_private) {
          insert.bindNoCopy(4, row.private_part.data(), static_cast<int>(row.private_part.size()));
        } else {
          insert.bind(4);
        }
        insert.exec();
        insert.reset();
      }
    });
  }
  return spent + seconds([&] { transaction.commit(); });
}

double bare_scan_and_hash(const std::filesystem::path& ledger) {
  std::uint8_t mixed = 0;
  const double spent = seconds([&] {
    for_each_row(ledger, [&](std::string_view entry, std::string_view payload) {
      mixed = static_cast<std::uint8_t>(mixed ^ leaf_hash(entry).bytes[0] ^ sha256(payload).bytes[0]);
    });
  });
  return mixed == 0 ? spent : spent;
}

double bare_scan(const std::filesystem::path& ledger) {
  std::size_t bytes = 0;
  const double spent = seconds([&] {
    for_each_row(ledger, [&](std::string_view entry, std::string_view payload) {
      bytes += entry.size() + payload.size();
    });
  });
  return bytes == 0 ? 0 : spent;
}

}  // namespace lcl::bench
