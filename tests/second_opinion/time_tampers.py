# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil the times of a ledger, as tampers.py has others: clocks that jump, corrections and anchors."""
import base64
import datetime
import hashlib

import merkle
import tampers
import timestamps
from forge import tomorrow


def _instant(forged, seq, ms):
    """The time of entry `seq`, and so many milliseconds."""
    time = datetime.datetime.fromisoformat(forged.entry(seq)["time"].replace("Z", "+00:00"))
    return (time + datetime.timedelta(milliseconds=ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_SOMEBODY = {"participant": "04827163900048", "name": "A"}
_DAY = 86_400_000


def corrected(before=(), then=(), signer="certifier", endorsers=(), time=_DAY, at=_DAY, **changes):
    """A clock that jumped by ten years, acts recorded by it, and a correction to `time` after the last right entry,
    recorded at `at` after that and endorsed by others; `before` and `then` are acts, the latter recorded an hour after the correction."""
    def spoil(forged, keys):
        head, last = forged.seen(), forged.size() - 1
        jumped = _instant(forged, last, 3650 * _DAY)
        right = _instant(forged, last, 0)
        for nonce, (kind, act) in enumerate([("participant_registered", _SOMEBODY), *before]):
            forged.statement(keys["certifier"], kind, act, time=jumped, nonce=f"{nonce:032}")
        act = {"checkpoint": head, "last": right, "time": _instant(forged, last, time), "reason": "x"} | changes
        forged.statement(keys[signer], "clock_corrected", act, time=_instant(forged, last, at),
                         endorsers=[keys[each] for each in endorsers])
        for kind, act in then:
            forged.statement(keys["certifier"], kind, act, time=_instant(forged, last, at + 3_600_000))
    return spoil


def _kept_back_during_a_jump(by):
    """Signed on a head that was passed under a wrong clock, and recorded so long after the last right entry."""
    def spoil(forged, keys):
        last = forged.size() - 1
        corrected()(forged, keys)
        tree = merkle.Tree()
        for data, in forged.sql("SELECT entry FROM entries ORDER BY seq")[:last + 1]:
            tree.append(merkle.leaf_hash(bytes(data)))
        forged.statement(keys["certifier"], "participant_registered", _SOMEBODY | {"participant": "73282932000074"},
                         seen={"root": tree.root().hex(), "size": last + 1}, time=_instant(forged, last, by))
    return spoil


def _suspended(day):
    return {"participant": "03571592900010", "from": day, "reason": "x"}


def _questioned_under_a_wrong_clock(forged, keys):
    last = forged.size() - 1
    fingerprint = forged.payload(tampers.first_of("project_labelled", forged))["key"]
    corrected()(forged, keys)
    forged.statement(keys["certifier"], "key_granted", {
        "public_key": "MCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=", "role": "certifier",
        "party": "04827163900048"})
    forged.statement(keys["certifier"], "key_revoked", {"key": fingerprint, "reason": "lost",
                                                        "from": _instant(forged, last, _DAY)})


_COSIGNATURE = "— w.example/a " + base64.b64encode(bytes(76)).decode()


def _stamp(forged, origin=None, **more):
    """What a timestamp authority's answer is made of, as far as the rules read it: nobody has signed it."""
    origin = origin or forged.payload(0)["act"]["origin"]
    seen = forged.seen()
    text = f"{origin}\n{seen['size']}\n{base64.b64encode(bytes.fromhex(seen['root'])).decode()}\n"
    return base64.b64encode(timestamps.example(hashlib.sha256(text.encode()).digest(), **more)).decode()


def _anchored(signer="developer", seen=None, **changes):
    """Others' signatures, recorded by any key; None drops a member."""
    def spoil(forged, keys):
        act = {"checkpoint": forged.seen(), "cosignatures": [_COSIGNATURE]}
        act |= {name: value(forged) if callable(value) else value for name, value in changes.items()}
        forged.statement(keys[signer], "anchored", {name: value for name, value in act.items() if value is not None},
                         seen=seen(forged) if seen else None)
    return spoil


def _line(time):
    """A cosignature of nobody, at an instant."""
    seconds = int(datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp())
    return "— w.example/a " + base64.b64encode(bytes(4) + seconds.to_bytes(8, "big") + bytes(64)).decode()


def _anchored_during_a_jump(days, disputed=False, stamped=False):
    """A correction to a day after the last right entry, behind an anchor of so many days after it."""
    def spoil(forged, keys):
        head, last = forged.seen(), forged.size() - 1
        since = _instant(forged, last, days * _DAY)
        act = {"checkpoint": head, "cosignatures": [_line(since), _line("2039-01-01T00:00:00.000Z")]}
        if stamped:
            act = {"checkpoint": head, "timestamp": _stamp(forged, time=since[:19].translate(_DIGITS).encode() + b".5Z")}
        forged.statement(keys["developer"], "anchored", act, time=_instant(forged, last, 3650 * _DAY))
        more = {"disputed": [last + 1]} if disputed else {}
        act = {"checkpoint": head, "last": _instant(forged, last, 0), "time": _instant(forged, last, _DAY), "reason": "x"}
        forged.statement(keys["certifier"], "clock_corrected", act | more, time=_instant(forged, last, _DAY))
    return spoil


_DIGITS = str.maketrans("", "", "-T:")

CASES = {
    "a correction to before what a witness signed": _anchored_during_a_jump(2),
    "a correction to before what a witness signed, which is disputed": _anchored_during_a_jump(2, disputed=True),
    "a correction to after what a witness signed": _anchored_during_a_jump(1),
    "a correction to before what an authority stamped": _anchored_during_a_jump(2, stamped=True),
    "a correction to after what an authority stamped": _anchored_during_a_jump(1, stamped=True),
    "a clock that jumped, and was corrected": corrected(),
    "a corrected clock, and an act after it": corrected(then=[("participant_registered", _SOMEBODY | {
        "participant": "73282932000074"})]),
    "a correction by a developer": corrected(signer="developer"),
    "a correction of another last time": corrected(last="2020-01-01T00:00:00.000Z"),
    "a correction to before the jump": corrected(time=-1, at=_DAY),
    "a correction recorded before its time": corrected(time=_DAY, at=_DAY - 1),
    "a correction to the time of the jump": corrected(time=3650 * _DAY, at=3650 * _DAY),
    "a correction from a head that never was": corrected(checkpoint={"root": "0" * 64, "size": 5}),
    "a correction of nothing": tampers.act("certifier", "clock_corrected", {
        "checkpoint": {"root": "0" * 64, "size": 5}, "last": "2026-01-01T00:00:00.000Z",
        "time": "2026-01-01T00:00:00.000Z", "reason": "x"}),
    "a suspension recorded during a jump, and ended": corrected(
        before=[("participant_suspended", _suspended("2031-01-01"))],
        then=[("participant_reinstated", _suspended("2999-01-01"))]),
    "a reinstatement recorded during a jump, and another suspension": corrected(
        before=[("participant_suspended", _suspended("2025-01-01")),
                ("participant_reinstated", _suspended("2031-01-01"))],
        then=[("participant_suspended", _suspended(tomorrow()))]),
    "an act signed during a jump": _kept_back_during_a_jump(30 * _DAY),
    "an act signed during a jump, and kept back": _kept_back_during_a_jump(30 * _DAY + 1),
    "a key in question under a wrong clock": _questioned_under_a_wrong_clock,
    "a sound anchor": _anchored(),
    "an anchor of a certifier, with a timestamp": _anchored("certifier", timestamp=_stamp, cosignatures=None),
    "an anchor of nobody": _anchored(cosignatures=None),
    "an anchor that is no line": _anchored(cosignatures=["w.example/a has seen it"]),
    "an anchor of a line twice": _anchored(cosignatures=[_COSIGNATURE] * 2),
    "an anchor of another log's timestamp": _anchored(timestamp=lambda forged: _stamp(forged, "registry.example/other")),
    "an anchor of a timestamp that is none": _anchored(timestamp="AAAA"),
    "an anchor of a timestamp that is not base64": _anchored(timestamp="A"),
    "an anchor of a head that never was": _anchored(checkpoint={"root": "0" * 64, "size": 5}),
    "an anchor of a later head than its signer saw": _anchored(seen=tampers.before_last),
}
