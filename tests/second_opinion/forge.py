# SPDX-License-Identifier: Apache-2.0
"""Ledgers that no honest program writes: a copy of a registry is opened without its guards, changed, chained,
signed and projected anew with all of its keys, so that only what was changed is wrong."""
import base64
import datetime
import hashlib
import pathlib
import shutil
import sqlite3

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

import canonical_json
import entries
import merkle
import notes


def private_key(path):
    return load_pem_private_key(pathlib.Path(path).read_bytes(), None)


def _point(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _der(key):
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key):
    return hashlib.sha256(_der(key)).hexdigest()


def public_text(key):
    """As acts state it."""
    return base64.b64encode(_der(key)).decode()


def endorsement(key, signed):
    return {"key": fingerprint(key), "signature": base64.b64encode(key.sign(signed)).decode()}


class Forgery:
    """A copy of a registry's folder in `target`, to be changed and then finished."""

    def __init__(self, source, target):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
        self.folder = pathlib.Path(target)
        self.database = sqlite3.connect(self.folder / "ledger.db")
        self._guards = dict(self.database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        for name in self._guards:
            self.database.execute(f"DROP TRIGGER {name}")
        self.log_key = private_key(self.folder / "keys/log.pem")

    def finish(self, guards=True):
        for sql in self._guards.values() if guards else []:
            self.database.execute(sql)
        self.database.commit()
        self.database.close()
        return self.folder

    def sql(self, statement, *values):
        return self.database.execute(statement, values).fetchall()

    def size(self):
        return self.sql("SELECT max(seq) + 1 FROM entries")[0][0]

    def entry(self, seq):
        return canonical_json.read(bytes(self.sql("SELECT entry FROM entries WHERE seq = ?", seq)[0][0]))

    def payload(self, seq):
        return canonical_json.read(bytes(self.sql("SELECT payload FROM entries WHERE seq = ?", seq)[0][0]))

    def edit(self, seq, old, new, column="entry"):
        """Changes bytes in place; nothing else follows."""
        found = bytes(self.sql(f"SELECT {column} FROM entries WHERE seq = ?", seq)[0][0])
        assert old in found, found
        self.sql(f"UPDATE entries SET {column} = ? WHERE seq = ?", found.replace(old, new, 1), seq)

    # What is appended as the program would.

    def append(self, entry, payload, private=None, checkpoint=True):
        """An entry with the next seq, prev and the last time; `payload` is bytes or a value."""
        data = payload if isinstance(payload, bytes) else canonical_json.write(payload)
        seq = self.size()
        last = bytes(self.sql("SELECT entry FROM entries WHERE seq = ?", seq - 1)[0][0])
        whole = {"payload": hashlib.sha256(data).hexdigest(), "prev": merkle.leaf_hash(last).hex(), "seq": seq,
                 "time": canonical_json.read(last)["time"]} | entry
        self.sql("INSERT INTO entries VALUES (?, ?, ?, ?)", seq, canonical_json.write(whole), data, private)
        if checkpoint:
            self.checkpoint()
        return seq

    def tree(self):
        tree = merkle.Tree()
        for entry, in self.sql("SELECT entry FROM entries ORDER BY seq"):
            tree.append(merkle.leaf_hash(bytes(entry)))
        return tree

    def note(self, size, root, key=None):
        """A signed note of any size and root."""
        origin, key = self.payload(0)["act"]["origin"], key or self.log_key
        text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
        signed = notes.key_id(origin, _point(key)) + key.sign(text.encode())
        return f"{text}\n— {origin} {base64.b64encode(signed).decode()}\n"

    def checkpoint(self):
        """Signs the head, writes it to the file head too, and makes the tiles anew."""
        tree = self.tree()
        note = self.note(len(tree.leaves), tree.root())
        self.sql("INSERT INTO checkpoints VALUES (?, ?)", len(tree.leaves), note)
        (self.folder / "head").write_text(note, encoding="utf-8")
        self.sql("DELETE FROM tiles")
        for (level, index), hashes in tree.tiles().items():
            self.sql("INSERT INTO tiles VALUES (?, ?, ?)", level, index, hashes)

    def rechain(self):
        """Makes seq, prev, all checkpoints and tiles fit the entries as they are now."""
        tree, sizes = merkle.Tree(), {size for size, in self.sql("SELECT size FROM checkpoints")}
        self.sql("DELETE FROM checkpoints")
        previous = bytes(32)
        for seq, data in self.sql("SELECT seq, entry FROM entries ORDER BY seq"):
            entry = canonical_json.write(canonical_json.read(bytes(data)) | {"prev": previous.hex(), "seq": seq})
            self.sql("UPDATE entries SET entry = ? WHERE seq = ?", entry, seq)
            previous = merkle.leaf_hash(entry)
            tree.append(previous)
            if seq + 1 in sizes:
                self.sql("INSERT INTO checkpoints VALUES (?, ?)", seq + 1, self.note(seq + 1, tree.root()))
        self.sql("DELETE FROM checkpoints WHERE size = ?", len(tree.leaves))
        self.checkpoint()

    def set_payload(self, seq, payload):
        """Another payload under an entry, which then states its hash; follow with rechain."""
        data = payload if isinstance(payload, bytes) else canonical_json.write(payload)
        entry = self.entry(seq) | {"payload": hashlib.sha256(data).hexdigest()}
        self.sql("UPDATE entries SET entry = ?, payload = ? WHERE seq = ?", canonical_json.write(entry), data, seq)

    def seen(self):
        tree = self.tree()
        return {"root": tree.root().hex(), "size": len(tree.leaves)}

    def statement(self, key, kind, act, project=None, seen=None, nonce="00112233445566778899aabbccddeeff", private=None,
                  signature=None, origin=None, time=None, endorsers=(), endorsements=None):
        """Appends a statement, signed with the key of a file, and endorsed with those of others or as given."""
        key = private_key(key)
        body = {"act": act, "key": fingerprint(key), "nonce": nonce, "seen": seen or self.seen()}
        of_entry = {"kind": kind} | ({"project": project} if project is not None else {})
        signed = b"lcl statement 1\n" + canonical_json.write(
            body | of_entry | {"origin": origin or self.payload(0)["act"]["origin"]})
        made = signature if signature is not None else key.sign(signed)
        later = {"time": time} if time is not None else {}
        if endorsements is None:
            endorsements = [endorsement(private_key(each), signed) for each in endorsers]
        signatures = {"signature": base64.b64encode(made).decode()}
        signatures |= {"endorsements": sorted(endorsements, key=lambda each: each["key"])} if endorsements else {}
        return self.append(of_entry | self.links(of_entry) | later, body | signatures, private)

    def reopen(self, key, act):
        """Another entry 0, signed anew; what follows is chained to it."""
        key = private_key(key)
        body = self.payload(0) | {"act": act}
        del body["signature"]
        signed = b"lcl statement 1\n" + canonical_json.write(body | {"kind": "registry_opened", "origin": act["origin"]})
        self.set_payload(0, body | {"signature": base64.b64encode(key.sign(signed)).decode()})
        self.rechain()

    def links(self, of_entry):
        """`previous`, `on` and `matters` of a statement that is appended next."""
        statements = [(seq, canonical_json.read(bytes(data)))
                      for seq, data in self.sql("SELECT seq, entry FROM entries ORDER BY seq")]
        statements = [(seq, entry) for seq, entry in statements if "device" not in entry]
        matters = entries.Matters()
        for seq, entry in statements:
            matters.take(entry, seq)
        on = matters.last.get(entries.matter_of(of_entry))
        matters.take(of_entry, self.size())
        return {"previous": statements[-1][0], "matters": matters.root()} | ({"on": on} if on is not None else {})

    def submission(self, key, project, events, **changes):
        """A submission of (entry, payload) pairs; `changes` replace members of the act."""
        lines = []
        for entry, payload in events:
            data = payload if isinstance(payload, bytes) else canonical_json.write(payload)
            names = ",".join([entry["device"], *entry.get("also", [])])
            lines.append(f"{entry['kind']} {names} {hashlib.sha256(data).hexdigest()}\n")
        act = {"count": len(events), "digest": hashlib.sha256("".join(lines).encode()).hexdigest()} | changes
        seq = self.statement(key, "submission", act, project)
        self.sql("DELETE FROM checkpoints WHERE size = ?", seq + 1)
        for entry, payload in events:
            self.append({"project": project} | entry, payload, checkpoint=False)
        self.checkpoint()
        return seq


def today():
    return str(datetime.datetime.now(datetime.timezone.utc).date())


def tomorrow():
    return str(datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=1))
