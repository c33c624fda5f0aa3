#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Second opinion on JSON, with Python's json module.

Reads documents, each a line of hex, and prints the hex of each one's canonical
form, or `refused`.
"""
import json
import sys

LIMIT = 2**53 - 1


def unique(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("duplicate key")
    # RFC 8785 sorts keys by UTF-16 code units.
    return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))


def integer(text):
    value = int(text)
    if text == "-0" or abs(value) > LIMIT:
        raise ValueError("number")
    return value


def never(text):
    raise ValueError("number " + text)


for line in sys.stdin:
    try:
        document = json.loads(
            bytes.fromhex(line).decode("utf-8"),
            object_pairs_hook=unique, parse_int=integer, parse_float=never, parse_constant=never)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        print(text.encode("utf-8").hex())
    except ValueError:
        print("refused")
