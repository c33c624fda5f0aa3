# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation asked of the same file, and what each answers.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import concurrent.futures
import hashlib
import json
import pathlib
import subprocess
import tempfile
import unittest

import decimal9
import second_opinion
import statement_figures
import verify
from bundle import Withheld
from formula_syntax import Fault
from labelled_registry import command, lcl
from ledger_file import LedgerFile, NotALedger

PERIODS = ("2024-01-01/2025-01-01", "2024-07-01/2027-01-01")
GROUPINGS = ("", "category,month", "participant,approval", "reconditioning", "month,reconditioning,effect",
             "category,territory,effect")


def of_program(folder, *more):
    """(exit code, findings in order as (word, seq, size), the document)."""
    done = subprocess.run([*command("verify", folder, "--json"), *map(str, more)], capture_output=True, text=True,
                          check=False)
    document = json.loads(done.stdout) if done.returncode < 2 else {"findings": []}
    return done.returncode, [(f["word"], f.get("seq"), f.get("size")) for f in document["findings"]], document


def of_second(folder, **brought):
    path, head, pepper = second_opinion._places(folder)
    try:
        found = verify.run(LedgerFile(path), head_file=head, pepper=pepper, **brought)
    except NotALedger:
        return 2, [], {}
    return (1 if found.findings else 0, [(f.word, f.seq, f.size) for f in found.findings],
            second_opinion._document(found))


def tally_of_program(ledger, project, period, by):
    """(exit code, the answer's document)."""
    words = command("tally", "--registry", ledger, "--project", project, "--period", period, "--json")
    done = subprocess.run([*words, *(["--by", by] if by else [])], capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def tally_of_second(ledger, project, period, by):
    """(exit code, the digested body)."""
    try:
        body = second_opinion.tally_body(ledger, project, period, by)
    except (Withheld, Fault, decimal9.Overflow):
        return 2, None
    return (0, body) if body is not None else (1, None)


_OWED = ("creditable", "disputed", "owed", "reduction", "reserve", "units", "vintage", "withheld")


def owed_of_program(ledger, project):
    done = subprocess.run(command("units", "owed", project, "--registry", ledger, "--json"), capture_output=True,
                          text=True, check=True)
    return [{name: vintage[name] for name in _OWED} for vintage in json.loads(done.stdout)["vintages"]]


def months_of_program(ledger, project, period):
    """As second_opinion.explained_months, and what each month adds."""
    done = subprocess.run(command("explain", "--registry", ledger, "--project", project, "--period", period, "--json"),
                          capture_output=True, text=True, check=True)
    months = json.loads(done.stdout)["months"]
    ends = lambda month: [{"until": month[end]["until"], "facts": month[end]["facts"] if month[end]["steps"] else {},
                           "steps": {step["name"]: step["result"] for step in month[end]["steps"]}}
                          for end in ("start", "end")]
    return [(month["category"], ends(month)) for month in months], [month["amounts"] for month in months]


def owed_of_second(ledger, project):
    return second_opinion.owed(ledger, project)


class SecondOpinionCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls._folder.cleanup)
        cls.folder = pathlib.Path(cls._folder.name)

    def agree_on_soundness(self, folder):
        with concurrent.futures.ThreadPoolExecutor(1) as beside:
            asked = beside.submit(of_program, folder)
            second = of_second(folder)
            program = asked.result()
        self.assertEqual(second[0], program[0], f"{second[1]} {program[1]}")
        self.assertEqual(second[1], program[1])
        for name in ("erased", "missing", "withheld") if program[0] < 2 else ():
            self.assertEqual(second[2][name], program[2][name], name)
        if program[0] == 0:
            for name, value in second[2].items():
                if name != "findings":
                    self.assertEqual(value, program[2][name], name)
        return program

    def agree_on_tally(self, ledger, project, period, by=""):
        """Both give the same tally, to the byte, or neither gives one. The exit code, and the digest."""
        (program, answer), (second, body) = (of(ledger, project, period, by)
                                             for of in (tally_of_program, tally_of_second))
        self.assertEqual(second, program)
        if program != 0:
            return program, None
        self.assertEqual(json.loads(body), answer["tally"])
        self.assertEqual(hashlib.sha256(body).hexdigest(), answer["digest"])
        return program, answer["digest"]

    def agree_on_months(self, ledger, project, period):
        """Both explain the same months in the same way, and what these add is what the tally has of their effects."""
        program, amounts = months_of_program(ledger, project, period)
        self.assertEqual(program, second_opinion.explained_months(ledger, project, period))
        tally = tally_of_program(ledger, project, period, "")[1]["tally"]
        for effect in ("baseline", "leakage"):
            added = sum(decimal9.parse(each["kg_co2e"]) for month in amounts for each in month if each["effect"] == effect)
            self.assertEqual(decimal9.form(added), tally["sums"][effect], effect)

    def agree_on_statement(self, ledger, project, reports, auditor, independence, *words):
        """Both make the same verification statement, drafted with these options. The statement."""
        draft = self.folder / "statement.json"
        named = [word for report in reports for word in ("--report", report)]
        lcl("opinion", "draft", project, *named, "--auditor", auditor, "--independence", independence, "--assurance", "limited",
            *words, "--output", draft, "--force", "--registry", ledger)
        document = json.loads(draft.read_text(encoding="utf-8"))
        path, head, pepper = second_opinion._places(ledger)
        found = verify.run(LedgerFile(path), head_file=head, pepper=pepper)
        self.assertEqual(found.findings, [])
        self.assertEqual(document, statement_figures.of(found, document))
        return document

    def agree_on_tallies(self, ledger, project="DEMO"):
        for period in PERIODS:
            for by in GROUPINGS:
                self.assertEqual(self.agree_on_tally(ledger, project, period, by)[0], 0)
