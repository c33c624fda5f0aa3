#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation agree on who may dispose of units: on every attempt of holder_tampers.py.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import holder_tampers  # noqa: E402
from agreement import SecondOpinionCase  # noqa: E402
from forge import Forgery  # noqa: E402
from labelled_registry import LabelledRegistry, generated_log, lcl  # noqa: E402


class Holders(SecondOpinionCase):
    """Units of 2024, some of them sold: as holder_tampers.py says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder
        cls.registry = registry = LabelledRegistry(folder)
        registry.submit(generated_log(folder / "log.ndjson", 300, 3))
        cls.keys = {"certifier": registry.certifier, "developer": registry.developer, "new": folder / "new.pem"}
        lcl("key", "new", cls.keys["new"])
        cls.issue()
        for name in ("town", "railway"):
            cls.enrol(name)
        serial = json.loads(registry.run("units", "list", "DEMO", "--json"))["holdings"][0]["serial"]
        cls.assign(serial, "--part", "1-1", "--anonymous", "A name")
        cls.assign(serial, "--part", "2-2", "--to", "The town")
        cls.run_with("town", "units", "accept", "DEMO", cls.last("units_assigned"))
        cls.assign(serial, "--part", "4-4", "--to", "The railway")

    @classmethod
    def run_with(cls, key, *words):
        return cls.registry.run(*words, "--key", cls.keys[key])

    @classmethod
    def last(cls, kind):
        return json.loads(cls.registry.run("log", "--kind", kind, "--json"))["entries"][-1]["entry"]["seq"]

    @classmethod
    def issue(cls):
        cls.document = cls.folder / "document"
        cls.document.write_text("a document", encoding="utf-8")
        cls.keys["auditor"] = cls.folder / "auditor.pem"
        cls.registry.enrol_auditor(cls.keys["auditor"])
        cls.run_with("developer", "report", "file", "DEMO", "--period", "2024", "--estimate", "4")
        report = cls.last("period_reported")
        cls.run_with("developer", "project", "exclusive", "DEMO", "--period", "2024", "--declaration", cls.document)
        cls.run_with("auditor", "opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified", "--assurance",
                     "reasonable", "--materiality", "0.05", "--document", cls.document, "--independence", cls.document)
        cls.run_with("certifier", "units", "issue", "DEMO", "--report", report, "--vintage", "2024", "--decision", "DGEC 1",
                     "--decided-on", "2025-06-01")

    @classmethod
    def enrol(cls, name):
        key, request = cls.folder / f"{name}.pem", cls.folder / f"{name}.json"
        lcl("key", "new", key)
        request.write_text(lcl("key", "request", key, "--origin", "registry.example/test"), encoding="utf-8")
        cls.keys[name] = key
        cls.run_with("certifier", "key", "grant", request, "--role", "holder", "--name", f"The {name}")

    @classmethod
    def assign(cls, serial, *more):
        cls.run_with("developer", "units", "assign", serial, "--use", "contribution", "--contract-date", "2026-01-01",
                     "--attestation", cls.document, *more)

    def spoilt(self, spoil):
        forged = Forgery(self.registry.path, self.folder / "spoilt")
        spoil(forged, self.keys)
        return forged.finish()

    def test_the_sales(self):
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_every_attempt_is_found(self):
        for name, spoil in holder_tampers.CASES.items():
            with self.subTest(name):
                found = self.agree_on_soundness(self.spoilt(spoil))[1]
                self.assertEqual({word for word, _, _ in found}, {"not_permitted"})

    def test_what_holders_may_do(self):
        for name, spoil in holder_tampers.SOUND.items():
            with self.subTest(name):
                self.assertEqual(self.agree_on_soundness(self.spoilt(spoil))[1], [])


if __name__ == "__main__":
    unittest.main()
