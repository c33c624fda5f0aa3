#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The ledger's tally against the independent one, to the last digit: the demo's
log and others, as NDJSON and as CSV, whole and by part of the period.

LCL and LCL_SAMPLE_LOG name the two programs."""
import pathlib
import sys
import tempfile
import unittest

import tally as oracle

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from labelled_registry import LabelledRegistry, generated_log  # noqa: E402


def decimals(territories):
    """The sum over territories and directness of one effect, as the oracle writes it."""
    return oracle.text_of(sum(oracle.decimal(kg) for territory in territories.values() for kg in territory.values()))


def body_of(answer):
    return answer.get("tally", answer)


class TallyAgrees(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def generated(self, name, seed, devices, form):
        return generated_log(self.folder / name, devices, seed, form, "--return-share", "10%",
                             "--second-cycle-share", "10%")

    def agree(self, registry, log, period):
        from_text, to_text = period.split("/")
        expected = oracle.tally_of([str(log)], from_text, to_text)
        for by in ("month", "category", "territory"):
            body = body_of(registry.tally(period, by))
            self.assertEqual({effect: decimals(kg) for effect, kg in body["effects"].items()}, expected["amounts"])
            self.assertEqual(body["cycles"], expected["cycles"])
            rows = {row["labels"][by]: {effect: decimals(kg) for effect, kg in row["effects"].items()}
                    for row in body["rows"]}
            rows = {label: row for label, row in rows.items() if any(kg != "0" for kg in row.values())}
            self.assertEqual(rows, expected["by"][by])
        vintages = [(v["vintage"], v["net"], v["creditable"]) for v in body["vintages"]]
        self.assertEqual(vintages, [(v["year"], v["net"], v["creditable"]) for v in expected["vintages"]])

    def test_the_demos_project(self):
        log = self.generated("log.ndjson", 1, 2000, "ndjson")
        registry = LabelledRegistry(self.folder)
        registry.submit(log)
        self.agree(registry, log, "2024-01-01/2026-01-01")
        self.agree(registry, log, "2024-07-01/2025-03-01")

    def test_a_csv_log_of_another_seed(self):
        log = self.generated("log.csv", 7, 500, "csv")
        registry = LabelledRegistry(self.folder)
        registry.submit(log)
        self.agree(registry, log, "2024-01-01/2026-01-01")
        self.agree(registry, log, "2025-01-01/2026-01-01")


if __name__ == "__main__":
    unittest.main()
