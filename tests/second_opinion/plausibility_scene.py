# SPDX-License-Identifier: Apache-2.0
"""What the tests of plausibility look at: schemas/plausibility.md. Quantities are integers of 10^-9, as everywhere."""
import json
from typing import NamedTuple

import decimal9
from derivation import cycles_of

COLLECTION, RECONDITIONING, RESALE = "collection", "reconditioning", "resale"
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
_NOT_ALIKE = ("occurred_at", "salt", "identity", "unchecked", "private")


def number(count):
    """A whole number as a decimal."""
    return count * decimal9.ONE


def mean(total, count):
    return decimal9.divide(total, number(count))


class Sighting:
    """A standing event, and what can be counted of it."""

    def __init__(self, event):
        self.seq, self.kind, self.device, self.at = event.seq, event.kind, event.device, event.at
        self.recorded, self.brought = event.recorded, event.brought
        self.facts = event.facts
        self.siret, self.country = event.facts["participant"], event.facts["country"]
        self.legs = event.facts.get("legs", [])
        self.alike = json.dumps({name: value for name, value in event.facts.items() if name not in _NOT_ALIKE}, sort_keys=True)

    def quantity(self, name):
        """A quantity that the event states, or None."""
        return decimal9.parse(self.facts[name]) if name in self.facts else None

    def distance(self):
        """Of all legs together, or None where it states none."""
        return sum(decimal9.parse(leg["distance_km"]) for leg in self.legs) if self.legs else None

    def new_parts(self):
        return sum(part["quantity"] for part in self.facts.get("parts", []) if part["origin"] == "new")


class Cycle:
    """A cycle of the project: its collection, its first reconditioning, its first resale and the last reconditioning before
    that, and the resale that was not returned; None where there is none. `before` is the project's cycle before of the
    same device."""

    def __init__(self, cycle, sightings, before):
        self.collection, self.before = sightings[cycle.collection.seq], before
        self.first_reconditioning = self.reconditioning = self.resale = None
        for event in map(lambda event: sightings[event.seq], cycle.events):
            if event.kind == RECONDITIONING:
                self.first_reconditioning = self.first_reconditioning or event
                if self.resale is None:
                    self.reconditioning = event
            elif event.kind == RESALE and self.resale is None:
                self.resale = event
        self.sold_for_good = sightings[cycle.resale.seq] if cycle.resale else None


class Scene:
    """The standing events of a tally's project at its size, and its cycles by the seq of their collection."""

    def __init__(self, devices, project, size, tally):
        self.tally, self.period = tally, tally.period
        self.events, self.cycles = [], []
        for pseudonym in devices:
            before = None
            for cycle in cycles_of(devices[pseudonym], size):
                if cycle.collection.project != project:
                    continue
                sightings = {event.seq: Sighting(event) for event in [cycle.collection, *cycle.events]}
                self.events += sightings.values()
                before = Cycle(cycle, sightings, before)
                self.cycles.append(before)
        self.events.sort(key=lambda event: event.seq)
        self.cycles.sort(key=lambda cycle: cycle.collection.seq)
        self.inside = [event for event in self.events if self.is_inside(event)]

    def is_inside(self, event):
        return event is not None and self.period[0] <= event.at < self.period[1]

    def by_participant(self, kind):
        """(SIRET, its events of a kind in the period), by SIRET."""
        return grouped((event for event in self.inside if event.kind == kind), lambda event: event.siret)


def grouped(events, key):
    """(key, events of it), ascending."""
    found = {}
    for event in events:
        found.setdefault(key(event), []).append(event)
    return sorted(found.items())


def in_time(events):
    return sorted(events, key=lambda event: (event.at, event.seq))


class Case(NamedTuple):
    """What a test asks of one participant, or of the project ("")."""

    about: str
    events: list
    figures: list       # decimals
    fact: str = ""      # cases of another one are another question
    category: str = ""
