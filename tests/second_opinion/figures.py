# SPDX-License-Identifier: Apache-2.0
"""Derived figures of reports, issuances and set-offs: schemas/README.md, section Reports, opinions, issuances,
and Acts, rule 12. Each function gives the word of what is wrong, or None; the registry is as it was before the
act, `root_at` gives the log's root at a size."""
import decimal9
import sampling
import serials
from formula_syntax import Fault
from registry import dates
from tally import Tally, creditable, whole_units
from uncertainty import taken_off

FIGURES = ("period_reported", "collection_disputed", "sample_committed", "sample_drawn", "sample_recorded", "units_issued", "units_cancelled", "debt_set_off",
           "debt_stated")


def are_stated_by(kind, act):
    """Whether an act rests on figures."""
    return kind in FIGURES and (kind != "units_cancelled" or act["reason"] == "correction")


class Vintages:
    """What a project's vintages are worth at one size of the log, over all periods that count."""

    def __init__(self, registry, devices, project, size):
        self._project = project
        self._methodology = registry.methodologies[project.methodology]
        self._discounts = self._methodology.discounts
        self._shifts = ({}, {})     # as seen, and now: by vintage, what groups of uncertain factors change
        self._tallies, self._lesser, self._undisputed = [], {}, {}
        self._misstated = {}    # seq of an opinion → what of it is still to be taken off
        upheld, in_dispute = project.disputed("upheld"), project.disputed("upheld") | project.disputed(None)
        for report in project.counted_reports():
            now = Tally(registry, devices, project.id, report.period, size)
            seen = Tally(registry, devices, project.id, report.period, report.act["checkpoint"]["size"])
            if report.forgone:
                for vintage in now.vintages():
                    sums = now.sums_of(vintage)
                    rest = decimal9.add(decimal9.subtract(sums["net"], sums["avoided"]), sums["baseline"])
                    lost = min(sums["net"], rest)
                    self._lesser[vintage] = decimal9.add(self._lesser.get(vintage, 0), lost)
                    self._undisputed[vintage] = decimal9.add(self._undisputed.get(vintage, 0), lost)
                for entry in project.disputed(None):
                    for vintage, kg in now.given_back_to(entry).items():
                        self._undisputed[vintage] = decimal9.add(self._undisputed.get(vintage, 0), kg)
            else:
                if report.credits() and self._methodology.computes_uncertainty:
                    self._add_shifts(seen, now)
                self._add(report, *(self._credited(report.credits(), (seen.lines(void), seen.of_period()),
                                                   (now.lines(void), now.of_period()))
                                    for void in (upheld, in_dispute)))
            self._tallies.append(now)
            for tally in (seen, now):
                for vintage in tally.vintages():
                    whole_units(tally.creditable(vintage))
        for span in project.uncovered_spans():
            now = Tally(registry, devices, project.id, span, size)
            for into, void in ((self._lesser, frozenset()), (self._undisputed, in_dispute)):
                stands = now.lines(void), now.of_period()
                for vintage, kg in self._credited(False, stands, stands).items():
                    if kg:
                        into[vintage] = decimal9.add(into.get(vintage, 0), kg)
        for vintage in self._touched():
            whole_units(self.owed(vintage))

    @staticmethod
    def _credited(gives_credit, seen, now):
        """Of each cycle the lesser of what was seen and what stands, less the greater of what both take off that is
        no cycle's; where there is no credit, no cycle comes to more than 0. Both are (lines, amounts of the period)."""
        credited, uncredited = {}, {}
        for name in seen[0].keys() | now[0].keys():
            kg, vintage = min(seen[0].get(name, 0), now[0].get(name, 0)), name[-1]
            credited[vintage] = decimal9.add(credited.get(vintage, 0), kg)
            uncredited[vintage] = decimal9.add(uncredited.get(vintage, 0), min(kg, 0))
        for vintage in credited.keys() | seen[1].keys() | now[1].keys():
            off = max(seen[1].get(vintage, 0), now[1].get(vintage, 0))
            credited[vintage] = decimal9.subtract(credited.get(vintage, 0), off)
            if not gives_credit:
                credited[vintage] = min(credited[vintage], uncredited.get(vintage, 0))
        return credited

    def _add(self, report, credited, undisputed):
        off = self._taken_off(report.given, credited) if report.credits() and report.given is not None else {}
        for into, sums in ((self._lesser, credited), (self._undisputed, undisputed)):
            for vintage, kg in sums.items():
                into[vintage] = decimal9.add(into.get(vintage, 0), kg - off.get(vintage, 0))

    def _add_shifts(self, seen, now):
        for into, tally in zip(self._shifts, (seen, now)):
            for vintage in tally.vintages():
                sums = into.setdefault(vintage, dict.fromkeys(self._methodology.groups, (0, 0)))
                for group, (low, high) in tally.uncertainty().shifts(vintage).items():
                    sums[group] = decimal9.add(sums[group][0], low), decimal9.add(sums[group][1], high)

    def _uncertain(self, vintage):
        """What is taken off for what is uncertain: as it was seen or as it stands, whichever is more."""
        groups = self._methodology.groups
        return max((sum(taken_off(groups, sums[vintage])) for sums in self._shifts if vintage in sums), default=0)

    def _taken_off(self, given, credited):
        """What the opinion states as misstated, or samples project, of what is credited: earliest vintages first."""
        left = self._misstated.setdefault(given.seq, max(decimal9.parse(given.act["misstated"]),
                                                         self._project.overstated_in(given.act["reports"], given.key.party)))
        off = {}
        for vintage in sorted(credited):
            off[vintage] = min(left, max(credited[vintage], 0))
            left -= off[vintage]
        self._misstated[given.seq] = left
        return off

    def sums(self, vintage):
        """avoided, emitted and given back as they stand, and as `reduction` what is credited."""
        total = {"reduction": self._lesser.get(vintage, 0)}
        for tally in self._tallies:
            for name, kg in tally.sums_of(vintage).items():
                total[name] = decimal9.add(total.get(name, 0), kg)
        return total

    def creditable(self, vintage):
        return creditable(self._lesser.get(vintage, 0), self._discounts, self._uncertain(vintage))

    def _as_given_back(self, vintage):
        """What is owed if all that is in dispute is given back."""
        return self._project.owed(vintage, self.creditable(vintage))

    def owed(self, vintage):
        """What is in dispute makes no debt."""
        owed = self._as_given_back(vintage)
        if owed >= 0:
            return owed
        undisputed = creditable(self._undisputed.get(vintage, 0), self._discounts, self._uncertain(vintage))
        return max(owed, min(0, self._project.owed(vintage, undisputed)))

    def withheld(self, vintage):
        """What of a vintage that is owed something is kept for what is in dispute and other vintages do not cover."""
        touched = self._touched()
        uncovered = sum(self.owed(year) - self._as_given_back(year) for year in touched)
        free = max(0, sum(max(0, self.owed(year)) for year in touched) - uncovered)
        return max(0, self.owed(vintage) - free)

    def reserve(self, vintage, today):
        return self._methodology.reserved(self.creditable(vintage), vintage, today)

    def document(self, today):
        return [{"creditable": decimal9.form(self.creditable(vintage)),
                 "disputed": decimal9.form(self._undisputed.get(vintage, 0) - self._lesser.get(vintage, 0)),
                 "owed": decimal9.form(self.owed(vintage)),
                 "reduction": decimal9.form(self._lesser.get(vintage, 0)),
                 "reserve": decimal9.form(self.reserve(vintage, today)),
                 "units": whole_units(self.owed(vintage) - self.withheld(vintage) - self.reserve(vintage, today)),
                 "vintage": vintage,
                 "withheld": decimal9.form(self.withheld(vintage))} for vintage in sorted(self._touched())]

    def _touched(self):
        touched = {issued.vintage for issued in self._project.issuances.values()} | set(self._lesser)
        touched |= set(self._undisputed)
        for issued in self._project.issuances.values():
            touched |= issued.settled()
        for into, out, _ in self._project.set_offs:
            touched |= {into, out} - {None}
        for tally in self._tallies:
            touched |= set(tally.vintages())
        return touched

    def any_in_debt(self):
        return any(self.owed(vintage) < 0 for vintage in self._touched())


