# SPDX-License-Identifier: Apache-2.0
"""Samples: schemas/README.md, section Sampling. Kilograms are integers of 10^-9 kgCO2e, as everywhere."""
import hashlib
from decimal import Decimal, localcontext

import decimal9
from derivation import Eligibility, cycles_of
from methodology_vectors import run_steps

RISK = {"reasonable": Decimal("0.05"), "limited": Decimal("0.20")}
EXPANSION = {"reasonable": decimal9.ONE * 16 // 10, "limited": decimal9.ONE * 13 // 10}


def factors(assurance, most):
    """The least hundredths λ with e^−λ Σ λ^i / i! ≤ risk, for 0 to `most` misstatements, by its definition."""
    found, hundredths = [], 0
    with localcontext() as context:
        context.prec = 60
        for misstatements in range(most + 1):
            while _chance(Decimal(hundredths) / 100, misstatements) > RISK[assurance]:
                hundredths += 1
            found.append(hundredths)
    return found


def _chance(rate, most):
    term = total = Decimal(1)
    for i in range(1, most + 1):
        term = term * rate / i
        total += term
    return total * (-rate).exp()


def allowance(plan):
    """materiality − f × expected."""
    expected = decimal9.multiply(EXPANSION[plan["assurance"]], decimal9.parse(plan["expected"]))
    return decimal9.subtract(decimal9.parse(plan["materiality"]), expected)


class Item:
    """A credited cycle."""

    def __init__(self, seq, kg, stratum=None, device=None, confirmed=False):
        self.seq, self.kg, self.stratum, self.device, self.confirmed = seq, kg, stratum, device, confirmed
        self.cycles = self.drawn = 1
        self.certain = False


def population(registry, devices, project_id, period, size):
    """The credited cycles that avoid more than 0, by the seq of their collection."""
    judge, found = Eligibility(registry, devices, project_id, size), []
    devices.require(project_id, size)
    for pseudonym in devices:
        for cycle in cycles_of(devices[pseudonym], size):
            resale = cycle.resale
            if cycle.collection.project != project_id or resale is None or not period[0] <= resale.at < period[1]:
                continue
            if judge.reason(pseudonym, cycle) is not None:
                continue
            document = judge.methodology()
            figures = run_steps(document, "cycle", cycle.facts())
            kg = sum(figures[step.name] for step in document.steps
                     if step.scope == "cycle" and step.effect in ("avoided_manufacture", "avoided_journeys"))
            if kg > 0:
                found.append(Item(cycle.collection.seq, kg, (cycle.category, resale.facts["participant"]), pseudonym,
                                  cycle.is_confirmed()))
    return sorted(found, key=lambda item: item.seq)


def of_several(populations):
    """One population of those of several reports: a cycle that stands in two of them is one item."""
    found = {}
    for item in (item for population in populations for item in population):
        if item.seq in found:
            found[item.seq].kg += item.kg
            found[item.seq].confirmed |= item.confirmed
        else:
            found[item.seq] = item
    return [found[seq] for seq in sorted(found)]


class Sample:
    """What a plan and a seed draw from a population, which is not empty; whatever of it is confirmed or of a device that is due."""

    def __init__(self, plan, items, seed, due=frozenset()):
        self.plan = plan
        self.total = sum(item.kg for item in items)
        self._factor = factors(plan["assurance"], 0)[0] * decimal9.ONE // 100
        self._allowed = max(1, decimal9.multiply(allowance(plan), self.total))
        self.interval = max(1, self._allowed * decimal9.ONE // self._factor)
        self.precision = 0
        again = [item for item in items if item.confirmed or item.device in due]
        for item in again:
            item.certain = True
        rest = [item for item in items if not item.certain]
        drawn = self._points(rest, seed) if plan["method"] == "monetary_unit" else self._lowest(rest, seed)
        self.items = sorted(again + drawn, key=lambda item: item.seq)

    def _lowest(self, items, seed):
        strata, drawn = {}, []
        for item in items:
            strata.setdefault(None if self.plan["method"] == "random" else item.stratum, []).append(item)
        for stratum in strata.values():
            of_one = decimal9.multiply(self._factor, len(stratum) * max(item.kg for item in stratum))
            size = min(len(stratum), -(-of_one // self._allowed))
            if size < len(stratum):
                self.precision = max(self.precision, decimal9.divide(of_one, size * decimal9.ONE))
            for item in stratum:
                item.cycles, item.drawn, item.certain = len(stratum), size, size == len(stratum)
            drawn += sorted(stratum, key=lambda item: hashlib.sha256(seed + item.seq.to_bytes(8, "big")).digest())[:size]
        return sorted(drawn, key=lambda item: item.seq)

    def _points(self, items, seed):
        start, end, drawn = int.from_bytes(seed, "big") % self.interval, 0, []
        for item in items:
            item.certain = item.kg >= self.interval
            if not item.certain:
                self.precision = decimal9.multiply(self._factor, self.interval)
            before, end = end, end + item.kg
            # The first point at or beyond the item's beginning.
            point = start + max(0, -(-(before - start) // self.interval)) * self.interval
            if point < end:
                drawn.append(item)
        return drawn

    def digest(self):
        lines = "".join(f"{item.seq} {decimal9.form(item.kg)}\n" for item in self.items)
        return hashlib.sha256(lines.encode()).hexdigest()

    def conclusion(self, results):
        """(projected, bound), or None where a result is of a cycle that was not drawn."""
        drawn, known, projections = {item.seq: item for item in self.items}, 0, []
        for result in results:
            item = drawn.get(result["seq"])
            if item is None:
                return None
            over = item.kg - decimal9.parse(result.get("found_kgco2e", "0"))
            if over > 0 and item.certain:
                known += over
            elif over > 0 and self.plan["method"] == "monetary_unit":
                projections.append(decimal9.multiply(decimal9.divide(over, item.kg), self.interval))
            elif over > 0:
                projections.append(decimal9.divide(over * item.cycles, item.drawn * decimal9.ONE))
        hundredth, levels = decimal9.ONE // 100, factors(self.plan["assurance"], len(projections))
        bound = known + self.precision
        for number, kg in enumerate(sorted(projections, reverse=True)):
            bound += decimal9.multiply((levels[number + 1] - levels[number]) * hundredth, kg)
        return known + sum(projections), bound


def seed(reports, number, challenge):
    """Of the payload digests of the reports, by period."""
    return hashlib.sha256(b"lcl sample 2\n" + b"".join(bytes.fromhex(each) for each in (*reports, number, challenge))).digest()
