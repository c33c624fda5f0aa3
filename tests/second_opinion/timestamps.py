# SPDX-License-Identifier: Apache-2.0
"""What an RFC 3161 answer says that it stamps: schemas/README.md, section Outside anchors. Nothing is verified here."""
import re

import values

_SEQUENCE, _INTEGER, _OBJECT, _OCTETS, _EXPLICIT, _TIME = 0x30, 0x02, 0x06, 0x04, 0xA0, 0x18
_SHA_256 = bytes.fromhex("608648016503040201")


class _Other(Exception):
    """Not such an answer."""


def _parts(data):
    """The (tag, content) of each value that stands in DER, one after the other."""
    found = []
    while data:
        if len(data) < 2:
            raise _Other
        length, start = data[1], 2
        if length >= 0x80:
            start = 2 + length - 0x80
            length = int.from_bytes(data[2:start], "big")
        if length == 0x80 or start + length > len(data):
            raise _Other
        found.append((data[0], data[start:start + length]))
        data = data[start + length:]
    return found


def _inside(part, tag):
    if part[0] != tag:
        raise _Other
    return part[1]


def _info(answer):
    """What a granted DER TimeStampResp states, part by part, or None."""
    try:
        whole, = _parts(answer)
        status, token = _parts(_inside(whole, _SEQUENCE))
        if _inside(_parts(_inside(status, _SEQUENCE))[0], _INTEGER) not in (b"\0", b"\1"):
            return None
        signed, = _parts(_inside(_parts(_inside(token, _SEQUENCE))[1], _EXPLICIT))
        content = _parts(_inside(_parts(_inside(signed, _SEQUENCE))[2], _SEQUENCE))[1]
        octets, = _parts(_inside(content, _EXPLICIT))
        info, = _parts(_inside(octets, _OCTETS))
        return _parts(_inside(info, _SEQUENCE))
    except (_Other, ValueError, IndexError):
        return None


def stamped_at(answer):
    """The time that it states, an instant, or None."""
    info = _info(answer)
    if info is None or len(info) < 5 or info[4][0] != _TIME:
        return None
    read = re.fullmatch(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z", info[4][1])
    if read is None:
        return None
    year, month, day, hour, minute, second = (part.decode() for part in read.groups()[:6])
    fraction = ((read[7] or b"").decode() + "000")[:3]
    return values.instant(f"{year}-{month}-{day}T{hour}:{minute}:{second}.{fraction}Z")


def stamped_by(answer):
    """The SHA-256 that it states, or None."""
    info = _info(answer)
    try:
        if info is None:
            return None
        algorithm, imprint = _parts(_inside(info[2], _SEQUENCE))
        name = _inside(_parts(_inside(algorithm, _SEQUENCE))[0], _OBJECT)
        digest = _inside(imprint, _OCTETS)
        return digest if name == _SHA_256 and len(digest) == 32 else None
    except (_Other, ValueError, IndexError):
        return None


def _value(tag, *parts):
    content = b"".join(parts)
    length = bytes([len(content)]) if len(content) < 0x80 else b"\x82" + len(content).to_bytes(2, "big")
    return bytes([tag]) + length + content


def example(digest, time=b"20260101000000Z"):
    """A granted answer that stamps `digest` at a time, signed by nobody."""
    oid = lambda text: _value(_OBJECT, bytes.fromhex(text))  # noqa: E731
    sha_256 = _value(_SEQUENCE, _value(_OBJECT, _SHA_256), b"\x05\0")
    imprint = _value(_SEQUENCE, sha_256, _value(_OCTETS, digest))
    info = _value(_SEQUENCE, _value(_INTEGER, b"\x01"), oid("2a0304"), imprint, _value(_INTEGER, b"\x01"),
                  _value(_TIME, time))
    content = _value(_SEQUENCE, oid("2a864886f70d0109100104"), _value(_EXPLICIT, _value(_OCTETS, info)))
    signed = _value(_SEQUENCE, _value(_INTEGER, b"\x03"), _value(0x31, sha_256), content, _value(0x31))
    token = _value(_SEQUENCE, oid("2a864886f70d010702"), _value(_EXPLICIT, signed))
    return _value(_SEQUENCE, _value(_SEQUENCE, _value(_INTEGER, b"\0")), token)
