#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What stands beside a file, and what its name leads to: nothing there is played back, deleted or waited for."""
import itertools
import os
import shutil
import sqlite3
import struct
import unittest

import hostile_case


class HostilePlaces(hostile_case.HostileCase):
    def journal(self, pages, named=None):
        """A hot journal that would put back the pages of another file, and, as the fourth abuse on record, delete one."""
        nonce, sector = 7, 512
        journal = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", len(pages), nonce, len(pages), sector, pages.size)
        journal = journal.ljust(sector, b"\0")
        for page in range(1, len(pages) + 1):
            data = pages[page]
            checksum = nonce + sum(data[at] for at in range(pages.size - 200, 0, -200))
            journal += struct.pack(">I", page) + data + struct.pack(">I", checksum & 0xFFFFFFFF)
        if named is None:
            return journal
        name = str(named).encode()
        return (journal + struct.pack(">I", (1 << 30) // pages.size + 1) + name +
                struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7"))

    def test_the_journal_of_this_test_is_one_that_sqlite_plays_back(self):
        """It would be, by whoever opens the file as SQLite does; else the tests below would show nothing."""
        file, key = self.cases.folder / "file", self.cases.folder / "key.pem"
        for named in (None, key):
            pages = self.pages()
            pages.put(1, 60, struct.pack(">I", 9))
            file.write_bytes(self.honest.content())
            key.write_text("a key")
            file.with_name("file-journal").write_bytes(self.journal(pages, named))
            database = sqlite3.connect(file)
            self.assertEqual(database.execute("PRAGMA user_version").fetchone(), (9,))
            database.close()
            self.assertEqual(key.exists(), named is None)

    def test_a_hot_journal_beside_a_file(self):
        pages = self.pages()
        pages.put(1, 60, struct.pack(">I", 9))
        for is_linked, named, ending in itertools.product((False, True), (None, "key.pem"), ("-journal", "-wal", "-shm")):
            def make(folder, is_linked=is_linked, named=named, ending=ending):
                place = folder / "else" if is_linked else folder
                place.mkdir(exist_ok=True)
                (folder / "key.pem").write_text("a key")
                (place / "file").write_bytes(self.honest.content())
                (place / f"file{ending}").write_bytes(self.journal(pages, named and folder / named))
                if is_linked:
                    (folder / "link").symlink_to("else/file")
                    return folder / "link"
                return place / "file"
            self.cases.made(f"{ending}, names {named}, through a link: {is_linked}", make, must_differ=True)
        self.held()

    def test_side_files_of_every_kind(self):
        for ending, kind in itertools.product(("-journal", "-wal", "-shm"), ("empty", "link", "lost link", "folder", "fifo")):
            def make(folder, ending=ending, kind=kind):
                (folder / "file").write_bytes(self.honest.content())
                (folder / "victim").write_text("a key")
                beside = folder / f"file{ending}"
                {"empty": lambda: beside.write_bytes(b""), "link": lambda: beside.symlink_to("victim"),
                 "lost link": lambda: beside.symlink_to("nowhere"), "folder": beside.mkdir,
                 "fifo": lambda: os.mkfifo(beside)}[kind]()
            self.cases.made(f"{ending} is {kind}", make, must_differ=True)
        self.held()

    def test_a_journal_that_names_a_file_beside_a_registry(self):
        def make(folder):
            shutil.copytree(self.honest.registry.path, folder / "file")
            (folder / "key.pem").write_text("a key")
            (folder / "file/ledger.db-journal").write_bytes(self.journal(self.pages("ledger"), folder / "key.pem"))
        self.cases.made("a journal", make, must_differ=True, name="ledger")
        for ending in ("-wal", "-shm"):
            def beside(folder, ending=ending):
                shutil.copytree(self.honest.registry.path, folder / "file")
                (folder / f"file/ledger.db{ending}").write_bytes(b"\x37\x7f\x06\x82".ljust(32, b"\0"))
            self.cases.made(ending, beside, must_differ=True, name="ledger")
        self.held()

    def test_names_that_lead_elsewhere(self):
        honest = self.honest.files["bundle"]
        def link(to):
            return lambda folder: (folder / "file").symlink_to(to)
        self.cases.made("a link to a bundle", link(honest))
        self.cases.made("a link to a link", lambda folder: [(folder / "file").symlink_to("other"),
                                                           (folder / "other").symlink_to(honest)] and None)
        self.cases.made("a link to itself", link("file"), must_differ=True)
        self.cases.made("a link to nowhere", link("nowhere"), must_differ=True)
        self.cases.made("a link to a device", link("/dev/zero"), must_differ=True)
        self.cases.made("a link to a folder", link("/"), must_differ=True)
        self.cases.made("a FIFO", lambda folder: os.mkfifo(folder / "file"), must_differ=True)
        self.cases.made("a folder", lambda folder: (folder / "file").mkdir(), must_differ=True)
        def named(name):
            def make(folder):
                shutil.copyfile(honest, folder / name)
                return folder / name
            return make
        for name in ("a?mode=rwc", "a#b", "a%20b", "file:a", "a b", "ü", "a&immutable=0", ":memory:"):
            self.cases.made(name, named(name))
        self.held()


if __name__ == "__main__":
    unittest.main()
