# SPDX-License-Identifier: Apache-2.0
"""What is on record of a project: schemas/README.md, sections Reports, opinions, issuances, and Sampling."""
import hashlib
from typing import NamedTuple

import decimal9
import values


def stated(act):
    """What a label states for its methodology: name → value, or values by category."""
    return {name: ({key: decimal9.parse(value) for key, value in given["values"].items()} if "values" in given
                   else decimal9.parse(given["value"]))
            for name, given in act.get("parameters", {}).items()}


def dates(period):
    """A period of two days, in milliseconds, half-open."""
    return values.date(period["from"]), values.date(period["to"])


class Project:
    def __init__(self, project_id):
        self.id, self.state = project_id, "absent"
        self.developer = self.title = self.notified_on = self.closed_on = self.methodology = self.crediting = None
        self.label_seq = self.follows = self.followed_by = self.followed_from = None
        self.mandants, self.mandants_changed = {}, False
        self.exclusive = []     # periods
        self.elsewhere = []     # (seq, act)
        self.marketplaces = []
        self.declarations_withdrawn = {}  # seq of the declaration: of the act that takes it back
        self.incentives = set() # seqs, until taken back
        self.reports = {}       # seq → Report, in order
        self.issuances = {}     # ordinal → serials.Issued
        self.issuance_seqs = []
        self.set_offs = []      # (vintage, from_vintage, kgco2e)
        self.commitments = {}   # seq → (act, party), in order
        self.challenges = {}    # seq of a commitment → (seq, act) of its challenge
        self.samples = {}       # seq → act of the draw
        self.found = {}         # seq of the draw → act of the last record of its results
        self.records = {}       # seq of the draw → (seq, act) of all of them
        self.signed = {}        # seq of a commitment, a draw or a record of any kind → (key, time)
        self.completeness = {}  # seq → Completeness
        self.released = {}      # seq of a commitment → seq of its release
        self.offers = {}        # seq → holders_on_record.Offer
        self.namings, self.namings_accepted = {}, set()     # seq → act of who is to have units from their issuance on
        self.mandates = {}      # seq → holders_on_record.Mandate
        self.disputes = {}      # seq → Dispute, in order
        self.questions = {}     # seq → Question, in order
        self.opinions = {}      # seq → Given

    asks_sample = False         # whether the methodology asks for a sample
    keys = None                 # the key sets of the methodology (methodology.Keys), once labelled

    def counts_from(self, participant):
        return self.mandants.get(participant, self.notified_on)

    def reported_until(self):
        return max([self.crediting[0]] + [report.period[1] for report in self.reports.values()])

    def is_audited_until(self, end):
        """Whether a project that follows it can be issued units of a period with this end."""
        reported = self.state == "closed" or self.reported_until() >= min(end, self.crediting[1])
        return (reported and not self.held_up_by_a_lapse()
                and all(each.counts() for each in self.standing_reports() if each.period[0] < end))

    def report(self, seq):
        """The report that an entry makes, unless a later one is of the same period."""
        found = self.reports.get(seq)
        later = found and any(other.seq > seq and other.period == found.period for other in self.reports.values())
        return None if later else found

    def named(self, act):
        """The reports that an act names, by period."""
        return sorted((self.reports[seq] for seq in act["reports"] if seq in self.reports), key=lambda report: report.period)

    def is_dropped(self, seq):
        """Whether a commitment without a challenge names a report that was replaced, or given up."""
        return seq not in self.challenges and any(self.report(each.seq) is None or each.forgone
                                                  for each in self.named(self.commitments[seq][0]))

    def unrevealed(self):
        """The commitments that were challenged and that no draw has revealed."""
        return sorted(set(self.challenges) - {act["commitment"] for act in self.samples.values()})

    def is_unfinished(self, seq):
        """Of a commitment: schemas/README.md, section What an opinion answers to."""
        if seq in self.released or seq not in self.commitments or self.is_dropped(seq):
            return False
        draws = [draw for draw, act in self.samples.items() if act["commitment"] == seq]
        return not draws or draws[0] not in self.found

    def _covers(self, seq, period):
        """Whether a commitment names a report of a period."""
        return any(report.act["period"] == period for report in self.named(self.commitments[seq][0]))

    def contradicts(self, reports, act, party):
        """Whether an unmodified opinion of `party` says otherwise than the record: the same section."""
        if any(question.asker == party and not question.answers for question in self.questions.values()):
            return True
        periods = [report.act["period"] for report in reports]
        if any(self.is_unfinished(seq) for seq in self.commitments for period in periods if self._covers(seq, period)):
            return True
        if self.asks_sample and any(report.has_lines() and not self._has_sampled(report, party) for report in reports):
            return True
        materiality = decimal9.parse(act["materiality"])
        for period in periods:
            own = self._measures(period, party)
            if any(act["assurance"] == "reasonable" and plan["assurance"] == "limited"
                   or materiality > decimal9.parse(plan["materiality"]) for plan in own):
                return True
            if any(self._exceeds(seq, record, materiality) for seq in self.standing_samples(period)
                   for _, record in self._binding(seq)):
                return True
        return self.overstated_in(act["reports"], party) > decimal9.parse(act["misstated"])

    def _has_sampled(self, report, party):
        """Whether an auditor has recorded a sample of a report."""
        return any(self.commitments[self.samples[seq]["commitment"]][1] == party
                   and report.seq in self.commitments[self.samples[seq]["commitment"]][0]["reports"] for seq in self.found)

    def _in_question(self, seq):
        """Whether the key is that signed a commitment, a draw or a record."""
        key, time = self.signed[seq]
        return key.questioned(time)

    def _draw_in_question(self, seq):
        commitment = self.samples[seq]["commitment"]
        return any(self._in_question(each) for each in (seq, commitment, self.challenges[commitment][0]))

    def _measures(self, period, party):
        """The plans that an opinion of `party` may not go beyond."""
        plans = []
        for seq, plan, by in self._samples_of(period):
            if by == party:
                plans = plans + [plan] if self._draw_in_question(seq) else [plan]
        return plans

    def _binding(self, seq):
        """(seq, act) of the records of a sample from the last on that is not in question."""
        records = self.records[seq]
        sure = [place for place, (entry, _) in enumerate(records) if not self._in_question(entry)]
        return records[sure[-1]:] if sure else records

    def _samples_of(self, period):
        """(seq of the draw, plan, party) of each sample drawn of a period, in order."""
        for seq, draw in self.samples.items():
            plan, party = self.commitments[draw["commitment"]]
            if self._covers(draw["commitment"], period):
                yield seq, plan, party

    def _exceeds(self, seq, record, materiality):
        reports = self.named(self.commitments[self.samples[seq]["commitment"]][0])
        limit = decimal9.multiply(materiality, abs(sum(decimal9.parse(report.act["reduction"]) for report in reports)))
        return decimal9.parse(record["bound"]) > limit

    def standing_samples(self, period):
        """The recorded samples of a period that no other answers."""
        recorded = [(seq, plan) for seq, plan, _ in self._samples_of(period) if seq in self.found]

        def answers(other, by, seq, plan):
            if self._draw_in_question(other) or self._in_question(self._binding(other)[0][0]):
                return False
            return (self._report_of(other, period) > self._report_of(seq, period) and other > self._binding(seq)[0][0]
                    and (by["assurance"] == "reasonable" or plan["assurance"] == "limited")
                    and decimal9.parse(by["materiality"]) <= decimal9.parse(plan["materiality"]))
        return [seq for seq, plan in recorded if not any(answers(*other, seq, plan) for other in recorded)]

    def _report_of(self, draw, period):
        """The seq of the report of a period that a sample is drawn from."""
        named = self.named(self.commitments[self.samples[draw]["commitment"]][0])
        return next(report.seq for report in named if report.act["period"] == period)

    def projected_in(self, reports):
        """What samples project in these reports: of each the greatest of those that stand."""
        return sum(max((decimal9.parse(record["projected"])
                        for sample in self.standing_samples(self.reports[seq].act["period"])
                        for _, record in self._binding(sample)), default=0)
                   for seq in reports)

    def overstated_in(self, reports, party):
        """What samples project in these reports, and an auditor's records of completeness."""
        return self.projected_in(reports) + self.omitted_in(reports, party)

    def omitted_in(self, reports, party):
        """What an auditor's records of completeness project as left out: by report and book the greatest of those that bind
        and did not count in a report before."""
        total, counted = 0, set()
        for report in reports:
            books = {}
            for seq, record in self.binding_completeness(self.reports[report].period):
                if record.party == party and seq not in counted:
                    counted.add(seq)
                    books[record.act["book"]] = max(books.get(record.act["book"], 0), record.projected())
            total += sum(books.values())
        return total

    def binding_completeness(self, period):
        """(seq, record) of the records of completeness of a period, each that no later one of the auditor and book answers."""
        of_period = [(seq, record) for seq, record in self.completeness.items() if record.covers(period)]
        return [(seq, record) for seq, record in of_period
                if not any(later > seq and other.party == record.party and other.act["book"] == record.act["book"]
                           and not self._in_question(later) for later, other in of_period)]

    def due_before(self, commitment, draw):
        """What samples before the entry `draw` of earlier reports of a period, or released ones, leave to be drawn again: the
        collections that they drew, and the categories of which a cycle went beyond the cap."""
        reports, found, whole = self.named(self.commitments[commitment][0]), set(), set()
        for seq, act in self.samples.items():
            pairs = [(old, report) for report in reports for old in self.named(self.commitments[act["commitment"]][0])
                     if old.period == report.period]
            released = self.released.get(act["commitment"], draw) < draw
            if seq < draw and any(old.seq < report.seq or released for old, report in pairs):
                found |= set(act["cycles"])
                for entry, record in self.records.get(seq, []):
                    if entry < draw:
                        whole |= set(record.get("beyond_cap", []))
        return found, whole

    def to_dispose_of(self, reports):
        """What an unmodified opinion on these reports has to answer: opinions, and records of samples."""
        found = set()
        for report in reports:
            found |= {seq for other in self.reports.values() if other.period == report.period for seq in other.modified}
            for seq, plan, _ in self._samples_of(report.act["period"]):
                found |= {entry for entry, act in self.records.get(seq, [])
                          if self._exceeds(seq, act, decimal9.parse(plan["materiality"]))}
            found |= {seq for seq, record in self.completeness.items()
                      if record.act["found"] < record.act["drawn"] and record.covers(report.period)}
        return found

    def held_up_by_a_lapse(self):
        """Whether some period counts by an opinion that has lapsed."""
        return any(report.waits() for report in self.counted_reports())

    def counted_reports(self):
        """Of each period the last report that counts, by period."""
        return self._last_of_periods(report for report in self.reports.values() if report.counts())

    def uncovered_spans(self):
        """Of a closed project, what no report covers by which a period counts."""
        spans, (start, end) = [], self.crediting
        if self.state != "closed":
            return spans
        for report in self.counted_reports():
            if start < report.period[0]:
                spans.append((start, report.period[0]))
            start = report.period[1]
        return spans + ([(start, end)] if start < end else [])

    def standing_reports(self):
        return self._last_of_periods(self.reports.values())

    @staticmethod
    def _last_of_periods(reports):
        found = {report.period: report for report in reports}
        return [found[period] for period in sorted(found)]

    def disputed(self, outcome):
        """The collections disputed, with this outcome; None: the open ones."""
        return {dispute.entry for dispute in self.disputes.values() if dispute.outcome == outcome}

    def opinions_touching(self, vintage):
        """The entries of all opinions ever given on a period that has an instant in the year."""
        start, end = values.start_of_year(vintage), values.start_of_year(vintage + 1)
        return sorted({seq for report in self.reports.values() if report.period[0] < end and start < report.period[1]
                       for seq in report.opinions})

    def initial_beneficiary(self, vintage):
        """The holder that units of a vintage are issued to; None: the developer."""
        last = max((seq for seq, act in self.namings.items() if act["vintage"] <= vintage), default=None)
        return self.namings[last]["holder"] if last in self.namings_accepted else None

    def issued_before(self, vintage):
        return sum(issued.count for issued in self.issuances.values() if issued.vintage == vintage)

    def cancelled(self, vintage):
        return sum(issued.corrected(vintage) for issued in self.issuances.values())

    def take_set_off(self, into, out, kg):
        """What counts into and out of a vintage; None where that one is another project's."""
        self.set_offs.append((into, out, kg))

    def set_off(self, vintage):
        """(into, out of) a vintage."""
        return (sum(kg for into, _, kg in self.set_offs if into == vintage),
                sum(kg for _, out, kg in self.set_offs if out == vintage))

    def owed(self, vintage, creditable):
        into, out = self.set_off(vintage)
        units = self.issued_before(vintage) - self.cancelled(vintage)
        return decimal9.checked(creditable - 1000 * decimal9.ONE * units + into - out)


