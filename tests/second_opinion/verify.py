# SPDX-License-Identifier: Apache-2.0
"""The verification of a whole ledger: schemas/README.md, section Verification."""
import hashlib

import acts
import canonical_json
import entries
import events
import figures
import keys
import lifecycle
import merkle
import projections
import statements
import values
from bundle import Histories
from findings import Finding, of_refusal
from heads import Heads, outside_findings
from identities import Identities
from registry import Registry
from submission import Submission


_WORD_OF_TABLE = {"tiles": "wrong_tile", "devices": "wrong_device_row"}


class Log:
    """The tree as it grows, with its root at every size that a checkpoint may have."""

    def __init__(self):
        self.tree, self._roots, self.broken = merkle.Tree(), {0: merkle.EMPTY_ROOT}, False

    def append(self, leaf):
        self.tree.append(leaf)
        self._roots[self.size] = self.tree.root()

    @property
    def size(self):
        return len(self.tree.leaves)

    def root_at(self, size):
        return self._roots[size]


class Verification:
    def __init__(self, ledger):
        self.ledger, self.log, self.registry = ledger, Log(), Registry()
        self.findings, self.due, self.lost, self.told = [], None, False, set()
        self.identities, self.events = Identities(), Histories()
        self.bundle = ledger.bundle()
        self.accepted, self.signers, self.signed = [], [], set()
        self.last_time = None       # of the entry before, if it can be read
        self.last_statement, self.matters = None, entries.Matters()
        self.privates = {}          # seq → whether the private part that it states is there
        self.discloses_event = False  # a bundle of statements
        self.undisclosed = set()    # seqs of entries that may not have their private part in this bundle
        self.withheld, self.bare = set(), set()  # seqs whose payload is withheld; that have nothing beside the entry
        self.unreadable = set()     # seqs of entries without a device that can be known
        self.counts = {"events": 0, "statements": 0, "recomputed": 0, "not_recomputed": 0, "erased": 0,
                       "withheld_private_parts": 0}
        self.heads = Heads(ledger.checkpoints())
        self.tiles = ledger.tiles()

    def find(self, word, seq=None, size=None, detail=""):
        self.findings.append(Finding(word, seq, size, detail))

    # 1. The log.

    def read(self):
        """All entries, in order."""
        rows = self.ledger.entries()
        expected, previous, time = 0, None, None
        for row in rows:
            if row.seq != expected:
                self.find("missing_entry", expected)
                self.log.broken = True
            entry = entries.read(row.entry)
            self._read_entry(row, entry, previous, time, row.seq == expected)
            previous = row.seq, merkle.leaf_hash(row.entry), entry is not None
            time = values.instant(entry["time"]) if entry else time
            self.last_time = values.instant(entry["time"]) if entry else None
            self.log.append(previous[1])
            expected = row.seq + 1
        if not rows:
            self.find("empty_ledger")
        elif not self.log.broken:
            self._check_last(rows[-1].seq, previous)
            self._end_submission()

    def _read_entry(self, row, entry, previous, time, follows):
        if entry is None:
            self.find("malformed_entry", row.seq)
        else:
            if entry["seq"] != row.seq:
                self.find("wrong_seq", row.seq)
            if follows:
                self._check_prev(row.seq, entry, previous)
            if time is not None and values.instant(entry["time"]) < time and entry["kind"] != "clock_corrected":
                self.find("time_goes_back", row.seq)
            if not entries.is_known_kind(entry["kind"]):
                self.find("unknown_kind", row.seq)
                entry = None
        payload = self._read_payload(row, entry)
        if not self.log.broken:
            self._replay(row, entry, payload)

    def _check_prev(self, seq, entry, previous):
        before, leaf, readable = previous or (None, bytes(32), True)
        if entry["prev"] == leaf.hex() or not readable:
            return
        kept = projections.leaf_of(self.tiles, before) if before is not None else None
        if kept is not None and kept.hex() == entry["prev"]:
            self.find("altered_entry", before)
        else:
            self.find("wrong_prev", seq)

    def _check_last(self, seq, last):
        """The last entry has no successor: there its checkpoint and the tile tell whether it was altered."""
        kept = projections.leaf_of(self.tiles, seq)
        if kept is None or kept == last[1] or not last[2]:
            return
        if self.heads.signs(seq + 1, self.log.tree.root_with_last(kept)):
            self.find("altered_entry", seq)

    def _read_payload(self, row, entry):
        """What the payload holds, or None where that cannot be relied on."""
        if row.payload is None and row.private is None:
            self.bare.add(row.seq)
        if entry is None:
            return None
        if row.payload is None:
            if self._is_withheld(row, entry):
                self._withhold(row, entry)
            else:
                self.find("missing_payload", row.seq)
            return None
        self._check_disclosed(row, entry)
        if hashlib.sha256(row.payload).hexdigest() != entry["payload"]:
            self.find("wrong_payload", row.seq)
            return None
        if not entries.is_event(entry):
            payload = statements.read_payload(row.payload)
            stated = payload["act"].get("private") if payload else None
        else:
            payload = self._event_payload(row.payload, entry["kind"])
            stated = payload.get("private") if payload else None
        if payload is None:
            self.find("malformed_payload", row.seq)
        else:
            self._check_private(row, stated)
        return payload

    # What a bundle withholds.

    def _is_withheld(self, row, entry):
        return self.bundle is not None and self.bundle.lists(row.seq) and entries.is_event(entry)

    def _withhold(self, row, entry):
        self.withheld.add(row.seq)
        if entry["project"] == self.bundle.project:
            self.find("wrong_bundle", row.seq)
        if row.private is not None:
            self.find("not_withheld", row.seq)

    def _check_disclosed(self, row, entry):
        if self.bundle is None:
            return
        if not self.bundle.discloses_private(entry.get("project")):
            self.undisclosed.add(row.seq)
        if self.bundle.of_statements and entries.is_event(entry) and not self.discloses_event:
            self.discloses_event = True
            self.find("wrong_bundle", row.seq)
        if self.bundle.lists(row.seq):
            self.find("not_withheld", row.seq)

    def check_bundle(self, is_registry):
        """What the two tables say, against the entries. `is_registry`: the file is a registry's own."""
        if self.bundle is None:
            return
        project = self.registry.projects.get(self.bundle.project)
        is_unknown = (self.registry.is_open and not self.log.broken and not self.bundle.of_statements
                      and (project is None or project.state == "absent"))
        wrong = [is_registry, self.bundle.disorder > 0, self.bundle.size != self.bundle.entries, is_unknown,
                 *self.events.withheld_beside(self.bundle.project)]
        for _ in filter(None, wrong):
            self.find("wrong_bundle")

    @staticmethod
    def _event_payload(data, kind):
        try:
            payload = canonical_json.read_canonical(data)
        except canonical_json.NotCanonical:
            return None
        return payload if events.is_payload(kind, payload) else None

    def _check_private(self, row, stated):
        if stated is None:
            if row.private is not None:
                self.find("unexpected_private", row.seq)
            return
        self.privates[row.seq] = row.private is not None
        if row.private is not None and hashlib.sha256(row.private).hexdigest() != stated:
            self.find("wrong_private", row.seq)
        elif row.private is not None and row.seq in self.undisclosed:
            self.find("not_withheld", row.seq)

    # 3. Statements, and the events of submissions.

    def _replay(self, row, entry, payload):
        if entry is None:
            self.unreadable.add(row.seq)
            self._lose(row.seq)
            if self.due is not None:
                self.due.take(None)
            else:
                self.due = Submission(row.seq, None, None)
        elif "device" in entry:
            self._replay_event(row.seq, entry, payload)
        else:
            self._replay_statement(row, entry, payload)

    def _end_submission(self):
        due, self.due = self.due, None
        if due is None or due.count is None:
            return
        if not due.is_complete():
            self.find("incomplete_submission", due.seq)
        elif due.digest is not None and due.manifest.hexdigest() != due.digest:
            self.find("wrong_manifest", due.seq)

    def _replay_statement(self, row, entry, payload):
        self._end_submission()
        self.counts["statements"] += 1
        self._check_links(row.seq, entry)
        if row.seq > 0:
            self.findings += self.heads.commit_findings(row.seq)
            self.heads.reach(row.seq, self.log.tree.root(), values.instant(entry["time"]), self.last_time)
        if payload is None:
            self._lose(row.seq)
            if entry["kind"] == "submission":
                self.due = Submission(row.seq, None, None)
            return
        statement = statements.Statement(row.seq, entry["kind"], entry.get("project"),
                                         values.instant(entry["time"]), payload, row.private)
        self._judge(statement)

    def _check_links(self, seq, entry):
        """That a statement names those before it; behind an entry that cannot be read nobody knows."""
        expected = self.last_statement, self.matters.last.get(entries.matter_of(entry))
        self.matters.take(entry, seq)
        self.last_statement = seq
        named = entry.get("previous"), entry.get("on"), entry.get("matters")
        if named != (*expected, self.matters.root() if seq > 0 else None) and not self.unreadable:
            self.find("wrong_link", seq)

    def _lose(self, seq):
        """A statement that cannot be read: what follows from that alone is not said again and again."""
        self.lost = True
        if seq == 0:
            self.find("not_opened", 0)

    def _judge(self, statement):
        seq = statement.seq
        if seq > 0 and not self.registry.is_open:
            return
        refused = statements.refusal(self.registry, statement, self.heads)
        if self._is_repeated(statement):
            refused = "replayed"
        signer = self.registry.keys.get(statement.payload["key"])
        if refused is not None:
            told = refused, statement.payload["key"], statement.project
            if seq == 0:
                self.find("not_opened", 0)
            if not (self.lost and told in self.told):
                self.find(of_refusal(refused), seq, None, refused)
            if self.lost:
                self.told.add(told)
        else:
            self._accept(statement, signer)
        if statement.kind == "submission":
            well_formed = acts.is_well_formed(statement.kind, statement.act, statement.project)
            if not well_formed or statement.act["count"] > 0:
                self.due = Submission(seq, statement.act if well_formed else None, signer.role if signer else None)
                self.due.project = statement.project

    def _is_repeated(self, statement):
        """Whether an earlier statement, accepted or not, has the same signed bytes."""
        signed = statement.signed_bytes(self.registry.origin or statement.act.get("origin"))
        is_repeated = signed in self.signed
        self.signed.add(signed)
        return is_repeated

    def _accept(self, statement, signer):
        self.accepted.append((statement, signer))
        self.registry.apply(statement, signer)
        self.registry.signed.add(hashlib.sha256(statement.signed_bytes(self.registry.origin)).digest())
        if statement.seq == 0:
            self.heads.trust(self.registry.origin, self.registry.log_key)
        else:
            self.signers.append((statement.seq, statement.time, signer))

    # 4. Life cycles.

    def _replay_event(self, seq, entry, payload):
        self.counts["events"] += 1
        self.events.note(entry | {"seq": seq}, seq in self.withheld)
        role = self.due.role if self.due else None
        if self.due is None:
            if self.registry.is_open:
                self.find("stray_event", seq)
        else:
            if self.due.project not in (None, entry["project"]):
                self.find("stray_event", seq)
            self.due.take(entry)
            if self.due.is_complete():
                self._end_submission()
        device, found = self.identities.take(seq, entry, self.unreadable)
        for word in found:
            self.find(word, seq)
        if payload is None:
            device.readable = False
        recorded = None
        if payload is not None and device.readable:
            recorded = self._check_event(events.Event(entry | {"seq": seq}, payload), entry, device, role)
        self.identities.follow(seq, entry, device, recorded)
        device.last = seq

    def _check_event(self, event, entry, device, role):
        """The event, if it was not refused."""
        if {name: entry[name] for name in entries.LINKS if name in entry} != device.links(event.kind):
            self.find("wrong_standing", event.seq)
        project = self.registry.project(event.project)
        refused = device.refusal(event)
        words = [refused] if refused else []
        if project.label_seq is not None:
            words += lifecycle.event_refusals(event, values.instant(entry["time"]), project, role, device,
                                              self.registry.participants)
        for word in words:
            if not (self.lost and word == "unknown_participant"):
                self.find("rule_broken", event.seq, None, word)
        if refused is None:
            device.record(event)
            self.events.setdefault(entry["device"], []).append(event)
            return event
        return None

    # 2, 5, 6 and the rest.

    def check_private_parts(self):
        for seq, there in self.privates.items():
            if not there and seq not in self.registry.erased:
                if seq in self.undisclosed:
                    self.counts["withheld_private_parts"] += 1
                else:
                    self.find("missing_private", seq)
        for seq in self.registry.erased:
            if self.privates.get(seq, True) and not (self.bundle is not None and seq in self.bare):
                self.find("not_erased", seq)
            else:
                self.counts["erased"] += 1

    def check_figures(self):
        """Replays what was accepted, so that each act's figures meet the registry as it was before."""
        registry = Registry()
        for statement, signer in self.accepted:
            if figures.are_stated_by(statement.kind, statement.act):
                self._check_figures_of(statement, registry)
            # The key as it stood then, not as it ended.
            then = registry.keys.get(keys.fingerprint(signer.point)) if signer else None
            registry.apply(statement, then)

    def _check_figures_of(self, statement, registry):
        if self.events.withholds_of(statement.project, statement.seq):
            self.counts["not_recomputed"] += 1
            return
        self.counts["recomputed"] += 1
        project = registry.project(statement.project)
        if figures.refusal(statement.kind, registry, self.events, project, statement.act, statement.seq,
                           lambda size: self.log.root_at(size).hex()):
            self.find("wrong_figures", statement.seq)

    def check_trust(self, log_key=None, certifier=None, pepper=None):
        """What the ledger rests on; each where it was brought from outside."""
        if log_key is not None and log_key != (self.registry.origin, self.registry.log_key):
            self.find("wrong_log_key", 0)
        if certifier is not None and certifier != self.registry.certifier:
            self.find("wrong_certifier", 0)
        if pepper is not None and hashlib.sha256(b"lcl pepper 1\n" + pepper).hexdigest() != self.registry.pepper:
            self.find("wrong_pepper_commitment", 0)

    def check_heads(self, head_file=None, anchors=()):
        """`head_file` is the text of the file head, "" where it is missing and None where there is no folder."""
        origin, key = self.registry.origin, self.registry.log_key
        self.findings += self.heads.findings(self.log, origin, key)
        for anchor in anchors:
            self.findings += outside_findings(anchor, self.log, origin, key, ("behind_anchor", "not_an_extension"))
        if head_file:
            self.findings += outside_findings(head_file, self.log, origin, key, ("behind_head", "wrong_root"))
        if head_file == "":
            self.find("missing_head")
        if not self.log.broken and self.log.size:
            self.findings += self.heads.commit_findings(self.log.size)

    def check_projections(self):
        for name in self.ledger.missing:
            self.find("wrong_schema", None, None, name)
        if self.log.broken:
            return
        there = set(self.ledger.TABLES) - set(self.ledger.missing)
        for table, word in _WORD_OF_TABLE.items():
            if table not in there and (table != "devices" or self.bundle is None):
                self.find(word)
        if "tiles" in there:
            for word, seq in projections.tile_findings(self.log.tree, self.tiles):
                self.find(word, seq)
        if "devices" in there and self.bundle is None:
            for word in projections.device_findings(self.identities.devices, self.identities.further, self.ledger.devices()):
                self.find(word)

    def questioned(self):
        return [seq for seq, time, signer in self.signers
                if signer.questioned(self.registry.recorded_between(seq, time)[1])]

    def clock_corrections(self):
        return [{"from": first, "last": values.instant_text(last), "seq": seq, "time": values.instant_text(time)}
                for seq, first, last, time, _ in self.registry.corrections]

    def unrevealed(self):
        return sorted(seq for project in self.registry.projects.values() for seq in project.unrevealed())


def run(ledger, log_key=None, certifier=None, pepper=None, head_file=None, anchors=()):
    """The verification of a ledger, done."""
    found = Verification(ledger)
    found.read()
    if found.registry.is_open:
        found.check_trust(log_key, certifier, pepper)
    found.check_heads(head_file, anchors)
    found.check_projections()
    if not found.log.broken:
        found.check_private_parts()
    found.check_bundle(head_file is not None)
    if not found.findings:
        found.check_figures()
    found.findings.sort(key=Finding.order)
    return found
