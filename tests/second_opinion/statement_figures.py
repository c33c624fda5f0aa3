# SPDX-License-Identifier: Apache-2.0
"""A verification statement, made again from its ledger: schemas/README.md, sections Verification statement, Sampling and
Completeness, and schemas/plausibility.md.

Taken over from the statement, so that no comparison finds a fault in them, are what its auditor alone can say (SAID, and the
conclusion but for its sum), the anchors that the ledger was held to, and which entries followed a report's checkpoint."""
import decimal9
import figures
import plausibility
import sampling
import values
from derivation import cycles_of
from tally import Tally, whole_units

SAID = ("addressee", "auditor", "independence")


def of(found, document):
    """The statement as it has to be, of the verification of its ledger."""
    registry, size = found.registry, found.log.size
    project = registry.projects[document["project"]["id"]]
    reports = sorted((project.reports[each["entry"]] for each in document["reports"]), key=lambda report: report.period)
    reduction = sum(decimal9.parse(report.act["reduction"]) for report in reports)
    conclusion = document["conclusion"]
    methodology = registry.methodologies[project.methodology]
    made = {name: document[name] for name in SAID}
    return made | {
        "accreditations": [{"entry": seq} | {name: act[name] for name in ("body", "reference", "scope", "valid")}
                           for seq, act in registry.valid_accreditations(document["auditor"], found.last_time)],
        "completeness": _completeness(project, reports, document["auditor"]),
        "conclusion": conclusion | {"misstated": decimal9.form(sum(abs(decimal9.parse(each["kgco2e"]))
                                                                   for each in conclusion["misstatements"]))},
        "criteria": {"digest": methodology.digest} | {name: methodology.document[name] for name in ("id", "status", "version")},
        "head": {"root": found.log.root_at(size).hex(), "size": size},
        "ledger": {"anchors": document["ledger"]["anchors"], "entries": size, "events": found.counts["events"],
                   "recomputed": found.counts["recomputed"], "sound": not found.findings,
                   "signatures": found.counts["statements"] + len(found.heads.sizes_stored()),
                   "statements": found.counts["statements"]},
        "material": decimal9.form(decimal9.multiply(decimal9.parse(conclusion["materiality"]), abs(reduction))),
        "origin": registry.origin,
        "parameters": [_parameter(name, given, methodology) for name, given in sorted(project.parameters.items())],
        "period": {"from": reports[0].act["period"]["from"], "to": reports[-1].act["period"]["to"]},
        "plausibility": {"raised": sum(len(plausibility.of(found, project.id, report.period)["questions"]) for report in reports),
                         "tests": len(plausibility.TESTS)},
        "prior": _prior(project, reports, conclusion),
        "project": {"developer": project.developer, "id": project.id, "title": project.title},
        "questions": [_question(seq, question) for seq, question in project.questions.items()],
        "reduction": decimal9.form(reduction),
        "reports": [_report(found, project, report, told) for report, told in zip(reports, document["reports"])],
        "standard": "ISO 14064-3:2019",
    }


def _parameter(name, given, methodology):
    """What the label states; a value that is not by category stands under the empty text."""
    return {"name": name, "source": given["source"], "unit": methodology.document["project_parameters"][name]["unit"],
            "values": given["values"] if "values" in given else {"": given["value"]}}


def _question(seq, question):
    answers = [{"entry": entry, "text": act["text"]} for entry, act in question.answers]
    return {"answers": answers, "asker": question.asker, "entries": question.act.get("entries", []), "entry": seq,
            "text": question.act["text"]}


def _completeness(project, reports, auditor):
    span = reports[0].period[0], reports[-1].period[1]
    records = []
    for seq, record in project.completeness.items():
        if not (record.span[0] < span[1] and span[0] < record.span[1]):
            continue
        binding = [entry for entry, _ in project.binding_completeness(record.span)]
        dates = {"from": values.instant_text(record.span[0])[:10], "to": values.instant_text(record.span[1])[:10]}
        stated = {name: record.act[name] for name in ("book", "document", "drawn", "found", "listed", "omitted_kgco2e", "reason")
                  if name in record.act}
        records.append(stated | {"auditor": record.party, "entry": seq, "period": dates, "stands": seq in binding,
                                 "projected": decimal9.form(record.projected())})
    tested = all(any(record.party == auditor for _, record in project.binding_completeness(report.period)) for report in reports)
    return {"projected": decimal9.form(project.omitted_in(sorted(report.seq for report in reports), auditor)),
            "records": records, "tested": tested}


