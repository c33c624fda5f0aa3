# SPDX-License-Identifier: Apache-2.0
"""What each act asks: schemas/README.md, section Acts, rule 9. Every rule gives the word of the first thing
that is broken, or None. They take the registry and the project as they were before the statement, the act, and
where it stands (At)."""
import base64
import hashlib
import math
from typing import NamedTuple

import canonical_json
import decimal9
import holders
import keys
import methodology
import notes
import roles
import serials
import timestamps
import values
from audit_rules import (
    completeness_recorded, opinion_given, opinion_reopened, question_answered, question_asked, sample_challenged, sample_committed, sample_drawn,
    sample_recorded, sample_released)
from holders import (assignment_accepted, assignment_withdrawn, beneficiary_accepted, beneficiary_named, holder_key_replaced, holder_renamed, mandate_recorded,
                     mandate_withdrawn, replacement_stopped, units_assigned, units_cancelled, units_retired)
from dispute_rules import collection_disputed, dispute_settled
from law_rules import collective, developer_changed, incentive_declared, region
from lifecycle import FIVE_MINUTES
from methodology_vectors import methodology_refusal
from practice_rules import understated
from registry import Key, dates, stated

YEAR_MS = 366 * values.DAY_MS
_LONGEST_APPROVAL = {"esus": 5, "ea": 5, "b_corp": 5, "ecovadis": 1}  # years of 366 days


class At(NamedTuple):
    """Where a statement stands: its seq, the time of recording, who signed it, the head that was seen, and what is
    known of heads (heads.Heads)."""

    seq: int
    today: int
    signer: Key
    seen: dict
    heads: object


def _day(act, name):
    return values.date(act[name])


def key_granted(registry, project, act, at):
    point = keys.from_text(act["public_key"])
    refused = holders.party_refusal(act)
    if refused is None and (keys.fingerprint(point) in registry.keys or point == registry.log_key):
        return "key_already_granted"
    return refused or roles.refusal_of_grant(registry, act) or holders.possession_refusal(registry, act, point)


def key_revoked(registry, project, act, at):
    key = registry.keys.get(act["key"])
    if key is None or key.role == "recovery":
        return "unknown_key"
    if key.role == "holder":
        return "key_of_a_holder"
    if not key.may_sign:
        return "key_was_revoked"
    if key.role == "certifier" and len(registry.certifiers()) <= registry.quorum:
        return "too_few_certifier_keys"
    if "from" in act and values.instant(act["from"]) > at.today:
        return "impossible_date"


def key_acts_annulled(registry, project, act, at):
    first = act["from_entry"]
    if first not in registry.acts_on_keys or not registry.annulled_by(first):
        return "nothing_to_annul"


def auditor_accredited(registry, project, act, at):
    if not any(key.role == "auditor" and key.party == act["party"] for key in registry.keys.values()):
        return "not_an_auditor"


def accreditation_withdrawn(registry, project, act, at):
    seq = act["accreditation"]
    if seq not in registry.accreditations or seq in registry.accreditations_withdrawn:
        return "unknown_accreditation"
    if _day(act, "withdrawn_on") < registry.accreditations[seq][1]:
        return "impossible_date"


def methodology_adopted(registry, project, act, at):
    faults = methodology.faults_of(act["document"])
    if faults:
        return faults[0].word
    if ("decision" in act) != ("decided_on" in act):
        return "malformed_statement"
    if "decided_on" in act and _day(act, "decided_on") > at.today:
        return "impossible_date"
    if registry.official and ("decision" not in act or act["document"]["status"] != "approved"):
        return "methodology_not_approved"
    if hashlib.sha256(canonical_json.write(act["document"])).hexdigest() in registry.methodologies:
        return "methodology_already_adopted"


def participant_registered(registry, project, act, at):
    if act["participant"] in registry.participants:
        return "participant_already_registered"
    if roles.is_auditor(registry, act["participant"]):
        return "contradictory_roles"


def participant_withdrawn(registry, project, act, at):
    if act["participant"] not in registry.participants:
        return "unknown_participant"
    if not _may_take_back(at.signer, registry.participants[act["participant"]]):
        return "wrong_party"


