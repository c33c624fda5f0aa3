#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files made to fool whoever reads them: each is answered about as the honest one, or is said to be wrong; none crashes
or stops the program, takes much memory, or makes it change anything. Each test is named after what it tries."""
import itertools
import sqlite3
import struct
import unittest

import bounded
import hostile_case
from sqlite_pages import INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE, Pages, promised_record, record, varint

BLOB, TEXT = 12, 13


class HostileFiles(hostile_case.HostileCase):
    # The header, and the file's end.

    def test_every_byte_of_the_header_altered(self):
        content = self.honest.content()
        for at in range(100):
            for value in {0, 1, 2, 255, content[at] ^ 1, content[at] ^ 128} - {content[at]}:
                self.cases.content(f"byte {at} is {value}", content[:at] + bytes([value]) + content[at + 1:],
                                   (bounded.VERIFY, bounded.LOG))
        self.held()

    def test_cut_short_at_every_page_and_between_pages(self):
        content, size = self.honest.content(), self.pages().size
        for end in range(0, len(content), size // 2):
            self.cases.content(f"cut to {end} bytes", content[:end], must_differ=True)
            if end < size:
                continue
            cut = Pages(content[:end // size * size].ljust(size, b"\0"))
            cut.put(1, 28, struct.pack(">I", len(cut)))
            self.cases.content(f"cut to {len(cut)} pages, and its header says so", bytes(cut.content), must_differ=True)
        for more in (1, 511, size, 100 * size):
            self.cases.content(f"{more} bytes more", content + bytes(more), must_differ=True)
        self.held()

    def test_every_other_page_size_is_as_good(self):
        for size in (512, 1024, 4096, 32768, 65536):
            self.altered(f"pages of {size}", f"PRAGMA page_size = {size}; VACUUM;")
        self.held()

    def test_another_encoding_a_vacuum_mode_a_write_ahead_log(self):
        def dumped(first):
            def make(database):
                script = "\n".join(database.iterdump())
                path = self.folder / "dumped"
                path.unlink(missing_ok=True)
                copy = sqlite3.connect(path, isolation_level=None)
                copy.executescript(f"{first}; PRAGMA application_id = 0x4C434C31; PRAGMA user_version = 1;{script}")
                copy.close()
            return make
        for first in ("PRAGMA encoding = 'UTF-16le'", "PRAGMA encoding = 'UTF-16be'", "PRAGMA auto_vacuum = FULL",
                      "PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL"):
            with self.subTest(first):
                bounded.altered(self.honest.content(), self.folder, dumped(first))
                self.cases.content(first, (self.folder / "dumped").read_bytes(), must_differ=True)
        self.held()

    def test_what_is_no_database(self):
        for label, content in {"nothing": b"", "a byte": b"S", "its first 16 bytes": b"SQLite format 3\0",
                               "a header alone": self.honest.content()[:100], "zeros": bytes(1 << 20),
                               "text": b"a ledger\n" * 1000}.items():
            self.cases.content(label, content, must_differ=True)
        self.held()

    # Trees.

    def test_interior_pages_that_lead_elsewhere(self):
        for name, roots in self.roots.items():
            for table, root in roots.items():
                pages = self.pages(name)
                if not pages.is_interior(root):
                    continue
                children = pages.children(root)
                for (a, to_a), (b, to_b) in itertools.combinations(children, 2):
                    def swap(pages, root=root, a=a, to_a=to_a, b=b, to_b=to_b):
                        pages.set_child(root, a, to_b)
                        pages.set_child(root, b, to_a)
                    self.crafted(f"{table}: children {to_a} and {to_b} swapped", swap, name, must_differ=True)
                for place, child in children:
                    for target in {0, 1, root, *[each for _, each in children], *roots.values(), len(pages) + 1,
                                   0x7FFFFFFF, 0xFFFFFFFF} - {child}:
                        self.crafted(f"{table}: {target} instead of {child}",
                                     lambda pages, root=root, place=place, target=target:
                                     pages.set_child(root, place, target), name, must_differ=True)
        self.held()

    def test_look_ups_led_to_other_rows_than_a_scan(self):
        """The first abuse on record: separators of an interior page that a binary search follows and a scan does not."""
        for name, roots in self.roots.items():
            pages, root = self.pages(name), roots["entries"]
            self.assertTrue(pages.is_interior(root))
            children = [child for _, child in pages.children(root)]
            last = len(children) - 1
            for keys in ([0] * last, [1 << 40] * last, list(range(last, 0, -1)), [-1] * last):
                cells = [struct.pack(">I", child) + varint(key) for child, key in zip(children, keys)]
                self.crafted(f"keys {keys[:3]}", lambda pages, cells=cells, root=root, right=children[-1]:
                             pages.put_cells(root, INTERIOR_TABLE, cells, right), name)
            offsets = pages.cell_offsets(root)
            for order in (offsets[::-1], offsets[1:], offsets + offsets, offsets[:1] * len(offsets)):
                self.crafted(f"cells in order {order[:4]}", lambda pages, order=order, root=root:
                             pages.set_cell_offsets(root, order), name)
        self.held()

    def test_rows_out_of_order_in_a_page(self):
        for name, roots in self.roots.items():
            for table, root in roots.items():
                for page in self.pages(name).reachable(root):
                    offsets = self.pages(name).cell_offsets(page)
                    if len(offsets) < 2:
                        continue
                    orders = {"reversed": offsets[::-1], "first twice": offsets[:1] + offsets[:-1],
                              "last first": offsets[-1:] + offsets[:-1], "one less": offsets[:-1], "first gone": offsets[1:],
                              "none": [], "twice over": offsets * 2, "all the same": offsets[:1] * len(offsets)}
                    for label, order in orders.items():
                        self.crafted(f"{table}, page {page}: {label}",
                                     lambda pages, page=page, order=order: pages.set_cell_offsets(page, order), name)
        self.held()

    def test_trees_that_lead_into_themselves(self):
        """Each page's children are all the next page, so that 2^20 paths and more lead through a few pages."""
        for width in (1, 2, 400):
            for table, root in ({"sqlite_schema": 1} | self.roots["bundle"]).items():
                for depth in (1, 5, 30):
                    def deepen(pages, root=root, depth=depth, width=width, table=table):
                        is_table = table in ("sqlite_schema", "entries", "bundle", "withheld")
                        kind = INTERIOR_TABLE if is_table else INTERIOR_INDEX
                        below = root
                        for _ in range(depth - 1):
                            page = pages.append()
                            cells = [struct.pack(">I", below) + (varint(n) if is_table else pages.index_cell(record(n, b"")))
                                     for n in range(width)]
                            pages.put_cells(page, kind, cells, below)
                            below = page
                        cells = [struct.pack(">I", below) + (varint(n) if is_table else pages.index_cell(record(n, b"")))
                                 for n in range(width)]
                        pages.put_cells(root, kind, cells, below)
                    self.crafted(f"{table}: {depth} deep, {width} wide", deepen, must_differ=True)
        self.held()

    def test_many_paths_to_one_leaf_of_the_schema(self):
        def widen(pages):
            leaf = pages.append()
            pages.put_cells(leaf, LEAF_TABLE, [pages.table_cell(1, record("table", "entries", "entries", 2, "x" * 900))])
            below = leaf
            for _ in range(12):
                page = pages.append()
                pages.put_cells(page, INTERIOR_TABLE, [struct.pack(">I", below) + varint(n) for n in range(800)], below)
                below = page
            pages.put_cells(1, INTERIOR_TABLE, [struct.pack(">I", below) + varint(n) for n in range(800)], below)
        self.crafted("800^13 paths", widen, must_differ=True)
        self.held()

    def test_pages_that_two_trees_share(self):
        for name, roots in self.roots.items():
            for (first, a), (second, b) in itertools.permutations(({"sqlite_schema": 1} | roots).items(), 2):
                if a == 1:
                    continue
                self.crafted(f"the page of {first} is that of {second}",
                             lambda pages, a=a, b=b: pages.__setitem__(a, pages[b]), name)
        self.held()

    def test_roots_swapped_in_the_schema(self):
        for name, roots in self.roots.items():
            for (a, to_a), (b, to_b) in itertools.combinations(roots.items(), 2):
                self.altered(f"{a} and {b}", f"UPDATE sqlite_schema SET rootpage = {to_a} + {to_b} - rootpage "
                                             f"WHERE name IN ('{a}', '{b}')", name, must_differ=True)
            for table, target in itertools.product(roots, (0, 1, -1, 3, 1 << 20, 0x7FFFFFFF, 1 << 40)):
                if roots[table] != target:
                    self.altered(f"{table} at {target}",
                                 f"UPDATE sqlite_schema SET rootpage = {target} WHERE name = '{table}'", name,
                                 must_differ=True)
        self.held()

    # Overflow.

    def test_overflow_chains_that_lead_into_themselves(self):
        """The fifth abuse on record: many notes of a megabyte each, all of them one page that follows itself."""
        root, tables = self.roots["bundle"]["checkpoints"], self.roots["bundle"]
        for length in (1 << 15, 1 << 20, 1 << 26, (1 << 31) - 1):
            def notes(pages, length=length):
                page = pages.append(b"x" * pages.size)
                pages.put(page, 0, struct.pack(">I", page))
                cells = []
                leaves = []
                for number in range(511):
                    head = promised_record(6, 2 * length + TEXT) + struct.pack(">q", number)
                    cells.append(pages.index_cell(head, length + len(head), page))
                    if len(cells) == 7:
                        leaf = pages.append()
                        pages.put_cells(leaf, LEAF_INDEX, cells[:6])
                        leaves.append((leaf, cells[6]))
                        cells = []
                rows = [struct.pack(">I", leaf) + cell for leaf, cell in leaves[:6]]
                pages.put_cells(root, INTERIOR_INDEX, rows, leaves[6][0])
            self.crafted(f"notes of {length}", notes, must_differ=True)

            def entries(pages, length=length):
                page = pages.append(b"x" * pages.size)
                pages.put(page, 0, struct.pack(">I", page))
                cells = [pages.table_cell(number, promised_record(0, *types), length + 20, page)
                         for number, types in enumerate([(2 * length + BLOB, 0, 0), (2 * length + TEXT, 0, 0),
                                                         (12, 2 * length + BLOB, 0), (12, 0, 2 * length + BLOB)])]
                pages.put_cells(tables["entries"], LEAF_TABLE, cells[:1])
            self.crafted(f"entries of {length}", entries, must_differ=True)
        self.held()

    def test_overflow_chains_relinked(self):
        for name, roots in self.roots.items():
            pages = self.pages(name)
            for table, root in roots.items():
                for page in pages.reachable(root):
                    for offset in pages.cell_offsets(page):
                        place = pages.overflow(page, offset)
                        if place is None:
                            continue
                        chain = struct.unpack_from(">I", pages[page], place)[0]
                        for target in {0, 1, root, page, chain + 1, len(pages) + 1} - {chain}:
                            self.crafted(f"{table}, page {page}: a value goes on at {target}",
                                         lambda pages, page=page, place=place, target=target:
                                         pages.put(page, place, struct.pack(">I", target)), name, must_differ=True)
                        for target in (chain, page, root, len(pages) + 1):
                            self.crafted(f"{table}: overflow page {chain} goes on at {target}",
                                         lambda pages, chain=chain, target=target:
                                         pages.put(chain, 0, struct.pack(">I", target)), name)
        self.held()

    # The schema.

    def test_schema_tricks(self):
        everything = {
            "a view in place of a table": "DROP TABLE tiles; CREATE VIEW tiles AS SELECT 0 AS level, 0 AS idx, x'' AS hashes;",
            "a trigger more": "CREATE TRIGGER more AFTER INSERT ON checkpoints BEGIN DELETE FROM checkpoints; END;",
            "a view more": "CREATE VIEW more AS SELECT 1;",
            "a table more": "CREATE TABLE more (a);",
            "a table with a name like ours": "CREATE TABLE \"Entries \" (a);",
            "a virtual table": "CREATE VIRTUAL TABLE more USING fts5 (a);",
            "a virtual table by its row": "INSERT INTO sqlite_schema VALUES ('table', 'm', 'm', 0, "
                                          "'CREATE VIRTUAL TABLE m USING csv(filename=''/etc/passwd'')');",
            "an index": "CREATE INDEX more ON entries (payload);",
            "a partial index": "CREATE INDEX more ON entries (seq) WHERE seq > 12;",
            "an index on an expression": "CREATE INDEX more ON entries (length(entry));",
            "a unique index": "CREATE UNIQUE INDEX more ON entries (entry);",
            "statistics": "ANALYZE;",
            "a column more": "ALTER TABLE entries ADD COLUMN more;",
            "a generated column": "ALTER TABLE entries ADD COLUMN more BLOB GENERATED ALWAYS AS (payload) VIRTUAL;",
            "a collation": "UPDATE sqlite_schema SET sql = replace(sql, 'note TEXT NOT NULL', 'note TEXT NOT NULL "
                           "COLLATE NOCASE') WHERE name = 'checkpoints';",
            "a rowid where there is none": "UPDATE sqlite_schema SET sql = replace(sql, 'WITHOUT ROWID, ', '');",
            "none where there is one": "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ') WITHOUT ROWID, STRICT');",
            "not strict": "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'entries';",
            "columns swapped": "UPDATE sqlite_schema SET sql = 'CREATE TABLE entries (seq INTEGER PRIMARY KEY, payload BLOB "
                               "NOT NULL, entry BLOB, private BLOB) STRICT' WHERE name = 'entries';",
            "the key descends": "UPDATE sqlite_schema SET sql = replace(sql, 'seq INTEGER PRIMARY KEY', 'seq INTEGER PRIMARY "
                                "KEY DESC') WHERE name = 'entries';",
            "a default": "UPDATE sqlite_schema SET sql = replace(sql, 'payload BLOB', 'payload BLOB DEFAULT 1');",
            "a check": "UPDATE sqlite_schema SET sql = replace(sql, 'payload BLOB', 'payload BLOB CHECK (seq < 9)');",
            "a comment": "UPDATE sqlite_schema SET sql = sql || ' -- more' WHERE name = 'entries';",
            "other letters": "UPDATE sqlite_schema SET sql = replace(sql, 'entries', 'ENTRIES') WHERE name = 'entries';",
            "another type": "UPDATE sqlite_schema SET type = 'index' WHERE name = 'tiles';",
            "another table's": "UPDATE sqlite_schema SET tbl_name = 'tiles' WHERE name = 'checkpoints';",
            "another name": "UPDATE sqlite_schema SET name = 'tiles2', tbl_name = 'tiles2' WHERE name = 'tiles';",
            "twice": "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'entries';",
            "no SQL": "UPDATE sqlite_schema SET sql = NULL WHERE name = 'entries';",
            "SQL that is a blob": "UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) || x'00' WHERE name = 'entries';",
            "SQL of two megabytes": "UPDATE sqlite_schema SET sql = sql || printf('%2000000s', '') WHERE name = 'entries';",
            "ten thousand tables": "".join(f"CREATE TABLE t{number} (a);" for number in range(10000)),
            "a trigger that says something else": "UPDATE sqlite_schema SET sql = replace(sql, 'ABORT', 'IGNORE');",
            "an index of statistics": "CREATE TABLE sqlite_stat1x (a);",
            "no entries": "DROP TABLE entries;",
            "no checkpoints": "DROP TABLE checkpoints;",
        }
        for (label, script), name in itertools.product(everything.items(), self.honest.files):
            script = script.replace("CREATE TABLE t", "CREATE TABLE IF NOT EXISTS t")
            self.altered(label, f"BEGIN; {script} COMMIT;", name, must_differ=True)
        self.altered("one table of a bundle", "DROP TABLE withheld;", must_differ=True)
        self.altered("the terms of a bundle in a ledger", "CREATE TABLE bundle (project TEXT NOT NULL, size INTEGER NOT NULL, "
                     "private INTEGER NOT NULL) STRICT;", "ledger", must_differ=True)
        self.held()

    def test_guards_and_projections_may_be_missing(self):
        for name in self.honest.files:
            self.altered("no guards", "DROP TRIGGER entries_insert; DROP TRIGGER entries_update;", name)
            self.altered("no tiles", "DROP TABLE tiles;", name)
        self.altered("no devices", "DROP TABLE devices;", "ledger")
        self.held()

    # Rows that SQLite finds nothing wrong with.

    def test_rows_that_are_not_the_log_s(self):
        guards = "DROP TRIGGER entries_insert; DROP TRIGGER entries_update; DROP TRIGGER entries_delete; " \
                 "DROP TRIGGER checkpoints_update; DROP TRIGGER checkpoints_delete; "
        scripts = {
            "payloads swapped": "UPDATE entries SET payload = (SELECT payload FROM entries WHERE seq = 14) WHERE seq = 13;",
            "entries swapped": "UPDATE entries SET entry = (SELECT entry FROM entries WHERE seq = 14) WHERE seq = 13;",
            "rows swapped": "UPDATE entries SET seq = -1 WHERE seq = 14; UPDATE entries SET seq = 14 WHERE seq = 13; "
                            "UPDATE entries SET seq = 13 WHERE seq = -1;",
            "one gone": "DELETE FROM entries WHERE seq = 20;",
            "the first gone": "DELETE FROM entries WHERE seq = 0;",
            "the last gone": "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries);",
            "one below 0": "INSERT INTO entries VALUES (-5, x'00', x'00', NULL);",
            "one far off": "INSERT INTO entries VALUES (9223372036854775807, x'00', x'00', NULL);",
            "one beyond the checkpoint": "INSERT INTO entries SELECT max(seq) + 1, entry, payload, NULL FROM entries;",
            "a private part": "UPDATE entries SET private = x'7b7d' WHERE seq = 5;",
            "an empty entry": "UPDATE entries SET entry = x'' WHERE seq = 20;",
            "an entry of 3 MB": "UPDATE entries SET entry = zeroblob(3000000) WHERE seq = 20;",
            "an entry of 30 MB": "UPDATE entries SET entry = zeroblob(30000000) WHERE seq = 20;",
            "payloads of 200 MB": "UPDATE entries SET payload = zeroblob(4000000) WHERE seq < 50;",
            "no payload": "UPDATE entries SET payload = NULL WHERE seq = 3;",
            "no payloads": "UPDATE entries SET payload = NULL;",
            "no checkpoint": "DELETE FROM checkpoints;",
            "the last checkpoint gone": "DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints);",
            "a checkpoint of another size": "UPDATE checkpoints SET size = size + 1;",
            "a checkpoint below 0": "INSERT INTO checkpoints VALUES (-1, 'note');",
            "a checkpoint far off": "INSERT INTO checkpoints VALUES (9223372036854775807, 'note');",
            "a note of 3 MB": "INSERT INTO checkpoints VALUES (9, printf('%3000000s', 'note'));",
            "a hundred thousand checkpoints": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                                              "INSERT INTO checkpoints SELECT 1, 'note ' || i FROM n;",
            "a hundred thousand of one note": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                                              "100000) INSERT INTO checkpoints SELECT i * 1000, note FROM n, checkpoints "
                                              "WHERE size = 1;",
            "tiles altered": "UPDATE tiles SET hashes = zeroblob(length(hashes));",
            "tiles longer": "UPDATE tiles SET hashes = CAST(hashes || zeroblob(32) AS BLOB);",
            "tiles shorter": "UPDATE tiles SET hashes = substr(hashes, 1, 32);",
            "a tile of 3 MB": "UPDATE tiles SET hashes = zeroblob(3000000);",
            "no tiles": "DELETE FROM tiles;",
            "tiles of all levels": "WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 70000) INSERT INTO "
                                   "tiles SELECT i, i, x'00' FROM n;",
        }
        bundles = {
            "no terms": "DELETE FROM bundle;",
            "two terms": "INSERT INTO bundle SELECT * FROM bundle;",
            "another project": "UPDATE bundle SET project = 'OTHER';",
            "a project of 3 MB": "UPDATE bundle SET project = printf('%3000000s', 'DEMO');",
            "another size": "UPDATE bundle SET size = size - 1;",
            "with private parts": "UPDATE bundle SET private = 1;",
            "everything withheld": "INSERT INTO withheld VALUES (0, 1000000);",
            "a million ranges": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT INTO "
                                "withheld SELECT i * 2, i * 2 FROM n;",
            "a range that ends before it begins": "INSERT INTO withheld VALUES (900, 1);",
        }
        for name in self.honest.files:
            for label, script in (scripts | (bundles if name == "bundle" else {})).items():
                guard_texts = {}

                def change(database, script=script, guard_texts=guard_texts):
                    guard_texts.update(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
                    database.executescript(f"BEGIN; {guards} {script}")
                    for sql in guard_texts.values():
                        database.execute(sql)
                    database.execute("COMMIT")
                self.altered(label, change, name)
        self.held()


if __name__ == "__main__":
    unittest.main()
