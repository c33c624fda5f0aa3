# SPDX-License-Identifier: Apache-2.0
"""Tests of which devices the events are about, and of what is meant as it stands: schemas/plausibility.md."""
import collections

from plausibility_scene import COLLECTION, Case, grouped, number

_WITHOUT_MODEM = ("laptop", "desktop", "monitor", "television", "console")


def other_category(scene):
    collected = [event for event in scene.inside if event.kind == COLLECTION]
    counts = collections.Counter((event.facts["model"], event.facts["category"]) for event in collected if "model" in event.facts)
    most = {}
    for (model, _), count in counts.items():
        most[model] = max(most.get(model, 0), count)
    is_elsewhere = lambda event: ("model" in event.facts
                                  and counts[event.facts["model"], event.facts["category"]] < most[event.facts["model"]])
    has_imei = lambda event: event.facts["category"] in _WITHOUT_MODEM and event.facts.get("unchecked") != "serial"
    cases = []
    for (siret, category), events in grouped(collected, lambda event: (event.siret, event.facts["category"])):
        imeis, elsewhere = sum(map(has_imei, events)), sum(map(is_elsewhere, events))
        if (imeis >= 10 and imeis * 20 >= len(events)) or elsewhere >= 5:
            odd = [event for event in events if has_imei(event) or is_elsewhere(event)]
            cases.append(Case(siret, odd, [number(imeis), number(elsewhere), number(len(events))], category=category))
    return len(collected), cases


def confirmed_slips(scene):
    cases = []
    for siret, events in grouped(scene.inside, lambda event: event.siret):
        confirmed = [event for event in events if "confirmed" in event.facts]
        if len(confirmed) >= 10:
            cases.append(Case(siret, confirmed, [number(len(confirmed)), number(len(events))]))
    return len(scene.inside), cases


def many_identifiers(scene):
    brought = collections.Counter()
    for event in scene.events:
        brought[event.device] += event.brought
    looked_at, cases = 0, []
    for siret, events in scene.by_participant(COLLECTION):
        looked_at += len(events)
        many = [event for event in events if 1 + brought[event.device] > 3]
        if many:
            cases.append(Case(siret, many, [number(len(many)), number(3)]))
    return looked_at, cases
