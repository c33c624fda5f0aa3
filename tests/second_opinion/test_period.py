#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation agree on methodologies made at random, which ask projects for values and have
steps of the scope period: on tallies over all sorts of periods, whose parts add up, and on what projects are owed.

LCL and LCL_SAMPLE_LOG in the environment name the two programs. LCL_SEED is the seed; LCL_METHODOLOGIES says how many
methodologies there are."""
import json
import os
import pathlib
import random
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import SecondOpinionCase, owed_of_program, owed_of_second  # noqa: E402
from labelled_registry import AUDITOR, generated_log  # noqa: E402
from random_methodology import RandomMethodology  # noqa: E402
from two_projects import TwoProjects  # noqa: E402
import decimal9  # noqa: E402

METHODOLOGIES = int(os.environ.get("LCL_METHODOLOGIES", "3"))
GROUPINGS = ("month", "category", "month,category", "participant", "approval,month", "territory", "effect,category")
PARTS = (("2024-01-01/2024-02-10", "2024-02-10/2024-02-11", "2024-02-11/2024-11-01", "2024-11-01/2025-01-01"),
         tuple(f"2024-{month:02}-01/{2024 + month // 12}-{month % 12 + 1:02}-01" for month in range(1, 13)))


class RandomMethodologies(SecondOpinionCase):
    def net(self, period):
        return decimal9.parse(self.registry.tally(period, "month")["tally"]["sums"]["net"])

    def agree(self, seed):
        chance = random.Random(seed)
        folder = self.folder / str(seed)
        folder.mkdir()
        made = RandomMethodology(chance)
        self.registry = TwoProjects(folder, made.write(folder / "random.json"), made.stated)
        log = generated_log(folder / "log.ndjson", chance.randrange(10, 40), seed, "ndjson", "--second-cycle-share", "20%",
                            "--return-share", "20%", "--disposal-share", "10%")
        self.registry.submit_to("DEMO", log)
        for by in GROUPINGS:
            self.assertEqual(self.agree_on_tally(self.registry.path, "DEMO", "2024-01-01/2026-01-01", by)[0], 0)
        for parts in PARTS:
            for part in parts[:4]:
                self.assertEqual(self.agree_on_tally(self.registry.path, "DEMO", part)[0], 0)
            self.assertEqual(self.net("2024"), sum(map(self.net, parts)))
        for period in ("2024-01-01/2026-01-01", *PARTS[0]):
            self.agree_on_months(self.registry.path, "DEMO", period)
        for period in PARTS[0]:
            self.registry.report("DEMO", period)
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)
        self.agree_on_statement_of_all()
        self.assertEqual(owed_of_second(self.registry.path, "DEMO"), owed_of_program(self.registry.path, "DEMO"))

    def agree_on_statement_of_all(self):
        """With what the project states for its methodology."""
        reports = json.loads(self.registry.run("report", "list", "DEMO", "--json"))["reports"]
        document = self.agree_on_statement(self.registry.path, "DEMO", [each["entry"] for each in reports], AUDITOR,
                                           self.registry.document, "--opinion", "adverse", "--materiality", "0.1")
        self.assertNotEqual(document["parameters"], [])

    def test_random_methodologies(self):
        first = int(os.environ.get("LCL_SEED", "1"))
        for seed in range(first, first + METHODOLOGIES):
            with self.subTest(seed=seed):
                self.agree(seed)


if __name__ == "__main__":
    unittest.main()
