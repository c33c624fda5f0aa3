# SPDX-License-Identifier: Apache-2.0
"""Tests of a device's way from hand to hand, who had it, how fast and how often: schemas/plausibility.md."""
import decimal9
import values
from plausibility_scene import HOUR_MS, MINUTE_MS, Case, grouped, number

_BY_ROAD = frozenset("AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FR GB GI GR HR HU IE IM IT LI LT LU LV MC MD ME MK MT NL NO PL PT "
                     "RO RS RU SE SI SK SM TR UA VA XK".split())
_VEHICLES = ("van", "rigid_truck", "articulated_truck")
_KM_AN_HOUR = {"van": 110, "rigid_truck": 90, "articulated_truck": 90, "rail": 160, "container_ship": 45}


def one_party(scene):
    sold = [cycle for cycle in scene.cycles if scene.is_inside(cycle.sold_for_good) and cycle.reconditioning]
    if len(sold) < 50:
        return 0, []
    alone = [cycle.sold_for_good for cycle in sold
             if cycle.collection.siret == cycle.reconditioning.siret == cycle.sold_for_good.siret]
    return len(sold), [Case(siret, events, [number(len(events)), number(len(sold))])
                       for siret, events in grouped(alone, lambda event: event.siret) if 2 * len(events) > len(sold)]


def soon_again(scene):
    looked_at, cases = 0, []
    collected = [cycle for cycle in scene.cycles if scene.is_inside(cycle.collection)]
    for siret, cycles in grouped(collected, lambda cycle: cycle.collection.siret):
        again = [cycle for cycle in cycles if cycle.before and cycle.before.sold_for_good]
        looked_at += len(again)
        since = lambda cycle: cycle.collection.at - cycle.before.sold_for_good.at
        soon = [cycle.collection for cycle in again if since(cycle) < 30 * values.DAY_MS]
        early = [cycle.collection for cycle in again if since(cycle) < 120 * values.DAY_MS]
        often = [cycle.collection for cycle in again if _is_fourth_of_a_year(cycle)]
        many_early = len(early) >= 20 and len(early) * 20 >= len(cycles)
        if soon or often or many_early:
            figures = [len(soon), 30, len(early), 120, len(often), 3, len(cycles)]
            cases.append(Case(siret, soon + often + (early if many_early else []), list(map(number, figures))))
    return looked_at, cases


def _is_fourth_of_a_year(cycle):
    first = cycle
    for _ in range(3):
        first = first and first.before
    return first is not None and cycle.collection.at - first.collection.at < 365 * values.DAY_MS


def _travel_ms(event):
    """The least time that its legs take."""
    return sum(decimal9.parse(leg["distance_km"]) * HOUR_MS // (_KM_AN_HOUR.get(leg["mode"], 950) * decimal9.ONE)
               for leg in event.legs)


def too_fast(scene):
    reconditioned = [cycle for cycle in scene.cycles if scene.is_inside(cycle.first_reconditioning)]
    taken = lambda cycle: cycle.first_reconditioning.at - cycle.collection.at
    needed = lambda cycle: _travel_ms(cycle.collection) + _travel_ms(cycle.first_reconditioning)
    fast = [cycle for cycle in reconditioned if taken(cycle) < needed(cycle)]
    return len(reconditioned), [
        Case(siret, [cycle.first_reconditioning for cycle in cycles],
             list(map(number, (len(cycles), taken(cycles[0]) // MINUTE_MS, needed(cycles[0]) // MINUTE_MS))))
        for siret, cycles in grouped(fast, lambda cycle: cycle.first_reconditioning.siret)]


def quick_cycle(scene):
    sold = [cycle for cycle in scene.cycles if scene.is_inside(cycle.resale) and cycle.reconditioning]
    cases = []
    for siret, cycles in grouped(sold, lambda cycle: cycle.resale.siret):
        whole = [cycle.resale for cycle in cycles if cycle.resale.at - cycle.collection.at < 4 * HOUR_MS]
        at_once = [cycle.resale for cycle in cycles if cycle.resale.at - cycle.reconditioning.at < 15 * MINUTE_MS]
        if len(whole) >= 5 or (len(at_once) >= 10 and len(at_once) * 20 >= len(cycles)):
            figures = [len(whole), 4, len(at_once), 15, len(cycles)]
            cases.append(Case(siret, whole + at_once, list(map(number, figures))))
    return len(sold), cases


def _goes_by_road(*events):
    return all(leg["mode"] in _VEHICLES for event in events for leg in event.legs)


def _are_apart(one, other):
    return (one.country in _BY_ROAD) != (other.country in _BY_ROAD)


def impossible_route(scene):
    reconditioned = [cycle for cycle in scene.cycles if scene.is_inside(cycle.first_reconditioning)]
    sold = [cycle for cycle in scene.cycles if scene.is_inside(cycle.resale) and cycle.reconditioning]
    impossible = [cycle.collection for cycle in reconditioned if _are_apart(cycle.collection, cycle.first_reconditioning)
                  and _goes_by_road(cycle.collection, cycle.first_reconditioning)]
    impossible += [cycle.resale for cycle in sold if _are_apart(cycle.reconditioning, cycle.resale)
                   and _goes_by_road(cycle.resale)]
    return len(reconditioned) + len(sold), [Case(siret, events, [number(len(events))])
                                            for siret, events in grouped(impossible, lambda event: event.siret)]
