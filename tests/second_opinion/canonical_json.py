# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON: schemas/README.md, section Values."""
import json

LARGEST_INTEGER = 2**53 - 1


class NotCanonical(Exception):
    """The bytes are not the one canonical form of a JSON value."""


def _object(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotCanonical("a name is repeated")
    return members


def _integer(digits):
    value = int(digits) if len(digits) <= 17 else LARGEST_INTEGER + 1
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonical("an integer beyond 2^53 - 1")
    return value


def _refuse_number(digits):
    raise NotCanonical(f"{digits} is not an integer")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_refuse_number,
                            parse_constant=_refuse_number, strict=True)


def read(data):
    """The value that UTF-8 JSON holds, in whatever layout."""
    try:
        text = data.decode("utf-8")
        value = _DECODER.decode(text)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # no lone surrogates
    except (UnicodeError, ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    return value


def read_canonical(data):
    """The value that canonical bytes hold; other bytes are refused."""
    value = read(data)
    if write(value) != data:
        raise NotCanonical("not the canonical form")
    return value


_ESCAPES = str.maketrans({chr(code): f"\\u{code:04x}" for code in range(32)} | {
    '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"})


def _string(text):
    return f'"{text.translate(_ESCAPES)}"'


def _text(value):
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{_string(name)}:{_text(member)}" for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, str):
        return _string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"{value!r} has no canonical form")


def write(value):
    """The canonical bytes of a value."""
    return _text(value).encode("utf-8")


def depth(value):
    """How many objects and lists stand in one another."""
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0
