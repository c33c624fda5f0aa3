# SPDX-License-Identifier: Apache-2.0
"""Tests of facts that were copied, one after the other and by the block: schemas/plausibility.md."""
import collections
import itertools

import decimal9
from plausibility_scene import COLLECTION, RECONDITIONING, RESALE, Case, grouped, in_time, number


def _runs(events):
    """Events one after the other with the same facts, in order of time."""
    return [list(run) for _, run in itertools.groupby(in_time(events), lambda event: event.alike)]


def _at_once(events):
    """Events with the same instant and facts."""
    return [group for _, group in grouped(events, lambda event: (event.at, event.alike))]


def same_facts(scene):
    looked_at, cases = 0, []
    for kind in (RECONDITIONING, RESALE):
        for siret, events in scene.by_participant(kind):
            looked_at += len(events)
            groups = [group for group in _at_once(events) if len(group) >= 5]
            runs = _runs(events)
            counts = collections.Counter(run[0].alike for run in runs)
            alone = [run for run in runs if len(run) >= 3 and counts[run[0].alike] == 1]
            in_runs = sum(map(len, alone))
            if in_runs >= 20 and in_runs * 10 >= len(events) and in_runs > sum(map(len, groups)):
                groups = alone
            if groups:
                cases.append(Case(siret, sum(groups, []), [number(sum(map(len, groups))), number(len(groups)),
                                                           number(max(map(len, groups)))]))
    return looked_at, cases


def _telling_length(runs):
    """How many runs in a row come again hardly ever by chance, or None."""
    squares = sum(count**2 for count in collections.Counter(run[0].alike for run in runs).values())
    expected = number(len(runs)**2)
    same = decimal9.divide(number(squares), expected)
    for length in range(101):
        if expected < decimal9.ONE // 10**6:
            return max(length, 8)
        expected = decimal9.multiply(expected, same)
    return None


def _repeated(runs, length):
    """The runs in sequences of a length that come more than once."""
    facts = [run[0].alike for run in runs]
    places = {}
    for first in range(len(runs) - length + 1):
        places.setdefault(tuple(facts[first:first + length]), []).append(first)
    marked = {first + at for found in places.values() if len(found) > 1 for first in found for at in range(length)}
    return [runs[at] for at in sorted(marked)]


def copied_block(scene):
    looked_at, cases = 0, []
    for kind in (RECONDITIONING, RESALE):
        for siret, events in scene.by_participant(kind):
            if len(events) < 100:
                continue
            looked_at += len(events)
            runs = _runs(events)
            length = _telling_length(runs)
            copied = sum(_repeated(runs, length), []) if length else []
            if len(copied) >= 50:
                cases.append(Case(siret, copied, [number(len(copied)), number(len(events)), number(length)]))
    return looked_at, cases


def recorded_twice(scene):
    looked_at, cases = 0, []
    for siret, events in scene.by_participant(COLLECTION):
        looked_at += len(events)
        twos = [group for group in _at_once(events) if len(group) == 2 and group[0].device != group[1].device]
        twice = sum(twos, [])
        if len(twice) >= 20 and 2 * len(twice) > len(events):
            cases.append(Case(siret, twice, [number(len(twice)), number(len(events))]))
    return looked_at, cases
