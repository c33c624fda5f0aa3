# SPDX-License-Identifier: Apache-2.0
"""What the statements before a point have established: schemas/README.md, section Acts, the column of effects."""
import hashlib
import math

import canonical_json
import decimal9
import keys
import methodology
import notes
import serials
import timestamps
import values
from holders_on_record import Holder, HoldersOnRecord
from projects import Completeness, Dispute, Given, Project, Question, Report, dates, stated


class Key:
    def __init__(self, point, role, party, number=None, group=None):
        self.point, self.role, self.party, self.number, self.group = point, role, party, number, group
        self.revoked, self.compromised_from = False, None
        self.annulled = False
        self.holder = self.since = self.until = None    # of a holder's: its id, and when it signs

    @property
    def may_sign(self):
        return not self.revoked and not self.annulled

    def questioned(self, time):
        return self.annulled or self.compromised_from is not None and time >= self.compromised_from

    @property
    def standing(self):
        return self.revoked, self.compromised_from, self.annulled

    @standing.setter
    def standing(self, standing):
        self.revoked, self.compromised_from, self.annulled = standing


_ANNULLED = (False, None, True)


def _fingerprint(act):
    """What tells one certifier from another: schemas/README.md, section Keys."""
    if len(act["certifier_keys"]) == 1 and "recovery_key" not in act:
        return keys.fingerprint(keys.from_text(act["certifier_keys"][0]))
    members = {name: act[name] for name in ("certifier_keys", "certifier_quorum", "recovery_key") if name in act}
    return hashlib.sha256(b"lcl certifier 1\n" + canonical_json.write(members)).hexdigest()


