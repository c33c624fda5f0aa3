# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a ledger, as tampers.py has others, by acts that the texts of 2025 bring: a trial's units, other
support, another developer."""
from forge import private_key, public_text, today
from tampers import act

PARTY = "04827163900048"


def _handed_over(then):
    """An incentive is declared, another party gets a developer's key, and the project; `then` are acts: key, kind,
    fields."""
    def spoil(forged, keys):
        seq = forged.statement(keys["developer"], "incentive_declared", _INCENTIVE, "DEMO")
        forged.statement(keys["certifier"], "key_granted", {
            "public_key": public_text(private_key(keys["stranger"])), "role": "developer", "party": PARTY})
        forged.statement(keys["certifier"], "developer_changed", {
            "developer": PARTY, "agreement": "0" * 64, "reason": "another mandataire"}, "DEMO")
        for key, kind, fields in then:
            named = {"incentive": seq} if kind == "incentive_withdrawn" else {}
            forged.statement(keys[key], kind, named | fields, "DEMO")
    return spoil


_INCENTIVE = {"kind": "public_aid", "text": "Region", "granted_on": "2025-01-01", "amount": "12500"}


def _accredited(*then):
    """Another auditor gets a key and is accredited; `then` are further acts: key, kind, fields; where they ask for an
    `accreditation`, it is that one."""
    def spoil(forged, keys):
        forged.statement(keys["certifier"], "key_granted", {
            "public_key": public_text(private_key(keys["stranger"])), "role": "auditor", "party": PARTY})
        seq = forged.statement(keys["certifier"], "auditor_accredited", _ACCREDITATION)
        for nonce, (key, kind, fields) in enumerate(then):
            named = {"accreditation": seq} if kind == "accreditation_withdrawn" else {}
            forged.statement(keys[key], kind, named | fields, nonce=f"{nonce:032x}")
    return spoil


def _withdrawn(key="certifier", **changes):
    return key, "accreditation_withdrawn", {"withdrawn_on": "2025-06-01", "reason": "x"} | changes


_ACCREDITATION = {"party": PARTY, "body": "COFRAC", "reference": "4-0001", "scope": "ISO 14065",
                  "valid": {"from": "2025-01-01", "to": "2030-01-01"}}


def _taken_back(key, times=1):
    def spoil(forged, keys):
        seq = forged.statement(keys["developer"], "incentive_declared", _INCENTIVE, "DEMO")
        for nonce in range(times):
            forged.statement(keys[key], "incentive_withdrawn", {"incentive": seq, "reason": "x"}, "DEMO",
                             nonce=f"{nonce:032x}")
    return spoil


_SITES = [{"commune": "Brest", "region": "Bretagne"}, {"commune": "Rennes", "region": "Bretagne"},
          {"commune": "Albi", "region": "Occitanie"}]


def _notified(**changes):
    """A project with three sites."""
    fields = {"title": "Three workshops", "developer": "03571592900010", "region": "Bretagne",
              "communes": ["Brest", "Rennes", "Albi"], "applicant_standing": "owner", "notified_on": "2025-01-01", "sites": _SITES}
    return lambda forged, keys: forged.statement(keys["developer"], "project_notified", fields | changes, "SITES")


CASES = {
    "three sites in two regions": _notified(),
    "as many sites in two regions": _notified(region="Occitanie", sites=_SITES[1:], communes=["Rennes", "Albi"]),
    "the region of fewer sites": _notified(region="Occitanie"),
    "a region of no site": _notified(region="Normandie"),
    "communes of other sites": _notified(communes=["Brest", "Albi"]),
    "one site": _notified(sites=_SITES[:1], communes=["Brest"]),
    "a sound accreditation, and another": _accredited(("certifier", "auditor_accredited", _ACCREDITATION)),
    "an accreditation that is withdrawn": _accredited(_withdrawn()),
    "an accreditation withdrawn twice": _accredited(_withdrawn(), _withdrawn()),
    "an accreditation withdrawn before it begins": _accredited(_withdrawn(withdrawn_on="2024-12-31")),
    "an accreditation withdrawn by another auditor": _accredited(_withdrawn("stranger")),
    "an accreditation that nobody recorded is withdrawn": act("certifier", "accreditation_withdrawn", {
        "accreditation": 3, "withdrawn_on": "2025-06-01", "reason": "x"}),
    "an accreditation of a developer": act("certifier", "auditor_accredited", _ACCREDITATION | {
        "party": "03571592900010"}),
    "an accreditation of another establishment": _accredited(("certifier", "auditor_accredited", _ACCREDITATION | {
        "party": "04827163900030"})),
    "an accreditation by a developer": act("developer", "auditor_accredited", _ACCREDITATION),
    "a project handed over to whom it has": act("certifier", "developer_changed", {
        "developer": "03571592900010", "agreement": "0" * 64, "reason": "x"}, "DEMO"),
    "a project handed over to one without a key": act("certifier", "developer_changed", {
        "developer": "05982741000016", "agreement": "0" * 64, "reason": "x"}, "DEMO"),
    "a project handed over by its developer": act("developer", "developer_changed", {
        "developer": "05982741000016", "agreement": "0" * 64, "reason": "x"}, "DEMO"),
    "a sound incentive": act("developer", "incentive_declared", {
        "kind": "public_aid", "text": "Region", "granted_on": "2025-01-01", "amount": "12500"}, "DEMO"),
    "an incentive of nothing": act("developer", "incentive_declared", {
        "kind": "public_aid", "text": "Region", "granted_on": "2025-01-01"}, "DEMO"),
    "an incentive below zero": act("developer", "incentive_declared", {
        "kind": "public_aid", "text": "Region", "granted_on": "2025-01-01", "amount": "-1"}, "DEMO"),
    "an incentive to come": act("developer", "incentive_declared", {
        "kind": "public_aid", "text": "Region", "granted_on": "2999-01-01", "document": "0" * 64}, "DEMO"),
    "an incentive taken back that nobody declared": act("certifier", "incentive_withdrawn", {
        "incentive": 3, "reason": "x"}, "DEMO"),
    "units of a trial under the name of official ones": act("developer", "units_retired", {
        "units": "LBC-DEMO-2025-1-000000001-000000042-63", "year": 2025, "use": "contribution"}, "DEMO"),
    "an incentive taken back by its maker": _taken_back("developer"),
    "an incentive taken back by the certifier, twice": _taken_back("certifier", 2),
    "an incentive taken back by a stranger": _taken_back("stranger"),
    "a former developer acts": _handed_over([("developer", "project_closed", {"closed_on": today(), "reason": "x"})]),
    "a next developer acts": _handed_over([("stranger", "project_closed", {"closed_on": today(), "reason": "x"})]),
    "a next developer takes back what the former declared": _handed_over([
        ("stranger", "incentive_withdrawn", {"reason": "x"}), ("certifier", "incentive_withdrawn", {"reason": "x"})]),
}
