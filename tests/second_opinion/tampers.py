# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a ledger: name → what is done to a forge.Forgery. Each kind of finding comes about at least once.
`keys` names the files of the keys: certifier, developer, auditor."""
import datetime
import hashlib

import canonical_json
import merkle
from forge import private_key, today

SALT = "000102030405060708090a0b0c0d0e0f"
DEVICE = "ffeeddccbbaa99887766554433221100"


def _sql(statement):
    return lambda forged, keys: forged.sql(statement)


def _bytes(seq, old, new, column="entry"):
    return lambda forged, keys: forged.edit(forged.size() + seq if seq < 0 else seq, old, new, column)


def first_of(kind, forged, skip=0):
    return [seq for seq in range(forged.size()) if forged.entry(seq)["kind"] == kind][skip]


def _collection(forged, **changes):
    found = forged.payload(first_of("collection", forged))
    found.pop("private", None)
    return {"salt": SALT} | found | changes


def _void(forged, seq):
    found = _collection(forged)
    return {name: found[name] for name in ("salt", "occurred_at", "participant", "country")} | {
        "voids": seq, "reason": "a wrong scan"}


def _event(forged, kind="collection", device=DEVICE, **entry):
    return {"kind": kind, "device": device} | entry


def submit(*, key="developer", project="DEMO", entry=None, payload=None, **changes):
    """A submission of one event, by default the first collection of a new device."""
    def spoil(forged, keys):
        made = _collection(forged, **(payload or {}))
        for name in [name for name, value in made.items() if value is None]:
            del made[name]
        forged.submission(keys[key], project, [(_event(forged, **(entry or {})), made)], **changes)
    return spoil


def act(key, kind, act, project=None, **more):
    return lambda forged, keys: forged.statement(keys[key], kind, act, project, **more)


def _register(key="certifier", **more):
    return act(key, "participant_registered", {"participant": "04827163900048", "name": "Somebody"}, **more)


def _stray(forged, _keys):
    forged.append(_event(forged, project="DEMO"), _collection(forged))


def _known_device(change):
    """A submission whose entry goes on with the first device of the ledger."""
    def spoil(forged, keys):
        known = forged.entry(first_of("collection", forged))
        forged.submission(keys["developer"], "DEMO", [(change(known), _collection(forged))])
    return spoil


def _cycle(null=False, **changes):
    """A collection, a reconditioning, a resale and a return of a new device, with members of their entries changed;
    None drops one, or is written where `null` is set."""
    def spoil(forged, keys):
        begun = forged.size() + 1
        facts = {kind: forged.payload(first_of(kind, forged)) for kind in ("reconditioning", "resale")}
        made = _collection(forged)
        common = {"participant": made["participant"], "country": made["country"], "occurred_at": made["occurred_at"]}
        payloads = [made] + [facts[kind] | common | {"salt": SALT} for kind in ("reconditioning", "resale")]
        payloads.append(common | {"salt": SALT})
        links = [{}, {"after": begun}, {"after": begun + 1, "collection": begun},
                 {"after": begun + 2, "collection": begun, "reconditioning": begun + 1}]
        events = []
        for kind, named, payload in zip(("collection", "reconditioning", "resale", "return"), links, payloads):
            entry = _event(forged, kind, **named) | changes.get(kind, {})
            events.append(({name: value for name, value in entry.items() if value is not None or null and
                            name == "standing"}, payload))
        forged.submission(keys["developer"], "DEMO", events)
    return spoil


def _without_event(forged, _keys):
    forged.sql(f"DELETE FROM entries WHERE seq = {forged.size() - 1}")
    forged.sql("DELETE FROM checkpoints WHERE size > (SELECT count(*) FROM entries)")
    forged.checkpoint()


def _other_manifest(forged, _keys):
    seq = first_of("resale", forged)
    forged.set_payload(seq, forged.payload(seq) | {"salt": SALT})
    forged.rechain()


def _replayed(forged, keys):
    seq = forged.statement(keys["certifier"], "participant_registered", {"participant": "04827163900048", "name": "A"})
    payload = forged.payload(seq)
    of_entry = {"kind": "participant_registered"}
    forged.append(of_entry | forged.links(of_entry), payload)


def _resubmitted(forged, keys):
    """An act that may be repeated, with the very same bytes: only the repetition is wrong."""
    act = {"registry": "other", "foreign_project": "X", "serials": ["1"], "devices": [DEVICE]}
    seq = forged.statement(keys["certifier"], "credited_elsewhere", act, "DEMO")
    of_entry = {"kind": "credited_elsewhere", "project": "DEMO"}
    forged.append(of_entry | forged.links(of_entry), forged.payload(seq))


def _linked(seq, **members):
    """An entry that names other statements before it, or none; chained anew."""
    def spoil(forged, _keys):
        entry = {name: value for name, value in (forged.entry(seq) | members).items() if value is not None}
        forged.sql("UPDATE entries SET entry = ? WHERE seq = ?", canonical_json.write(entry), seq)
        forged.rechain()
    return spoil


def before_last(forged):
    """The head at which the last statement was recorded."""
    tree = merkle.Tree()
    entries = [bytes(data) for data, in forged.sql("SELECT entry FROM entries ORDER BY seq")]
    size = max(seq for seq, data in enumerate(entries) if b'"device"' not in data)
    for data in entries[:size]:
        tree.append(merkle.leaf_hash(data))
    return {"root": tree.root().hex(), "size": size}


def _late(by, seen):
    """An act recorded that many milliseconds after the statement before it."""
    def spoil(forged, keys):
        head = seen(forged)
        last = forged.entry(forged.links({"kind": "participant_registered"})["previous"])["time"]
        time = datetime.datetime.fromisoformat(last.replace("Z", "+00:00")) + datetime.timedelta(milliseconds=by)
        forged.statement(keys["certifier"], "participant_registered", {"participant": "04827163900048", "name": "A"},
                         seen=head, time=time.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    return spoil


def _payload_of_statement(change):
    def spoil(forged, keys):
        seq = forged.statement(keys["certifier"], "participant_registered",
                               {"participant": "04827163900048", "name": "A"})
        forged.set_payload(seq, change(forged.payload(seq)))
        forged.rechain()
    return spoil


def _wrong_root(forged, _keys):
    size = forged.size()
    forged.sql(f"DELETE FROM checkpoints WHERE size = {size}")
    forged.database.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, forged.note(size, bytes(32))))


def _early_wrong_root(forged, _keys):
    forged.database.execute("INSERT INTO checkpoints VALUES (?, ?)", (3, forged.note(3, bytes(32))))


def _fork(forged, _keys):
    forged.edit(forged.size() - 1, b'"time":"20', b'"time":"29')
    forged.rechain()


def _beyond(forged, _keys):
    forged.database.execute("INSERT INTO checkpoints VALUES (?, ?)", (10_000, forged.note(10_000, bytes(32))))


def _foreign_signature(forged, keys):
    size = forged.size()
    forged.sql(f"DELETE FROM checkpoints WHERE size = {size}")
    note = forged.note(size, forged.tree().root(), private_key(keys["developer"]))
    forged.database.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))


def _unsound_methodology(forged, keys):
    document = dict(forged.payload(first_of("methodology_adopted", forged))["act"]["document"])
    document["steps"] = [dict(step, formula="1 +") for step in document["steps"]]
    forged.statement(keys["certifier"], "methodology_adopted", {"document": document})


def _erased_and_there(forged, keys):
    seq = forged.statement(keys["certifier"], "participant_registered",
                           {"participant": "04827163900048", "name": "A", "private": _hash(_PRIVATE)}, private=_PRIVATE)
    forged.statement(keys["certifier"], "private_erased", {"entry": seq, "reason": "x", "legal_ground": "y"})


_PRIVATE = canonical_json.write({"salt": SALT, "note": "a secret"})


def _hash(data):
    return hashlib.sha256(data).hexdigest()


def _report(reduction="1"):
    def spoil(forged, keys):
        seen = forged.seen()
        label = forged.payload(first_of("project_labelled", forged))["act"]
        act = {"period": {"from": "2024-01-01", "to": "2024-02-01"}, "checkpoint": seen, "methodology":
               label["methodology"], "tally": "0" * 64, "lines": "0" * 64, "reduction": reduction, "estimate": 1}
        forged.statement(keys["developer"], "period_reported", act, "DEMO", seen=seen)
    return spoil


def _set_off(forged, keys):
    seen = forged.seen()
    forged.statement(keys["certifier"], "debt_set_off", {"vintage": 2024, "from_vintage": 2025, "kgco2e": "1",
                                                         "checkpoint": seen}, "DEMO", seen=seen)


def _questioned(forged, keys):
    forged.statement(keys["certifier"], "participant_registered", {"participant": "04827163900048", "name": "A"})
    fingerprint = forged.payload(first_of("project_notified", forged))["key"]
    forged.statement(keys["certifier"], "key_revoked", {"key": fingerprint, "reason": "lost",
                                                        "from": "2020-01-01T00:00:00.000Z"})


def _another_certifier(forged, keys):
    forged.statement(keys["certifier"], "key_granted", {
        "public_key": "MCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=", "role": "certifier",
        "party": "04827163900048"})
    forged.statement(keys["certifier"], "key_revoked", {
        "key": "8d39ba50abe50f77b6bb8ae7b6927aff7ffbeba35ad2837c0e51e82bcbcc60d5", "reason": "lost",
        "from": "2025-01-01T00:00:00.000Z"})


def _annulled(forged, keys):
    _another_certifier(forged, keys)
    key = forged.payload(first_of("project_notified", forged))["key"]
    seq = forged.statement(keys["certifier"], "key_revoked", {"key": key, "reason": "lost"})
    forged.statement(keys["certifier"], "key_acts_annulled", {"from_entry": seq, "reason": "by mistake"})
    forged.statement(keys["certifier"], "key_acts_annulled", {"from_entry": seq - 2, "reason": "all of it"})


def _ask(**changes):
    return act("certifier", "question_asked", {"text": "how is that?", "test": "too_fast"} | changes, "DEMO")


def _answered(forged, keys):
    seq = forged.statement(keys["certifier"], "question_asked", {"text": "how is that?", "entries": [0, 3]}, "DEMO")
    for nonce in ("0" * 32, "1" * 32):
        forged.statement(keys["developer"], "question_answered", {"question": seq, "text": "so", "document": "0" * 64},
                         "DEMO", nonce=nonce)


def _asked_of_its_own_entry(forged, keys):
    """The entries of a question are below the head that was seen."""
    forged.statement(keys["certifier"], "question_asked", {"text": "why?", "entries": [1, forged.size()]}, "DEMO")


def _outside(name, text=None):
    def spoil(forged, _keys):
        path = forged.folder / name
        path.chmod(0o600)
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    return spoil


CASES = {
    "nothing at all": lambda forged, keys: None,
    "no entries": _sql("DELETE FROM entries"),
    "no first entry": _sql("DELETE FROM entries WHERE seq = 0"),
    "a gap": _sql("DELETE FROM entries WHERE seq = 5"),
    "the tail is cut": _sql("DELETE FROM entries WHERE seq > 20"),
    "an entry with a blank": _bytes(20, b'{"', b'{ "'),
    "an entry with another seq": _bytes(20, b'"seq":20', b'"seq":21'),
    "an earlier time": _bytes(20, b'"time":"20', b'"time":"10'),
    "the last entry changed": _bytes(-1, b'"time":"20', b'"time":"21'),
    "an unknown kind": _bytes(20, b'"kind":"', b'"kind":"un'),
    "a first entry of no kind": _bytes(0, b'"kind":"', b'"kind":"un'),
    "no payload of an event": _sql("UPDATE entries SET payload = NULL WHERE seq = 20"),
    "no payload of a grant": _sql("UPDATE entries SET payload = NULL WHERE seq = 1"),
    "no payload of a participant": _sql("UPDATE entries SET payload = NULL WHERE seq = 5"),
    "no payload of the first entry": _sql("UPDATE entries SET payload = NULL WHERE seq = 0"),
    "another payload of an event": _bytes(20, b'"country":"', b'"country":"X', "payload"),
    "private parts are gone": _sql("UPDATE entries SET private = NULL WHERE seq > 12"),
    "another private part": _sql("UPDATE entries SET private = x'7b7d' WHERE private IS NOT NULL"),
    "a private part too many": _sql("UPDATE entries SET private = x'7b7d' WHERE seq = 3"),
    "no last checkpoint": _sql("DELETE FROM checkpoints WHERE size = (SELECT count(*) FROM entries)"),
    "a checkpoint that was seen is gone": _sql("DELETE FROM checkpoints WHERE size = 6"),
    "all checkpoints but the last are gone": _sql(
        "DELETE FROM checkpoints WHERE size < (SELECT count(*) FROM entries)"),
    "a checkpoint that is no note": _sql("UPDATE checkpoints SET note = 'x' WHERE size = 6"),
    "a checkpoint of another size": _sql("UPDATE checkpoints SET size = 20 WHERE size = 6"),
    "a checkpoint of another key": _foreign_signature,
    "a checkpoint with another root": _wrong_root,
    "an early checkpoint with another root": _early_wrong_root,
    "a checkpoint of more entries": _beyond,
    "no head": _outside("head"),
    "a head that is no note": _outside("head", "x"),
    "another pepper": _outside("pepper.key", "ab" * 32 + "\n"),
    "a tile of zeros": _sql("UPDATE tiles SET hashes = zeroblob(length(hashes)) WHERE level = 0"),
    "no tiles": _sql("DELETE FROM tiles"),
    "a tile too many": _sql("INSERT INTO tiles VALUES (3, 0, zeroblob(32))"),
    "a device elsewhere": _sql("UPDATE devices SET stage = 7 WHERE device IS NULL"),
    "a device too few": _sql("DELETE FROM devices WHERE pseudonym = (SELECT min(pseudonym) FROM devices)"),
    "a device too many": _sql("INSERT INTO devices VALUES (zeroblob(16), NULL, 1, 1, 1, 1, NULL, 1, 'DEMO')"),
    "no table of tiles": _sql("DROP TABLE tiles"),
    "no table of devices": _sql("DROP TABLE devices"),
    "a device's row without a stage": _sql("UPDATE devices SET stage = NULL WHERE device IS NULL"),
    "a trigger that is not ours": _sql("CREATE TRIGGER mine BEFORE INSERT ON entries BEGIN SELECT 1; END"),
    "a view that is not ours": _sql("CREATE VIEW mine AS SELECT 1"),
    "a table that is not ours": _sql("CREATE TABLE mine (x)"),
    "a statement that names another before it": _linked(4, previous=2),
    "a statement that names none before it": _linked(4, previous=None, on=None),
    "a statement that names another on its matter": _linked(5, on=3),
    "a statement that names none on its matter": _linked(5, on=None),
    "a statement with another root of matters": _linked(5, matters="a" * 64),
    "a statement without matters": _linked(5, matters=None),
    "a first statement with matters": _linked(0, matters="a" * 64),
    "a first statement that names one": _linked(0, previous=0),
    "an event that names a statement": _linked(20, previous=3),
    "a stray event": _stray,
    "a submission without its last event": _without_event,
    "an event of other facts, chained anew": _other_manifest,
    "a fork": _fork,
    "a sound submission": submit(),
    "a submission of nothing": submit(count=0),
    "a submission of two, of which there is one": submit(count=2),
    "a submission of another digest": submit(digest="0" * 64),
    "a submission to no project": submit(project="NONE"),
    "an event by a certifier": submit(key="certifier"),
    "an event of another project": submit(entry={"project": "OTHER"}),
    "an event long before": submit(payload={"occurred_at": "2020-01-01T00:00:00.000Z"}),
    "an event to come": submit(payload={"occurred_at": "2999-01-01T00:00:00.000Z"}),
    "an unknown category": submit(payload={"category": "toaster"}),
    "an unknown mode": submit(payload={"legs": [{"mode": "balloon", "distance_km": "1"}]}),
    "an unknown country": submit(payload={"country": "ZZ"}),
    "an unknown participant": submit(payload={"participant": "73282932000074"}),
    "a malformed quantity": submit(payload={"mass_kg": "1.0"}),
    "a fact too many": submit(payload={"colour": "red"}),
    "a fact too few": submit(payload={"holder": None}),
    "an after that is none": submit(entry={"after": 3}),
    "an also that is a device": _known_device(lambda e: {"kind": "collection", "device": DEVICE, "also": [e["device"]]}),
    "an also that is known": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged, also=["0" * 32]), _collection(forged)),
        (_event(forged, device="1" * 32, also=["0" * 32]), _collection(forged))]),
    "an also on a void": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged), _collection(forged)),
        (_event(forged, "void", after=forged.size() + 1, also=["0" * 32]), _void(forged, forged.size() + 1))]),
    "an also that a void has freed": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged, also=["0" * 32]), _collection(forged)),
        (_event(forged, "void", after=forged.size() + 1), _void(forged, forged.size() + 1)),
        (_event(forged, device="1" * 32, also=["0" * 32]), _collection(forged))]),
    "an also as a device": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged, also=["0" * 32]), _collection(forged)), (_event(forged, device="0" * 32), _collection(forged))]),
    "a device collected twice": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged), _collection(forged)), (_event(forged, after=forged.size() + 1), _collection(forged))]),
    "an event after a refused one": lambda forged, keys: forged.submission(keys["developer"], "DEMO", [
        (_event(forged), _collection(forged)), (_event(forged, after=forged.size() + 1), _collection(forged)),
        (_event(forged, after=forged.size() + 2), _collection(forged))]),
    "a cycle that goes on": _cycle(),
    "a reconditioning that names a collection that follows": _cycle(reconditioning={"collection": 7}),
    "a resale that names no collection": _cycle(resale={"collection": None}),
    "a resale of another device's cycle": _cycle(resale={"collection": 20}),
    "a resale that names an earlier reconditioning": _cycle(resale={"collection": 19, "reconditioning": 20}),
    "a return that names no reconditioning": _cycle(**{"return": {"reconditioning": None}}),
    "a return after one that does not stand": _cycle(**{"return": {"standing": 19}}),
    "a resale behind which nothing is said to stand": _cycle(resale={"standing": None, "collection": None}, null=True),
    "a collection with a collection": _cycle(collection={"after": 9, "collection": 8}),
    "a chain without after": _known_device(lambda e: {"kind": "collection", "device": e["device"]}),
    "a sound act": _register(),
    "an act signed wrong": _register(signature=bytes(64)),
    "an act for another registry": _register(origin="registry.example/other"),
    "an act of a key that was never granted": _register(key="stranger"),
    "an act of a role that may not": act("developer", "key_granted", {
        "public_key": "MCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=", "role": "developer",
        "party": "04827163900048"}),
    "an act on a project that has none": _register(project="DEMO"),
    "an act with a field too many": act("certifier", "participant_registered", {
        "participant": "04827163900048", "name": "A", "colour": "red"}),
    "an act with a malformed field": act("certifier", "participant_registered", {"participant": "1", "name": "A"}),
    "an act that saw no head": _register(seen={"root": "0" * 64, "size": 5}),
    "an act that saw the log just before the last one": _late(30 * 86_400_000, before_last),
    "an act that was kept back": _late(30 * 86_400_000 + 1, before_last),
    "an act that saw the log as it is, after a long time": _late(400 * 86_400_000, lambda forged: None),
    "the registry opened again": lambda forged, keys: forged.statement(
        keys["certifier"], "registry_opened", forged.payload(0)["act"]),
    "a participant registered again": act("certifier", "participant_registered", {
        "participant": "03571592900010", "name": "A"}),
    "an act again": _replayed,
    "an act again that could be": _resubmitted,
    "a payload without nonce": _payload_of_statement(lambda p: {n: v for n, v in p.items() if n != "nonce"}),
    "a payload that is not canonical": _payload_of_statement(lambda p: b" " + canonical_json.write(p)),
    "a payload that is a list": _payload_of_statement(lambda p: []),
    "a signature in another act": _payload_of_statement(lambda p: p | {"act": p["act"] | {"name": "B"}}),
    "a signature of 63 bytes": _payload_of_statement(lambda p: p | {"signature": "AAAA" * 21}),
    "a private part": act("certifier", "participant_registered", {
        "participant": "04827163900048", "name": "A", "private": _hash(_PRIVATE)}, private=_PRIVATE),
    "a private part without salt": act("certifier", "participant_registered", {
        "participant": "04827163900048", "name": "A", "private": _hash(b"{}")}, private=b"{}"),
    "a private part that is missing": act("certifier", "participant_registered", {
        "participant": "04827163900048", "name": "A", "private": _hash(_PRIVATE)}),
    "a private part erased and there": _erased_and_there,
    "an erasure of nothing": act("certifier", "private_erased", {"entry": 2, "reason": "x", "legal_ground": "y"}),
    "an erasure of what is to come": act("certifier", "private_erased", {
        "entry": 9000, "reason": "x", "legal_ground": "y"}),
    "an unsound methodology": _unsound_methodology,
    "a report with other figures": _report(),
    "a set-off of no debt": _set_off,
    "a revoked key in question": _questioned,
    "another key that certifies, and is revoked": _another_certifier,
    "acts on keys that are annulled": _annulled,
    "a suspension to come": act("certifier", "participant_suspended", {
        "participant": "03571592900010", "from": "2999-01-01", "reason": "x"}),
    "a sound question": _ask(),
    "a question without test or entries": act("certifier", "question_asked", {"text": "why?"}, "DEMO"),
    "a sound question, answered twice": _answered,
    "a question of an unknown test": _ask(test="too_slow"),
    "a question of no entries": _ask(entries=[]),
    "a question of entries in disorder": _ask(entries=[3, 2]),
    "a question of an entry twice": _ask(entries=[3, 3]),
    "a question of too many entries": _ask(entries=list(range(201))),
    "a question of what is to come": _ask(entries=[3, 9000]),
    "a question of its own entry": _asked_of_its_own_entry,
    "a question of no project": act("certifier", "question_asked", {"text": "why?"}),
    "a question by a developer": act("developer", "question_asked", {"text": "why?"}, "DEMO"),
    "an answer to no question": act("developer", "question_answered", {"question": 3, "text": "so"}, "DEMO"),
    "an answer by a certifier": act("certifier", "question_answered", {"question": 3, "text": "so"}, "DEMO"),
    "no suspension to end": act("certifier", "participant_reinstated", {
        "participant": "03571592900010", "from": "2025-01-01", "reason": "x"}),
    "a sound suspension": act("certifier", "participant_suspended", {
        "participant": "03571592900010", "from": "2025-01-01", "reason": "x"}),
    "an approval without criteria": act("certifier", "approval_recorded", {
        "participant": "03571592900010", "scheme": "esus", "issuer": "x", "reference": "y", "issued_on": "2024-01-01",
        "expires_on": "2026-01-01", "evidence": "0" * 64}),
    "a unit that is not there": act("developer", "units_retired", {
        "units": "TRIAL-DEMO-2025-1-000000001-000000042-21", "year": 2025, "use": "contribution"}, "DEMO"),
    "a serial with wrong digits": act("developer", "units_retired", {
        "units": "TRIAL-DEMO-2025-1-000000001-000000042-22", "year": 2025, "use": "contribution"}, "DEMO"),
    "a sound closure": act("developer", "project_closed", {"closed_on": today(), "reason": "x"}, "DEMO"),
    "a sound cover of all": act("certifier", "credited_elsewhere", {
        "registry": "other", "foreign_project": "X", "serials": ["1"],
        "period": {"from": "2024-01-01", "to": "2027-01-01"}}, "DEMO"),
    "a cover of nothing": act("certifier", "credited_elsewhere", {
        "registry": "other", "foreign_project": "X", "serials": ["1"]}, "DEMO"),
}
