#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the reference methodology makes of the sample mix of devices: it is what is published, and what was done before
the project is not credited.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import decimal
import json
import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/second_opinion")]
import decimal9  # noqa: E402
from labelled_registry import LabelledRegistry, generated_log  # noqa: E402

METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-2.0.json"
DOCUMENT = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
CATEGORIES = DOCUMENT["tables"]["manufacture"]["rows"]
PAGE = METHODOLOGY.with_suffix(".md").read_text(encoding="utf-8")
PAGE_ROW = {category: re.search(rf"^\| {name} \| ([\d.]+) \| (\d+) to (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.M)
            for category, name in (("smartphone", "phone"), ("laptop", "laptop"))}
PERIOD = "2024-01-01/2026-01-01"


def share_that_displaces(category):
    """Of devices sold, those that the methodology takes to stand for a new one, for all of their second life."""
    refurbished, reached = (decimal9.parse(DOCUMENT["tables"][table]["rows"][category]["value"])
                            for table in ("refurbished_share", "reached_share"))
    share = decimal9.multiply(decimal9.parse(DOCUMENT["parameters"]["substitution"]["value"]), decimal9.ONE - refurbished)
    return decimal9.multiply(share, reached)


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
        """ADEME's figure is of a device bought in place of a new one, less what its reconditioning emits. Like with like,
        the methodology's shares of devices that stand for no new one are undone; what a project nets is less."""
        registry = self.registry(0)
        means = {mean["category"]: mean for mean in registry.tally(PERIOD, "category")["means"]}
        for category, low, high in (("smartphone", "25", "50"), ("laptop", "54", "81")):
            mean = means[category]
            self.assertEqual((mean["published"]["low"], mean["published"]["high"]), (low, high))
            avoided, emitted, net = (decimal9.parse(mean[name]) for name in ("avoided", "emitted", "net"))
            like_with_like = decimal9.divide(avoided, share_that_displaces(category)) - emitted
            with self.subTest(category):
                self.assertTrue(decimal9.parse(low) <= like_with_like <= decimal9.parse(high), decimal9.form(like_with_like))
                self.assertTrue(0 < net < avoided - emitted)
                figures = [f"{decimal.Decimal(decimal9.form(kg)):.1f}" for kg in (like_with_like, avoided, emitted, net)]
                self.assertEqual(PAGE_ROW[category].groups(), (figures[0], low, high, *figures[1:]))
        shown = registry.run("tally", "--project", "DEMO", "--period", PERIOD)
        self.assertRegex(shown, r"\nsmartphone +\d+ +[\d.]+ +[\d.]+ +[\d.]+ +25 to 50\n")
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
