#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second implementation of format 1, written from schemas/ alone, which shares nothing with the program.

    second_opinion.py verify LEDGER [--pepper FILE] [--log-key VKEY] [--certifier HEX] [--checkpoint FILE …] [--json]
    second_opinion.py tally LEDGER --project P --period FROM/TO [--by LIST]

LEDGER is a ledger.db, a bundle, or a registry's folder: then its head and its pepper are used too. Exit codes: 0 sound,
1 unsound, 2 it could not be answered. `tally` prints the digested body."""
import argparse
import json
import pathlib
import sys
import time

import canonical_json
import decimal9
import figures
import notes
import tally
import values
import verify
from bundle import Withheld
from ledger_file import LedgerFile, NotALedger


def _places(path):
    """(ledger.db, text of the file head or None, pepper or None)."""
    path = pathlib.Path(path)
    if not path.is_dir():
        return path, None, None
    head, pepper = path / "head", path / "pepper.key"
    return (path / "ledger.db", head.read_text(encoding="utf-8") if head.is_file() else "",
            _pepper(pepper) if pepper.is_file() else None)


def _pepper(path):
    return bytes.fromhex(pathlib.Path(path).read_text(encoding="ascii").strip())


def _verify(options):
    path, head, pepper = _places(options.ledger)
    found = verify.run(
        LedgerFile(path),
        log_key=notes.read_vkey(options.log_key) if options.log_key else None,
        certifier=options.certifier,
        pepper=_pepper(options.pepper) if options.pepper else pepper,
        head_file=head,
        anchors=[pathlib.Path(name).read_text(encoding="utf-8") for name in options.checkpoint])
    if options.json:
        print(json.dumps(_document(found), sort_keys=True))
    else:
        for finding in found.findings:
            place = f"entry {finding.seq}" if finding.seq is not None else f"checkpoint {finding.size}"
            known = finding.seq is not None or finding.size is not None
            print(finding.word, place if known else "-", finding.detail)
    return 1 if found.findings else 0


def _vkey(registry):
    return notes.write_vkey(registry.origin, registry.log_key) if registry.is_open else None


def _document(found):
    """The answer, in the members of schemas/output/verify.schema.json that do not depend on wording."""
    words = [finding.word for finding in found.findings]
    of_bundle = {} if found.bundle is None else {"bundle": found.bundle.document()}
    return of_bundle | {
        "certifier": found.registry.certifier, "certifier_changes": found.registry.certifier_changes,
        "certifier_keys": found.registry.certifier_keys, "certifier_quorum": found.registry.quorum,
        "checkpoints": len(found.heads.sizes_stored()), "clock_corrections": found.clock_corrections(),
        "finding_count": len(found.findings), "log_key": _vkey(found.registry), "origin": found.registry.origin,
        "devices": len(found.identities.devices), "entries": found.log.size,
        "erased": found.counts["erased"], "events": found.counts["events"],
        "findings": [{name: value for name, value in finding._asdict().items() if value not in (None, "")}
                     for finding in found.findings],
        "head": {"root": found.log.root_at(found.log.size).hex(), "size": found.log.size},
        "missing": {"payloads": words.count("missing_payload"), "private_parts": words.count("missing_private")},
        "not_recomputed": found.counts["not_recomputed"], "questioned": found.questioned(), "recomputed": found.counts["recomputed"],
        "sound": not found.findings, "statements": found.counts["statements"], "unrevealed": found.unrevealed(),
        "withheld": {"devices": len(found.events.withheld_devices()), "payloads": len(found.withheld),
                     "private_parts": found.counts["withheld_private_parts"]},
    }


def _tally(options):
    body = tally_body(options.ledger, options.project, options.period, options.by)
    if body is None:
        print(f"{options.project} is no labelled project", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(body)
    return 0


def owed(ledger, project):
    """What each vintage of a labelled project is owed at the last entry. The ledger is taken to be sound."""
    path, _, _ = _places(ledger)
    found = verify.Verification(LedgerFile(path))
    found.read()
    vintages = figures.Vintages(found.registry, found.events, found.registry.projects[project], found.log.size)
    return vintages.document(time.time_ns() // 1_000_000)


def _project_over(ledger, project, period):
    """The verification of a ledger that is taken to be sound, and the ends of a period, or None of a project that is
    not labelled."""
    path, _, _ = _places(ledger)
    found = verify.Verification(LedgerFile(path))
    found.read()
    known = found.registry.projects.get(project)
    if known is None or known.methodology is None:
        return None
    ends = [values.date(day) if values.date(day) is not None else values.instant(day) for day in period.split("/")]
    if len(ends) != 2 or None in ends or ends[0] >= ends[1]:
        raise ValueError("FROM/TO are two days or instants, in order")
    return found, tuple(ends)


def tally_of(ledger, project, period, assumed=None, stated=None):
    """The tally at the last entry; under another methodology, and with other values than the project states, where these
    are given."""
    found, ends = _project_over(ledger, project, period)
    found.registry.projects[project].stated.update(stated or {})
    return tally.Tally(found.registry, found.events, project, ends, found.log.size, assumed)


def tally_body(ledger, project, period, by=None):
    """The digested body at the last entry, or None of a project that is not labelled. The ledger is taken to be
    sound: verify says whether it is."""
    over = _project_over(ledger, project, period)
    if over is None:
        return None
    found, ends = over
    size = found.log.size
    made = tally.Tally(found.registry, found.events, project, ends, size)
    return canonical_json.write(made.body(found.log.root_at(size).hex(), by.split(",") if by else []))


def explained_months(ledger, project, period):
    """How what is a period's comes about, of each category and month where anything is counted: the category, and of both
    ends until when, the facts and the figures of the steps that are evaluated there."""
    found, ends = _project_over(ledger, project, period)
    months = []
    for category, readings in tally.Tally(found.registry, found.events, project, ends, found.log.size).readings():
        if all(facts is None for _, facts, _ in readings):
            continue
        months.append((category, [
            {"until": values.instant_text(at),
             "facts": {name: decimal9.form(value) for name, value in (facts or {}).items() if name != "period.category"},
             "steps": {name: decimal9.form(value) for name, value in figures.items()} if facts else {}}
            for at, facts, figures in readings]))
    return months


def uncertainty(ledger, project, period):
    """The groups with their kinds, and the vintages, as `lcl uncertainty --json` has them."""
    found, ends = _project_over(ledger, project, period)
    made = tally.Tally(found.registry, found.events, project, ends, found.log.size).uncertainty()
    return made.groups, made.document()


def draws(ledger, project, period, number, seed):
    """By vintage the mean, the 5 % and the 95 % of X, as `lcl uncertainty --monte-carlo` has them."""
    found, ends = _project_over(ledger, project, period)
    derive = lambda document: tally.Tally(found.registry, found.events, project, ends, found.log.size, document)
    method = derive(None).methodology
    tallies = [derive(method.drawn(seed, draw)) for draw in range(1, number + 1)]
    vintages = []
    for year in sorted({year for each in tallies for year in each.vintages()}):
        nets = sorted(each.sums_of(year)["net"] if year in each.vintages() else 0 for each in tallies)
        quantile = lambda percent: decimal9.form(nets[-(-number * percent // 100) - 1])
        vintages.append({"mean": decimal9.form(decimal9.divide(sum(nets), number * decimal9.ONE)), "p5": quantile(5),
                         "p95": quantile(95), "vintage": year})
    return vintages


def main(words):
    parser = argparse.ArgumentParser(prog="second_opinion.py")
    commands = parser.add_subparsers(required=True)
    of_verify = commands.add_parser("verify")
    of_verify.add_argument("ledger")
    for name in ("--pepper", "--log-key", "--certifier"):
        of_verify.add_argument(name)
    of_verify.add_argument("--checkpoint", nargs="+", action="extend", default=[])
    of_verify.add_argument("--json", action="store_true")
    of_verify.set_defaults(run=_verify)
    of_tally = commands.add_parser("tally")
    of_tally.add_argument("ledger")
    for name in ("--project", "--period"):
        of_tally.add_argument(name, required=True)
    of_tally.add_argument("--by")
    of_tally.set_defaults(run=_tally)
    options = parser.parse_args(words)
    try:
        return options.run(options)
    except (NotALedger, Withheld, notes.Malformed, OSError, ValueError) as error:
        print(f"second_opinion.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