class Registry(HoldersOnRecord):
    def __init__(self):
        self.origin = self.log_key = self.pepper = self.certifier = None
        self.knows_other_projects = True    # False where only one project's acts are at hand
        self.keys = {}              # id → Key
        self.holders = {}           # id → holders_on_record.Holder
        self.quorum = None
        self.certifier_keys = []    # ids, as entry 0 names them
        self.acts_on_keys = {}      # seq of those behind entry 0 → id → how each key stood before
        self.accreditations = {}    # seq → [party, from, to, act], in milliseconds
        self.accreditations_withdrawn = set()  # seqs
        self.certifier_changes = []  # as the answer names them
        self.time = None            # of the entry that is applied
        self.anchored = {}          # seq → since when others had signed, as what it holds says, or None
        self.corrections = []       # of the clock: (seq, first wrong entry, last right time, time, day of it)
        self.methodologies = {}     # digest → methodology.Methodology
        self.adopted_at = {}        # digest → seq
        self.participants = {}      # siret → (role, party) of its maker, of those that are registered
        self.once_registered = {}   # siret → whether it counts as a participant: no certifier withdrew it
        self.approvals = {}         # seq → act
        self.makers = {}            # seq → role and party of who put it on record
        self.withdrawals = {}       # seq of the approval → (seq, withdrawn_on)
        self.suspensions = {}       # siret → list of [seq, from, seq or None, end or None]
        self.void_collections = {}  # entry → seq of what settled its dispute
        self.erased = {}            # entry → seq
        self.projects = {}
        self.opinions = {}          # seq → (project, seqs of reports)
        self.signed = set()

    @property
    def is_open(self):
        return self.origin is not None

    def project(self, project_id):
        return self.projects.setdefault(project_id, Project(project_id))

    def recorded_between(self, seq, time):
        """When entry `seq`, which states `time`, was recorded at the earliest and at the latest: section Times."""
        for corrected, first, last, right, _ in self.corrections:
            if first <= seq < corrected and time > right:
                return last, right
        return time, time

    def _day_on_record(self, day, seq, size):
        """A day that entry `seq` put on record, after the corrections of the clock below `size`."""
        return min([day] + [today for corrected, _, _, _, today in self.corrections if seq < corrected < size])

    def days_of_suspensions(self, siret, size=math.inf):
        """The first day of each, and the day on which it ended or None."""
        found = []
        for seq, start, end_seq, end in self.suspensions.get(siret, []):
            if seq < size:
                is_over = end_seq is not None and end_seq < size
                found.append((self._day_on_record(start, seq, size),
                              self._day_on_record(end, end_seq, size) if is_over else None))
        return found

    def suspended(self, siret, at, size):
        """Whether a participant was suspended at an instant, by the statements below `size`."""
        return any(start <= at and not (end is not None and at >= end)
                   for start, end in self.days_of_suspensions(siret, size))

    def schemes(self, siret, at, size):
        """The schemes of the approvals that a participant had at an instant."""
        found = set()
        for seq, act in self.approvals.items():
            ends = values.date(act["expires_on"])
            withdrawn = self.withdrawals.get(seq)
            if withdrawn and withdrawn[0] < size:
                ends = min(ends, withdrawn[1])
            if seq < size and act["participant"] == siret and values.date(act["issued_on"]) <= at < ends:
                found.add(act["scheme"])
        return found

    # What each act does. `seq` and the project are the entry's.

    def apply(self, statement, signer):
        self.time = statement.time
        self.payload = statement.payload_digest
        project = self.project(statement.project) if statement.project else None
        getattr(self, "_" + statement.kind)(statement.seq, project, statement.act, signer)

    def _registry_opened(self, _seq, _project, act, _signer):
        self.official = act["standing"] == "official"
        self.origin, self.pepper = act["origin"], act["pepper"]
        self.log_key = keys.from_text(act["log_key"])
        named = [(act["operator_key"], "operator")] + [(key, "certifier") for key in act["certifier_keys"]]
        named += [(act["recovery_key"], "recovery")] if "recovery_key" in act else []
        for text, role in named:
            point = keys.from_text(text)
            self.keys[keys.fingerprint(point)] = Key(point, role, None)
        self.quorum, self.certifier = act["certifier_quorum"], _fingerprint(act)
        self.certifier_keys = [keys.fingerprint(keys.from_text(text)) for text in act["certifier_keys"]]

    def certifiers(self):
        return {key_id for key_id, key in self.keys.items() if key.role == "certifier" and key.may_sign}

    @staticmethod
    def holder_key(point, party, holder, since=None, number=None, group=None):
        key = Key(point, "holder", party, number, group)
        key.holder, key.since = holder, since
        return key

    def _key_granted(self, seq, _project, act, _signer):
        point = keys.from_text(act["public_key"])
        key_id = keys.fingerprint(point)
        if act["role"] == "holder":
            number = act.get("number") or values.national_number(act["party"]) if "party" in act else None
            self.keys[key_id] = self.holder_key(point, act.get("party"), key_id, None, number, act.get("group"))
            self.holders[key_id] = Holder(key_id)
            return
        self._remember(seq)
        self.keys[key_id] = Key(point, act["role"], act["party"], act.get("number") or values.national_number(act["party"]),
                                act.get("group"))
        if act["role"] == "certifier":
            self._certifier_changed("granted", keys.fingerprint(point), seq, {})

    def _key_revoked(self, seq, _project, act, _signer):
        self._remember(seq)
        key = self.keys[act["key"]]
        key.revoked, key.compromised_from = True, values.instant(act.get("from"))
        if key.role == "certifier":
            self._certifier_changed("revoked", act["key"], seq, {"from": act["from"]} if "from" in act else {})

    def _key_acts_annulled(self, seq, _project, act, signer):
        changed, certifiers = self.annulled_by(act["from_entry"]), self.certifiers()
        self._remember(seq)
        for key_id, standing in changed.items():
            self.keys[key_id].standing = standing
        self._certifier_changed("annulled", keys.fingerprint(signer.point), seq, {
            "by_recovery_key": signer.role == "recovery", "from_entry": act["from_entry"],
            "may_not_sign": sorted(certifiers - self.certifiers()), "may_sign": sorted(self.certifiers() - certifiers)})

    def _remember(self, seq):
        self.acts_on_keys[seq] = {key_id: key.standing for key_id, key in self.keys.items()}

    def annulled_by(self, first):
        """How each key would stand that stands otherwise than it did before the entry `first`."""
        before = self.acts_on_keys[first]
        after = {key_id: before.get(key_id, _ANNULLED) for key_id, key in self.keys.items() if key.role != "holder"}
        return {key_id: standing for key_id, standing in after.items() if standing != self.keys[key_id].standing}

    def _certifier_changed(self, word, key, seq, more):
        self.certifier_changes.append({"act": word, "key": key, "seq": seq, "time": values.instant_text(self.time)} | more)

    def _auditor_accredited(self, seq, _project, act, _signer):
        self.accreditations[seq] = [act["party"], *dates(act["valid"]), act]

    def _accreditation_withdrawn(self, _seq, _project, act, _signer):
        seq, day = act["accreditation"], values.date(act["withdrawn_on"])
        self.accreditations[seq][2] = min(self.accreditations[seq][2], day)
        self.accreditations_withdrawn.add(seq)

    def is_accredited(self, party, at):
        return bool(self.valid_accreditations(party, at))

    def valid_accreditations(self, party, at):
        """The (seq, act) of those that a party has at an instant."""
        return [(seq, act) for seq, (whose, start, end, act) in self.accreditations.items() if party == whose and start <= at < end]

    def _methodology_adopted(self, seq, _project, act, _signer):
        loaded = methodology.load(act["document"])
        self.methodologies[loaded.digest] = loaded
        self.adopted_at[loaded.digest] = seq

    def _participant_registered(self, _seq, _project, act, signer):
        self.participants[act["participant"]] = (signer.role, signer.party)
        self.once_registered[act["participant"]] = True

    def _participant_withdrawn(self, _seq, _project, act, signer):
        del self.participants[act["participant"]]
        self.once_registered[act["participant"]] = signer.role != "certifier"

    def _approval_recorded(self, seq, _project, act, signer):
        self.approvals[seq] = act
        self.makers[seq] = (signer.role, signer.party)

    def _approval_withdrawn(self, seq, _project, act, _signer):
        self.withdrawals[act["approval"]] = (seq, values.date(act["withdrawn_on"]))

    def _participant_suspended(self, seq, _project, act, _signer):
        self.suspensions.setdefault(act["participant"], []).append([seq, values.date(act["from"]), None, None])

    def _participant_reinstated(self, seq, _project, act, _signer):
        self.suspensions[act["participant"]][-1][2:] = [seq, values.date(act["from"])]

    def _private_erased(self, seq, _project, act, _signer):
        self.erased[act["entry"]] = seq

    def _clock_corrected(self, seq, _project, act, _signer):
        time = values.instant(act["time"])
        self.corrections.append((seq, act["checkpoint"]["size"], values.instant(act["last"]), time,
                                 time - time % values.DAY_MS))

    def _anchored(self, seq, _project, act, _signer):
        times = [time for time in map(notes.cosigned_at, act.get("cosignatures", [])) if time is not None]
        stamped = timestamps.stamped_at(values.unbase64(act["timestamp"])) if "timestamp" in act else None
        self.anchored[seq] = max([time for time in (min(times, default=None), stamped) if time is not None],
                                 default=None)

    def _project_notified(self, _seq, project, act, _signer):
        project.state, project.developer = "notified", act["developer"]
        project.notified_on, project.title = values.date(act["notified_on"]), act["title"]
        project.collective = "mandants" in act
        project.marketplaces = act.get("marketplaces", [])
        project.mandants = {m["siret"]: values.date(m["notified_on"]) for m in act.get("mandants", [])}

    def _project_amended(self, _seq, project, act, _signer):
        project.notified_on = values.date(act["notified_on"])
        project.mandants = {siret: max(day, project.notified_on) for siret, day in project.mandants.items()}

    def _mandants_changed(self, _seq, project, act, _signer):
        for siret in act.get("removed", []):
            del project.mandants[siret]
        project.mandants |= {m["siret"]: values.date(m["notified_on"]) for m in act.get("added", [])}
        project.mandants_changed = True

    def _project_filed(self, _seq, project, _act, _signer):
        project.state = "filed"

    def _project_labelled(self, seq, project, act, _signer):
        project.state, project.label_seq = "labelled", seq
        project.methodology, project.crediting = act["methodology"], dates(act["crediting_period"])
        project.keys = self.methodologies[act["methodology"]].keys
        project.asks_sample = self.methodologies[act["methodology"]].asks_sample
        project.asked = self.methodologies[act["methodology"]].asked
        project.parameters, project.stated = act.get("parameters", {}), stated(act)
        if "follows" in act:
            before, project.follows = self.projects.get(act["follows"]), act["follows"]
            if before is not None:
                before.followed_by, before.followed_from = project.id, project.crediting[0]

    def _developer_changed(self, seq, project, act, _signer):
        for issued in project.issuances.values():
            issued.leave_with(project.developer, seq)
        project.developer = act["developer"]
        project.namings = {}

    def _incentive_declared(self, seq, project, _act, signer):
        project.incentives.add(seq)
        self.makers[seq] = (signer.role, signer.party)

    def _incentive_withdrawn(self, _seq, project, act, _signer):
        project.incentives.remove(act["incentive"])

    def _project_closed(self, _seq, project, act, _signer):
        project.state, project.closed_on = "closed", values.date(act["closed_on"])

    def _project_withdrawn(self, _seq, project, _act, _signer):
        project.state = "withdrawn"

    def _submission(self, _seq, _project, _act, _signer):
        pass

    def _exclusivity_declared(self, _seq, project, act, _signer):
        project.exclusive.append(dates(act["period"]))

    def _credited_elsewhere(self, seq, project, act, signer):
        project.elsewhere.append((seq, act))
        self.makers[seq] = (signer.role, signer.party)

    def _declaration_withdrawn(self, seq, project, act, _signer):
        project.declarations_withdrawn[act["declaration"]] = seq

    def _period_reported(self, seq, project, act, _signer):
        project.reports[seq] = Report(seq, act, self.time, self.payload)

    def _sample_committed(self, seq, project, act, signer):
        project.commitments[seq] = (act, signer.party)
        project.signed[seq] = (signer, self.time)

    def _sample_challenged(self, seq, project, act, signer):
        project.challenges[act["commitment"]] = (seq, act)
        project.signed[seq] = (signer, self.time)

    def _sample_drawn(self, seq, project, act, signer):
        project.samples[seq] = act
        project.signed[seq] = (signer, self.time)

    def _sample_recorded(self, seq, project, act, signer):
        project.signed[seq] = (signer, self.time)
        project.found[act["sample"]] = act
        project.records.setdefault(act["sample"], []).append((seq, act))

    def _sample_released(self, seq, project, act, _signer):
        project.released[act["commitment"]] = seq

    def _completeness_recorded(self, seq, project, act, signer):
        project.signed[seq] = (signer, self.time)
        project.completeness[seq] = Completeness(act, signer.party, project.named(act))

    def _question_asked(self, seq, project, act, signer):
        project.questions[seq] = Question(signer.party, act, [])

    def _question_answered(self, seq, project, act, _signer):
        project.questions[act["question"]].answers.append((seq, act))

    def _opinion_given(self, seq, project, act, signer):
        reports = [project.reports[report] for report in act["reports"]]
        reduction = decimal9.checked(sum(decimal9.parse(report.act["reduction"]) for report in reports))
        project.opinions[seq] = Given(seq, act, signer, self.time, reduction)
        for report in reports:
            report.given = project.opinions[seq]
            report.opinions.append(seq)
            if act["opinion"] != "unmodified":
                report.modified.append(seq)
        self.opinions[seq] = (project.id, act["reports"])

    def _opinion_reopened(self, _seq, project, act, _signer):
        for report in self.opinions[act["opinion"]][1]:
            if project.reports[report].given.seq == act["opinion"]:
                project.reports[report].given = None

    def _period_forgone(self, _seq, project, act, _signer):
        project.reports[act["report"]].forgone = True

    def _collection_disputed(self, seq, project, act, _signer):
        project.disputes[seq] = Dispute(act["entry"])

    def _dispute_settled(self, seq, project, act, _signer):
        dispute = project.disputes[act["dispute"]]
        dispute.outcome = act["outcome"]
        if dispute.outcome == "upheld":
            self.void_collections.setdefault(dispute.entry, seq)

    def _units_issued(self, seq, project, act, _signer):
        issued = project.issuances[len(project.issuances) + 1] = serials.Issued(seq, act["vintage"], act["count"])
        if "beneficiary" in act:
            issued.change(1, act["count"], state="assigned", holder=act["beneficiary"])
        project.issuance_seqs.append(seq)

    def _debt_stated(self, _seq, _project, _act, _signer):
        """It changes nothing but what certificates show."""

    def _debt_set_off(self, _seq, project, act, _signer):
        kg, debtor = decimal9.parse(act["kgco2e"]), act.get("of_project", project.id)
        if debtor == project.id:
            project.take_set_off(act["vintage"], act["from_vintage"], kg)
            return
        project.take_set_off(None, act["from_vintage"], kg)
        if debtor in self.projects:
            self.projects[debtor].take_set_off(act["vintage"], None, kg)

    def predecessors(self, project):
        """The projects that one follows in turn, the nearest first."""
        before = self.projects.get(project.follows)
        while before is not None:
            yield before
            before = self.projects.get(before.follows)
