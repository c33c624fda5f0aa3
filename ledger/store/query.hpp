// SPDX-License-Identifier: Apache-2.0
// One SQL text on one connection, prepared when first needed and kept. A
// statement in use is never handed out twice: whoever reads inside a row of
// the same query gets a second one.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/values/encoding.hpp"

namespace lcl {

/// SQLite's integers are signed; nothing in a ledger is beyond their greatest, but a bound may be.
[[nodiscard]] inline std::int64_t sql_integer(std::uint64_t value) {
  constexpr auto greatest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(value, greatest));
}

/// The bytes of a column, whatever its type; they live until the statement's next step.
[[nodiscard]] inline std::string_view bytes_in(const SQLite::Column& column) {
  const auto* data = static_cast<const char*>(column.getBlob());  // null for a blob of no bytes
  return data == nullptr ? std::string_view{}
                         : std::string_view{data, static_cast<std::size_t>(column.getBytes())};
}
/// The same, nothing where the column is NULL.
[[nodiscard]] inline std::optional<std::string_view> optional_bytes_in(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return bytes_in(column);
}

/// Binds `bytes` without a copy: they must live until the statement was stepped.
inline void bind_bytes(SQLite::Statement& statement, int parameter, std::string_view bytes) {
  // Beyond INT_MAX SQLite's own limit on lengths refuses what is left.
  const std::size_t size = std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max());
  statement.bindNoCopy(parameter, static_cast<const void*>(bytes.empty() ? "" : bytes.data()),
                       static_cast<int>(size));
}

class Query {
 public:
  /// `database` and `sql` must outlive this.
  Query(SQLite::Database& database, const char* sql) : database_(&database), sql_(sql) {}

  /// A statement for one use: reset and given back at its end.
  class Use {
   public:
    Use(Query& query, std::unique_ptr<SQLite::Statement> statement)
        : query_(&query), statement_(std::move(statement)) {}
    ~Use() {
      (void)statement_->tryReset();  // reports the failure of the last step once more, or nothing
      query_->idle_ = std::move(statement_);
    }
    Use(const Use&) = delete;
    Use(Use&&) = delete;
    Use& operator=(const Use&) = delete;
    Use& operator=(Use&&) = delete;
    SQLite::Statement* operator->() const { return statement_.get(); }
    SQLite::Statement& operator*() const { return *statement_; }

   private:
    Query* query_;
    std::unique_ptr<SQLite::Statement> statement_;
  };

  [[nodiscard]] Use use() {
    if (!idle_) idle_ = std::make_unique<SQLite::Statement>(*database_, sql_);
    return {*this, std::move(idle_)};
  }

 private:
  SQLite::Database* database_;
  const char* sql_;
  std::unique_ptr<SQLite::Statement> idle_;
};

}  // namespace lcl
