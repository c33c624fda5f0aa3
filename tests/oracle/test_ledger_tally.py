#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The ledger's tally against the independent one, to the last digit: the demo's
log and others, as NDJSON and as CSV, whole and by part of the period.

LCL and LCL_SAMPLE_LOG name the two programs."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import tally as oracle

ROOT = pathlib.Path(__file__).resolve().parents[2]
LCL = os.environ["LCL"]
SAMPLE_LOG = os.environ["LCL_SAMPLE_LOG"]
METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-1.0.json"
DEVELOPER = "03571592900010"


def lcl(*words):
    done = subprocess.run([LCL, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"lcl {' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Registry:
    """A registry with one labelled project, in a folder of its own."""

    def __init__(self, folder):
        self.path = folder / "registry"
        self.certifier, self.developer = folder / "certifier.pem", folder / "developer.pem"
        lcl("key", "new", self.certifier)
        lcl("key", "new", self.developer)
        lcl("init", self.path, "--origin", "registry.example/oracle", "--certifier", f"{self.certifier}.pub")
        self.run("key", "grant", f"{self.developer}.pub", "--role", "developer", "--party", DEVELOPER,
                 "--key", self.certifier)
        self.run("methodology", "adopt", METHODOLOGY, "--key", self.certifier)
        self.run("participant", "register", "--from", ROOT / "samples/participants.csv", "--key", self.developer)
        self.run("project", "notify", "DEMO", "--title", "A project", "--region", "Bretagne", "--commune", "Rennes",
                 "--capacity", "developer", "--notified-on", "2024-01-01", "--key", self.developer)
        self.run("project", "file", "DEMO", "--dossier", METHODOLOGY, "--key", self.developer)
        self.run("project", "label", "DEMO", "--decision", "fictive", "--methodology", "reconditioning-reference",
                 "--potential-units", "1", "--from", "2024-01-01", "--to", "2029-01-01", "--key", self.certifier)

    def run(self, *words):
        return lcl(*words, "--registry", self.path)

    def submit(self, log):
        self.run("submit", log, "--project", "DEMO", "--key", self.developer)

    def tally(self, period, by):
        return json.loads(self.run("tally", "--project", "DEMO", "--period", period, "--by", by, "--json"))


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
        log = self.folder / name
        with log.open("wb") as file:
            subprocess.run([SAMPLE_LOG, "--devices", str(devices), "--from", "2024-01-01", "--to", "2026-01-01",
                            "--seed", str(seed), "--format", form, "--return-share", "10%",
                            "--second-cycle-share", "10%"], stdout=file, check=True)
        return log

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
        registry = Registry(self.folder)
        registry.submit(log)
        self.agree(registry, log, "2024-01-01/2026-01-01")
        self.agree(registry, log, "2024-07-01/2025-03-01")

    def test_a_csv_log_of_another_seed(self):
        log = self.generated("log.csv", 7, 500, "csv")
        registry = Registry(self.folder)
        registry.submit(log)
        self.agree(registry, log, "2024-01-01/2026-01-01")
        self.agree(registry, log, "2025-01-01/2026-01-01")


if __name__ == "__main__":
    unittest.main()
