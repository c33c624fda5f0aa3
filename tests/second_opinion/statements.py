# SPDX-License-Identifier: Apache-2.0
"""Statements: schemas/README.md, section Statement, and the order of rules of section Acts."""
import hashlib
from typing import NamedTuple, Optional

import act_rules
import acts
import canonical_json
import keys
import merkle
import values

LONGEST, DEEPEST = 2 * 2**20, 40
THIRTY_DAYS = 30 * 86_400_000


class Statement(NamedTuple):
    seq: int
    kind: str
    project: Optional[str]
    time: int
    payload: dict
    private: Optional[bytes]

    @property
    def act(self):
        return self.payload["act"]

    @property
    def payload_digest(self):
        return hashlib.sha256(canonical_json.write(self.payload)).hexdigest()

    def signed_bytes(self, origin):
        members = {name: self.payload[name] for name in ("act", "key", "nonce", "seen")}
        members |= {"kind": self.kind, "origin": origin}
        if self.project is not None:
            members["project"] = self.project
        return b"lcl statement 1\n" + canonical_json.write(members)


def read_payload(data):
    """The payload of a statement, or None where it has not its form."""
    try:
        value = canonical_json.read_canonical(data)
    except canonical_json.NotCanonical:
        return None
    if len(data) > LONGEST or not isinstance(value, dict) or canonical_json.depth(value) > DEEPEST:
        return None
    if set(value) - {"endorsements"} != {"act", "key", "nonce", "seen", "signature"} or not isinstance(value["act"], dict):
        return None
    if "endorsements" in value and not _are_endorsements(value["endorsements"]):
        return None
    right = (values.is_digest(value["key"]) and values.is_short_hex(value["nonce"]) and _is_signature(value["signature"])
             and acts.has_form("checkpoint", value["seen"]))
    return value if right else None


def _is_signature(value):
    signature = values.unbase64(value)
    return signature is not None and len(signature) == 64


def _are_endorsements(value):
    if not isinstance(value, list) or not 1 <= len(value) <= 15:
        return False
    if not all(isinstance(each, dict) and set(each) == {"key", "signature"} and values.is_digest(each["key"])
               and _is_signature(each["signature"]) for each in value):
        return False
    return all(a["key"] < b["key"] for a, b in zip(value, value[1:]))


def refusal(registry, statement, heads):
    """The word of the first rule that a statement breaks, or None. Rules 1 to 11. `heads` is a heads.Heads."""
    act, kind = statement.act, statement.kind
    if not acts.is_well_formed(kind, act, statement.project):
        return "malformed_statement"
    endorsers = [each["key"] for each in statement.payload.get("endorsements", [])]
    if endorsers and (not acts.takes_quorum(kind) or statement.payload["key"] in endorsers):
        return "malformed_statement"
    if not registry.is_open:
        return _opening_refusal(statement) or _signature_refusal(registry, statement, act["origin"],
                                                                 keys.from_text(act["operator_key"]))
    if kind == "registry_opened":
        return "malformed_statement"
    seen = statement.payload["seen"]
    if (seen["size"], seen["root"]) not in heads.seen or seen["size"] > statement.seq:
        return "unknown_head"
    passed_at = heads.passed_at(seen)
    if seen["size"] != statement.seq and passed_at is not None:
        if statement.time - registry.recorded_between(seen["size"], passed_at)[0] > THIRTY_DAYS:
            return "seen_expired"
    signer = registry.keys.get(statement.payload["key"])
    if signer is None:
        return "not_enrolled"
    if not signer.may_sign:
        return "key_was_revoked"
    if signer.until is not None and statement.time >= signer.until:
        return "key_was_revoked"
    if signer.since is not None and statement.time < signer.since:
        return "replacement_pending"
    if signer.role not in acts.signers(kind):
        return "wrong_role"
    return (_project_refusal(registry, statement, signer) or _own_refusal(registry, statement, signer, heads)
            or _endorsement_refusal(registry, statement, signer)
            or _signature_refusal(registry, statement, registry.origin, signer.point) or _replay_refusal(registry, statement))


def _opening_refusal(statement):
    act = statement.act
    if statement.kind != "registry_opened" or act["format"] != 1:
        return "malformed_statement"
    if statement.payload["key"] != keys.fingerprint(keys.from_text(act["operator_key"])):
        return "wrong_role"
    if statement.payload["seen"] != {"root": merkle.EMPTY_ROOT.hex(), "size": 0}:
        return "unknown_head"
    if (act["standing"] == "official") != ("mandate" in act):
        return "malformed_statement"
    if not 1 <= act["certifier_quorum"] <= len(act["certifier_keys"]):
        return "malformed_statement"
    named = [act["log_key"], act["operator_key"], *act["certifier_keys"]]
    named += [act["recovery_key"]] if "recovery_key" in act else []
    if len(set(named)) != len(named):
        return "malformed_statement"
    return None


def _project_refusal(registry, statement, signer):
    wanted = acts.states(statement.kind)
    if wanted is None:
        return None
    project = registry.project(statement.project)
    developer = project.developer if project.state != "absent" else statement.act.get("developer")
    if signer.role == "developer" and developer is not None and signer.party != developer:
        return "wrong_party"
    if project.state in wanted:
        return None
    if project.state == "absent":
        return "unknown_project"
    return "project_already_notified" if statement.kind == "project_notified" else "wrong_project_state"


def _own_refusal(registry, statement, signer, heads):
    at = act_rules.At(statement.seq, statement.time, signer, statement.payload["seen"], heads)
    project = registry.project(statement.project) if statement.project is not None else None
    return getattr(act_rules, statement.kind)(registry, project, statement.act, at)


def _signature_refusal(registry, statement, origin, point):
    signed = statement.signed_bytes(origin)
    signatures = [(point, statement.payload["signature"])]
    for each in statement.payload.get("endorsements", []):
        signatures.append((registry.keys[each["key"]].point, each["signature"]))
    if not all(keys.verifies(signer, signed, values.unbase64(signature)) for signer, signature in signatures):
        return "bad_signature"
    return None


def _endorsement_refusal(registry, statement, signer):
    if not acts.takes_quorum(statement.kind):
        return None
    endorsements = statement.payload.get("endorsements", [])
    for each in endorsements:
        endorser = registry.keys.get(each["key"])
        if endorser is None:
            return "not_enrolled"
        if not endorser.may_sign:
            return "key_was_revoked"
        if endorser.role != "certifier":
            return "wrong_role"
    if signer.role != "recovery" and 1 + len(endorsements) < registry.quorum:
        return "too_few_endorsements"
    return None


def _replay_refusal(registry, statement):
    signed = statement.signed_bytes(registry.origin)
    return "replayed" if hashlib.sha256(signed).digest() in registry.signed else None
