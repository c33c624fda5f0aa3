// SPDX-License-Identifier: Apache-2.0
// Opens ledger.db: the settings of every connection, the limits a hostile file
// is held to, and the check that it is a ledger of a format we know.
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

#include "ledger/store/provenance.hpp"

namespace lcl {

/// A connection to one's own ledger, for one thread at a time. Never creates a file.
enum class Access {
  read,  ///< opens the file for writing where that is allowed, only so that SQLite can undo what a killed
         ///< writer left half done
  write,
};

/// Throws Error: not_a_registry (no such file, or not a ledger), newer_format, damaged (altered header or
/// tables, a journal that names other files), busy (locked for more than `wait_ms`), io, storage.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_ledger_file(const std::filesystem::path& file,
                                                                 Access access, int wait_ms);

/// Whether the pages of a file have to be looked at, or were when it was first opened.
enum class Pages { examine, examined_before };

/// A connection to a file that may have been made by anyone; it is only read, and nothing is taken from or
/// done to what stands beside it. Throws Error as above; unavailable where something beside it says that it
/// is being written; damaged too where its pages are not the trees that SQLite makes, each page used once:
/// what is read afterwards takes time and memory in proportion to the file, whoever made it.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_foreign_ledger_file(const std::filesystem::path& file,
                                                                         Pages pages);

}  // namespace lcl