class Completeness:
    """What an auditor drew from a book, and how much of it the ledger has."""

    def __init__(self, act, party, reports):
        self.act, self.party = act, party
        self.span = reports[0].period[0], reports[-1].period[1]

    def covers(self, period):
        return self.span[0] <= period[0] and period[1] <= self.span[1]

    def projected(self):
        """Of the whole book, rounded up."""
        return -(-decimal9.parse(self.act.get("omitted_kgco2e", "0")) * self.act["listed"] // self.act["drawn"])


class Dispute:
    """Of another project's collection, `entry`."""

    def __init__(self, entry):
        self.entry, self.outcome = entry, None


_NO_LINES = hashlib.sha256(b"lcl lines 1\n").hexdigest()


class Question(NamedTuple):
    asker: str
    act: dict
    answers: list   # (seq, act)


class Given(NamedTuple):
    """An opinion, with what the reports that it is on come to together."""

    seq: int
    act: dict
    key: object
    time: int
    reduction: int


class Report:
    def __init__(self, seq, act, made, payload):
        self.seq, self.act, self.made, self.payload = seq, act, made, payload
        self.period = dates(act["period"])
        self.given = None       # the last opinion, unless it was reopened
        self.opinions = []      # seqs of all that were ever given
        self.modified = []      # of these, those that are not unmodified
        self.forgone = False

    @property
    def opinion(self):
        """(seq, act, party) of the one that stands, or None."""
        if self.given is None or self._has_lapsed():
            return None
        return self.given.seq, self.given.act, self.given.key.party

    def _has_lapsed(self):
        return self.given.act["opinion"] == "unmodified" and self.given.key.questioned(self.given.time)

    def has_lines(self):
        return self.act["lines"] != _NO_LINES

    def waits(self):
        """Whether it counts by an opinion that has lapsed."""
        return not self.forgone and self.has_lines() and self.given is not None and self._has_lapsed()

    def counts(self):
        """Whether what its cycles come to counts in what is owed."""
        return self.forgone or self.given is not None or not self.has_lines()

    def credits(self):
        """Whether what its cycles avoid counts too: its opinion, even one that has lapsed, is clean."""
        if self.forgone:
            return False
        if self.given is None:
            return self.counts()
        return self.given.act["opinion"] == "unmodified" and not self.is_misstated()

    def is_misstated(self):
        """Misstatements that are material: schemas/README.md, section Reports, opinions, issuances."""
        misstated, materiality = (decimal9.parse(self.given.act[name]) for name in ("misstated", "materiality"))
        return misstated != 0 and not misstated < decimal9.multiply(materiality, abs(self.given.reduction))
