// SPDX-License-Identifier: Apache-2.0
// The tables of a ledger file, format 1: what is written into a new file and
// what every file is held to when it is opened. schemas/ledger.sql is the same
// for people to read; a test keeps the two equal.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace lcl {

/// `PRAGMA application_id`: "LCL1" in ASCII.
inline constexpr std::uint32_t ledger_application_id = 0x4C434C31;
/// `PRAGMA user_version`: the format.
inline constexpr std::uint32_t ledger_format = 1;

enum class SchemaPart : std::uint8_t {
  fixed,       ///< a table every ledger file has
  guard,       ///< a trigger against other programs
  projection,  ///< derived: can be dropped and rebuilt
  bundle,      ///< of a bundle only
};

/// One row of `sqlite_schema`: `sql` is the text that SQLite keeps, byte for byte.
struct SchemaObject {
  SchemaPart part;
  std::string_view name;
  std::string_view table;
  std::string_view sql;
};

/// In the order of creation.
inline constexpr std::array<SchemaObject, 9> ledger_schema{{
    {SchemaPart::fixed, "entries", "entries",
     "CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL, payload BLOB, private BLOB) "
     "STRICT"},
    {SchemaPart::fixed, "checkpoints", "checkpoints",
     "CREATE TABLE checkpoints (size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (size, note)) "
     "WITHOUT ROWID, STRICT"},
    {SchemaPart::guard, "entries_insert", "entries",
     "CREATE TRIGGER entries_insert BEFORE INSERT ON entries\n"
     "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entries)\n"
     "BEGIN SELECT raise(ABORT, 'entries are only appended, at max(seq) + 1'); END"},
    {SchemaPart::guard, "entries_update", "entries",
     "CREATE TRIGGER entries_update BEFORE UPDATE ON entries\n"
     "WHEN NEW.seq IS NOT OLD.seq OR NEW.entry IS NOT OLD.entry OR NEW.payload IS NOT OLD.payload "
     "OR NEW.private IS NOT NULL\n"
     "BEGIN SELECT raise(ABORT, 'entries are never changed, but for private to NULL'); END"},
    {SchemaPart::guard, "entries_delete", "entries",
     "CREATE TRIGGER entries_delete BEFORE DELETE ON entries\n"
     "BEGIN SELECT raise(ABORT, 'entries are never deleted'); END"},
    {SchemaPart::guard, "checkpoints_update", "checkpoints",
     "CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints\n"
     "BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END"},
    {SchemaPart::guard, "checkpoints_delete", "checkpoints",
     "CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints\n"
     "BEGIN SELECT raise(ABORT, 'checkpoints are never deleted'); END"},
    {SchemaPart::projection, "tiles", "tiles",
     "CREATE TABLE tiles (level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL, "
     "PRIMARY KEY (level, idx)) WITHOUT ROWID, STRICT"},
    {SchemaPart::projection, "devices", "devices",
     "CREATE TABLE devices (pseudonym BLOB PRIMARY KEY, device BLOB, stage INTEGER, last INTEGER, "
     "standing INTEGER, collection INTEGER, reconditioning INTEGER, at INTEGER, project TEXT) "
     "WITHOUT ROWID, STRICT"},
}};

/// What a bundle has besides; schemas/bundle.sql is the same for people to read.
inline constexpr std::array<SchemaObject, 2> bundle_schema{{
    {SchemaPart::bundle, "bundle", "bundle",
     "CREATE TABLE bundle (project TEXT NOT NULL, size INTEGER NOT NULL, private INTEGER NOT NULL) STRICT"},
    {SchemaPart::bundle, "withheld", "withheld",
     "CREATE TABLE withheld (first INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT"},
}};

}  // namespace lcl