def _period_reported(registry, devices, project, act, seq, root_at):
    size = act["checkpoint"]["size"]
    tally = Tally(registry, devices, project.id, dates(act["period"]), size)
    if tally.digest(root_at(size)) != act["tally"] or decimal9.form(tally.net()) != act["reduction"]:
        return "figures_differ"
    return None if tally.lines_digest() == act["lines"] else "figures_differ"


def _collection_disputed(registry, devices, project, act, seq, root_at):
    given = Tally(registry, devices, project.id, project.crediting, seq).given_back_to(act["entry"])
    return None if any(given.values()) else "nothing_to_dispute"


def _frame(registry, devices, project, reports):
    """What the reports of a sample are drawn from, and what they state as reduced."""
    size = max(report.act["checkpoint"]["size"] for report in reports)
    span = min(report.period[0] for report in reports), max(report.period[1] for report in reports)
    return (sampling.frame(registry, devices, project.id, span, size),
            sum(decimal9.parse(report.act["reduction"]) for report in reports))


def _drawn(registry, devices, project, act, draw):
    """The frame and the sample of a `sample_drawn`, by all that it rests on."""
    plan, _ = project.commitments[act["commitment"]]
    reports = project.named(plan)
    items, reduction = _frame(registry, devices, project, reports)
    wrong, whole = project.due_before(act["commitment"], draw)
    due = {device for device in devices if any(event.seq in wrong for event in devices[device])}
    seed = sampling.seed([report.payload for report in reports], act["number"],
                         project.challenges[act["commitment"]][1]["challenge"])
    return items, sampling.Sample(plan, items, reduction, seed, due, whole)


