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


class Fate(NamedTuple):
    """What became of units: `holder` has a key, `beneficiary` was named in public and has none; `since` is the entry
    by which whoever has them got them, `offer` the last that offered them, `settles` the vintage whose debt they paid."""

    state: str
    since: int
    holder: str | None = None
    beneficiary: str | None = None
    offer: int | None = None
    settles: int | None = None


class Issued:
    """The units of one issuance, as runs of one fate: (first, last, fate)."""

    def __init__(self, seq, vintage, count):
        self.vintage, self.count = vintage, count
        self._runs = [(1, count, Fate("issued", seq))]

    def fates(self, first, last):
        """Those of the units of a block."""
        return [fate for a, b, fate in self._runs if a <= last and first <= b]

    def leave_with(self, developer, seq):
        """What is still issued becomes that of a developer who has no key any more."""
        for first, last, fate in list(self._runs):
            if fate.state == "issued":
                self.change(first, last, state="assigned", beneficiary=developer, since=seq)

    def change(self, first, last, **changes):
        runs = []
        for a, b, fate in self._runs:
            inside = (max(a, first), min(b, last), fate._replace(**changes))
            parts = ((a, min(b, first - 1), fate), inside, (max(a, last + 1), b, fate))
            runs += [part for part in parts if part[0] <= part[1]]
        self._runs = runs

    def settled(self):
        """The vintages whose debts units of it paid."""
        return {fate.settles for _, _, fate in self._runs} - {None}

    def corrected(self, vintage):
        """Units cancelled with the reason correction, for this vintage's debt."""
        return sum(b - a + 1 for a, b, fate in self._runs if fate.settles == vintage)
