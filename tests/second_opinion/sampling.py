# SPDX-License-Identifier: Apache-2.0
"""Samples: schemas/README.md, section Sampling. Kilograms are integers of 10^-9 kgCO2e, as everywhere."""
import functools
import hashlib
from decimal import Decimal, localcontext

import decimal9
from derivation import Derivation, cycles_of

RISK = {"reasonable": Decimal("0.05"), "limited": Decimal("0.20")}
MOST_ERRORS = 200


@functools.cache
def factors(assurance):
    """The least hundredths λ with e^−λ Σ λ^i / i! ≤ risk, for 0 to 200 misstatements, by its definition."""
    found, hundredths = [], 0
    with localcontext() as context:
        context.prec = 60
        for misstatements in range(MOST_ERRORS + 1):
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


def errors_borne(plan):
    """k: the least with R(k) × expected ≤ k × materiality, or None."""
    expected, materiality = decimal9.parse(plan["expected"]), decimal9.parse(plan["materiality"])
    return next((k for k, factor in enumerate(factors(plan["assurance"])) if factor * expected <= 100 * k * materiality), None)


def tolerable(plan, reduction):
    """A."""
    return decimal9.multiply(decimal9.parse(plan["materiality"]), abs(reduction))


def interval(plan, reduction):
    return max(1, decimal9.checked(100 * tolerable(plan, reduction)) // factors(plan["assurance"])[errors_borne(plan)])


def _up(numerator, denominator):
    return -(-decimal9.checked(numerator) // denominator)


class Item:
    """A cycle of the frame: what it avoids in the span, what all its events emit, and its category's cap."""

    def __init__(self, seq, name, avoided, emitted, cap, stratum=None, confirmed=False):
        self.seq, (self.device, self.ordinal), self.stratum, self.confirmed = seq, name, stratum, confirmed
        self.avoided, self.emitted, self.cap = avoided, emitted, cap
        self.book, self.size = avoided - emitted, max(0, avoided) + cap
        self.cycles = self.drawn = 1
        self.certain = self.whole = False

    @property
    def category(self):
        return self.stratum[0]

    def wholly_wrong(self):
        return max(0, self.avoided) + max(0, self.cap - self.emitted)

    def goes_beyond(self, found):
        return not self.whole and self.emitted <= self.cap and found < -self.cap and found < self.book

    def key(self, seed):
        return hashlib.sha256(seed + bytes.fromhex(self.device) + self.ordinal.to_bytes(8, "big")).digest()


def frame(registry, devices, project_id, span, size):
    """The cycles of a project of which an event counts in a span, by the seq of their collection."""
    derived, found = Derivation(registry, devices, project_id, size), []
    caps = derived.methodology().emitted_at_most
    if caps is None:
        return []
    (start, end), amounts = derived.project.crediting, {}
    for amount in derived.amounts:
        amounts.setdefault(amount.cycle, []).append(amount)
    for pseudonym in sorted(devices):
        for ordinal, cycle in enumerate(cycles_of(devices[pseudonym], size)):
            events = [cycle.collection, *cycle.events]
            counted = [min(max(event.at, start), end - 1) for event in events]
            if (cycle.collection.project != project_id or cycle.collection.at >= end
                    or not any(span[0] <= at < span[1] for at in counted)):
                continue
            own = amounts.get((pseudonym, ordinal), [])
            avoided = [each for each in own if each.effect.startswith("avoided") and each.kgco2e and span[0] <= each.at < span[1]]
            seller = avoided[0].participant if avoided else cycle.collection.facts["participant"]
            found.append(Item(cycle.collection.seq, (pseudonym, ordinal), sum(each.kgco2e for each in avoided),
                              sum(each.kgco2e for each in own if each.effect.startswith("emitted")), caps[cycle.category],
                              (cycle.category, seller), any("confirmed" in event.facts for event in events)))
    return sorted(found, key=lambda item: item.seq)


class Sample:
    """What a plan and a seed draw from a frame, which is not empty. `due` are devices, `whole` categories."""

    def __init__(self, plan, items, reduction, seed, due=frozenset(), whole=frozenset()):
        self.plan, self.seed = plan, seed
        self.total = sum(item.size for item in items)
        self.interval = interval(plan, reduction)
        for item in items:
            item.whole = item.category in whole
            item.certain = (item.size >= self.interval or item.confirmed or item.emitted > item.cap
                            or item.device in due or item.whole)
        certain = [item for item in items if item.certain]
        rest = [item for item in items if not item.certain]
        drawn = self._points(rest) if plan["method"] == "monetary_unit" else self._lowest(rest)
        by_chance = rest if plan["method"] == "monetary_unit" else [item for item in drawn if not item.certain]
        self.precision = _up(factors(plan["assurance"])[0] * self.interval, 100) if by_chance else 0
        self.items = sorted(certain + drawn, key=lambda item: item.seq)

    def _lowest(self, items):
        strata, drawn = {}, []
        for item in items:
            strata.setdefault(None if self.plan["method"] == "random" else item.stratum, []).append(item)
        for stratum in strata.values():
            size = min(len(stratum), _up(len(stratum) * max(item.size for item in stratum), self.interval))
            for item in stratum:
                item.cycles, item.drawn, item.certain = len(stratum), size, size == len(stratum)
            drawn += sorted(stratum, key=lambda item: item.key(self.seed))[:size]
        return drawn

    def _points(self, items):
        start = int.from_bytes(hashlib.sha256(b"lcl sample start 1\n" + self.seed).digest(), "big") % self.interval
        begin, drawn = 0, []
        for item in sorted(items, key=lambda item: item.key(self.seed)):
            # Whether a point start + i × interval lies in [begin, begin + size).
            before = max(0, -(-(begin - start) // self.interval))
            if start + before * self.interval < begin + item.size:
                drawn.append(item)
            begin += item.size
        return drawn

    def digest(self):
        lines = "".join(f"{item.seq} {decimal9.form(item.book)} {decimal9.form(item.size)}\n" for item in self.items)
        return hashlib.sha256(lines.encode()).hexdigest()

    def conclusion(self, results):
        """(projected, bound, categories beyond their cap) of (seq, found) pairs, found being None where a cycle could not be
        examined; or None where one was not drawn."""
        drawn, known, projections, beyond, overstated = {item.seq: item for item in self.items}, 0, [], set(), 0
        for seq, found in results:
            item = drawn.get(seq)
            if item is None:
                return None
            over = item.wholly_wrong() if found is None else item.book - found
            if over <= 0:
                continue
            overstated += over
            if found is not None and item.goes_beyond(found):
                beyond.add(item.category)
            if item.certain:
                known += over
            elif self.plan["method"] == "monetary_unit":
                projections.append(_up(over * self.interval, item.size))
            else:
                projections.append(_up(over * item.cycles, item.drawn))
        levels = factors(self.plan["assurance"])
        if beyond or len(projections) > MOST_ERRORS:
            return known + sum(projections), self.total + overstated, sorted(beyond)
        steps = sum((levels[j + 1] - levels[j]) * kg for j, kg in enumerate(sorted(projections, reverse=True)))
        return known + sum(projections), known + self.precision + _up(steps, 100), []


def found_in(result):
    """What a cycle that is not right was found to be worth; None where it could not be examined."""
    return decimal9.parse(result["found_kgco2e"]) if result["result"] == "differing" else None


def seed(reports, number, challenge):
    """Of the payload digests of the reports, by period."""
    return hashlib.sha256(b"lcl sample 2\n" + b"".join(bytes.fromhex(each) for each in (*reports, number, challenge))).digest()
