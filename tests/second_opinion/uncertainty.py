# SPDX-License-Identifier: Apache-2.0
"""How certain a project's reductions are: schemas/README.md, section Uncertainty. Every scenario is derived whole."""
import math

import decimal9


def root_of_squares(steps):
    total = sum(step * step for step in steps)
    if total >= 2**256:
        raise decimal9.Overflow
    root = math.isqrt(total)
    return decimal9.checked(root if root * root == total else root + 1)


def taken_off(groups, shifts):
    """What is asymmetric, and what is symmetric, of what the scenarios of each group change: group → (low, high)."""
    less = {group: max(0, -min(shifts[group])) for group in groups}
    of_kind = lambda kind: [less[group] for group, its in groups.items() if its == kind]
    return decimal9.checked(sum(of_kind("asymmetric"))), root_of_squares(of_kind("symmetric"))


class Uncertainty:
    """Of a tally; `again` derives it under another methodology."""

    def __init__(self, plain, again):
        self.groups = plain.methodology.groups
        moved = {group: [again(plain.methodology.moved(group, high)) for high in (False, True)]
                 for group in self.groups}
        self._years = set(plain.vintages())
        for tally in sum(moved.values(), []):
            self._years |= {year for year in tally.vintages() if tally.by_effect(year) != plain.by_effect(year)}
        net = lambda tally, year: tally.sums_of(year)["net"]
        self._net = {year: net(plain, year) for year in self._years}
        self._shifts = {year: {group: tuple(decimal9.subtract(net(tally, year), self._net[year]) for tally in tallies)
                               for group, tallies in moved.items()} for year in self._years}

    def shifts(self, year):
        """By group, what is changed by its low, and by its high."""
        return self._shifts.get(year, dict.fromkeys(self.groups, (0, 0)))

    def taken_off(self, year):
        return decimal9.checked(sum(taken_off(self.groups, self.shifts(year))))

    def low(self, year):
        return decimal9.subtract(self._net[year], self.taken_off(year))

    def document(self):
        return [self._vintage(year) for year in sorted(self._years)]

    def _vintage(self, year):
        asymmetric, symmetric = taken_off(self.groups, self.shifts(year))
        form = decimal9.form
        return {
            "asymmetric": form(asymmetric),
            "groups": [{"high": form(high), "less": form(max(0, -min(low, high))), "low": form(low)}
                       for low, high in self.shifts(year).values()],
            "low": form(self.low(year)), "net": form(self._net[year]), "symmetric": form(symmetric), "vintage": year,
        }
