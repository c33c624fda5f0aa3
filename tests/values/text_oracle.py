#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Second opinion on NFC, with Python's unicodedata module.

Reads texts, each a line of hex, and prints the hex of each one's NFC, or
`unknown` where this Python's Unicode has a code point not assigned yet.
"""
import sys
import unicodedata

for line in sys.stdin:
    text = bytes.fromhex(line).decode("utf-8")
    if any(unicodedata.category(character) == "Cn" for character in text):
        print("unknown")
    else:
        print(unicodedata.normalize("NFC", text).encode("utf-8").hex())
