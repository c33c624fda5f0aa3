#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of the same bundles: of sound ones, and of ones that are
spoilt in every way of bundle_tampers.py.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import bundle_tampers  # noqa: E402
from agreement import PERIODS, SecondOpinionCase  # noqa: E402
from labelled_registry import generated_log  # noqa: E402
from two_projects import TwoProjects, collected_again  # noqa: E402


class Bundles(SecondOpinionCase):
    """Devices of DEMO that OTHER collects again, and the other way round; reports, a sample, questions and erasures
    of both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder
        cls.registry = registry = TwoProjects(folder)
        logs = {"DEMO": generated_log(folder / "demo.ndjson", 12, 31), "OTHER": generated_log(folder / "other.ndjson", 9, 32)}
        for project, log in logs.items():
            registry.submit_to(project, log)
        registry.submit_to("OTHER", collected_again(logs["DEMO"], folder / "again.ndjson", "2026-02-01T00:00:00Z", 2))
        registry.submit_to("DEMO", collected_again(logs["OTHER"], folder / "again.ndjson", "2026-02-01T00:00:00Z", 2))
        registry.sample("DEMO", "2024", "stratified", folder / "number")
        registry.sample("OTHER", "2024", "random", folder / "number-of-other")
        registry.ask("DEMO", "--test", "too_fast", "--entries", f"{registry.last('collection')}")
        registry.answer("DEMO")
        registry.ask("OTHER")
        for project in logs:
            registry.erase(cls.with_private(project))
        cls.bundles = {
            "DEMO": registry.bundle("DEMO", folder / "demo.bundle"),
            "DEMO with private parts": registry.bundle("DEMO", folder / "private.bundle", "--private"),
            "OTHER": registry.bundle("OTHER", folder / "other.bundle", "--private")}

    @classmethod
    def with_private(cls, project):
        """The first event of a project."""
        entries = json.loads(cls.registry.run("log", "--kind", "collection", "--json"))["entries"]
        return next(shown["entry"]["seq"] for shown in entries if shown["entry"]["project"] == project)

    def test_what_is_withheld(self):
        for name, path in self.bundles.items():
            with self.subTest(name):
                answer = self.agree_on_soundness(path)
                self.assertEqual(answer[0], 0)
                acts = 3  # a project's report, the commitment to a sample from it, and the draw
                self.assertEqual((answer[2]["recomputed"], answer[2]["not_recomputed"]), (acts, acts))
                self.assertGreater(answer[2]["withheld"]["payloads"], 10)

    def test_tallies(self):
        """A bundle's own project has the registry's tally; the other one has none."""
        for name, path in self.bundles.items():
            project = name.partition(" ")[0]
            for period in PERIODS:
                with self.subTest(name, period=period):
                    own = self.agree_on_tally(path, project, period)
                    self.assertEqual(own, self.agree_on_tally(self.registry.path, project, period))
                    other = "OTHER" if project == "DEMO" else "DEMO"
                    self.assertEqual(self.agree_on_tally(path, other, period)[0], 2)

    def test_every_way_to_spoil_it(self):
        met = set()
        for name, spoil in bundle_tampers.CASES.items():
            for bundle in ("DEMO", "DEMO with private parts") if "private" in name else ("DEMO",):
                with self.subTest(name, bundle=bundle):
                    forged = bundle_tampers.ForgedBundle(self.bundles[bundle], self.folder / "spoilt",
                                                         self.registry.path / "ledger.db")
                    spoil(forged)
                    answer = self.agree_on_soundness(forged.finish())
                    met |= {word for word, _, _ in answer[1]} | ({"not opened"} if answer[0] == 2 else set())
        self.assertLessEqual({"missing_payload", "missing_private", "wrong_bundle", "not_withheld", "not_erased",
                              "wrong_payload", "not opened"}, met)

    def test_of_statements_alone(self):
        """It is sound, has no tally, and is found to be spoilt in the same words."""
        path = self.registry.statements_bundle(self.folder / "statements.bundle")
        answer = self.agree_on_soundness(path)
        self.assertEqual((answer[0], answer[2]["bundle"]["project"], answer[2]["recomputed"]), (0, "", 0))
        self.assertEqual(self.agree_on_tally(path, "DEMO", PERIODS[0])[0], 2)
        met = set()
        for name, spoil in bundle_tampers.CASES.items():
            with self.subTest(name):
                forged = bundle_tampers.ForgedBundle(path, self.folder / "spoilt", self.registry.path / "ledger.db")
                spoil(forged)
                met |= {word for word, _, _ in self.agree_on_soundness(forged.finish())[1]}
        self.assertLessEqual({"missing_payload", "wrong_bundle", "not_withheld"}, met)

    def test_no_smaller_sum(self):
        """What a derivation would need is withheld, and said to be: there is no tally."""
        for name in ("a payload dropped and listed", "a payload of the other project dropped and listed",
                     "a payload of a shared device dropped and listed"):
            with self.subTest(name):
                forged = bundle_tampers.ForgedBundle(self.bundles["DEMO"], self.folder / "spoilt",
                                                     self.registry.path / "ledger.db")
                bundle_tampers.CASES[name](forged)
                path = forged.finish()
                self.assertEqual(self.agree_on_tally(path, "DEMO", "2024-01-01/2027-01-01")[0], 2)

    def test_a_registrys_own_ledger(self):
        folder = self.folder / "own"
        shutil.copytree(self.registry.path, folder)
        shutil.copyfile(self.bundles["DEMO"], folder / "ledger.db")
        self.assertEqual(self.agree_on_soundness(folder)[1], [("wrong_bundle", None, None)])


if __name__ == "__main__":
    unittest.main()
