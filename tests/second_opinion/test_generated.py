#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of generated ledgers, to the byte of each tally, and of
bundles made of them.

LCL and LCL_SAMPLE_LOG in the environment name the two programs. LCL_SECOND_OPINIONS says how many generated
ledgers there are (12 if it is not given; 200 for the long form)."""
import json
import os
import pathlib
import random
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import GROUPINGS, PERIODS, SecondOpinionCase, owed_of_program, owed_of_second  # noqa: E402
from labelled_registry import generated_log  # noqa: E402
from random_methodology import RandomMethodology  # noqa: E402
from two_projects import TwoProjects, collected_again  # noqa: E402

GENERATED = int(os.environ.get("LCL_SECOND_OPINIONS", "12"))
METHODS = ("random", "stratified", "monetary_unit")


class GeneratedLedgers(SecondOpinionCase):
    """Five to twenty devices each, of other seeds and shares, in copies of two registries of two projects, of which one
    has a methodology made at random. Of every two one has a second project, which shares devices with the first, some
    of them disputed, and a bundle is made of it; of every three one a sample, and one questions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "random").mkdir()
        made = RandomMethodology(random.Random(GENERATED))
        under_random = TwoProjects(cls.folder / "random", made.write(cls.folder / "random.json"), made.stated)
        cls.registries = [TwoProjects(cls.folder), under_random]
        cls.empty = [registry.path for registry in cls.registries]
        cls.disputes = dict.fromkeys(("upheld", "rejected", None), 0)

    def submit(self, project, devices, seed, chance):
        # The first three together are at most 100 %.
        shares = [word for share in ("disposal", "return", "ineligible", "second-cycle")
                  for word in (f"--{share}-share", f"{chance.randrange(0, 34)}%")]
        log = generated_log(self.folder / f"{project}.ndjson", devices, seed, "ndjson", *shares)
        self.registry.submit_to(project, log)
        return log

    def take_up(self, project, log, chance):
        """A project collects again what another's log left sold."""
        again = collected_again(log, self.folder / "again.ndjson", "2026-02-01T00:00:00Z", chance.randrange(1, 4))
        if again.stat().st_size > 0:
            self.registry.submit_to(project, again)

    def sample(self, chance):
        number = self.folder / "number"
        number.unlink(missing_ok=True)
        periods = chance.choice((("2024-01-01/2026-01-01",), ("2024-01-01/2025-01-01", "2025-01-01/2026-01-01")))
        for period in periods:
            self.registry.report("DEMO", period)
        reports = [each["entry"] for each in json.loads(self.registry.run("report", "list", "DEMO", "--json"))["reports"]]
        self.registry.commit("DEMO", chance.choice(METHODS), number, chance.choice(("limited", "reasonable")),
                             chance.choice(("0.2", "0.5", "0.9")), reports)
        if chance.random() < 0.8:
            self.registry.draw("DEMO", number)
            self.registry.record("DEMO", lambda seqs: {seq: chance.choice(("0", "7.123456789", "1000", None))
                                                       for seq in seqs if chance.random() < 0.3})

    def ask(self, project, chance):
        self.registry.ask(project, *chance.choice(((), ("--entries", "2,3,5"), ("--test", "last_digits"))))
        if chance.random() < 0.5:
            self.registry.answer(project)

    def dispute(self, chance):
        """Some of what OTHER has collected again; of these some are settled, one way or the other."""
        for entry in self.registry.disputable("DEMO"):
            if chance.random() < 0.3:
                continue
            dispute, outcome = self.registry.dispute("DEMO", entry), chance.choice(("upheld", "rejected", None))
            self.disputes[outcome] += 1
            if outcome is not None:
                self.registry.settle("DEMO", dispute, outcome)

    def agree_on_bundle(self, project, period, chance):
        path = self.registry.bundle(project, self.folder / "bundle", *chance.choice(((), ("--private",))))
        self.assertEqual(self.agree_on_soundness(path)[0], 0)
        self.assertEqual(self.agree_on_tally(path, project, period), self.agree_on_tally(self.registry.path, project,
                                                                                         period))
        self.agree_on_tally(path, "OTHER" if project == "DEMO" else "DEMO", period)

    def generate(self, seed):
        chance = random.Random(seed)
        log = self.submit("DEMO", chance.randrange(5, 21), seed, chance)
        has_second = seed % 2 == 0
        if has_second:
            other = self.submit("OTHER", chance.randrange(3, 9), seed + 1_000_000, chance)
            self.take_up("OTHER", log, chance)
            self.take_up("DEMO", other, chance)
            self.dispute(chance)
        if seed % 3 == 0:
            self.sample(chance)
        elif seed % 3 == 1:
            self.ask("DEMO", chance)
            if has_second:
                self.registry.report("OTHER", "2024-01-01/2026-01-01")
                self.ask("OTHER", chance)
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)
        period, by = chance.choice(PERIODS), chance.choice(GROUPINGS)
        self.assertEqual(self.agree_on_tally(self.registry.path, "DEMO", period, by)[0], 0)
        self.assertEqual(owed_of_second(self.registry.path, "DEMO"), owed_of_program(self.registry.path, "DEMO"))
        if has_second:
            self.agree_on_bundle(chance.choice(("DEMO", "OTHER")), period, chance)

    @unittest.skipIf(GENERATED == 0, "LCL_SECOND_OPINIONS is 0")
    def test_generated_ledgers(self):
        for seed in range(1, GENERATED + 1):
            which = seed // 3 % 2
            self.registry = self.registries[which]
            self.registry.path = self.folder / f"registry-{seed}"
            shutil.copytree(self.empty[which], self.registry.path)
            self.registry.adopt()
            with self.subTest(seed=seed):
                self.generate(seed)
            shutil.rmtree(self.registry.path)
        if GENERATED >= 12:
            self.assertNotIn(0, self.disputes.values(), self.disputes)


if __name__ == "__main__":
    unittest.main()
