#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation ask the same of honest projects of every shape, of each staged fraud, and of a log
that is staged here for the tests that none of these meet: the same tests, cases, figures, entries and kgCO2e at stake.

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
from labelled_registry import METHODOLOGY, ROOT, SAMPLE_LOG, LabelledRegistry  # noqa: E402
from second_opinion import _project_over  # noqa: E402

DEVICES = 220
SEEDS = int(os.environ.get("LCL_PLAUSIBILITY_SEEDS", "1"))
WHOLE, PART = "2024-01-01/2025-01-01", "2024-03-15/2024-11-11"
WORDING = ("text", "title")
COLLECTOR, SHOP, OTHER = "01234567400019", "03571592900010", "04827163900030"


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


def imei(number):
    digits = f"35674{number:09}"
    odd = sum(map(int, digits[::2])) + sum(sum(divmod(2 * int(digit), 10)) for digit in digits[1::2])
    return digits + str(-odd % 10)


def collected(number, at, participant=COLLECTOR, category="smartphone", **facts):
    return {"kind": "collection", "occurred_at": at, "participant": participant, "country": "FR", "category": category,
            "holder": "consumer", "waste": False, "device": {"imei": imei(number)}} | facts


def reconditioned(number, at, **facts):
    return {"kind": "reconditioning", "occurred_at": at, "participant": SHOP, "country": "FR", "outcome": "reconditioned",
            "functions_tested": True, "data_erasure": {"standard": "Purge"}, "device": {"imei": imei(number)}} | facts


def resold(number, at, **facts):
    return {"kind": "resale", "occurred_at": at, "participant": SHOP, "country": "FR", "warranty_months": 24,
            "device": {"imei": imei(number)}} | facts


def staged_by_hand():
    """A hundred phones reconditioned on one day, and sold in a month, with earlier ones recorded behind them; a phone that was
    returned, and sold again; a batch recorded twice, a digit lost; a model of two categories as often as not, and one that is
    seldom of its own; a phone of four identifiers."""
    for number in range(100):
        yield collected(number, f"2024-09-02T08:{number % 60:02}:00Z")
        yield reconditioned(number, f"2024-09-10T{7 + number // 20:02}:{3 * (number % 20):02}:00Z")
        yield resold(number, f"2024-09-{11 + number % 18:02}T{9 + number % 8:02}:00:00Z")
    yield {"kind": "return", "occurred_at": "2024-09-30T10:00:00Z", "participant": SHOP, "country": "FR",
           "device": {"imei": imei(0)}}
    yield reconditioned(0, "2024-10-01T10:00:00Z", participant=OTHER)
    yield resold(0, "2024-10-02T10:00:00Z")
    for number in range(100, 105):
        yield collected(number, f"2024-01-{number - 90:02}T10:00:00Z")
        yield reconditioned(number, f"2024-02-{number - 90:02}T10:00:00Z")
        yield resold(number, f"2024-02-{number - 88:02}T10:00:00Z")
    for number in range(200, 224):
        yield collected(number, f"2024-05-02T10:{number // 2 % 60:02}:00Z", OTHER, model=f"Model {number // 2}")
    for number in range(300, 305):
        yield collected(number, f"2024-06-03T10:{number - 300:02}:00Z", OTHER, model="Of both")
        yield collected(number + 10, f"2024-06-04T10:{number - 300:02}:00Z", OTHER, "tablet", model="Of both")
        yield collected(number + 20, f"2024-06-05T10:{number - 300:02}:00Z", SHOP, "tablet", model="Of one")
        yield collected(number + 30, f"2024-06-06T11:{number - 300:02}:00Z", OTHER, model="Of one")
        yield collected(number + 40, f"2024-06-06T12:{number - 300:02}:00Z", OTHER, model="Of one")
    four = {"imei": imei(400), "imei2": imei(401), "manufacturer": "Maker", "serial": "S400"}
    yield collected(400, "2024-07-01T10:00:00Z", device=four)
    yield reconditioned(400, "2024-07-02T10:00:00Z", device={"imei": imei(400), "imei2": imei(402)})


def with_dearer_phones(path):
    """The reference methodology, by which a phone of no listed model avoids more than anything published."""
    document = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
    document["tables"]["manufacture"]["rows"]["smartphone"]["value"] = "300"
    document["vectors"] = [each for each in document["vectors"] if "model has no factor" not in each["name"]
                           and "Réunion" not in each["name"]]
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def submit(registry, folder, log):
    """A log, without what a fraud makes that no rule allows."""
    (folder / "log.ndjson").write_bytes(log)
    subprocess.run([*registry.submission(folder / "log.ndjson"), "--accept-valid", folder / "refused.ndjson"],
                   capture_output=True, check=False)


class Plausibility(unittest.TestCase):
    def agree(self, registry):
        """Both ask the same, of the whole year and of a part of it; the words of the tests."""
        asked = set()
        for period in (WHOLE, PART):
            program = json.loads(registry.run("audit", "DEMO", "--period", period, "--json"))
            found, ends = _project_over(registry.path, "DEMO", period)
            for part, made in plausibility.of(found, "DEMO", ends).items():
                self.assertEqual(unworded(program[part]), made, (period, part))
            asked |= {question["test"] for question in program["questions"]}
        return asked

    def agree_on_log(self, shape, *options):
        with self.subTest(shape=shape, options=options), tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            registry = LabelledRegistry(folder, METHODOLOGY)
            (folder / "participants.csv").write_bytes(generated("--shape", shape, "--participants"))
            registry.run("participant", "register", "--from", folder / "participants.csv", "--key", registry.developer)
            submit(registry, folder, generated("--shape", shape, "--devices", DEVICES, "--from", "2024-01-01", "--to",
                                               "2025-01-01", *options))
            return self.agree(registry)
        return set()

    def test_they_agree_on_honest_projects(self):
        for shape in listed("shapes"):
            for seed in range(1, SEEDS + 1):
                self.agree_on_log(shape, "--seed", seed)

    def test_they_agree_on_staged_frauds(self):
        asked = set()
        for fraud in listed("frauds"):
            for seed in range(1, SEEDS + 1):
                asked |= self.agree_on_log("workshop", "--seed", seed, "--fraud", f"{fraud}:100%")
        page = (ROOT / "schemas/plausibility.md").read_text(encoding="utf-8")
        self.assertLessEqual(set(re.findall(r"^\| .* \| `(\w+)` \| [0-9]+ of [0-9]+ \|", page, re.M)), asked)

    def test_they_agree_on_what_is_staged_by_hand(self):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            registry = LabelledRegistry(folder, with_dearer_phones(folder / "methodology.json"))
            submit(registry, folder, "".join(json.dumps(event) + "\n" for event in staged_by_hand()).encode())
            asked = self.agree(registry)
        self.assertLessEqual({"avoided_beyond_band", "crowded_day", "many_identifiers", "other_category", "recorded_twice",
                              "sudden_month"}, asked)


if __name__ == "__main__":
    unittest.main()
