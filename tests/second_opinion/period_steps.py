# SPDX-License-Identifier: Apache-2.0
"""What is a period's and no cycle's: schemas/README.md, section Derivation, Steps of the scope period."""
import decimal9
import values
from derivation import Amount
from derivation import counts as is_counted
from methodology_vectors import run_steps

_COUNTS = {"credited": "credited", "ineligible": "ineligible", "disposed": "disposed"}
_SUMS = ("avoided_manufacture", "avoided_journeys", "emitted_journeys", "emitted_parts", "emitted_energy",
         "emitted_packaging", "given_back")


def _first_of_month(year, month):
    if year + (month - 1) // 12 > 9999:
        return values.start_of_year(10_000)
    return values.date(f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}-01")


def _boundaries(start, end):
    """[start, the first of each month between, end]."""
    year, month = values.year(start), int(values.month(start)[5:])
    found = [start]
    while True:
        month += 1
        first = _first_of_month(year, month)
        if first >= end:
            return [*found, end]
        found.append(first)


class PeriodSteps:
    """F(y, t) of one derivation: what the steps yield of a category over what counts of the year y before t."""

    def __init__(self, derived):
        self._derived, self._document = derived, derived.methodology()
        self._steps = [step for step in self._document.steps if step.scope == "period"]
        self.start, self.end = derived.project.crediting

    def _facts(self, category, year, until):
        since = max(_first_of_month(year, 1), self.start)
        counts = lambda at, of: of == category and since <= at < until
        facts = {"period.collected": sum(counts(*each) for each in self._derived.collected)}
        for name, word in _COUNTS.items():
            facts[f"period.{name}"] = sum(each.name == word and counts(each.at, each.category)
                                          for each in self._derived.classes)
        facts = {name: count * decimal9.ONE for name, count in facts.items()}
        for effect in _SUMS:
            total = 0
            for amount in self._derived.amounts:
                if amount.effect == effect and counts(amount.at, amount.category):
                    total = decimal9.add(total, amount.kgco2e)
            facts[f"period.{effect}"] = total
        if not any(facts.values()):
            return None
        return facts | {"period.category": category, "period.days": (until - since) // values.DAY_MS * decimal9.ONE}

    def _yield(self, category, year, until):
        facts = self._facts(category, year, until)
        if facts is None:
            return {step.name: 0 for step in self._steps}
        return run_steps(self._document, "period", facts, project=self._derived.project.stated)

    def _months(self, period):
        """(category, start, end) of each category and month."""
        start, end = max(period[0], self.start), min(period[1], self.end)
        if not self._steps or start >= end:
            return
        categories = ({category for _, category in self._derived.collected}
                      | {each.category for each in self._derived.classes}
                      | {amount.category for amount in self._derived.amounts})
        for category in sorted(categories):
            bounds = _boundaries(start, end)
            for since, until in zip(bounds, bounds[1:]):
                yield category, since, until

    def amounts(self, period):
        """Those of a period: of each category and month, at the month's first instant in it."""
        found = []
        for category, since, until in self._months(period):
            year = values.year(since)
            before, after = self._yield(category, year, since), self._yield(category, year, until)
            for step in self._steps:
                if step.effect and is_counted(self._document, step.effect, step.territory):
                    kg = decimal9.subtract(after[step.name], before[step.name])
                    found.append(Amount(None, step.effect, step.territory, step.direct, kg, since, "", category, ""))
        return found

    def readings(self, period):
        """What there is to explain: (category, ends), and of both ends (instant, facts, figures); None where nothing is
        counted."""
        for category, since, until in self._months(period):
            yield category, [(at, self._facts(category, values.year(since), at),
                              self._yield(category, values.year(since), at)) for at in (since, until)]