def _sample_committed(registry, devices, project, act, seq, root_at):
    return None if _frame(registry, devices, project, project.named(act))[0] else "nothing_to_sample"


def _sample_drawn(registry, devices, project, act, seq, root_at):
    items, sample = _drawn(registry, devices, project, act, seq)
    follows = {"population": len(items), "kgco2e": decimal9.form(sample.total),
               "interval": decimal9.form(sample.interval), "size": len(sample.items), "sample": sample.digest(),
               "cycles": [item.seq for item in sample.items]}
    return None if all(act[name] == value for name, value in follows.items()) else "figures_differ"


def _sample_recorded(registry, devices, project, act, seq, root_at):
    _, sample = _drawn(registry, devices, project, project.samples[act["sample"]], act["sample"])
    concluded = sample.conclusion([(result["seq"], sampling.found_in(result)) for result in act["results"] if result["result"] != "right"])
    projected, bound, beyond = concluded
    stated = act["projected"], act["bound"], act.get("beyond_cap", [])
    return None if stated == (decimal9.form(projected), decimal9.form(bound), beyond) else "figures_differ"


def _units_issued(registry, devices, project, act, seq, root_at):
    report, size = project.report(act["report"]), act["checkpoint"]["size"]
    then = report.act["checkpoint"]["size"]
    if size != seq:
        return "figures_differ"
    at_report = Tally(registry, devices, project.id, report.period, then)
    if at_report.digest(root_at(then)) != report.act["tally"]:
        return "figures_differ"
    now = Tally(registry, devices, project.id, report.period, size)
    if now.digest(root_at(size)) != act["tally"]:
        return "figures_differ"
    vintages = Vintages(registry, devices, project, size)
    if vintages.any_in_debt():
        return "vintage_in_debt"
    if any(Vintages(registry, devices, before, size).any_in_debt() for before in registry.predecessors(project)):
        return "vintage_in_debt"
    sums = vintages.sums(act["vintage"])
    if any(decimal9.form(sums[name]) != act[name] for name in ("avoided", "emitted", "given_back", "baseline", "leakage", "reduction")):
        return "figures_differ"
    if decimal9.form(vintages.creditable(act["vintage"])) != act["creditable"]:
        return "figures_differ"
    return None if decimal9.form(vintages.withheld(act["vintage"])) == act.get("withheld", "0") else "figures_differ"


def _debt_set_off(registry, devices, project, act, seq, root_at):
    if act["checkpoint"]["size"] != seq:
        return "figures_differ"
    debtor = Vintages(registry, devices, registry.projects[act.get("of_project", project.id)], seq)
    payer, kg = Vintages(registry, devices, project, seq), decimal9.parse(act["kgco2e"])
    if kg > -debtor.owed(act["vintage"]) or kg > payer.owed(act["from_vintage"]):
        return "nothing_to_set_off"
    return None


def _debt_stated(registry, devices, project, act, seq, root_at):
    if act["checkpoint"]["size"] != seq:
        return "figures_differ"
    debt = max(0, -Vintages(registry, devices, project, seq).owed(act["vintage"]))
    return None if act["kgco2e"] == decimal9.form(debt) else "figures_differ"


def _units_cancelled(registry, devices, project, act, seq, root_at):
    block = serials.parse(act["units"])
    debt = -Vintages(registry, devices, project, seq).owed(act.get("vintage", block.vintage))
    units = max(0, -(-debt // (1000 * decimal9.ONE)))
    return "beyond_debt" if block.last - block.first + 1 > units else None


def refusal(kind, *where):
    """The word that the figures of an act are refused with, or None."""
    try:
        return {"period_reported": _period_reported, "units_issued": _units_issued, "units_cancelled": _units_cancelled,
                "collection_disputed": _collection_disputed, "sample_committed": _sample_committed, "sample_drawn": _sample_drawn, "sample_recorded": _sample_recorded,
                "debt_set_off": _debt_set_off, "debt_stated": _debt_stated}[kind](*where)
    except (Fault, decimal9.Overflow):
        return "figures_differ"
