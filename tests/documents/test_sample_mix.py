#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the reference methodology makes of the sample mix of devices is what is published.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/second_opinion")]
import decimal9  # noqa: E402
from labelled_registry import LabelledRegistry, generated_log  # noqa: E402

METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-2.0.json"
PERIOD = "2024-01-01/2026-01-01"


class SampleMix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.place.cleanup)
        cls.log = generated_log(pathlib.Path(cls.place.name) / "log.ndjson", 1500)

    def test_a_phone_and_a_laptop_avoid_what_is_published_and_the_tally_shows_both(self):
        registry = LabelledRegistry(pathlib.Path(self.place.name), METHODOLOGY)
        registry.submit(self.log)
        means = {mean["category"]: mean for mean in registry.tally(PERIOD, "category")["means"]}
        for category, low, high in (("smartphone", "25", "50"), ("laptop", "54", "81")):
            mean = means[category]
            self.assertEqual((mean["published"]["low"], mean["published"]["high"]), (low, high))
            self.assertLess(decimal9.parse(low), decimal9.parse(mean["avoided"]))
            self.assertLess(decimal9.parse(mean["avoided"]), decimal9.parse(high))
        shown = registry.run("tally", "--project", "DEMO", "--period", PERIOD)
        self.assertRegex(shown, r"\nsmartphone +\d+ +[\d.]+ +25 to 50\n")
        self.assertNotIn("published", means["console"])


if __name__ == "__main__":
    unittest.main()
