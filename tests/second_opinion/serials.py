# SPDX-License-Identifier: Apache-2.0
"""Serials of blocks of units, and the state of units: schemas/README.md, section Units."""
import re
from typing import NamedTuple

_FORM = re.compile(r"(LBC|TRIAL)-([A-Z0-9]{3,16})-([0-9]{4})-([1-9][0-9]{0,9})-([0-9]{9})-([0-9]{9})-([0-9]{2})")


class Block(NamedTuple):
    official: bool  # of an official registry, not of a trial
    project: str
    vintage: int
    issuance: int
    first: int
    last: int
    checked: bool  # whether the check digits are right


def parse(text):
    """The block that a serial names, or None."""
    match = _FORM.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if not match:
        return None
    prefix, project, vintage, issuance, first, last, _ = match.groups()
    if int(issuance) > 2**32 - 1 or not 1 <= int(first) <= int(last):
        return None
    number = "".join(str(int(c, 36)) for c in text if c != "-")
    return Block(prefix == "LBC", project, int(vintage), int(issuance), int(first), int(last), int(number) % 97 == 1)


class Issued:
    """The units of one issuance, as runs of one state: (first, last, state)."""

    def __init__(self, vintage, count, developer):
        self.vintage, self.count, self.developer = vintage, count, developer
        self._runs = [(1, count, "issued")]

    def held(self, first, last):
        """Whether no unit of the block is retired or cancelled."""
        return not any(a <= last and first <= b and state in ("retired", "cancelled", "corrected")
                       for a, b, state in self._runs)

    def any_issued(self, first, last):
        """Whether a unit of the block was neither assigned nor done away with."""
        return any(a <= last and first <= b and state == "issued" for a, b, state in self._runs)

    def change(self, first, last, state):
        runs = [(first, last, state)]
        for a, b, other in self._runs:
            runs += [(x, y, other) for x, y in ((a, min(b, first - 1)), (max(a, last + 1), b)) if x <= y]
        self._runs = sorted(runs)

    def corrected(self):
        """Units cancelled with the reason correction."""
        return sum(b - a + 1 for a, b, state in self._runs if state == "corrected")
