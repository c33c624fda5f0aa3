// SPDX-License-Identifier: Apache-2.0
// What another program can do to a ledger file once it has switched the
// triggers off.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <string>

#include "tests/audit/small_registry.hpp"

namespace lcl::test {

/// Runs `sql` on the registry's ledger file.
inline void tamper(const DishonestRegistry& registry, const std::string& sql) {
  SQLite::Database database(registry.file().string(), SQLite::OPEN_READWRITE);
  (void)sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  database.exec(sql);
}

using Words = std::vector<std::string>;

}  // namespace lcl::test
