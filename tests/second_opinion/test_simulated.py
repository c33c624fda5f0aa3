#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of a registry whose years were simulated, honest ones and
such in which everybody tried what it could, to the byte of each tally.

LCL and LCL_SAMPLE_LOG in the environment name the two programs, LCL_SIMULATION the test program that simulates.
LCL_SIMULATIONS says how many of each there are (1 if it is not given), under the seeds from 1 on."""
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import GROUPINGS, SecondOpinionCase  # noqa: E402

SIMULATED = int(os.environ.get("LCL_SIMULATIONS", "1"))
PROJECTS = ("DEMO", "OTHER", "THIRD")
PERIODS = ("2025-01-01/2030-01-01", "2026-02-01/2027-03-01")


class SimulatedYears(SecondOpinionCase):
    def simulate(self, story, seed):
        place = self.folder / f"{story}-{seed}"
        done = subprocess.run([os.environ["LCL_SIMULATION"], f"--test-case={story}:*"], capture_output=True, text=True,
                              check=False, env={**os.environ, "LCL_SEED": str(seed), "LCL_SIMULATED_YEARS": "2",
                                                "LCL_SIMULATED_ROUNDS": "1", "LCL_SIMULATED_REGISTRY": str(place)})
        self.assertEqual(done.returncode, 0, done.stdout)
        return place

    def agree(self, story, seed):
        registry = self.simulate(story, seed)
        self.assertEqual(self.agree_on_soundness(registry)[0], 0)
        for number, project in enumerate(PROJECTS):
            for period in PERIODS:
                by = GROUPINGS[(seed + number) % len(GROUPINGS)]
                self.assertEqual(self.agree_on_tally(registry, project, period, by)[0], 0)

    def test_simulated_years(self):
        for seed in range(1, SIMULATED + 1):
            for story in ("five years", "abuses"):
                with self.subTest(story=story, seed=seed):
                    self.agree(story, seed)


if __name__ == "__main__":
    unittest.main()
