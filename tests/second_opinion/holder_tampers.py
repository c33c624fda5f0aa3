# SPDX-License-Identifier: Apache-2.0
"""Ways to come by units that somebody else has: name → what is done to a forge.Forgery. `keys` names the files of the
keys: certifier, developer, and of the holders `town` and `railway`; `new` is nobody's yet. Unit 1 is assigned to somebody
without a key, unit 2 is the town's, unit 3 is the developer's, and unit 4, offered to the railway."""
import base64
import hashlib

import canonical_json
from forge import fingerprint, private_key, public_text
from tampers import SALT, first_of

ONE, TWO, THREE, FOUR = 1, 2, 3, 4
HASH = "0" * 64
PRIVATE = canonical_json.write({"beneficiary": "A name", "salt": SALT})
ALIKE = {"beneficiary": None, "private": hashlib.sha256(PRIVATE).hexdigest()}   # for whom unit 1 was assigned to
LATER = "2999-01-01T00:00:00.000Z"


def _serial(forged, number):
    """Of a unit of the first issuance."""
    issued = forged.payload(first_of("units_issued", forged))["act"]
    sort = "TRIAL" if forged.payload(0)["act"].get("standing") == "trial" else "LBC"
    serial = f"{sort}-DEMO-{issued['vintage']}-1-{number:09}-{number:09}-"
    return f"{serial}{98 - 100 * int(''.join(str(int(c, 36)) for c in serial if c != '-')) % 97:02}"


def _holder(keys, name):
    return fingerprint(private_key(keys[name]))


def _possession(forged, key):
    signed = canonical_json.write({"origin": forged.payload(0)["act"]["origin"], "public_key": public_text(key)})
    return base64.b64encode(key.sign(b"lcl possession 1\n" + signed)).decode()


def _assigns(key, units, to=None, **more):
    """By the key of a holder, `from` it, unless told otherwise."""
    def spoil(forged, keys):
        given = {"units": _serial(forged, units), "use": "contribution", "contract_date": "2026-01-01", "attestation": HASH}
        given |= {"to": _holder(keys, to)} if to else {}
        given |= {"from": _holder(keys, key)} if key in ("town", "railway") else {}
        given |= {name: _holder(keys, value) if name == "from" else value for name, value in more.items()}
        return forged.statement(keys[key], "units_assigned", given, "DEMO")
    return spoil


def _retires(key, units, time=None, **more):
    def spoil(forged, keys):
        given = {"units": _serial(forged, units), "year": 2026, "use": "contribution", "beneficiary": "Somebody"} | more
        forged.statement(keys[key], "units_retired", {name: value for name, value in given.items() if value is not None},
                         "DEMO", time=time, private=PRIVATE if "private" in given else None)
    return spoil


def _cancels(key, units, reason, **more):
    return lambda forged, keys: forged.statement(
        keys[key], "units_cancelled", {"units": _serial(forged, units), "reason": reason, "text": "x"} | more, "DEMO")


def _of_offer(key, kind, **more):
    """On the offer of unit 4, the last."""
    def spoil(forged, keys):
        offers = [seq for seq in range(forged.size()) if forged.entry(seq)["kind"] == "units_assigned"]
        return forged.statement(keys[key], kind, {"offer": offers[-1]} | more, "DEMO")
    return spoil


def _mandate(units, **more):
    return lambda forged, keys: forged.statement(
        keys["certifier"], "mandate_recorded", {"units": _serial(forged, units), "document": HASH} | more, "DEMO")


def _mandated(units, *, of=ONE, **more):
    def spoil(forged, keys):
        mandate = _mandate(of)(forged, keys)
        _retires("certifier", units, mandate=mandate, **more)(forged, keys)
    return spoil


def _withdrawn_mandate(forged, keys):
    mandate = _mandate(ONE)(forged, keys)
    forged.statement(keys["certifier"], "mandate_withdrawn", {"mandate": mandate, "reason": "x"}, "DEMO")
    forged.statement(keys["certifier"], "mandate_withdrawn", {"mandate": mandate, "reason": "x"}, "DEMO")


def _grant(**changes):
    def spoil(forged, keys):
        key = private_key(keys["new"])
        given = {"public_key": public_text(key), "role": "holder", "name": "New",
                 "possession": _possession(forged, key)} | changes
        return forged.statement(keys["certifier"], "key_granted",
                                {name: value for name, value in given.items() if value is not None})
    return spoil


