# SPDX-License-Identifier: Apache-2.0
"""Tests that compare, with what is published and participants with each other: schemas/plausibility.md. Each gives how much it
looked at, and its cases."""
import decimal9
from plausibility_scene import COLLECTION, RECONDITIONING, RESALE, Case, grouped, mean, number

_BANDS = {"smartphone": (25, 50, 65), "laptop": (54, 81, 150)}  # from, to, asked above
_MASSES = {"smartphone": ("0.1", "0.35"), "tablet": ("0.2", "1.1"), "laptop": ("0.7", "3.5"), "desktop": ("0.6", "20"),
           "monitor": ("2", "15")}

_MEASURES = (("km per collection", COLLECTION, lambda event: event.distance()),
             ("kWh", RECONDITIONING, lambda event: event.quantity("energy_kwh")),
             ("new parts", RECONDITIONING, lambda event: number(event.new_parts())),
             ("km per resale", RESALE, lambda event: event.distance()))

# A kind, whether an event is asked, whether it states it, and how many of a hundred may leave it out.
_STATABLES = ((COLLECTION, lambda event: True, lambda event: "mass_kg" in event.facts, 50),
              (COLLECTION, lambda event: True, lambda event: event.legs, 50),
              (RECONDITIONING, lambda event: True, lambda event: "energy_kwh" in event.facts, 50),
              (RECONDITIONING, lambda event: True, lambda event: event.new_parts() > 0, 95),
              (RESALE, lambda event: event.facts.get("channel") != "shop", lambda event: event.legs, 50),
              (RESALE, lambda event: event.facts.get("channel") != "shop", lambda event: "packaging_kg" in event.facts, 50))


def avoided_beyond_band(scene):
    looked_at, cases = 0, []
    for row in scene.tally.body("", ("category",))["rows"]:
        category, credited = row["labels"]["category"], row["cycles"]["credited"]
        if category not in _BANDS or not credited:
            continue
        looked_at += credited
        low, high, limit = map(number, _BANDS[category])
        each = mean(decimal9.parse(row["sums"]["avoided"]), credited)
        if each > limit:
            collected = [cycle.collection for cycle in scene.cycles if scene.is_inside(cycle.sold_for_good)
                         and cycle.collection.facts["category"] == category]
            cases.append(Case("", collected, [each, limit, low, high], category, category))
    return looked_at, cases


def participant_apart(scene):
    looked_at, cases = 0, []
    for kind in (COLLECTION, RECONDITIONING, RESALE):
        by_participant = scene.by_participant(kind)
        if len(by_participant) < 2:
            continue
        looked_at += sum(len(events) for _, events in by_participant)
        for fact, of_kind, value in _MEASURES:
            if of_kind == kind:
                cases += _apart(by_participant, fact, value)
    return looked_at, cases


def _apart(by_participant, fact, value):
    stated = [(siret, [event for event in events if value(event) is not None]) for siret, events in by_participant]
    total = sum(value(event) for _, events in stated for event in events)
    count = sum(len(events) for _, events in stated)
    for siret, events in stated:
        others, own = count - len(events), sum(map(value, events))
        if len(events) < 30 or others < 30:
            continue
        its, rest = mean(own, len(events)), mean(total - own, others)
        if its > 5 * rest or rest > 5 * its:
            yield Case(siret, events, [its, number(len(events)), rest, number(others)], fact)


def left_out(scene):
    looked_at, cases = 0, []
    for kind, is_asked, is_stated, most in _STATABLES:
        for siret, events in scene.by_participant(kind):
            asked = [event for event in events if is_asked(event)]
            without = [event for event in asked if not is_stated(event)]
            if len(asked) < 50:
                continue
            looked_at += len(asked)
            if len(without) * 100 > len(asked) * most:
                cases.append(Case(siret, without, [number(len(without)), number(len(asked))]))
    return looked_at, cases


def unusual_mass(scene):
    looked_at, cases = 0, []
    for category, ends in _MASSES.items():
        low, high = map(decimal9.parse, ends)
        stated = [event for event in scene.inside if event.kind == COLLECTION and "mass_kg" in event.facts
                  and event.facts["category"] == category]
        looked_at += len(stated)
        for siret, events in grouped(stated, lambda event: event.siret):
            unusual = [event for event in events if not low <= event.quantity("mass_kg") <= high]
            if len(unusual) >= 10 and len(unusual) * 10 >= len(events):
                cases.append(Case(siret, unusual, [number(len(unusual)), number(len(events)), low, high], category=category))
    return looked_at, cases
