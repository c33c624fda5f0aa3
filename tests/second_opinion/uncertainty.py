# SPDX-License-Identifier: Apache-2.0
"""How certain a project's reductions are: schemas/README.md, section Uncertainty. Every scenario is derived whole."""
import math

import decimal9
from tally import Tally


def root_of_squares(steps):
    total = sum(step * step for step in steps)
    if total >= 2**256:
        raise decimal9.Overflow
    root = math.isqrt(total)
    return decimal9.checked(root if root * root == total else root + 1)


class Uncertainty:
    """Of one project over a period, at one size of the log."""

    def __init__(self, registry, devices, project_id, period, size):
        derive = lambda document: Tally(registry, devices, project_id, period, size, document)
        plain = derive(None)
        self.methodology = plain.methodology
        self.groups = self.methodology.groups
        moved = {(group, high): derive(self.methodology.moved(group, high))
                 for group in self.groups for high in (False, True)}
        years = set(plain.vintages())
        for tally in moved.values():
            years |= {year for year in tally.vintages() if tally.by_effect(year) != plain.by_effect(year)}
        net = lambda tally, year: tally.sums_of(year)["net"]
        self.vintages = [self._vintage(year, net(plain, year), {at: net(tally, year) for at, tally in moved.items()})
                         for year in sorted(years)]

    def _vintage(self, year, plain, moved):
        less = {group: max(0, plain - min(moved[group, False], moved[group, True])) for group in self.groups}
        of_kind = lambda kind: [less[group] for group, its in self.groups.items() if its == kind]
        asymmetric = decimal9.checked(sum(of_kind("asymmetric")))
        symmetric = root_of_squares(of_kind("symmetric"))
        change = lambda group, high: decimal9.form(decimal9.subtract(moved[group, high], plain))
        return {
            "asymmetric": decimal9.form(asymmetric),
            "groups": [{"high": change(group, True), "less": decimal9.form(less[group]), "low": change(group, False)}
                       for group in self.groups],
            "low": decimal9.form(decimal9.checked(plain - asymmetric - symmetric)),
            "net": decimal9.form(plain), "symmetric": decimal9.form(symmetric), "vintage": year,
        }
