# SPDX-License-Identifier: Apache-2.0
"""What the acts of auditors ask, on samples, questions and opinions: as act_rules.py, which takes them from here."""
import hashlib

import decimal9
import roles
import sampling


def sample_committed(registry, project, act, at):
    if not 0 < decimal9.parse(act["materiality"]) <= decimal9.ONE:
        return "malformed_statement"
    if decimal9.parse(act["expected"]) < 0 or sampling.errors_borne(act) is None:
        return "malformed_statement"
    fault = _reports_fault(project, act, at)
    if fault:
        return fault
    if any(report.forgone for report in project.named(act)):
        return "period_is_forgone"
    if any(other["number"] == act["number"] for each in registry.projects.values()
           for other, _ in each.commitments.values()):
        return "number_already_committed"
    for seq, (other, _) in project.commitments.items():
        if seq in project.released and seq not in project.challenges:
            continue
        if project.signed[seq][0].number == at.signer.number and set(other["reports"]) & set(act["reports"]):
            return "sample_already_committed"


def _reports_fault(project, act, at):
    """What keeps an act from naming these reports."""
    for seq in act["reports"]:
        if project.report(seq) is None:
            return "unknown_report"
        if project.report(seq).period[1] > at.today:
            return "impossible_date"
    reports = project.named(act)
    if any(before.period[1] != after.period[0] for before, after in zip(reports, reports[1:])):
        return "reports_apart"
    return None


def sample_challenged(registry, project, act, at):
    seq = act["commitment"]
    if seq not in project.commitments:
        return "unknown_commitment"
    if seq in project.challenges:
        return "already_challenged"
    if seq in project.released:
        return "unknown_commitment"
    if project.is_dropped(seq):
        return "unknown_report"
    if at.seen["size"] <= seq:
        return "unknown_commitment"


def sample_drawn(registry, project, act, at):
    committed, party = project.commitments.get(act["commitment"], (None, None))
    if committed is None:
        return "unknown_commitment"
    if at.signer.party != party:
        return "wrong_party"
    if any(drawn["commitment"] == act["commitment"] for drawn in project.samples.values()):
        return "unknown_commitment"
    if act["commitment"] not in project.challenges:
        return "not_challenged"
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
    if sum(result["result"] != "right" for result in act["results"]) > 200:
        return "malformed_statement"
    examined = [result["seq"] for result in act["results"]]
    if set(examined) - set(sample["cycles"]):
        return "not_sampled"
    if examined != sample["cycles"]:
        return "not_examined"


def sample_released(registry, project, act, at):
    if not project.is_unfinished(act["commitment"]):
        return "unknown_commitment"


def completeness_recorded(registry, project, act, at):
    listed, drawn, found = act["listed"], act["drawn"], act["found"]
    if listed > 100_000_000 or not 1 <= drawn <= listed or found > drawn:
        return "malformed_statement"
    if ("omitted_kgco2e" in act) != (found < drawn) or decimal9.parse(act.get("omitted_kgco2e", "0")) < 0:
        return "malformed_statement"
    fault = _reports_fault(project, act, at)
    if fault:
        return fault
    reports = project.named(act)
    if any(report.forgone for report in reports):
        return "period_is_forgone"
    span = reports[0].period[0], reports[-1].period[1]
    if "reason" not in act and any(each.party == at.signer.party and each.act["book"] == act["book"]
                                   and each.span[0] < span[1] and span[0] < each.span[1]
                                   for each in project.completeness.values()):
        return "malformed_statement"


def question_asked(registry, project, act, at):
    if act.get("entries", [-1])[-1] >= at.seen["size"]:
        return "malformed_statement"


def question_answered(registry, project, act, at):
    if act["question"] not in project.questions:
        return "unknown_question"


def opinion_given(registry, project, act, at):
    if not 0 < decimal9.parse(act["materiality"]) <= decimal9.ONE:
        return "malformed_statement"
    fault = _reports_fault(project, act, at)
    if fault:
        return fault
    reports = project.named(act)
    if act["opinion"] in ("unmodified", "qualified") and roles.is_dependent(project, at.signer.number):
        return "not_independent"
    for report in reports:
        if report.forgone:
            return "period_is_forgone"
        if report.opinion is not None:
            return "opinion_already_given"
    if sum(abs(decimal9.parse(m["kgco2e"])) for m in act["misstatements"]) != decimal9.parse(act["misstated"]):
        return "sum_differs"
    if act["opinion"] in ("unmodified", "qualified") and not all(
            registry.is_accredited(at.signer.party, instant) for instant in [*(report.made for report in reports), at.today]):
        return "not_accredited"
    if act["opinion"] == "unmodified" and project.contradicts(reports, act, at.signer.party):
        return "contradicts_record"
    answers = sorted(project.to_dispose_of(reports)) if act["opinion"] == "unmodified" else []
    if act.get("disposes_of", []) != answers:
        return "opinion_not_disposed"


def opinion_reopened(registry, project, act, at):
    project_id, reports = registry.opinions.get(act["opinion"], (None, ()))
    standing = [project.reports[seq].opinion for seq in reports] if project_id == project.id else []
    standing = [opinion for opinion in standing if opinion and opinion[0] == act["opinion"]]
    if not standing:
        return "unknown_opinion"
    if at.signer.role == "auditor" and standing[0][2] != at.signer.party:
        return "wrong_party"
