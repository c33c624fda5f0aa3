# SPDX-License-Identifier: Apache-2.0
"""Passports of devices, certificates of units and proofs of retirement, checked: schemas/README.md, section Proof files."""
from typing import NamedTuple

import acts
import canonical_json
import entries
import keys
import merkle
import notes
import serials
import statements
import values
from registry import Registry

LONGEST, MOST_ENTRIES, MOST_HASHES = 64 * 2**20, 100_000, 63
_SUBJECTS = {"lcl passport 1": "device", "lcl certificate 1": "units", "lcl retirement 1": "units"}


class Wrong(Exception):
    """The word of why a file proves nothing."""


class _Proven(NamedTuple):
    entry: dict
    payload: bytes  # or None


class _AnyHead:
    """Which heads statements have seen, and when the log went on, is not in the file."""

    seen = property(lambda self: self)

    def __contains__(self, _head):
        return True

    @staticmethod
    def passed_at(_head):
        return None


class _AnyMethodology(dict):
    """Nor are the methodologies that were adopted."""

    keys = asked = project_parameters = None
    asks_sample = False

    @staticmethod
    def reserved(_creditable, _vintage, _today):
        return None

    def __contains__(self, _digest):
        return True

    def __missing__(self, _digest):
        return self


def _hashes(value):
    if not isinstance(value, list) or len(value) > MOST_HASHES:
        raise Wrong("not_a_proof")
    hashes = [values.unbase64(each) for each in value]
    if any(each is None or len(each) != 32 for each in hashes):
        raise Wrong("not_a_proof")
    return hashes


def _bytes(value):
    data = values.unbase64(value)
    if data is None:
        raise Wrong("not_a_proof")
    return data


def _members(value, needed, optional=()):
    if not isinstance(value, dict) or not set(needed) <= set(value) <= set(needed) | set(optional):
        raise Wrong("not_a_proof")
    return value


def _list(value, most=MOST_ENTRIES):
    if not isinstance(value, list) or len(value) > most:
        raise Wrong("not_a_proof")
    return value


