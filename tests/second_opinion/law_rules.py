# SPDX-License-Identifier: Apache-2.0
"""What acts ask that the texts of 2025 bring: as act_rules.py, which takes them from here."""
import values
from practice_rules import understated


def collective(registry, digest, days):
    allowed, interval = registry.methodologies[digest].collective
    if not allowed:
        return "collective_not_allowed"
    if max(days) - min(days) > interval * values.DAY_MS:
        return "impossible_date"


def developer_changed(registry, project, act, at):
    if act["developer"] == project.developer:
        return "malformed_statement"
    if not any(key.role == "developer" and key.party == act["developer"] and key.may_sign
               for key in registry.keys.values()):
        return "developer_without_key"
    if project.methodology is not None:
        return understated(registry, project, act["developer"], project.mandants)


def incentive_declared(registry, project, act, at):
    if "amount" not in act and "document" not in act or act.get("amount", "").startswith("-"):
        return "malformed_statement"
    if values.date(act["granted_on"]) > at.today:
        return "impossible_date"


def region(act):
    """Of a project with several sites."""
    regions = [site["region"] for site in act.get("sites", [])]
    if not regions:
        return None
    if act["communes"] != list(dict.fromkeys(site["commune"] for site in act["sites"])):
        return "malformed_statement"
    return None if regions.count(act["region"]) == max(map(regions.count, regions)) else "region_of_fewer_sites"
