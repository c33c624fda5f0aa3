# SPDX-License-Identifier: Apache-2.0
"""Methodologies whose factors are elsewhere between low and high: schemas/README.md, sections Uncertainty and Draws."""
import copy
import hashlib
from typing import NamedTuple


class Likely(NamedTuple):
    """Between what an uncertain factor is known, and the group that it moves with."""

    low: int
    high: int
    group: str


class Uncertain:
    """Of `parameters` and `tables`."""

    def moved(self, group, high):
        """The same with all factors of one group low, or high."""
        return self._with(lambda value, likely: value if likely.group != group else likely[1 if high else 0])

    def drawn(self, seed, draw):
        """The same with the factors of each group where a draw has them."""
        def point(_, likely):
            text = f"lcl draw 1\n{seed}\n{draw}\n{likely.group}"
            way = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
            return likely.low + (likely.high - likely.low) * way // 2**64
        return self._with(point)

    def _with(self, value_of):
        found = copy.copy(self)
        end = lambda value, likely: value if likely is None else value_of(value, likely)
        found.parameters = {name: parameter._replace(value=end(parameter.value, parameter.likely))
                            for name, parameter in self.parameters.items()}
        found.tables = {name: table._replace(rows={row: end(value, table.likely.get(row))
                                                   for row, value in table.rows.items()})
                        for name, table in self.tables.items()}
        return found
