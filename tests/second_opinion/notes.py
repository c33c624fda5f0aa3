# SPDX-License-Identifier: Apache-2.0
"""Signed notes and checkpoints: schemas/README.md, section Checkpoint, tiles, proof."""
import base64
import hashlib
import re
from typing import NamedTuple

import keys
import values


class Malformed(Exception):
    """Not a signed note, or not a checkpoint."""


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: list  # (name, key id, signature)


def key_id(name, point):
    return hashlib.sha256(name.encode() + b"\n\x01" + point).digest()[:4]


def read_vkey(text):
    """(name, point) of a vkey: name+id+base64 of 0x01 and the key."""
    name, given_id, data = text.strip().split("+", 2)
    key = values.unbase64(data)
    if key is None or len(key) != 33 or key[0] != 1 or not keys.is_sound_point(key[1:]):
        raise Malformed("not an Ed25519 verifier key")
    if key_id(name, key[1:]).hex() != given_id:
        raise Malformed("the key's id is not that of the key")
    return name, key[1:]


def write_vkey(name, point):
    return f"{name}+{key_id(name, point).hex()}+{base64.b64encode(bytes([1]) + point).decode()}"


def _signature(line):
    match = re.fullmatch(r"— ([^ +]+) ([A-Za-z0-9+/=]+)", line)
    data = values.unbase64(match[2]) if match else None
    if data is None or len(data) < 5 or any(c.isspace() for c in match[1]):
        raise Malformed("not a signature line")
    return match[1], data[:4], data[4:]


def is_signature_line(line):
    try:
        return _signature(line) is not None
    except Malformed:
        return False


def cosigned_at(line):
    """The time, in milliseconds, that a signature line states in the form of a cosignature, or None."""
    data = _signature(line)[2]
    seconds = int.from_bytes(data[:8], "big")
    return seconds * 1000 if len(data) == 72 and seconds <= 253_402_300_799 else None


def read(note):
    """The checkpoint of a signed note. Nothing is verified yet."""
    if len(note.encode("utf-8", "surrogatepass")) > 2**20 or re.search(r"[\x00-\x09\x0b-\x1f\x7f]", note):
        raise Malformed("too long, or with control characters")
    text, parted, rest = note.rpartition("\n\n")
    if not parted or not rest.endswith("\n"):
        raise Malformed("text and signatures are not parted")
    lines = rest[:-1].split("\n")
    if len(lines) > 64:
        raise Malformed("too many signatures")
    signatures = [_signature(line) for line in lines]
    fields = text.split("\n")
    if len(fields) != 3 or not values.matches(r"0|[1-9][0-9]{0,18}", fields[1]):
        raise Malformed("not three lines of a checkpoint")
    root = values.unbase64(fields[2])
    if not fields[0] or root is None or len(root) != 32:
        raise Malformed("no origin, or no root")
    return Checkpoint(fields[0], int(fields[1]), root, (text + "\n").encode(), signatures)


def is_signed(checkpoint, name, point):
    """There is a line of the key, and every line of it verifies; lines of other keys are ignored."""
    wanted = key_id(name, point)
    own = [s for signer, given_id, s in checkpoint.signatures if signer == name and given_id == wanted]
    return bool(own) and all(keys.verifies(point, checkpoint.text, signature) for signature in own)
