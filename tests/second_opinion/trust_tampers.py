# SPDX-License-Identifier: Apache-2.0
"""Ways to take over a registry whose acts on keys are signed by two of the certifier's three keys, and in which a
recovery key can annul them: name → what is done to a forge.Forgery. `keys` names the files of the keys: `a`, `b` and
`c` of the certifier, `recovery`, `auditor`, which was granted, and `thief`, which was not. WORDS has what is found."""
import time_tampers
from forge import fingerprint, private_key, public_text

PARTY = "73282932000074"


def _grant(keys, name, role="certifier"):
    return {"public_key": public_text(private_key(keys[name])), "role": role, "party": PARTY}


def _revocation(keys, name, **more):
    return {"key": fingerprint(private_key(keys[name])), "reason": "lost"} | more


def _granted(signer, endorsers=(), name="thief", **more):
    def spoil(forged, keys):
        forged.statement(keys[signer], "key_granted", _grant(keys, name), endorsers=[keys[each] for each in endorsers],
                         **more)
    return spoil


def _annulled(first, signer="recovery", endorsers=()):
    def spoil(forged, keys):
        forged.statement(keys[signer], "key_acts_annulled", {"from_entry": first, "reason": "stolen"},
                         endorsers=[keys[each] for each in endorsers])
    return spoil


def _revoked_one_endorses(forged, keys):
    forged.statement(keys["a"], "key_revoked", _revocation(keys, "c"), endorsers=[keys["b"]])
    _granted("a", ["c"])(forged, keys)


def _fewer_than_two(forged, keys):
    forged.statement(keys["a"], "key_revoked", _revocation(keys, "c"), endorsers=[keys["b"]])
    forged.statement(keys["a"], "key_revoked", _revocation(keys, "b"), endorsers=[keys["b"]])


def _over_other_bytes(forged, keys):
    seq = forged.statement(keys["a"], "key_granted", _grant(keys, "thief", "auditor"), endorsers=[keys["b"]])
    made = forged.payload(seq)["endorsements"]
    forged.sql("DELETE FROM entries WHERE seq = ?", seq)
    forged.sql("DELETE FROM checkpoints WHERE size > ?", seq)
    forged.statement(keys["a"], "key_granted", _grant(keys, "thief"), endorsements=made)


def _stripped(forged, _keys):
    """Of the auditor's grant, as an operator would who has the log key."""
    payload = forged.payload(1)
    del payload["endorsements"]
    forged.set_payload(1, payload)
    forged.rechain()


def _twice(forged, keys):
    seq = forged.statement(keys["a"], "key_granted", _grant(keys, "thief"), endorsers=[keys["b"]])
    payload = forged.payload(seq)
    forged.set_payload(seq, payload | {"endorsements": payload["endorsements"] * 2})
    forged.rechain()


def _taken_over(forged, keys):
    """Two keys were stolen: the thief grants itself two others and revokes the rest."""
    forged.statement(keys["a"], "key_granted", _grant(keys, "thief"), endorsers=[keys["b"]])
    forged.statement(keys["thief"], "key_revoked", _revocation(keys, "c", **{"from": "2020-01-01T00:00:00.000Z"}),
                     endorsers=[keys["a"]])
    forged.statement(keys["thief"], "key_revoked", _revocation(keys, "b"), endorsers=[keys["a"]])
    forged.statement(keys["thief"], "participant_registered", {"participant": PARTY, "name": "A"})
    return forged.size() - 4


def _brought_back(forged, keys):
    first = _taken_over(forged, keys)
    _annulled(first)(forged, keys)
    forged.statement(keys["c"], "key_revoked", _revocation(keys, "a"), endorsers=[keys["b"]])


def _annulled_and_back(forged, keys):
    first = _taken_over(forged, keys)
    _annulled(first + 1)(forged, keys)
    _annulled(first)(forged, keys)
    _annulled(forged.size() - 2, "a", ["b"])(forged, keys)      # the thief answers


def _signs_when_annulled(forged, keys):
    _annulled(_taken_over(forged, keys))(forged, keys)
    forged.statement(keys["thief"], "participant_registered", {"participant": "05982741000016", "name": "B"})


def _opening(**changes):
    def spoil(forged, keys):
        act = forged.payload(0)["act"]
        forged.reopen(keys["operator"], {name: value for name, value in (act | changes).items() if value is not None})
    return spoil


def _corrected(*endorsers):
    """A clock that jumped, corrected with key `a`."""
    def spoil(forged, keys):
        time_tampers.corrected(endorsers=endorsers)(forged, keys | {"certifier": keys["a"]})
    return spoil


def _self_endorsed(forged, keys):
    _granted("a", ["a", "b"])(forged, keys)


def _elsewhere(forged, keys):
    forged.statement(keys["a"], "participant_registered", {"participant": PARTY, "name": "A"}, endorsers=[keys["b"]])


# What is not refused: two implementations agree on what they name then.
SOUND = {
    "two keys grant": _granted("a", ["c"]),
    "three keys grant": _granted("a", ["b", "c"]),
    "two keys taken over by a thief": _taken_over,
    "taken over and brought back": _brought_back,
    "annulled, annulled from earlier, and that annulled by the thief": _annulled_and_back,
    "two keys correct the clock": _corrected("b"),
    "two keys annul": _annulled(1, "a", ["b"]),
}
# Each is refused.
CASES = {
    "one key grants": _granted("a"),
    "one key corrects the clock": _corrected(),
    "the same key endorses twice": _twice,
    "the signer endorses itself": _self_endorsed,
    "a stranger endorses": _granted("a", ["thief"]),
    "an auditor endorses": _granted("a", ["auditor"]),
    "the recovery key endorses": _granted("a", ["recovery"]),
    "a revoked key endorses": _revoked_one_endorses,
    "an endorsement of another act": _over_other_bytes,
    "an endorsement taken away": _stripped,
    "an act on something else endorsed": _elsewhere,
    "fewer keys left than have to sign": _fewer_than_two,
    "the recovery key grants": _granted("recovery"),
    "the recovery key grants, endorsed by two": _granted("recovery", ["a", "b"]),
    "the recovery key granted as a certifier's": _granted("a", ["b"], "recovery"),
    "the recovery key revoked": lambda forged, keys: forged.statement(
        keys["a"], "key_revoked", _revocation(keys, "recovery"), endorsers=[keys["b"]]),
    "annulled from entry 0": _annulled(0),
    "annulled from an entry to come": _annulled(99),
    "annulled from what is no act on keys": _annulled(2),
    "annulled by one key": _annulled(1, "a"),
    "annulled by an auditor": _annulled(1, "auditor"),
    "an annulled key signs": _signs_when_annulled,
    "a quorum of none": _opening(certifier_quorum=0),
    "official without a mandate": _opening(standing="official"),
    "a trial with a mandate": _opening(mandate="9" * 64),
    "neither trial nor official": _opening(standing="draft"),
    "a quorum of more keys than there are": _opening(certifier_quorum=4),
    "certifier keys out of order": lambda forged, keys: _opening(
        certifier_keys=forged.payload(0)["act"]["certifier_keys"][::-1])(forged, keys),
    "a recovery key that is a certifier's": lambda forged, keys: _opening(
        recovery_key=forged.payload(0)["act"]["certifier_keys"][0])(forged, keys),
}
