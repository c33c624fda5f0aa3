#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation ask the same of honest projects of every shape, and of each staged fraud: the same
tests, cases, figures, entries and kgCO2e at stake.

LCL and LCL_SAMPLE_LOG in the environment name the two programs. LCL_PLAUSIBILITY_SEEDS says how many logs there are of each (1
if it is not given)."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import plausibility  # noqa: E402
from labelled_registry import ROOT, SAMPLE_LOG, LabelledRegistry  # noqa: E402
from second_opinion import _project_over  # noqa: E402

METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-1.0.json"
DEVICES = 220
SEEDS = int(os.environ.get("LCL_PLAUSIBILITY_SEEDS", "1"))
WORDING = ("text", "title")


def generated(*options):
    return subprocess.run([SAMPLE_LOG, *map(str, options)], capture_output=True, check=True).stdout


def listed(heading):
    """The names that --help has under a heading."""
    return re.findall(r"^  (\w+):", generated("--help").decode().partition(f"\n{heading}\n")[2].partition("\n\n")[0], re.M)


def unworded(value):
    """A document without the members that are texts."""
    if isinstance(value, dict):
        return {name: unworded(each) for name, each in value.items() if name not in WORDING}
    return [unworded(each) for each in value] if isinstance(value, list) else value


class Plausibility(unittest.TestCase):
    def agree(self, shape, *options):
        """What both ask about a log; the words of the tests."""
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            registry = LabelledRegistry(folder, METHODOLOGY)
            (folder / "participants.csv").write_bytes(generated("--shape", shape, "--participants"))
            registry.run("participant", "register", "--from", folder / "participants.csv", "--key", registry.developer)
            (folder / "log.ndjson").write_bytes(generated("--shape", shape, "--devices", DEVICES, "--from", "2024-01-01",
                                                          "--to", "2025-01-01", *options))
            # What a fraud makes that no rule allows stays out.
            subprocess.run([*registry.submission(folder / "log.ndjson"), "--accept-valid", folder / "refused.ndjson"],
                           capture_output=True, check=False)
            asked = set()
            for period in ("2024-01-01/2025-01-01", "2024-03-15/2024-11-11"):
                program = json.loads(registry.run("audit", "DEMO", "--period", period, "--json"))
                found, ends = _project_over(registry.path, "DEMO", period)
                second = plausibility.of(found, "DEMO", ends)
                for part, made in second.items():
                    self.assertEqual(unworded(program[part]), made, (period, part))
                asked |= {question["test"] for question in second["questions"]}
            return asked

    def test_they_agree_on_honest_projects(self):
        for shape in listed("shapes"):
            for seed in range(1, SEEDS + 1):
                with self.subTest(shape=shape, seed=seed):
                    self.agree(shape, "--seed", seed)

    def test_they_agree_on_staged_frauds(self):
        asked = set()
        for fraud in listed("frauds"):
            for seed in range(1, SEEDS + 1):
                with self.subTest(fraud=fraud, seed=seed):
                    asked |= self.agree("workshop", "--seed", seed, "--fraud", f"{fraud}:100%")
        print(sorted(asked))


if __name__ == "__main__":
    unittest.main()
