# SPDX-License-Identifier: Apache-2.0
"""Tests of the quantities that events state, always the same, and rounded: schemas/plausibility.md."""
import collections

import decimal9
from plausibility_scene import COLLECTION, RECONDITIONING, RESALE, Case, number

_QUANTITIES = (("km per collection", COLLECTION, lambda event: event.distance()),
               ("kWh", RECONDITIONING, lambda event: event.quantity("energy_kwh")),
               ("km per resale", RESALE, lambda event: event.distance()))
_STEPS = ((10, 30), (5, 20))    # and the limit of z²


def _stated(scene):
    """(quantity, SIRET, its (value, event) that are not 0)."""
    for quantity, kind, value in _QUANTITIES:
        for siret, events in scene.by_participant(kind):
            yield quantity, siret, [(value(event), event) for event in events if value(event)]


def repeated_value(scene):
    looked_at, cases = 0, []
    for quantity, siret, stated in _stated(scene):
        if len(stated) < 100:
            continue
        looked_at += len(stated)
        (most, count), = collections.Counter(value for value, _ in stated).most_common(1)
        if count * 2 > len(stated):
            same = [event for value, event in stated if value == most]
            cases.append(Case(siret, same, [most, number(count), number(len(stated))], quantity))
    return looked_at, cases


def last_digits(scene):
    looked_at, cases = 0, []
    for quantity, siret, stated in _stated(scene):
        whole = [(value // decimal9.ONE, event) for value, event in stated if value % decimal9.ONE == 0]
        if len(whole) < 50:
            continue
        looked_at += len(whole)
        squares = sum(count**2 for count in collections.Counter(value for value, _ in whole).values())
        for step, limit in _STEPS:
            rounded = [event for value, event in whole if value % step == 0]
            over = step * len(rounded) - len(whole)
            unlikely = decimal9.divide(number(over**2), number((step - 1) * squares))
            if over >= 0 and unlikely > number(limit):
                cases.append(Case(siret, rounded, [number(len(rounded)), number(len(whole)), number(step), unlikely,
                                                   number(limit)], quantity))
                break
    return looked_at, cases
