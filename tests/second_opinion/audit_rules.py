# SPDX-License-Identifier: Apache-2.0
"""What the acts of auditors ask, on samples, questions and opinions: as act_rules.py, which takes them from here."""
import hashlib

import decimal9
import roles
import sampling
from projects import dates


def sample_committed(registry, project, act, at):
    if not 0 < decimal9.parse(act["materiality"]) <= decimal9.ONE:
        return "malformed_statement"
    if not 0 <= decimal9.parse(act["expected"]) <= decimal9.ONE or sampling.allowance(act) <= 0:
        return "malformed_statement"
    start, end = dates(act["period"])
    if start < project.crediting[0] or end > project.crediting[1]:
        return "impossible_date"
    if any(other["number"] == act["number"] for each in registry.projects.values()
           for other, _ in each.commitments.values()):
        return "number_already_committed"


def sample_drawn(registry, project, act, at):
    report = project.report(act["report"])
    if report is None:
        return "unknown_report"
    committed, party = project.commitments.get(act["commitment"], (None, None))
    if committed is None or committed["period"] != report.act["period"]:
        return "unknown_commitment"
    if at.signer.party != party:
        return "wrong_party"
    if act["commitment"] >= report.act["checkpoint"]["size"]:
        return "committed_too_late"
    if project.commitment_for(report, party) != act["commitment"]:
        return "unknown_commitment"
    if any(drawn["commitment"] == act["commitment"] for drawn in project.samples.values()):
        return "unknown_commitment"
    if hashlib.sha256(bytes.fromhex(act["number"])).hexdigest() != committed["number"]:
        return "wrong_number"


def sample_recorded(registry, project, act, at):
    sample = project.samples.get(act["sample"])
    if sample is None:
        return "unknown_sample"
    if project.commitments[sample["commitment"]][1] != at.signer.party:
        return "wrong_party"
    if act["sample"] in project.found and "reason" not in act:
        return "malformed_statement"


def sample_released(registry, project, act, at):
    if not project.is_unfinished(act["commitment"]):
        return "unknown_commitment"


def question_asked(registry, project, act, at):
    if act.get("entries", [-1])[-1] >= at.seen["size"]:
        return "malformed_statement"


def question_answered(registry, project, act, at):
    if act["question"] not in project.questions:
        return "unknown_question"


def opinion_given(registry, project, act, at):
    if not 0 < decimal9.parse(act["materiality"]) <= decimal9.ONE:
        return "malformed_statement"
    report = project.report(act["report"])
    if report is None:
        return "unknown_report"
    if report.period[1] > at.today:
        return "impossible_date"
    if act["opinion"] in ("unmodified", "qualified") and roles.is_dependent(project, at.signer.number):
        return "not_independent"
    if report.forgone:
        return "period_is_forgone"
    if report.opinion is not None:
        return "opinion_already_given"
    if act.get("disposes_of", []) != (project.modified_opinions(report.period) if act["opinion"] == "unmodified" else []):
        return "opinion_not_disposed"
    if sum(abs(decimal9.parse(m["kgco2e"])) for m in act["misstatements"]) != decimal9.parse(act["misstated"]):
        return "sum_differs"
    if act["opinion"] in ("unmodified", "qualified") and not all(
            registry.is_accredited(at.signer.party, instant) for instant in (report.made, at.today)):
        return "not_accredited"
    if act["opinion"] == "unmodified" and project.contradicts(report, act, at.signer.party):
        return "contradicts_record"


def opinion_reopened(registry, project, act, at):
    project_id, report = registry.opinions.get(act["opinion"], (None, None))
    if project_id != project.id or (project.reports[report].opinion or [None])[0] != act["opinion"]:
        return "unknown_opinion"
    if at.signer.role == "auditor" and project.reports[report].opinion[2] != at.signer.party:
        return "wrong_party"
