#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs of every shape of project are recorded as they are, and what lcl audit asks about them is what was staged."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from labelled_registry import ROOT, SAMPLE_LOG, LabelledRegistry  # noqa: E402

METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-2.0.json"
CATEGORIES = "smartphone", "tablet", "laptop", "desktop", "monitor", "television", "console"


def generated(*options):
    return subprocess.run([SAMPLE_LOG, *options], capture_output=True, check=True).stdout


class Shapes(unittest.TestCase):
    def audit(self, shape, *frauds):
        """What is asked about a year of a project of 150 devices: test → question."""
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            registry = LabelledRegistry(folder, METHODOLOGY, {"existing_practice": {name: "0" for name in CATEGORIES}})
            (folder / "participants.csv").write_bytes(generated("--shape", shape, "--participants"))
            staged = [word for fraud in frauds for word in ("--fraud", fraud)]
            (folder / "log.ndjson").write_bytes(generated("--shape", shape, "--devices", "150", "--from", "2024-01-01",
                                                          "--to", "2025-01-01", *staged))
            registry.run("participant", "register", "--from", folder / "participants.csv", "--key", registry.developer)
            registry.submit(folder / "log.ndjson")
            audit = json.loads(registry.run("audit", "DEMO", "--period", "2024", "--json"))
            return {question["test"]: question for question in audit["questions"]}

    def test_honest_logs_are_recorded_and_hardly_asked_about(self):
        for shape in "workshop", "plant", "charity", "marketplace", "post", "shop":
            with self.subTest(shape=shape):
                asked = self.audit(shape)
                self.assertIn("late_recording", asked)  # a log of 2024 is recorded only now
                self.assertLessEqual(len(asked), 3, sorted(asked))

    def test_staged_frauds_are_asked_about_with_what_is_at_stake(self):
        asked = self.audit("workshop", "from_china_by_van:50%", "heavy_masses:50%", "again_after_31_days:30%")
        for test in "impossible_route", "unusual_mass", "confirmed_slips", "soon_again":
            self.assertGreater(float(asked[test]["kgco2e"]), 0, test)
            self.assertEqual(asked[test]["devices"] > 0, True)
        stakes = [float(question["kgco2e"]) for question in asked.values()]
        self.assertEqual(stakes, sorted(stakes, reverse=True))

    def test_a_log_of_a_shape_is_the_same_for_the_same_seed(self):
        options = "--shape", "charity", "--devices", "50", "--fraud", "left_out:10%"
        self.assertEqual(generated(*options), generated(*options))
        self.assertNotEqual(generated(*options), generated(*options, "--seed", "2"))

    def test_an_unknown_shape_or_fraud_is_refused(self):
        for options, said in ((["--shape", "castle"], "no 'castle'"), (["--shape", "shop", "--fraud", "theft"], "no 'theft'"),
                              (["--fraud", "left_out"], "go with --shape")):
            done = subprocess.run([SAMPLE_LOG, *options], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
