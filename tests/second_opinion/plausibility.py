# SPDX-License-Identifier: Apache-2.0
"""What the tests of plausibility ask about a project's events in a period: schemas/plausibility.md, in the members of
schemas/output/audit.schema.json that do not depend on wording."""
import decimal9
import plausibility_comparison as comparison
import plausibility_copies as copies
import plausibility_cycles as cycles
import plausibility_identities as identities
import plausibility_numbers as numbers
import plausibility_times as times
from plausibility_scene import COLLECTION, Scene
from tally import Tally

TESTS = (comparison.avoided_beyond_band, comparison.participant_apart, cycles.one_party, comparison.left_out,
         comparison.unusual_mass, identities.other_category, identities.confirmed_slips, numbers.repeated_value,
         numbers.last_digits, copies.same_facts, copies.copied_block, copies.recorded_twice, identities.many_identifiers,
         cycles.soon_again, cycles.too_fast, cycles.quick_cycle, cycles.impossible_route, times.crowded_day, times.odd_hours,
         times.regular_intervals, times.period_end, times.sudden_month, times.late_recording)
_MOST_NAMED = 20


def of(found, project, period):
    """Of a verification's ledger, at its last entry."""
    tally = Tally(found.registry, found.events, project, period, found.log.size)
    scene = Scene(found.events, project, found.log.size, tally)
    worth = {}
    for (device, _, _), kg in tally.lines().items():
        worth[device] = worth.get(device, 0) + max(0, kg)
    tests, questions = [], []
    for test in TESTS:
        looked_at, cases = test(scene)
        asked = {}
        for case in cases:
            asked.setdefault(case.fact, []).append(case)
        tests.append({"looked_at": looked_at, "questions": len(asked), "test": test.__name__})
        questions += [_question(test.__name__, cases, worth) for cases in asked.values()]
    questions.sort(key=lambda question: -decimal9.parse(question["kgco2e"]))
    return {"questions": questions, "tests": tests, "unchecked": _unchecked(scene)}


def _question(test, cases, worth):
    events = [event for case in cases for event in case.events]
    devices = {event.device for event in events}
    return _behind(events) | {"cases": [_case(case) for case in cases], "devices": len(devices),
                              "kgco2e": decimal9.form(sum(worth.get(device, 0) for device in devices)), "test": test}


def _case(case):
    named = {name: value for name, value in (("about", case.about), ("category", case.category)) if value}
    return _behind(case.events) | named | {"figures": [decimal9.form(figure) for figure in case.figures]}


def _behind(events):
    seqs = sorted({event.seq for event in events})
    return {"entries": seqs[:_MOST_NAMED], "entry_count": len(seqs)}


def _unchecked(scene):
    collected = [event for event in scene.inside if event.kind == COLLECTION]
    made = {"collections": len(collected)}
    for word in ("imei", "serial"):
        seqs = [event.seq for event in collected if event.facts.get("unchecked") == word]
        made[word] = {"count": len(seqs), "entries": seqs[:_MOST_NAMED]}
    return made
