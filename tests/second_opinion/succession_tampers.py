# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a ledger, as tampers.py has others: projects that follow DEMO under another methodology."""
import hashlib
import json

import canonical_json
from labelled_registry import DEVELOPER, METHODOLOGY, ROOT
from tampers import submit

PRACTICE = ROOT / "samples/refused/context-project-parameters.json"


def _followed(*then, **changes):
    """NEXT is notified, filed and labelled to follow DEMO, with other fields of its label; `then` are further ways."""
    def spoil(forged, keys):
        document = json.loads(METHODOLOGY.read_text(encoding="utf-8")) | {"version": "9.9"}
        forged.statement(keys["certifier"], "methodology_adopted", {"document": document})
        forged.statement(keys["developer"], "project_notified", {
            "title": "Next", "developer": DEVELOPER, "region": "Bretagne", "communes": ["Rennes"],
            "applicant_standing": "developer", "notified_on": "2024-01-01"}, "NEXT")
        forged.statement(keys["developer"], "project_filed", {"dossier": "0" * 64}, "NEXT")
        label = {"decision": "fictive", "notified_on": "2024-01-01", "follows": "DEMO", "potential_units": 1,
                 "methodology": hashlib.sha256(canonical_json.write(document)).hexdigest(),
                 "crediting_period": {"from": "2028-06-01", "to": "2029-01-01"}}
        forged.statement(keys["certifier"], "project_labelled", label | changes, "NEXT")
        for each in then:
            each(forged, keys)
    return spoil


def _same_methodology(forged, keys):
    adopted = next(forged.payload(seq)["act"]["methodology"] for seq in range(forged.size())
                   if forged.entry(seq)["kind"] == "project_labelled")
    _followed(methodology=adopted)(forged, keys)


def _practising(*stated, label=None, then=()):
    """FIRST, SECOND, … of DEMO's developer are labelled under a methodology that asks for practice of before; `stated` has of
    each how many phones, and `label` other fields of the last one's label."""
    def spoil(forged, keys):
        document = json.loads(PRACTICE.read_text(encoding="utf-8"))
        digest = hashlib.sha256(canonical_json.write(document)).hexdigest()
        forged.statement(keys["certifier"], "methodology_adopted", {"document": document})
        for number, phones in enumerate(stated):
            name = ("FIRST", "SECOND", "THIRD")[number]
            forged.statement(keys["developer"], "project_notified", {
                "title": name, "developer": DEVELOPER, "region": "Bretagne", "communes": ["Rennes"],
                "applicant_standing": "developer", "notified_on": "2024-01-01"}, name)
            forged.statement(keys["developer"], "project_filed", {"dossier": "0" * 64}, name)
            fields = {"decision": "fictive", "notified_on": "2024-01-01", "potential_units": 1, "methodology": digest,
                      "crediting_period": {"from": "2024-01-01", "to": "2029-01-01"},
                      "parameters": {"existing_practice": {"source": "books", "values": {"laptop": "0", "smartphone": phones}}}}
            if number == len(stated) - 1:
                fields |= label or {}
            forged.statement(keys["certifier"], "project_labelled", fields, name)
            for kind, act in then if number == 0 else ():
                forged.statement(keys["developer"], kind, act, name)
    return spoil


def _without_a_question(forged, keys):
    """The second under a methodology that does not ask for practice, as DEMO is."""
    adopted = next(forged.payload(seq)["act"]["methodology"] for seq in range(forged.size())
                   if forged.entry(seq)["kind"] == "project_labelled")
    label = {"methodology": adopted, "parameters": {}}
    _practising("10", "0", label=label)(forged, keys)


CASES = {
    "the practice of before, stated whole in a second project": _practising("10", "10"),
    "more practice of before in a second project": _practising("10", "11"),
    "a second project that states less practice of before": _practising("10", "9.999999999"),
    "a third project that states less practice of before than the second": _practising("10", "12", "11"),
    "a second project whose methodology asks for no practice of before": _without_a_question,
    "a second project from the day on which the first ends": _practising(
        "10", "0", label={"crediting_period": {"from": "2029-01-01", "to": "2034-01-01"}}),
    "a second project from the day before the first ends": _practising(
        "10", "0", label={"crediting_period": {"from": "2028-12-31", "to": "2033-12-31"}}),
    "a second project after the first was closed": _practising(
        "10", "0", then=[("project_closed", {"closed_on": "2024-01-01", "reason": "enough"})]),
    "a second project after the first was withdrawn": _practising(
        "10", "0", then=[("project_withdrawn", {"withdrawn_on": "2024-01-01", "reason": "a slip"})]),
    "a project that follows another": _followed(),
    "a project that follows another from a day that was": _followed(
        crediting_period={"from": "2025-06-01", "to": "2029-01-01"}),
    "a project that follows another for longer": _followed(crediting_period={"from": "2028-06-01", "to": "2029-01-02"}),
    "a project that follows itself": _followed(follows="NEXT"),
    "a project that follows none that there is": _followed(follows="NONE"),
    "a project that follows another under the same methodology": _same_methodology,
    "a device collected before the change, under the new methodology": _followed(submit(project="NEXT")),
    "a device collected after the change, under the old methodology": _followed(
        submit(payload={"occurred_at": "2028-06-01T00:00:00.000Z"})),
    "a device collected on the day before the change, under the old methodology": _followed(
        submit(payload={"occurred_at": "2028-05-31T23:59:59.999Z"})),
}
