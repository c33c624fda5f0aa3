# SPDX-License-Identifier: Apache-2.0
"""The file: schemas/README.md, sections Ledger file and Bundle, schemas/ledger.sql and schemas/bundle.sql."""
import functools
import pathlib
import sqlite3
import urllib.parse
from typing import NamedTuple, Optional

import values
from bundle import Bundle

_SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas"
APPLICATION_ID, FORMAT = 0x4C434C31, 1
# Reserved bytes, fractions; schema format; vacuum mode, encoding; vacuum mode; reserved.
_FIXED = bytes((0, 64, 32, 32)) + bytes((0, 0, 0, 4)) + bytes((0, 0, 0, 0, 0, 0, 0, 1)) + bytes(4) + bytes(20)


class NotALedger(Exception):
    """The file is not opened at all."""


class Row(NamedTuple):
    seq: int
    entry: bytes
    payload: Optional[bytes]
    private: Optional[bytes]


@functools.cache
def _schema(page):
    """The CREATE statements of a page by the name of what they create, without comments."""
    lines = (_SCHEMAS / page).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    database = sqlite3.connect(":memory:")
    database.executescript(text)
    found = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    database.close()
    return found


def _check_header(path):
    real = path.resolve()
    for name in (path, real):
        for ending in ("-journal", "-wal", "-shm"):
            if pathlib.Path(f"{name}{ending}").exists():
                raise NotALedger(f"{name}{ending} is beside it")
    whole = path.read_bytes() if path.is_file() else b""
    header = whole[:100]
    if header[:16] != b"SQLite format 3\0" or len(header) < 100:
        raise NotALedger("not an SQLite 3 database")
    if header[18:20] != b"\1\1":
        raise NotALedger("it has a write-ahead log")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID or int.from_bytes(header[60:64], "big") != FORMAT:
        raise NotALedger("not a ledger of format 1")
    size = {1: 65536}.get(number := int.from_bytes(header[16:18], "big"), number)
    fixed = header[20:24] + header[44:48] + header[52:60] + header[64:68] + header[72:92]
    if size not in [2**power for power in range(9, 17)] or fixed != _FIXED:
        raise NotALedger("its header is not a ledger's")
    if int.from_bytes(header[28:32], "big") * size != len(whole) or header[24:28] != header[92:96]:
        raise NotALedger("it does not end where its header says")


class LedgerFile:
    """A ledger opened for reading. `missing` names the objects of the schema that are not there."""

    TABLES = ("entries", "checkpoints", "tiles", "devices")

    def __init__(self, path):
        path = pathlib.Path(path)
        _check_header(path)
        self._database = sqlite3.connect(f"file:{urllib.parse.quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
        wanted, of_bundle = _schema("ledger.sql"), _schema("bundle.sql")
        try:
            found = dict(self._database.execute("SELECT name, sql FROM sqlite_schema"))
            said = self._database.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise NotALedger(str(error)) from error
        for name, sql in found.items():
            if (wanted | of_bundle).get(name) != sql:
                raise NotALedger(f"{name} is not as in ledger.sql and bundle.sql")
        if said != "ok":
            raise NotALedger(said)
        is_bundle = set(of_bundle) <= set(found)
        self.missing = [name for name in wanted if name not in found and not (is_bundle and name == "devices")]
        if {"entries", "checkpoints"} & set(self.missing):
            raise NotALedger("a table of the log is missing")
        if len(set(of_bundle) & set(found)) == 1:
            raise NotALedger("one of the two tables of a bundle is missing")
        self._terms = self._read_terms() if is_bundle else None

    def _read_terms(self):
        rows = self._select("bundle", "project, size, private")
        if len(rows) != 1 or not self._are_terms(*rows[0]):
            raise NotALedger("the table bundle has not the one row that it should have")
        if any(first < 0 or last < 0 for first, last in self._select("withheld", "first, last")):
            raise NotALedger("a range of the table withheld is below 0")
        return rows[0]

    @staticmethod
    def _are_terms(project, size, private):
        of_statements = project == "" and private == 0
        return (of_statements or values.is_project(project)) and size >= 0 and private in (0, 1)

    def _select(self, table, columns):
        if table in self.missing:
            return []
        try:
            return self._database.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
        except sqlite3.DatabaseError as error:
            raise NotALedger(str(error)) from error

    def bundle(self):
        """What the file says as a bundle; None of a whole ledger."""
        if self._terms is None:
            return None
        entries = self._database.execute("SELECT coalesce(max(seq) + 1, 0) FROM entries").fetchone()[0]
        return Bundle(self._terms, self._select("withheld", "first, last"), entries)

    def entries(self):
        return [Row(*row) for row in self._select("entries", "seq, entry, payload, private")]

    def checkpoints(self):
        rows = self._select("checkpoints", "size, note")
        if len(rows) > len(self._select("entries", "seq, NULL")) + 1:
            raise NotALedger("it has more checkpoints than entries")
        return rows

    def tiles(self):
        return {(level, index): hashes for level, index, hashes in self._select("tiles", "level, idx, hashes")}

    def devices(self):
        rows = self._select("devices", "pseudonym, device, stage, last, standing, collection, reconditioning, at, project")
        return {pseudonym: tuple(row) for pseudonym, *row in rows}
