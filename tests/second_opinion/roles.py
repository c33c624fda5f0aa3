# SPDX-License-Identifier: Apache-2.0
"""Roles that contradict each other: schemas/README.md, the section of that name."""
import values

_CONTRADICT = {"operator": ["auditor"], "developer": ["auditor", "certifier"],
               "auditor": ["operator", "developer", "certifier", "holder"], "certifier": ["developer", "auditor"],
               "holder": ["auditor"]}


def _siren(siret):
    return siret[:9]


def is_auditor(registry, siret):
    return any(key.role == "auditor" and not key.annulled and key.number == _siren(siret)
               for key in registry.keys.values())


def is_dependent(project, number):
    return any(_siren(siret) == number for siret in [*project.mandants, *project.marketplaces])


def refusal_of_grant(registry, act):
    """The word of the first thing wrong with the party of a grant, or None."""
    number = values.national_number(act["party"]) if "party" in act else None
    if ("number" in act) != (number == ""):
        return "malformed_statement"
    number = act.get("number", number)
    for key in registry.keys.values():
        if key.annulled or key.role not in _CONTRADICT.get(act["role"], ()):
            continue
        if number and key.number == number or "group" in act and key.group == act["group"]:
            return "contradictory_roles"
    if act["role"] == "auditor" and any(counts and _siren(siret) == number
                                        for siret, counts in registry.once_registered.items()):
        return "contradictory_roles"
    return None
