#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of collections that are disputed: what is sound, what is not,
and to the digit what the project is owed.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import random
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import SecondOpinionCase, owed_of_program, owed_of_second  # noqa: E402
from forge import Forgery  # noqa: E402
from labelled_registry import generated_log  # noqa: E402
from two_projects import TwoProjects, collected_again  # noqa: E402

PERIOD = "2024-01-01/2026-04-01"


class Disputes(SecondOpinionCase):
    """DEMO was issued units of 2024; OTHER has collected again what DEMO sold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = registry = TwoProjects(cls.folder)
        cls.log = log = generated_log(cls.folder / "log.ndjson", 150, 3, "ndjson", "--second-cycle-share", "0%")
        registry.submit_to("DEMO", log)
        registry.report("DEMO", PERIOD)
        cls.report = registry.last("period_reported")
        registry.run("project", "exclusive", "DEMO", "--period", PERIOD, "--declaration", registry.document, "--key",
                     registry.developer)
        registry.run("opinion", "give", "DEMO", "--report", cls.report, "--opinion", "unmodified", "--assurance",
                     "limited", "--materiality", "0.05", "--document", registry.document, "--independence",
                     registry.document, "--key", registry.auditor)
        cls.issue("2024")
        again = collected_again(log, cls.folder / "again.ndjson", "2026-02-01T00:00:00Z", 12)
        registry.submit_to("OTHER", again)
        cls.collections = [each["entry"] for each in cls.listed() if "gives_back" in each]
        assert len(cls.collections) >= 6, cls.collections
        cls.before = registry.path

    def setUp(self):
        self.registry.path = self.folder / self.id().rpartition(".")[2]
        shutil.copytree(self.before, self.registry.path)
        self.registry.adopt()

    @classmethod
    def issue(cls, vintage, *more):
        return cls.registry.run("units", "issue", "DEMO", "--report", cls.report, "--vintage", vintage, "--decision",
                                "DGEC 1", "--decided-on", "2026-05-01", "--key", cls.registry.certifier, *more)

    @classmethod
    def listed(cls):
        return json.loads(cls.registry.run("dispute", "list", "DEMO", "--json"))["collections"]

    def dispute(self, entry):
        return self.registry.dispute("DEMO", entry)

    def settle(self, dispute, outcome):
        self.registry.settle("DEMO", dispute, outcome)

    def agree(self):
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)
        for project in ("DEMO", "OTHER"):
            self.agree_on_tally(self.registry.path, project, PERIOD)
            self.assertEqual(owed_of_second(self.registry.path, project), owed_of_program(self.registry.path, project))
        return owed_of_program(self.registry.path, "DEMO")

    def test_open_upheld_and_rejected(self):
        self.assertTrue(any(each["owed"].startswith("-") for each in self.agree()))
        chance = random.Random(11)
        disputes = []
        for entry in self.collections:
            disputes.append(self.dispute(entry))
            if chance.random() < 0.6:
                self.settle(disputes.pop(chance.randrange(len(disputes))), chance.choice(("upheld", "rejected")))
            self.agree()
        for dispute in disputes:
            self.settle(dispute, "upheld")
        self.agree()
        for project in ("DEMO", "OTHER"):
            bundle = self.registry.bundle(project, self.folder / "bundle")
            self.assertEqual(self.agree_on_soundness(bundle)[0], 0)
            self.assertEqual(self.agree_on_tally(bundle, project, PERIOD),
                             self.agree_on_tally(self.registry.path, project, PERIOD))

    def test_what_comes_back_after_a_closure(self):
        later = self.folder / "later.ndjson"
        collected_again(self.log, later, "2026-05-01T00:00:00Z", 18)
        later.write_text("".join(later.read_text(encoding="utf-8").splitlines(True)[12:]), encoding="utf-8")
        self.registry.submit_to("OTHER", later)
        self.registry.run("project", "close", "DEMO", "--on", "2026-04-01", "--reason", "over", "--key",
                          self.registry.developer)
        before = self.agree()
        for each in self.listed()[-3:]:
            self.dispute(each["entry"])
        self.assertNotEqual(self.agree(), before)

    def test_nothing_is_issued_of_what_is_withheld(self):
        for entry in self.collections:
            self.dispute(entry)
        owed = {each["vintage"]: each for each in self.agree()}
        self.assertFalse(any(each["owed"].startswith("-") for each in owed.values()))
        self.assertNotEqual(owed[2025]["withheld"], "0")
        self.issue("2025")
        self.agree()
        issued = Forgery(self.registry.path, self.folder / "read").payload(self.registry.last("units_issued"))["act"]
        self.assertEqual(issued["withheld"], owed[2025]["withheld"])

    def spoilt(self, key, kind, change):
        """The finding where a statement is appended that the program would refuse."""
        forged = Forgery(self.registry.path, self.folder / "spoilt")
        seen = forged.seen()
        forged.statement(key, kind, change(forged, seen), "DEMO", seen=seen)
        program = self.agree_on_soundness(forged.finish())
        self.assertEqual(program[0], 1)
        return {word for word, _, _ in program[1]}

    def test_spoilt_ledgers(self):
        first, second = self.collections[:2]
        rejected = self.dispute(first)
        self.settle(rejected, "rejected")
        opened = self.dispute(second)
        developer, certifier = self.registry.developer, self.registry.certifier
        settlement = {"outcome": "upheld", "reason": "x"}
        for name, (key, kind, act) in {
                "the same collection disputed again": (developer, "collection_disputed", {"entry": first, "reason": "x"}),
                "a dispute of nothing": (developer, "collection_disputed", {"entry": 2, "reason": "x"}),
                "a dispute of what is to come": (developer, "collection_disputed", {"entry": 10**9, "reason": "x"}),
                "a developer settles": (developer, "dispute_settled", {"dispute": opened} | settlement),
                "settled twice": (certifier, "dispute_settled", {"dispute": rejected} | settlement),
                "settled in other words": (certifier, "dispute_settled", {"dispute": opened, "outcome": "so", "reason": "x"}),
        }.items():
            with self.subTest(name):
                self.assertEqual(len(self.spoilt(key, kind, lambda *_, act=act: act)), 1)

    def test_what_is_withheld_is_left_out_of_an_issuance(self):
        for entry in self.collections:
            self.dispute(entry)
        would = json.loads(self.issue("2025", "--dry-run", "--json"))["would_append"]["act"]
        units = int(would["owed"].partition(".")[0]) // 1000

        def without(_, seen):
            return {name: value for name, value in would.items() if name != "withheld"} | {
                "checkpoint": seen, "count": units}
        self.assertEqual(self.spoilt(self.registry.certifier, "units_issued", without), {"wrong_figures"})


if __name__ == "__main__":
    unittest.main()
