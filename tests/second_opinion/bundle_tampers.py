# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a bundle: name → what is done to a ForgedBundle. The bundle is of DEMO; devices of DEMO were
collected by OTHER too."""
import shutil
import sqlite3

import canonical_json


class ForgedBundle:
    """A copy of a bundle without its guards, to be changed and then finished. `whole` is the ledger it is of."""

    def __init__(self, source, target, whole):
        shutil.copyfile(source, target)
        self.path, self.database = target, sqlite3.connect(target)
        self._guards = dict(self.database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        for name in self._guards:
            self.database.execute(f"DROP TRIGGER {name}")
        self.database.execute("ATTACH ? AS whole", (str(whole),))
        self.entries = [canonical_json.read(bytes(entry))
                        for entry, in self.database.execute("SELECT entry FROM entries ORDER BY seq")]

    def finish(self):
        for sql in self._guards.values():
            self.database.execute(sql)
        self.database.commit()
        self.database.close()
        return self.path

    def sql(self, statement, *values):
        return self.database.execute(statement, values).fetchall()

    def listed(self):
        return {seq for first, last in self.sql("SELECT first, last FROM withheld") for seq in range(first, last + 1)}

    def list(self, seqs):
        """Makes the list anew, one range for each."""
        self.sql("DELETE FROM withheld")
        for seq in sorted(seqs):
            self.sql("INSERT INTO withheld VALUES (?, ?)", seq, seq)

    def drop(self, seq):
        self.sql("UPDATE entries SET payload = NULL, private = NULL WHERE seq = ?", seq)

    def disclose(self, seq, column="payload"):
        """Puts back what the ledger has and the bundle has not."""
        self.sql(f"UPDATE entries SET {column} = (SELECT e.{column} FROM whole.entries e WHERE e.seq = ?1) WHERE seq = ?1",
                 seq)

    # Entries to do something to.

    def own(self):
        """An event of the project, the last of a device."""
        return max(entry["seq"] for entry in self.entries if entry.get("project") == "DEMO" and "device" in entry)

    def first_withheld(self):
        return min(self.listed())

    def statement(self):
        return max(entry["seq"] for entry in self.entries if entry["kind"] == "period_reported")

    def shared(self, project):
        """The first event in a project of a device that had cycles in both."""
        of = {}
        for entry in self.entries:
            if "device" in entry:
                of.setdefault(entry["device"], {}).setdefault(entry["project"], entry["seq"])
        return min(seqs[project] for seqs in of.values() if len(seqs) == 2)

    def erased(self, project):
        """An entry of the project whose private part was erased."""
        return next(canonical_json.read(bytes(payload))["act"]["entry"] for payload, in self.sql(
            "SELECT payload FROM entries WHERE json_extract(entry, '$.kind') = 'private_erased' ORDER BY seq")
            if self.entries[canonical_json.read(bytes(payload))["act"]["entry"]]["project"] == project)

    def device_of(self, seq):
        return bytes.fromhex(self.entries[seq]["device"])


def _sql(statement):
    return lambda bundle: bundle.sql(statement)


def _at(place, *actions):
    """The actions, each at the entry of that place."""
    def spoil(bundle):
        seq = place(bundle)
        for action in actions:
            action(bundle, seq)
    return spoil


def _list(bundle, seq):
    bundle.list(bundle.listed() | {seq})


def _unlist(bundle, seq):
    bundle.list(bundle.listed() - {seq})


def _set(column, value):
    return lambda bundle, seq: bundle.sql(f"UPDATE entries SET {column} = ? WHERE seq = ?", value, seq)


def _private(bundle, seq):
    bundle.disclose(seq, "private")


_drop, _disclose = ForgedBundle.drop, ForgedBundle.disclose
_own, _withheld, _statement = ForgedBundle.own, ForgedBundle.first_withheld, ForgedBundle.statement


def _shared(project):
    return lambda bundle: bundle.shared(project)


def _erased(project):
    return lambda bundle: bundle.erased(project)


CASES = {
    "nothing at all": lambda bundle: None,
    "a payload dropped and not listed": _at(_own, _drop),
    "a payload dropped and listed": _at(_own, _drop, _list),
    "a payload of the other project dropped and not listed": _at(_shared("OTHER"), _drop),
    "a payload of the other project dropped and listed": _at(_shared("OTHER"), _drop, _list),
    "a payload of a shared device dropped and listed": _at(_shared("DEMO"), _drop, _list),
    "a payload altered": _at(_own, _set("payload", b"{}")),
    "a private part altered": _at(_own, _set("private", b"{}")),
    "a payload listed but there": _at(_own, _list),
    "a statement's payload dropped": _at(_statement, _drop),
    "a statement's payload dropped and listed": _at(_statement, _drop, _list),
    "a statement's payload listed but there": _at(_statement, _list),
    "a withheld payload not listed": _at(_withheld, _unlist),
    "a withheld payload listed but there": _at(_withheld, _disclose),
    "a withheld payload there and not listed": _at(_withheld, _disclose, _unlist),
    "a withheld payload that is another": _at(_withheld, _set("payload", b"{}")),
    "a private part beside a withheld payload": _at(_withheld, _set("private", b"{}")),
    "a private part of the other project": _at(_shared("OTHER"), _private),
    "a private part of the project": _at(_shared("DEMO"), _private),
    "no private part of the project": _at(_shared("DEMO"), _set("private", None)),
    "an erased private part of the project": _at(_erased("DEMO"), _set("private", b"{}")),
    "an erased private part of the other project": _at(_erased("OTHER"), _set("private", b"{}")),
    "a list of single entries": lambda bundle: bundle.list(bundle.listed()),
    "a checkpoint that is not the last is gone": _sql("DELETE FROM checkpoints WHERE size = 5"),
    "no list": _sql("DELETE FROM withheld"),
    "ranges that end early": _sql("UPDATE withheld SET last = first"),
    "ranges that end before they begin": _sql("UPDATE withheld SET last = first - 1"),
    "one range of all": _sql("UPDATE withheld SET first = 0, last = (SELECT count(*) - 1 FROM entries) "
                             "WHERE first = (SELECT min(first) FROM withheld)"),
    "a range before the log": _sql("INSERT INTO withheld VALUES (-2, -1)"),
    "a range beyond the log": _sql("INSERT INTO withheld VALUES (9000, 9000)"),
    "a range that goes beyond the log": _sql("UPDATE withheld SET last = 9000 WHERE first = (SELECT max(first) FROM "
                                             "withheld)"),
    "a range inside another": _sql("INSERT INTO withheld SELECT max(last), max(last) FROM withheld"),
    "two withheld payloads there": lambda bundle: [bundle.disclose(seq) for seq in sorted(bundle.listed())[:2]],
    "no project": _sql("UPDATE bundle SET project = ''"),
    "no project and no private parts": _sql("UPDATE bundle SET project = '', private = 0"),
    "another size": _sql("UPDATE bundle SET size = size + 1"),
    "the other project": _sql("UPDATE bundle SET project = 'OTHER'"),
    "no such project": _sql("UPDATE bundle SET project = 'NONE'"),
    "private parts said to be there, or not": _sql("UPDATE bundle SET private = 1 - private"),
    "a withheld entry is gone": _at(_withheld, lambda bundle, seq: bundle.sql(
        "DELETE FROM entries WHERE seq = ?", seq)),
    "the last entry is gone": _sql("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"),
    "a withheld entry altered": _at(_withheld, lambda bundle, seq: bundle.sql(
        "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"time\":\"20', '\"time\":\"21') AS BLOB) "
        "WHERE seq = ?", seq)),
    "a withheld entry that is none": _at(_withheld, _set("entry", b"{}")),
    "no table of what is withheld": _sql("DROP TABLE withheld"),
    "no table of the bundle": _sql("DROP TABLE bundle"),
    "neither table": lambda bundle: [bundle.sql(f"DROP TABLE {name}") for name in ("bundle", "withheld")],
    "no row": _sql("DELETE FROM bundle"),
    "two rows": _sql("INSERT INTO bundle SELECT * FROM bundle"),
    "a project that is no word": _sql("UPDATE bundle SET project = 'no'"),
    "a size below 0": _sql("UPDATE bundle SET size = -1"),
    "a private that is neither 0 nor 1": _sql("UPDATE bundle SET private = 2"),
    "a table with a column more": _sql("ALTER TABLE withheld ADD COLUMN more TEXT"),
    "a table of devices": _sql("CREATE TABLE devices (pseudonym BLOB PRIMARY KEY, device BLOB, stage INTEGER, last INTEGER, "
                               "standing INTEGER, collection INTEGER, reconditioning INTEGER, at INTEGER, project TEXT) WITHOUT ROWID, STRICT"),
    "an index on what is withheld": _sql("CREATE INDEX more ON withheld (last)"),
}
