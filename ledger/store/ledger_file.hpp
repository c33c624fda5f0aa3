// SPDX-License-Identifier: Apache-2.0
// Opens ledger.db: the settings of every connection, the limits a hostile file
// is held to, and the check that it is a ledger of a format we know.
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

namespace lcl {

enum class Access { read, write };

/// A connection for one thread at a time. Never creates a file. Even `read` opens the file for writing where
/// that is allowed, only so that SQLite can undo what a killed writer left half done.
///
/// Throws Error: not_a_registry (no such file, or not a ledger), newer_format, damaged (altered tables),
/// busy (locked for more than `wait_ms`), io, storage.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_ledger_file(const std::filesystem::path& file,
                                                                 Access access, int wait_ms);

}  // namespace lcl
