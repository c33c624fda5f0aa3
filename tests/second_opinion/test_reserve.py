#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of what a method keeps in reserve: of what is owed, of an
issuance, and of one that keeps too little, too much or too long.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import SecondOpinionCase, owed_of_program, owed_of_second  # noqa: E402
from forge import Forgery  # noqa: E402
from labelled_registry import METHODOLOGY, LabelledRegistry, generated_log, lcl  # noqa: E402

LATER = "2999-01-01T00:00:00.000Z"


def keeping_a_half(folder, years):
    """The reference, with half of each vintage kept."""
    document = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
    document["parameters"] |= {"kept": {"value": "0.5", "unit": "1", "assumption": True},
                               "longest_life": {"value": years, "unit": "year", "assumption": True}}
    document["reserve"] = {"share": "kept", "years": "longest_life"}
    path = folder / f"keeping-{years}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


class Reserve(SecondOpinionCase):
    """DEMO of 2024, audited, under a method that keeps half of it until 2125: 99.5 years, the last of which has begun."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder
        cls.registry = registry = LabelledRegistry(folder, keeping_a_half(folder, "99.5"))
        registry.submit(generated_log(folder / "log.ndjson", 300, 3))
        auditor, document = folder / "auditor.pem", folder / "document"
        document.write_text("a document", encoding="utf-8")
        registry.enrol_auditor(auditor)
        registry.run("report", "file", "DEMO", "--period", "2024", "--estimate", "4", "--key", registry.developer)
        cls.report = json.loads(registry.run("log", "--kind", "period_reported", "--json"))["entries"][-1]["entry"]["seq"]
        registry.run("project", "exclusive", "DEMO", "--period", "2024", "--declaration", document, "--key", registry.developer)
        registry.run("opinion", "give", "DEMO", "--report", cls.report, "--opinion", "unmodified", "--assurance", "reasonable",
                     "--materiality", "0.05", "--document", document, "--independence", document, "--key", auditor)
        cls.would = json.loads(cls.issue("--dry-run", "--json"))["would_append"]["act"]

    @classmethod
    def issue(cls, *more):
        return cls.registry.run("units", "issue", "DEMO", "--report", cls.report, "--vintage", "2024", "--decision", "DGEC 1",
                                "--decided-on", "2025-06-01", "--key", cls.registry.certifier, *more)

    def issued(self, time=None, **changes):
        """What is found where such an issuance is appended."""
        forged = Forgery(self.registry.path, self.folder / "spoilt")
        seen = forged.seen()
        act = {name: value for name, value in (self.would | {"checkpoint": seen} | changes).items() if value is not None}
        forged.statement(self.registry.certifier, "units_issued", act, "DEMO", seen=seen, time=time)
        return {word for word, _, _ in self.agree_on_soundness(forged.finish())[1]}

    def test_half_is_kept(self):
        owed = owed_of_program(self.registry.path, "DEMO")
        self.assertEqual(owed, owed_of_second(self.registry.path, "DEMO"))
        self.assertIn(self.would["reserve"], [each["reserve"] for each in owed])
        whole = int(self.would["creditable"].partition(".")[0]) // 1000
        self.assertLess(self.would["count"], whole)
        self.assertIn("until 2125-01-01", self.registry.run("units", "owed", "DEMO"))
        self.assertEqual(self.issued(), set())
        self.assertEqual(self.would["count"], whole // 2)
        with self.subTest("issued at once, sold, and then given back"):
            self.assertEqual(self.issued(reserve=None, count=whole), {"not_permitted"})
        with self.subTest("too little is kept"):
            self.assertEqual(self.issued(reserve="1000", count=whole - 1), {"not_permitted"})
        with self.subTest("after the longest second life"):
            self.assertEqual(self.issued(time=LATER, reserve=None, count=whole), set())
            self.assertEqual(self.issued(time=LATER), {"not_permitted"})

    def test_a_method_says_what_it_keeps(self):
        for name, reserve in {"no share": {"years": "longest_life"}, "no years": {"share": "kept"},
                              "a share in years": {"share": "longest_life", "years": "longest_life"},
                              "years without a unit": {"share": "kept", "years": "kept"},
                              "a share of nothing": {"share": "nothing", "years": "longest_life"}}.items():
            with self.subTest(name):
                document = json.loads(keeping_a_half(self.folder, "99.5").read_text(encoding="utf-8")) | {"reserve": reserve}
                path = self.folder / "faulty.json"
                path.write_text(json.dumps(document), encoding="utf-8")
                with self.assertRaises(AssertionError):
                    lcl("methodology", "check", path)


if __name__ == "__main__":
    unittest.main()
