# SPDX-License-Identifier: Apache-2.0
"""The digested body of a tally: schemas/README.md, sections Derivation (Sums) and Tally."""
import hashlib

import canonical_json
import decimal9
import methodology
import values
from acts import SCHEMES
from derivation import Derivation
from period_steps import PeriodSteps
from uncertainty import Uncertainty

GROUPINGS = ("category", "month", "participant", "approval", "reconditioning", "territory", "effect")
_PLACES = [(effect, territory, direct) for effect in methodology.ALL_EFFECTS for territory in ("abroad", "france")
           for direct in (True, False)]


def _sums(cells):
    """avoided, emitted, given back, baseline, leakage and net, of amounts by place."""
    total = {"avoided": 0, "emitted": 0, "given_back": 0, "baseline": 0, "leakage": 0}
    for (effect, _, _), kg in cells.items():
        total[effect if effect in total else effect.partition("_")[0]] += kg
    for kg in total.values():
        decimal9.checked(kg)
    net = total["avoided"]
    for name in ("emitted", "given_back", "baseline", "leakage"):
        net = decimal9.subtract(net, total[name])
    return total | {"net": net}


def _effects(cells):
    found = {}
    for effect, territory, direct in _PLACES:
        kg = decimal9.form(cells.get((effect, territory, direct), 0))
        found.setdefault(effect, {}).setdefault(territory, {})["direct" if direct else "indirect"] = kg
    return found


def _formed(sums):
    return {name: decimal9.form(kg) for name, kg in sums.items()}


def creditable(net, discounts, uncertain=0):
    """C of S, of which `uncertain` is taken off where that is computed."""
    if net > 0:
        net = max(0, decimal9.subtract(net, uncertain))
        for name in methodology.DISCOUNTS:
            net = decimal9.multiply(net, decimal9.subtract(decimal9.ONE, discounts[name]))
    return net


def whole_units(kg):
    """The units of a vintage; there are none below 0, and no figure beyond the greatest integer."""
    units = max(kg, 0) // (1000 * decimal9.ONE)
    if units > canonical_json.LARGEST_INTEGER:
        raise decimal9.Overflow
    return units