def _replace(forged, keys, **changes):
    key = private_key(keys["new"])
    return forged.statement(keys["certifier"], "holder_key_replaced", {
        "holder": _holder(keys, "town"), "public_key": public_text(key), "possession": _possession(forged, key),
        "reason": "lost"} | changes)


def _keep(key):
    return lambda forged, keys: forged.statement(
        keys[key], "replacement_stopped", {"holder": _holder(keys, "town"), "reason": "x"})


def _names(key="developer", holder="town", **changes):
    def spoil(forged, keys):
        given = {"vintage": 2024, "holder": _holder(keys, holder) if holder else None, "use": "contribution",
                 "contract_date": "2026-01-01", "attestation": HASH} | changes
        return forged.statement(keys[key], "beneficiary_named",
                                {name: value for name, value in given.items() if value is not None}, "DEMO")
    return spoil


NOBODY = {"holder": None, "use": None, "contract_date": None, "attestation": None}


def _accepts_naming(key, last=-1):
    """The last naming, or an earlier one."""
    def spoil(forged, keys):
        namings = [seq for seq in range(forged.size()) if forged.entry(seq)["kind"] == "beneficiary_named"] or [1]
        return forged.statement(keys[key], "beneficiary_accepted", {"naming": namings[last]}, "DEMO")
    return spoil


def _in_turn(*steps):
    def spoil(forged, keys):
        for step in steps:
            step(forged, keys)
    return spoil


def _accepted_later(forged, keys):
    offers = [seq for seq in range(forged.size()) if forged.entry(seq)["kind"] == "units_assigned"]
    forged.statement(keys["railway"], "assignment_accepted", {"offer": offers[-1]}, "DEMO", time=LATER)