def _prior(project, reports, conclusion):
    """The opinions ever given on these periods."""
    periods = [report.period for report in reports]
    entries = {seq for other in project.reports.values() if other.period in periods for seq in other.opinions}
    standing = {report.opinion[0] for report in project.reports.values() if report.opinion}
    return [{"answered": seq in conclusion["disposes_of"], "auditor": project.opinions[seq].key.party, "entry": seq,
             "stands": seq in standing}
            | {name: project.opinions[seq].act[name] for name in ("document", "misstated", "misstatements", "opinion")}
            for seq in sorted(entries)]


def _report(found, project, report, told):
    registry, size = found.registry, found.log.size
    then = report.act["checkpoint"]["size"]
    seen, now = (Tally(registry, found.events, project.id, report.period, at) for at in (then, size))
    lines = seen.lines(), now.lines()
    collections = [event for events in found.events.values() for event in events
                   if event.kind == "collection" and event.project == project.id and event.seq not in _voided(events)
                   and report.period[0] <= event.at < report.period[1]]
    return {
        "checkpoint": {"root": found.log.root_at(then).hex(), "size": then},
        "entry": report.seq,
        "later": {"changed_cycles": sum(lines[0].get(name) != lines[1].get(name) for name in {*lines[0], *lines[1]}),
                  "entries": told["later"]["entries"], "reduction": decimal9.form(now.net())},
        "period": report.act["period"],
        "recomputed": decimal9.form(seen.net()),
        "reduction": report.act["reduction"],
        "samples": [_sample(found, project, seq) for seq, act in project.samples.items()
                    if report.seq in project.commitments[act["commitment"]][0]["reports"]],
        "tally": seen.digest(found.log.root_at(then).hex()),
        "unchecked": {"collections": len(collections)}
                     | {word: sum(event.facts.get("unchecked") == word for event in collections) for word in ("imei", "serial")},
        "vintages": [_vintage(seen, vintage) for vintage in seen.vintages()],
    }


def _voided(events):
    return {event.facts["voids"] for event in events if event.kind == "void"}


def _vintage(tally, year):
    sums, credit = tally.sums_of(year), tally.creditable(year)
    made = {name: decimal9.form(sums[name]) for name in ("avoided", "baseline", "emitted", "given_back", "leakage", "net")}
    low = {"low": decimal9.form(tally.uncertainty().low(year))} if tally.methodology.computes_uncertainty else {}
    return made | low | {"creditable": decimal9.form(credit), "units": whole_units(credit), "year": year}


def _sample(found, project, draw):
    act = project.samples[draw]
    plan, auditor = project.commitments[act["commitment"]]
    items, sample = figures._drawn(found.registry, found.events, project, act, draw)
    reduction = sum(decimal9.parse(report.act["reduction"]) for report in project.named(plan))
    size = max(report.act["checkpoint"]["size"] for report in project.named(plan))
    record = project.found.get(draw)
    results = {each["seq"]: each for each in record["results"]} if record else {}
    made = {name: plan[name] for name in ("assurance", "expected", "materiality", "method")} | {
        "auditor": auditor, "commitment": act["commitment"],
        "devices": [_device(item, _participant(found, item, size), results.get(item.seq)) for item in sample.items],
        "entry": draw, "interval": decimal9.form(sample.interval), "kgco2e": decimal9.form(sample.total),
        "population": len(items), "seed": sample.seed.hex(), "size": len(sample.items),
        "tolerable": decimal9.form(sampling.tolerable(plan, reduction))}
    if record is None:
        return made
    projected, bound, beyond = sample.conclusion([(each["seq"], sampling.found_in(each)) for each in record["results"]
                                                  if each["result"] != "right"])
    return made | ({"beyond_cap": beyond} if beyond else {}) | {
        "bound": decimal9.form(bound), "projected": decimal9.form(projected), "record": project.records[draw][-1][0],
        "within": bound <= sampling.tolerable(plan, reduction)}


def _participant(found, item, size):
    """Who sold a device last, or collected it if nobody did."""
    cycle = cycles_of(found.events[item.device], size)[item.ordinal]
    return [cycle.collection, *(event for event in cycle.events if event.kind == "resale")][-1].facts["participant"]


def _device(item, participant, result):
    made = {"book": decimal9.form(item.book), "category": item.category, "certain": item.certain, "collection": item.seq,
            "device": item.device, "participant": participant}
    if result is None:
        return made
    worth = {"right": item.book, "not_available": item.book - item.wholly_wrong()}.get(result["result"])
    worth = decimal9.parse(result["found_kgco2e"]) if worth is None else worth
    return made | {"found": decimal9.form(worth)} | ({"text": result["text"]} if "text" in result else {})
