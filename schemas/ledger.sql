-- SPDX-License-Identifier: Apache-2.0
-- The tables of a registry's ledger.db, format 1, as its writer creates them.
-- `sqlite3 ledger.db .schema` prints the statements below that start with CREATE.

PRAGMA page_size = 16384;
PRAGMA application_id = 0x4C434C31;  -- "LCL1" in ASCII
PRAGMA user_version = 1;             -- the format

-- Settings of a connection that writes; they are not kept in the file.
PRAGMA journal_mode = DELETE;        -- a rollback journal
PRAGMA synchronous = EXTRA;
PRAGMA secure_delete = ON;

-- The log. Fixed: auditors' tools read these two tables.
-- entry: canonical JSON, the bytes that are hashed; payload: the bytes whose SHA-256 the entry holds, NULL
-- where a bundle withholds them; private: what may be erased, NULL where there is none or it was erased.
CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL, payload BLOB, private BLOB) STRICT;
-- note: a signed note (C2SP tlog-checkpoint) for the first `size` entries.
CREATE TABLE checkpoints (size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (size, note)) WITHOUT ROWID, STRICT;

-- Guards against other programs. The insert guard also stops INSERT OR REPLACE, which deletes a row without
-- firing a delete trigger, and UPSERT.
CREATE TRIGGER entries_insert BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entries)
BEGIN SELECT raise(ABORT, 'entries are only appended, at max(seq) + 1'); END;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries
WHEN NEW.seq IS NOT OLD.seq OR NEW.entry IS NOT OLD.entry OR NEW.payload IS NOT OLD.payload OR NEW.private IS NOT NULL
BEGIN SELECT raise(ABORT, 'entries are never changed, but for private to NULL'); END;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are never changed'); END;
CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints
BEGIN SELECT raise(ABORT, 'checkpoints are never deleted'); END;

-- Projections: derived from the entries, can be dropped and rebuilt, never the truth.
-- hashes: the hashes of one tile (C2SP tlog-tiles), 32 bytes each, 256 when it is full.
CREATE TABLE tiles (level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, idx)) WITHOUT ROWID, STRICT;
-- device: NULL for a device, and for an identifier that is free again; for a further identifier of a device, that device, and
-- NULL in all that follows, but for last where it was a device of its own before.
-- stage: 1 collected, 2 reconditioned, 3 scrapped, 4 resold, 5 disposed, 0 nothing stands; last, standing: seq of
-- its last event and of its last standing one; collection, reconditioning: seq of those of that one's cycle, the latter
-- being the last that stands; at: milliseconds since 1970 of the last standing event.
CREATE TABLE devices (pseudonym BLOB PRIMARY KEY, device BLOB, stage INTEGER, last INTEGER, standing INTEGER, collection INTEGER, reconditioning INTEGER, at INTEGER, project TEXT) WITHOUT ROWID, STRICT;