class Tally:
    """The tally of one project over a period [start, end) in milliseconds, at one size of the log."""

    def __init__(self, registry, devices, project_id, period, size, assumed=None):
        self._registry, self._size, self.period = registry, size, period
        self._again = lambda document: Tally(registry, devices, project_id, period, size, document)
        self._uncertainty = None
        self._derived = Derivation(registry, devices, project_id, size, assumed)
        self._project = self._derived.project
        start, end = period
        self._amounts = [amount for amount in self._derived.amounts if start <= amount.at < end]
        self._amounts += PeriodSteps(self._derived).amounts(period)
        self._classes = []
        for counted in self._derived.classes:
            if counted.name == "open":
                counted = counted._replace(at=max(counted.at, start))
            if start <= counted.at < end:
                self._classes.append(counted)

    @property
    def methodology(self):
        return self._derived.methodology()

    def uncertainty(self):
        if self._uncertainty is None:
            self._uncertainty = Uncertainty(self, self._again)
        return self._uncertainty

    def creditable(self, vintage):
        uncertain = self.uncertainty().taken_off(vintage) if self.methodology.computes_uncertainty else 0
        return creditable(self.sums_of(vintage)["net"], self.methodology.discounts, uncertain)

    def net(self):
        return _sums(self._cells(self._amounts))["net"]

    def sums_of(self, vintage):
        return _sums(self._cells([amount for amount in self._amounts if values.year(amount.at) == vintage]))

    def by_effect(self, vintage):
        total = dict.fromkeys(methodology.ALL_EFFECTS, 0)
        for amount in self._amounts:
            if values.year(amount.at) == vintage:
                total[amount.effect] += amount.kgco2e
        return total

    def vintages(self):
        """The years of which some month, category and participant has an amount that is not 0."""
        return sorted({values.year(at) for (at, _, _), cells in self._cells_by_key().items()
                       if any(cells.values())})

    @staticmethod
    def _cells(amounts):
        cells = {}
        for amount in amounts:
            place = amount.effect, amount.territory, amount.direct
            cells[place] = decimal9.add(cells.get(place, 0), amount.kgco2e)
        return cells

    def _cells_by_key(self):
        """By month (its first instant met), category and participant."""
        found, first = {}, {}
        for amount in self._amounts:
            month = first.setdefault(values.month(amount.at), amount.at)
            found.setdefault((month, amount.category, amount.participant), []).append(amount)
        return {key: self._cells(amounts) for key, amounts in found.items()}

    def readings(self):
        """What the steps of the scope period looked at and yield, as PeriodSteps.readings has it."""
        return PeriodSteps(self._derived).readings(self.period)

    def body(self, root, groupings=()):
        """The body's members, at a checkpoint with this root."""
        start, end = self.period
        cells = self._cells(self._amounts)
        return {
            "checkpoint": {"root": root, "size": self._size},
            "cycles": self._cycles(self._classes),
            "effects": _effects(cells),
            "format": "lcl tally 1",
            "groupings": list(groupings),
            "methodology": self.methodology.digest,
            "origin": self._registry.origin,
            "parameters": self._project.parameters,
            "period": {"from": values.instant_text(start), "to": values.instant_text(end)},
            "project": self._project.id,
            "rows": self._rows(groupings) if groupings else [],
            "sums": _formed(_sums(cells)),
            "vintages": [self._vintage(vintage) for vintage in self.vintages()],
        }

    def lines(self, void=frozenset()):
        """By cycle and vintage: what it comes to, where that is not 0; as if the collections `void` gave nothing
        back."""
        cells = {}
        for amount in self._amounts:
            if amount.cycle is None or amount.given_back_to in void:
                continue
            kg = amount.kgco2e if amount.effect.startswith("avoided") else -amount.kgco2e
            name = *amount.cycle, values.year(amount.at)
            cells[name] = decimal9.add(cells.get(name, 0), kg)
        return {name: kg for name, kg in cells.items() if kg}

    def given_back_to(self, entry):
        """By vintage, what the collection of another project gives back."""
        kg = {}
        for amount in self._amounts:
            if amount.given_back_to == entry:
                vintage = values.year(amount.at)
                kg[vintage] = decimal9.add(kg.get(vintage, 0), amount.kgco2e)
        return kg

    def of_period(self):
        """By vintage: baseline and leakage, where they are not 0."""
        sums = {vintage: self.sums_of(vintage) for vintage in self.vintages()}
        found = {vintage: decimal9.add(each["baseline"], each["leakage"]) for vintage, each in sums.items()}
        return {vintage: kg for vintage, kg in found.items() if kg}

    def lines_digest(self):
        text = "".join(f"{device} {number} {vintage} {decimal9.form(kg)}\n"
                       for (device, number, vintage), kg in sorted(self.lines().items()))
        text += "".join(f"period {vintage} {decimal9.form(kg)}\n" for vintage, kg in sorted(self.of_period().items()))
        return hashlib.sha256(("lcl lines 1\n" + text).encode()).hexdigest()

    def digest(self, root):
        return hashlib.sha256(canonical_json.write(self.body(root))).hexdigest()

    def _cycles(self, classes):
        reasons = [reason for reason, _ in self.methodology.rules] + list(methodology.REASONS_OF_REGISTRY)
        names = [counted.name for counted in classes]
        ineligible = {reason: sum(counted.reason == reason for counted in classes) for reason in reasons}
        confirmed = sum(counted.confirmed for counted in classes)
        return {"confirmed": confirmed, "ineligible": ineligible} | {name: names.count(name) for name in ("credited", "disposed", "open")}

    def _vintage(self, vintage):
        sums = self.sums_of(vintage)
        credit = self.creditable(vintage)
        certain = {"low": decimal9.form(self.uncertainty().low(vintage))} if self.methodology.computes_uncertainty else {}
        return _formed(sums) | certain | {"creditable": decimal9.form(credit), "units": whole_units(credit), "vintage": vintage}

    def _label(self, grouping, counted):
        if grouping == "month":
            return values.month(counted.at)
        if grouping == "approval":
            if not counted.participant:
                return ""
            held = self._registry.schemes(counted.participant, counted.at, self._size)
            return "+".join(scheme for scheme in SCHEMES if scheme in held) or "none"
        return getattr(counted, grouping)

    def _rows(self, groupings):
        """One row for each labelling under which something is not 0."""
        split = "territory" in groupings or "effect" in groupings
        amounts, classes, there = {}, {}, set()
        parts = {}
        for amount in self._amounts:
            labels = tuple(self._label(grouping, amount) for grouping in groupings)
            amounts.setdefault(labels, []).append(amount)
            finest = labels, values.month(amount.at), amount.category, amount.participant
            parts.setdefault(finest, []).append(amount)
        for finest, found in parts.items():
            if any(self._cells(found).values()):
                there.add(finest[0])
        for counted in [] if split else self._classes:
            labels = tuple(self._label(grouping, counted) for grouping in groupings)
            classes.setdefault(labels, []).append(counted)
            there.add(labels)
        rows = []
        for labels in sorted(there, key=lambda found: [label.encode() for label in found]):
            cells = self._cells(amounts.get(labels, []))
            row = {"effects": _effects(cells), "labels": dict(zip(groupings, labels)), "sums": _formed(_sums(cells))}
            if not split:
                row["cycles"] = self._cycles(classes.get(labels, []))
            rows.append(row)
        return rows