class ProofFile:
    """A passport or a certificate; Wrong where it proves nothing for the log of that vkey."""

    def __init__(self, text, vkey):
        document = self._read(text)
        self.origin, self._log_key = notes.read_vkey(vkey)
        self._read_checkpoint(document["checkpoint"])
        if not document["entries"]:
            raise Wrong("no_entry")
        lists = {name: [self._proven(each) for each in document[name]] for name in ("entries", "keys")}
        last = self._proven(document["last"])
        self.registry = Registry()
        self.registry.methodologies = _AnyMethodology()
        self.registry.knows_other_projects = False
        self.registry.is_accredited = lambda _party, _at: True  # nor is who is accredited
        if document["format"] == "lcl passport 1":
            self._check_statements({"keys": lists["keys"]}, last, document["matters"])
            self._check_device(lists["entries"], document["device"])
        else:
            self.block = serials.parse(document["units"])
            if self.block is None or not self.block.checked:
                raise Wrong("wrong_units")
            self._check_statements({"keys": lists["keys"], self.block.project: lists["entries"]}, last,
                                   document["matters"])
            self._check_units(document["extends"])
            if document["format"] == "lcl retirement 1":
                self._check_retired()

    @staticmethod
    def _read(text):
        if len(text.encode()) > LONGEST or not text.endswith("\n"):
            raise Wrong("not_a_proof")
        try:
            document = canonical_json.read_canonical(text[:-1].encode())
        except canonical_json.NotCanonical:
            raise Wrong("not_a_proof") from None
        subject = _SUBJECTS.get(document.get("format")) if isinstance(document, dict) else None
        if subject is None:
            raise Wrong("not_a_proof")
        more = ["extends"] if subject == "units" else []
        _members(document, ["checkpoint", "entries", "format", "keys", "last", "matters", subject, *more])
        for each in [*_list(document["entries"]), *_list(document["keys"]), document["last"]]:
            _members(each, ["entry", "hashes", "index"], ["payload"])
        matters = _members(document["matters"], ["count", "paths"])
        for each in _list(matters["paths"], 2):
            _members(each, ["hashes", "index"])
        for each in _list(document.get("extends", []), 16):
            _members(each, ["hashes", "root", "size"])
        return document

    def _read_checkpoint(self, note):
        try:
            self.checkpoint = notes.read(note)
        except notes.Malformed:
            raise Wrong("not_a_proof") from None
        wanted = notes.key_id(self.origin, self._log_key)
        if not any((name, given) == (self.origin, wanted) for name, given, _ in self.checkpoint.signatures):
            raise Wrong("unknown_log_key")
        if not notes.is_signed(self.checkpoint, self.origin, self._log_key):
            raise Wrong("wrong_checkpoint_signature")
        if self.checkpoint.origin != self.origin:
            raise Wrong("malformed_checkpoint")

    def _proven(self, item):
        """An entry of the log, and what is disclosed of it."""
        data, index = _bytes(item["entry"]), item["index"]
        payload = _bytes(item["payload"]) if "payload" in item else None
        if not data:
            raise Wrong("no_entry")
        if not merkle.is_included(merkle.leaf_hash(data), index, self.checkpoint.size, _hashes(item["hashes"]),
                                  self.checkpoint.root):
            raise Wrong("not_included")
        entry = entries.read(data)
        if entry is None:
            raise Wrong("malformed_entry")
        if entry["seq"] != index:
            raise Wrong("wrong_seq")
        if payload is not None and merkle.sha256(payload).hex() != entry["payload"]:
            raise Wrong("wrong_payload")
        return _Proven(entry, payload)

    def _check_statements(self, lists, last, matters):
        """`lists` are the statements of each matter."""
        for matter, proven in lists.items():
            self._check_chain(proven, matter)
        self._check_end(lists, last, matters)
        for proven in sorted((each for whole in lists.values() for each in whole), key=lambda each: each.entry["seq"]):
            self._judge(proven)

    @staticmethod
    def _check_chain(proven, matter):
        before = None
        for entry, _ in proven:
            if "device" in entry or entries.matter_of(entry) != matter:
                raise Wrong("surplus_entry")
            if entry.get("on") != before:
                raise Wrong("broken_chain")
            before = entry["seq"]

    def _check_end(self, lists, last, matters):
        events = 0
        if last.entry["kind"] == "submission":
            events = self._statement(last).act["count"]
        elif last.payload is not None:
            raise Wrong("surplus_entry")
        if last.entry["seq"] + 1 + events != self.checkpoint.size or "matters" not in last.entry:
            raise Wrong("cut_short")
        if len(matters["paths"]) != len(lists):
            raise Wrong("cut_short")
        for path, (matter, proven) in zip(matters["paths"], lists.items()):
            if not proven:
                raise Wrong("no_entry")
            leaf = merkle.leaf_hash(canonical_json.write({"last": proven[-1].entry["seq"], "matter": matter}))
            if not merkle.is_included(leaf, path["index"], matters["count"], _hashes(path["hashes"]),
                                      bytes.fromhex(last.entry["matters"])):
                raise Wrong("cut_short")

    def _statement(self, proven):
        entry, payload = proven
        read = statements.read_payload(payload) if payload is not None else None
        if read is None or entry["kind"] not in acts.ACTS:
            raise Wrong("malformed_payload")
        statement = statements.Statement(entry["seq"], entry["kind"], entry.get("project"),
                                         values.instant(entry["time"]), read, None)
        if not acts.is_well_formed(statement.kind, statement.act, statement.project):
            raise Wrong("malformed_payload")
        return statement

    def _judge(self, proven):
        statement = self._statement(proven)
        refused = statements.refusal(self.registry, statement, _AnyHead())
        if refused is not None:
            raise Wrong("wrong_signature" if refused == "bad_signature" else "not_permitted")
        signer = self.registry.keys.get(statement.payload["key"])
        self.registry.apply(statement, signer)
        if (self.registry.origin, self.registry.log_key) != (self.origin, self._log_key):
            raise Wrong("not_permitted")
        self.statements = getattr(self, "statements", {}) | {statement.seq: statement}

    @staticmethod
    def _check_device(proven, device):
        before = None
        for entry, _ in proven:
            if entry.get("device") != device or entry.get("after") != before:
                raise Wrong("broken_chain")
            before = entry["seq"]

    def _check_units(self, extends):
        project = self.registry.project(self.block.project)
        issued = project.issuances.get(self.block.issuance)
        if issued is None or issued.vintage != self.block.vintage or issued.count < self.block.last:
            raise Wrong("wrong_units")
        seq = project.issuance_seqs[self.block.issuance - 1]
        act = self.statements[seq].act
        if act["checkpoint"]["size"] != seq:
            raise Wrong("wrong_units")
        named = [act["checkpoint"], project.reports[act["report"]].act["checkpoint"]]
        shown = [{"root": each["root"], "size": each["size"]} for each in extends]
        for head in named:
            if head not in shown:
                raise Wrong("not_an_extension")
            proof = _hashes(extends[shown.index(head)]["hashes"])
            if not merkle.is_extended(head["size"], bytes.fromhex(head["root"]), self.checkpoint.size,
                                      self.checkpoint.root, proof):
                raise Wrong("not_an_extension")
        if len(extends) != len({head["size"] for head in named}):
            raise Wrong("not_an_extension")

    def _check_retired(self):
        issued = self.registry.project(self.block.project).issuances[self.block.issuance]
        if any(fate.state != "retired" for fate in issued.fates(self.block.first, self.block.last)):
            raise Wrong("not_retired")

    def retirements(self):
        """(entry, year, use, beneficiary or None, key) of each act that retired units of the block."""
        found = []
        for seq, statement in sorted(self.statements.items()):
            if statement.kind == "units_retired":
                retired, act = serials.parse(statement.act["units"]), statement.act
                if retired.issuance == self.block.issuance and retired.first <= self.block.last and \
                        self.block.first <= retired.last:
                    found.append((seq, act["year"], act["use"], act.get("beneficiary"), statement.payload["key"]))
        return found

    @property
    def certifier(self):
        return self.registry.certifier


def word_of(text, vkey, certifier=None):
    """Why the text of a passport or a certificate proves nothing, or None where it holds."""
    try:
        proof = ProofFile(text, vkey)
    except Wrong as wrong:
        return str(wrong)
    return "wrong_certifier" if certifier not in (None, proof.certifier) else None