def approval_recorded(registry, project, act, at):
    if act["participant"] not in registry.participants:
        return "unknown_participant"
    scheme = act["scheme"]
    if ("criteria" in act) != (scheme in ("esus", "esat")):
        return "malformed_statement"
    if scheme == "esat" and not values.matches("[0-9]{9}", act["reference"]):
        return "malformed_statement"
    issued, expires = _day(act, "issued_on"), _day(act, "expires_on")
    if issued > at.today or expires <= issued or expires - issued > _LONGEST_APPROVAL.get(scheme, math.inf) * YEAR_MS:
        return "impossible_date"


def _may_take_back(signer, maker):
    role, party = maker
    return signer.role == "certifier" or signer.role == role and (role == "operator" or signer.party == party)


def approval_withdrawn(registry, project, act, at):
    approval = registry.approvals.get(act["approval"])
    if approval is None or act["approval"] in registry.withdrawals:
        return "unknown_approval"
    if not _may_take_back(at.signer, registry.makers[act["approval"]]):
        return "wrong_party"
    if _day(act, "withdrawn_on") < _day(approval, "issued_on"):
        return "impossible_date"


def participant_suspended(registry, project, act, at):
    if act["participant"] not in registry.participants:
        return "unknown_participant"
    for _, end in registry.days_of_suspensions(act["participant"])[-1:]:
        if end is None or end > _day(act, "from"):
            return "already_suspended"
    if _day(act, "from") > at.today:
        return "impossible_date"


def participant_reinstated(registry, project, act, at):
    if act["participant"] not in registry.participants:
        return "unknown_participant"
    start, end = ([(0, 0)] + registry.days_of_suspensions(act["participant"]))[-1]
    if end is not None:
        return "not_suspended"
    if _day(act, "from") <= start or _day(act, "from") > at.today:
        return "impossible_date"


def private_erased(registry, project, act, at):
    if act["entry"] in registry.erased:
        return "nothing_to_erase"


def clock_corrected(registry, project, act, at):
    head, last, time = act["checkpoint"], values.instant(act["last"]), values.instant(act["time"])
    if not at.heads.knows(head, at.seq):
        return "unknown_head"
    if head["size"] >= at.seen["size"]:
        return "malformed_statement"
    reached, passed = at.heads.reached_at(head), at.heads.passed_at(head)
    if reached not in (None, last) or time < last or (passed is not None and time >= passed) or time > at.today:
        return "impossible_date"
    if any(since is not None and since > time + FIVE_MINUTES for seq, since in registry.anchored.items()
           if seq >= head["size"] and seq not in act.get("disputed", [])):
        return "earlier_than_anchored"


def anchored(registry, project, act, at):
    head = act["checkpoint"]
    if not at.heads.knows(head, at.seq) or head["size"] > at.seen["size"]:
        return "unknown_head"
    lines = act.get("cosignatures", [])
    if not lines and "timestamp" not in act:
        return "malformed_statement"
    if len(lines) > 64 or len(set(lines)) < len(lines) or not all(map(notes.is_signature_line, lines)):
        return "malformed_statement"
    root = base64.b64encode(bytes.fromhex(head["root"])).decode()
    text = f"{registry.origin}\n{head['size']}\n{root}\n"
    if "timestamp" in act:
        if timestamps.stamped_by(values.unbase64(act["timestamp"])) != hashlib.sha256(text.encode()).digest():
            return "malformed_statement"


def project_notified(registry, project, act, at):
    notified = _day(act, "notified_on")
    if notified > at.today:
        return "impossible_date"
    refused = region(act)
    if refused:
        return refused
    if any(roles.is_auditor(registry, mandant["siret"]) for mandant in act.get("mandants", [])):
        return "contradictory_roles"
    if any(roles.is_auditor(registry, siret) for siret in act.get("marketplaces", [])):
        return "contradictory_roles"
    days = [_day(mandant, "notified_on") for mandant in act.get("mandants", [])]
    if days and (max(days) > at.today or min(days) != notified):
        return "impossible_date"


def project_amended(registry, project, act, at):
    if _day(act, "notified_on") > at.today or _day(act, "notified_on") < project.notified_on:
        return "impossible_date"
    return region(act)


