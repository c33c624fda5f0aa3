# SPDX-License-Identifier: Apache-2.0
"""A client of the service that is written from schemas/service.md and RFC 9421, with nothing of lcl."""
import base64
import datetime
import hashlib
import json
import secrets
import time

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def canonical(document):
    """RFC 8785 of documents without numbers beyond 2^53 and with names in ASCII."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def b64(octets):
    return base64.b64encode(octets).decode()


def der(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def key_id(key):
    return hashlib.sha256(der(key)).hexdigest()


def read_key(path):
    return serialization.load_pem_private_key(path.read_bytes(), None)


class Answered:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __repr__(self):
        return f"{self.status}: {self.body}"

    @property
    def code(self):
        """Of an error."""
        return self.body["error"]["code"]


class Session:
    """What a party's key vouches for. Whatever differs from the rules is said by name."""

    def __init__(self, party, origin, days=1, **other):
        self.key = Ed25519PrivateKey.generate()
        until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
        said = {"key": key_id(party), "not_after": until.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "origin": origin,
                "session_key": b64(der(self.key))} | other
        said["signature"] = b64(party.sign(b"lcl session 1\n" + canonical(said)))
        self.certificate = b64(canonical(said))

    def headers(self, method, uri, body=b"", *, ago=0, lasts=60, nonce=None, signed_by=None, label="lcl",
                covered=("@method", "@target-uri", "content-digest", "session-key"), alg="ed25519"):
        created = int(time.time()) - ago
        values = {"@method": method, "@target-uri": uri, "session-key": self.certificate,
                  "content-digest": f"sha-256=:{b64(hashlib.sha256(body).digest())}:"}
        names = " ".join(f'"{name}"' for name in covered)
        nonce = nonce or secrets.token_urlsafe(16)
        given = f'({names});created={created};expires={created + lasts};nonce="{nonce}";keyid="{key_id(self.key)}";alg="{alg}"'
        base = "".join(f'"{name}": {values[name]}\n' for name in covered) + f'"@signature-params": {given}'
        signature = (signed_by or self.key).sign(base.encode())
        return {"Content-Digest": values["content-digest"], "Session-Key": self.certificate,
                "Signature-Input": f"{label}={given}", "Signature": f"{label}=:{b64(signature)}:"}


class Party:
    """One that asks a service with a session."""

    def __init__(self, service, session):
        self.service, self.session = service, session

    def ask(self, method, target, body=b"", media_type="application/json", headers=(), **how):
        if not isinstance(body, bytes):
            body = canonical(body)
        said = self.session.headers(method, self.service.url + target, body, **how) | dict(headers)
        if body:
            said["Content-Type"] = media_type
        return self.service.send(method, target, body, said)

    def begin(self, log, project="DEMO", name="march.ndjson", **other):
        said = {"bytes": len(log), "name": name, "project": project, "sha256": hashlib.sha256(log).hexdigest()}
        return self.ask("POST", "/v1/uploads", said | other)

    def part(self, upload, offset, octets, **how):
        return self.ask("PATCH", f"/v1/uploads/{upload}", octets, "application/octet-stream",
                        {"Upload-Offset": str(offset)}, **how)

    def upload(self, log, **about):
        """The id of the whole upload."""
        begun = self.begin(log, **about)
        assert begun.status == 201, begun
        if begun.body["offset"] < len(log):
            done = self.part(begun.body["id"], begun.body["offset"], log[begun.body["offset"]:])
            assert (done.status, done.body) == (200, {"offset": len(log)}), done
        return begun.body["id"]

    def prepare(self, upload, key, **options):
        return self.ask("POST", "/v1/preparations", {"key": key_id(key), "options": options, "upload": upload})


def signed_text(draft):
    """What the signer of a draft signs (schemas/README.md, "Statement")."""
    return b"lcl statement 1\n" + canonical({name: draft[name] for name in draft if name not in ("signature", "endorsements")})




def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def leads(leaf, index, size, path, root):
    """RFC 9162 §2.1.3.2: whether the path leads from the leaf's hash to the root."""
    place, last, found = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(other, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, other)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def extends(first, first_root, second, second_root, path):
    """RFC 9162 §2.1.4.2: whether the tree of `second` leaves has that of `first` as its beginning."""
    if first == second:
        return not path and first_root == second_root
    path = ([first_root] if first & (first - 1) == 0 else []) + path
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(other, before), node(other, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, other)
        place, last = place >> 1, last >> 1
    return last == 0 and before == first_root and after == second_root


def read_proof(text):
    """The entry, payload, index, path, size and root of a tlog-proof."""
    head, note = text.split("\n\n", 1)
    lines = head.split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1", lines[0]
    extra = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
    size, root = note.split("\n")[1:3]
    return {"entry": base64.b64decode(extra["entry"]), "payload": base64.b64decode(extra["payload"]),
            "index": int(lines[2].removeprefix("index ")), "path": [base64.b64decode(each) for each in lines[3:]],
            "size": int(size), "root": base64.b64decode(root), "note": note}


def shows_statement(answer, draft):
    """Whether an answer to a commit proves that the draft, as it was signed, stands in a log that extends the one its
    signer saw. The signature of the checkpoint is for who knows the log's key."""
    proof = read_proof(answer["proof"])
    entry, payload = json.loads(proof["entry"]), json.loads(proof["payload"])
    path = [base64.b64decode(each) for each in answer["extends"]]
    return (answer["checkpoint"] == proof["note"] and answer["entry"]["seq"] == proof["index"] == entry["seq"]
            and leads(hashlib.sha256(b"\0" + proof["entry"]).digest(), proof["index"], proof["size"], proof["path"], proof["root"])
            and hashlib.sha256(proof["payload"]).hexdigest() == entry["payload"]
            and payload == {name: draft[name] for name in ("act", "key", "nonce", "seen", "signature")}
            and entry["kind"] == draft["kind"] and entry.get("project") == draft.get("project")
            and extends(draft["seen"]["size"], bytes.fromhex(draft["seen"]["root"]), proof["size"], proof["root"], path))
