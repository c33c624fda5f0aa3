# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a ledger, as tampers.py has others: projects that follow DEMO under another methodology."""
import hashlib
import json

import canonical_json
from labelled_registry import DEVELOPER, METHODOLOGY
from tampers import submit


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


CASES = {
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