def mandants_changed(registry, project, act, at):
    added = {m["siret"]: _day(m, "notified_on") for m in act.get("added", [])}
    removed = act.get("removed", [])
    if not added and not removed:
        return "malformed_statement"
    if not project.collective:
        return "wrong_project_state"
    count = len(project.mandants)
    limit = -(-count // 10) if count >= 20 else 2
    if project.mandants_changed or len(added) + len(removed) > limit:
        return "mandants_beyond_limit"
    if any(siret not in project.mandants for siret in removed):
        return "malformed_statement"
    if any(siret in project.mandants and siret not in removed for siret in added):
        return "malformed_statement"
    days = {siret: day for siret, day in project.mandants.items() if siret not in removed} | added
    if not days:
        return "malformed_statement"
    if any(roles.is_auditor(registry, siret) for siret in added):
        return "contradictory_roles"
    if any(day < project.notified_on for day in added.values()) or max(days.values()) > at.today:
        return "impossible_date"
    if project.methodology is not None:
        return (collective(registry, project.methodology, days.values())
                or understated(registry, project, project.developer, days))


def project_filed(registry, project, act, at):
    return None


def project_labelled(registry, project, act, at):
    if act["methodology"] not in registry.methodologies:
        return "unknown_methodology"
    if project.mandants:
        refused = collective(registry, act["methodology"], project.mandants.values())
        if refused:
            return refused
    refused = methodology_refusal(registry.methodologies[act["methodology"]], stated(act))
    if refused:
        return refused
    if _day(act, "notified_on") != project.notified_on or dates(act["crediting_period"])[0] < project.notified_on:
        return "impossible_date"
    if "follows" in act and registry.knows_other_projects:
        refused = _follows(registry, project, act, at)
        if refused:
            return refused
    return understated(registry, project, project.developer, project.mandants, act)


def _follows(registry, project, act, at):
    """Section A project that follows another."""
    before = registry.projects.get(act["follows"])
    if (before is None or before.state != "labelled" or before.developer != project.developer
            or before.followed_by is not None or before.methodology == act["methodology"]):
        return "unfit_predecessor"
    start, end = dates(act["crediting_period"])
    if start <= at.today or start < before.reported_until() or end > before.crediting[1]:
        return "impossible_date"


def incentive_withdrawn(registry, project, act, at):
    if act["incentive"] not in project.incentives:
        return "unknown_incentive"
    if not _may_take_back(at.signer, registry.makers[act["incentive"]]):
        return "wrong_party"


def project_closed(registry, project, act, at):
    if _day(act, "closed_on") < project.notified_on:
        return "impossible_date"


def project_withdrawn(registry, project, act, at):
    if not project.notified_on <= _day(act, "withdrawn_on") <= at.today:
        return "impossible_date"
    if project.issuances:
        return "wrong_project_state"


def submission(registry, project, act, at):
    if act["count"] == 0:
        return "malformed_statement"


def exclusivity_declared(registry, project, act, at):
    start, end = dates(act["period"])
    if start < project.crediting[0] or end > project.crediting[1] or end > at.today:
        return "impossible_date"


def credited_elsewhere(registry, project, act, at):
    if "period" not in act and "devices" not in act:
        return "malformed_statement"


def declaration_withdrawn(registry, project, act, at):
    seq = act["declaration"]
    if seq not in [declared for declared, _ in project.elsewhere] or seq in project.declarations_withdrawn:
        return "unknown_declaration"
    if not _may_take_back(at.signer, registry.makers[seq]):
        return "wrong_party"


def period_reported(registry, project, act, at):
    if act["checkpoint"] != at.seen or act["checkpoint"]["size"] <= project.label_seq:
        return "malformed_statement"
    if act["methodology"] != project.methodology:
        return "unknown_methodology"
    start, end = dates(act["period"])
    replaced = [report for report in project.reports.values() if report.period == (start, end)][-1:]
    if not replaced and start != project.reported_until():
        return "report_out_of_order"
    if replaced and replaced[0].forgone:
        return "period_is_forgone"
    if replaced and replaced[0].act["lines"] == act["lines"]:
        return "report_unchanged"
    return exclusivity_declared(registry, project, act, at)


def period_forgone(registry, project, act, at):
    report = project.report(act["report"])
    return "unknown_report" if report is None else "period_is_forgone" if report.forgone else None


def units_issued(registry, project, act, at):
    if act["checkpoint"] != at.seen:
        return "malformed_statement"
    report, vintage = project.report(act["report"]), act["vintage"]
    if report is None:
        return "unknown_report"
    start, end = report.period
    if end > at.today or not 1 <= vintage <= 9999 or not (start < values.start_of_year(vintage + 1)
                                        and values.start_of_year(vintage) < end):
        return "impossible_date"
    if report.forgone:
        return "period_is_forgone"
    if report.opinion is None or report.opinion[0] != act["opinion"]:
        return "unknown_opinion"
    if report.opinion[1]["opinion"] != "unmodified":
        return "opinion_modified"
    if report.is_misstated():
        return "misstatement_material"
    if any(each.period[0] < end and not each.counts() for each in project.standing_reports()):
        return "period_not_audited"
    if project.held_up_by_a_lapse():
        return "period_not_audited"
    if not all(before.is_audited_until(end) for before in registry.predecessors(project)):
        return "period_not_audited"
    if not any(a <= start and end <= b for a, b in project.exclusive):
        return "exclusivity_not_declared"
    if not project.notified_on <= _day(act, "decided_on") <= at.today:
        return "impossible_date"
    return _figures_on_record(registry, project, act, report, registry.methodologies[project.methodology], at.today)


def _figures_on_record(registry, project, act, report, method, today):
    vintage = act["vintage"]
    into, out = project.set_off(vintage)
    others_paid = 0
    if not registry.knows_other_projects:   # what another project paid is taken as stated
        others_paid = max(0, decimal9.parse(act["set_off_in"]) - into)
    into += others_paid
    owed = project.owed(vintage, decimal9.parse(act["creditable"])) + others_paid
    expected = {"period": report.act["period"], "methodology": project.methodology,
                "opinions": project.opinions_touching(vintage),
                "beneficiary": project.initial_beneficiary(vintage),
                "previous": project.issuance_seqs[-1] if project.issuance_seqs else None,
                "issued_before": project.issued_before(vintage), "cancelled": project.cancelled(vintage),
                "set_off_in": decimal9.form(into), "set_off_out": decimal9.form(out), "owed": decimal9.form(owed)}
    if any(act.get(name) != value for name, value in expected.items()):
        return "figures_differ"
    if owed < 0:
        return "vintage_in_debt"
    withheld = decimal9.parse(act["withheld"]) if "withheld" in act else 0
    if "withheld" in act and not 0 < withheld <= owed:
        return "figures_differ"
    reserve = method.reserved(decimal9.parse(act["creditable"]), vintage, today)
    if reserve is None:     # the methodology is not at hand
        reserve = max(0, decimal9.parse(act.get("reserve", "0")))
    if act.get("reserve", "0") != decimal9.form(reserve) or act.get("reserve") == "0":
        return "figures_differ"
    owed -= withheld + reserve
    if owed < 1000 * decimal9.ONE:
        return "nothing_to_issue"
    if act["count"] != min(owed // (1000 * decimal9.ONE), 999_999_999):
        return "figures_differ"


def debt_stated(registry, project, act, at):
    if act["kgco2e"].startswith("-") or act["checkpoint"] != at.seen:
        return "malformed_statement"
    if act["vintage"] > 9999:
        return "impossible_date"


def debt_set_off(registry, project, act, at):
    if decimal9.parse(act["kgco2e"]) <= 0 or act["checkpoint"] != at.seen:
        return "malformed_statement"
    debtor = act.get("of_project", project.id)
    if debtor == project.id and act["vintage"] == act["from_vintage"]:
        return "impossible_date"
    if max(act["vintage"], act["from_vintage"]) > 9999:
        return "impossible_date"
    if "of_project" in act:
        unknown = not registry.knows_other_projects and project.follows
        if not unknown and debtor not in [before.id for before in registry.predecessors(project)]:
            return "nothing_to_set_off"