SOUND = {
    "the town retires its unit": _retires("town", TWO),
    "the town cancels its unit": _cancels("town", TWO, "error"),
    "the town offers its unit to the railway": _assigns("town", TWO, "railway"),
    "the town sells its unit to somebody without a key": _assigns("town", TWO, beneficiary="A bank"),
    "the railway accepts": _of_offer("railway", "assignment_accepted"),
    "the developer withdraws": _of_offer("developer", "assignment_withdrawn", reason="x"),
    "the certifier withdraws": _of_offer("certifier", "assignment_withdrawn", reason="x"),
    "a mandate to retire": _mandate(ONE),
    "an anonymous holder": _grant(name=None, private=None, party="05982741000016"),
    "a lost key replaced": _replace,
    "a lost key found again": _in_turn(_replace, _keep("town")),
    "the town signs while its key is replaced": _in_turn(_replace, _retires("town", TWO)),
    "the new key signs after 30 days": _in_turn(_replace, _retires("new", TWO, time=LATER)),
    "a mandate used after 30 days": _mandated(ONE, **ALIKE, time=LATER),
    "an offer that nobody accepted": _retires("developer", FOUR, time=LATER),
    "the town is to have the units": _in_turn(_names(), _accepts_naming("town")),
    "and accepts for the vintages that are left to it": _in_turn(
        _names(), _names(holder="railway", vintage=2026), _accepts_naming("town", -2), _accepts_naming("railway")),
    "the developer takes that back": _in_turn(_names(), _accepts_naming("town"), _names(**NOBODY)),
    "renamed": lambda forged, keys: forged.statement(
        keys["certifier"], "holder_renamed", {"holder": _holder(keys, "town"), "name": "Y", "document": HASH}),
}
CASES = {
    "the certifier names who is to have the units": _names("certifier"),
    "a holder names itself": _names("town"),
    "nobody is named to have the units": _names(holder="new"),
    "named without a contract": _names(attestation=None),
    "the developer named under a contract": _names(holder=None),
    "named for a year after 9999": _names(vintage=10_000),
    "the railway accepts for the town": _in_turn(_names(), _accepts_naming("railway")),
    "the town accepts twice": _in_turn(_names(), _accepts_naming("town"), _accepts_naming("town")),
    "the town accepts what was taken back": _in_turn(_names(), _names(**NOBODY), _accepts_naming("town", -2)),
    "the town accepts what names nobody": _in_turn(_names(**NOBODY), _accepts_naming("town")),
    "the auditor becomes a holder": _grant(party="55208131766530"),
    "the town renamed as the auditor": lambda forged, keys: forged.statement(keys["certifier"], "holder_renamed", {
        "holder": _holder(keys, "town"), "name": "Y", "party": "55208131766530", "document": HASH}),
    "a seller retires what it sold": _retires("developer", TWO),
    "a seller cancels what it sold": _cancels("developer", TWO, "error"),
    "a seller cancels what it sold to somebody without a key": _cancels("developer", ONE, "other_registry"),
    "a seller sells what it sold": _assigns("developer", TWO, "railway"),
    "a seller sells what it sold, from the town": _assigns("developer", TWO, "railway", **{"from": "town"}),
    "sold units cancelled as a correction": _cancels("certifier", TWO, "correction"),
    "a correction by the developer": _cancels("developer", THREE, "correction"),
    "the certifier cancels for another reason": _cancels("certifier", THREE, "error"),
    "an error of a vintage": _cancels("developer", THREE, "error", vintage=2025),
    "a holder's unit for another vintage's debt": _cancels("certifier", TWO, "correction", vintage=2025),
    "a correction for a year after 9999": _cancels("certifier", THREE, "correction", vintage=10_000),
    "the certifier retires the developer's": _retires("certifier", THREE),
    "the certifier retires the town's": _retires("certifier", TWO),
    "the railway retires the town's": _retires("railway", TWO),
    "units retired for nobody": _retires("developer", THREE, beneficiary=None),
    "units retired while they are offered": _retires("developer", FOUR),
    "units offered twice": _assigns("developer", FOUR, "town"),
    "the town accepts what was offered to the railway": _of_offer("town", "assignment_accepted"),
    "the town withdraws what the developer offered": _of_offer("town", "assignment_withdrawn", reason="x"),
    "accepted twice": _in_turn(_of_offer("railway", "assignment_accepted"), _of_offer("railway", "assignment_accepted")),
    "accepted after it was withdrawn": _in_turn(_of_offer("developer", "assignment_withdrawn", reason="x"),
                                                _of_offer("railway", "assignment_accepted")),
    "offered to no holder": _assigns("developer", THREE, "new"),
    "offered to a holder and to a name": _assigns("developer", THREE, "town", beneficiary="A"),
    "assigned to nobody": _assigns("developer", THREE),
    "offered under a mandate by the developer": _assigns("developer", THREE, "town", mandate=1),
    "no mandate": _retires("certifier", ONE, **ALIKE),
    "a mandate used at once": _mandated(ONE, **ALIKE),
    "a mandate for another's units": _mandate(TWO),
    "a mandate for the developer's units": _mandate(THREE),
    "a mandate for no holder": _mandate(ONE, to=HASH),
    "a mandate withdrawn twice": _withdrawn_mandate,
    "a holder without a proof": _grant(possession=None),
    "a holder with another's proof": lambda forged, keys: _grant(
        possession=_possession(forged, private_key(keys["town"])))(forged, keys),
    "a holder without a name": _grant(name=None),
    "a developer with a name": _grant(role="developer", party="55208131700018"),
    "a holder's key revoked": lambda forged, keys: forged.statement(
        keys["certifier"], "key_revoked", {"key": _holder(keys, "town"), "reason": "x"}),
    "a holder's grant annulled": lambda forged, keys: forged.statement(
        keys["certifier"], "key_acts_annulled", {
            "from_entry": first_of("key_granted", forged, 2), "reason": "x"}),
    "a key replaced by a key in use": lambda forged, keys: _replace(
        forged, keys, public_key=public_text(private_key(keys["railway"])),
        possession=_possession(forged, private_key(keys["railway"]))),
    "a key replaced without a proof": lambda forged, keys: _replace(forged, keys, possession="AAEC"),
    "a key of nobody replaced": lambda forged, keys: _replace(forged, keys, holder=HASH),
    "a key replaced twice": _in_turn(_replace, _replace),
    "the new key signs at once": _in_turn(_replace, _retires("new", TWO)),
    "the new key signs once it was stopped": _in_turn(_replace, _keep("town"), _retires("new", TWO)),
    "another holder stops it": _in_turn(_replace, _keep("railway")),
    "nothing to stop": _keep("town"),
    "the old key signs after 30 days": _in_turn(_replace, _retires("town", TWO, time=LATER)),
    "accepted after 30 days": _accepted_later,
    "retired for another under a mandate": _mandated(ONE, time=LATER),
    "other units than those of the mandate": _mandated(THREE, **ALIKE, time=LATER),
}
