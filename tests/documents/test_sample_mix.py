#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the reference methodology makes of the sample mix of devices: it is what is published, and what was done before
the project is not credited.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/second_opinion")]
import decimal9  # noqa: E402
from labelled_registry import LabelledRegistry, generated_log  # noqa: E402

METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-2.0.json"
CATEGORIES = json.loads(METHODOLOGY.read_text(encoding="utf-8"))["tables"]["manufacture"]["rows"]
PERIOD = "2024-01-01/2026-01-01"


class SampleMix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.place.cleanup)
        cls.log = generated_log(pathlib.Path(cls.place.name) / "log.ndjson", 1500)

    def registry(self, practice):
        """One whose project reconditioned as many devices of each category a year before."""
        registry = LabelledRegistry(pathlib.Path(tempfile.mkdtemp(dir=self.place.name)), METHODOLOGY,
                                    {"existing_practice": dict.fromkeys(CATEGORIES, practice)})
        registry.submit(self.log)
        return registry

    def test_a_phone_and_a_laptop_avoid_what_is_published_and_the_tally_shows_both(self):
        registry = self.registry(0)
        means = {mean["category"]: mean for mean in registry.tally(PERIOD, "category")["means"]}
        for category, low, high in (("smartphone", "25", "50"), ("laptop", "54", "81")):
            mean = means[category]
            self.assertEqual((mean["published"]["low"], mean["published"]["high"]), (low, high))
            self.assertLess(decimal9.parse(low), decimal9.parse(mean["avoided"]))
            self.assertLess(decimal9.parse(mean["avoided"]), decimal9.parse(high))
        shown = registry.run("tally", "--project", "DEMO", "--period", PERIOD)
        self.assertRegex(shown, r"\nsmartphone +\d+ +[\d.]+ +25 to 50\n")
        self.assertNotIn("published", means["console"])

    def test_a_shop_that_goes_on_as_before_earns_nothing(self):
        sums = self.registry(100_000).tally(PERIOD, "category")["tally"]["sums"]
        avoided, emitted, given_back, baseline, net = (
            decimal9.parse(sums[name]) for name in ("avoided", "emitted", "given_back", "baseline", "net"))
        self.assertGreater(avoided, 0)
        self.assertEqual((baseline, sums["leakage"], net), (avoided - given_back, "0", -emitted))

    def test_without_practice_before_only_what_buyers_spend_is_taken_off(self):
        sums = self.registry(0).tally(PERIOD, "category")["tally"]["sums"]
        self.assertEqual(sums["baseline"], "0")
        avoided, given_back, leakage = (decimal9.parse(sums[name]) for name in ("avoided", "given_back", "leakage"))
        self.assertLess(abs(leakage * 100 - 11 * (avoided - given_back)), decimal9.ONE)


if __name__ == "__main__":
    unittest.main()
