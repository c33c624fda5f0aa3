#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The sample logs: small.ndjson and small.csv tell the same events, and what lcl-sample-log (its path in the
environment variable LCL_SAMPLE_LOG) writes is sound, reproducible and mixed as stated."""
import csv
import json
import os
import pathlib
import subprocess
import unittest
from collections import Counter, defaultdict

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["LCL_SAMPLE_LOG"]


def generate(*options):
    done = subprocess.run([PROGRAM, *options], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def flat_events(ndjson):
    """NDJSON as rows of CSV: one text for each path of keys."""
    for line in ndjson.splitlines():
        event = json.loads(line, parse_float=str, parse_int=str)
        row = {}
        for name, value in event.items():
            if name == "legs":
                value = ";".join(f"{leg['mode']}:{leg['distance_km']}" for leg in value)
            elif name == "parts":
                value = ";".join(f"{part['part']}:{part['quantity']}:{part['origin']}" for part in value)
            if isinstance(value, dict):
                row |= {f"{name}.{key}": text for key, text in value.items()}
            else:
                row[name] = str(value).lower() if isinstance(value, bool) else value
        yield row


def csv_events(text):
    for row in csv.DictReader(text.splitlines(), strict=True):
        yield {name: cell for name, cell in row.items() if cell != ""}


def passes_luhn(digits):
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def histories(ndjson):
    """The events of each device, in the order of the log."""
    devices = defaultdict(list)
    for line in ndjson.splitlines():
        event = json.loads(line)
        devices[tuple(sorted(event["device"].items()))].append(event)
    return list(devices.values())


class SmallLog(unittest.TestCase):
    def test_both_forms_tell_the_same_events(self):
        ndjson = list(flat_events((ROOT / "samples/small.ndjson").read_text(encoding="utf-8")))
        self.assertEqual(ndjson, list(csv_events((ROOT / "samples/small.csv").read_text(encoding="utf-8"))))
        self.assertEqual(len(ndjson), 30)

    def test_its_numbers_carry_their_check_digits(self):
        participants = (ROOT / "samples/participants.csv").read_text(encoding="utf-8")
        sirets = {row["siret"] for row in csv_events(participants)}
        self.assertEqual(len(sirets), 6)
        events = list(flat_events((ROOT / "samples/small.ndjson").read_text(encoding="utf-8")))
        self.assertEqual({event["participant"] for event in events}, sirets)
        imeis = {event[name] for event in events for name in ("device.imei", "device.imei2") if name in event}
        self.assertEqual(len(imeis), 5)
        for number in sirets | imeis:
            self.assertTrue(passes_luhn(number), number)


class GeneratedLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.options = ("--devices", "6000", "--from", "2024-01-01", "--to", "2026-01-01", "--seed", "7")
        cls.log = generate(*cls.options)
        cls.events = [json.loads(line) for line in cls.log.splitlines()]
        cls.histories = histories(cls.log)

    def test_a_seed_gives_the_same_bytes_again_and_another_gives_others(self):
        self.assertEqual(self.log, generate(*self.options))
        self.assertNotEqual(self.log, generate(*self.options[:-1], "8"))

    def test_csv_and_ndjson_of_a_seed_tell_the_same_events(self):
        self.assertEqual(list(flat_events(self.log)), list(csv_events(generate(*self.options, "--format", "csv"))))

    def test_events_are_within_the_period_and_in_order_of_time(self):
        times = [event["occurred_at"] for event in self.events]
        self.assertEqual(times, sorted(times))
        self.assertGreaterEqual(times[0], "2024-01-01T")
        self.assertLess(times[-1], "2026-01-01T")

    def test_identifiers_are_sound_and_nobody_shares_one(self):
        self.assertEqual(len(self.histories), 6000)
        seen = Counter()
        for history in self.histories:
            device = history[0]["device"]
            imeis = [device[name] for name in ("imei", "imei2") if name in device]
            for imei in imeis:
                self.assertRegex(imei, r"^35\d{13}$")
                self.assertTrue(passes_luhn(imei), imei)
            smartphone = history[0]["category"] == "smartphone"
            self.assertEqual(bool(imeis), smartphone)
            self.assertEqual("serial" in device and "manufacturer" in device, not smartphone)
            seen.update(imei[:14] for imei in imeis)
            seen.update([device["serial"]] if "serial" in device else [])
        self.assertEqual(set(seen.values()), {1})

    def test_every_history_is_a_life_cycle(self):
        after = {
            None: {"collection"},
            "collection": {"reconditioning", "disposal"},
            "reconditioning": {"reconditioning", "resale", "disposal"},
            "resale": {"return", "collection"},
            "return": {"resale"},
            "disposal": set(),
        }
        for history in self.histories:
            before, outcome, then = None, None, ""
            for event in history:
                self.assertIn(event["kind"], after[before], history)
                self.assertGreater(event["occurred_at"], then)
                if event["kind"] == "resale":
                    self.assertEqual(outcome, "reconditioned")
                before, then = event["kind"], event["occurred_at"]
                outcome = event.get("outcome", outcome)

    def test_parts_are_those_of_the_category(self):
        parts = {
            "smartphone": {"screen", "battery"},
            "tablet": {"screen", "battery"},
            "laptop": {"screen", "battery", "ssd", "hdd", "ram", "keyboard", "adaptor"},
            "desktop": {"ssd", "hdd", "cpu", "ram"},
            "monitor": set(), "television": set(), "console": set(),
        }
        seen = defaultdict(set)
        for history in self.histories:
            for event in history:
                seen[history[0]["category"]] |= {part["part"] for part in event.get("parts", ())}
        for category, names in parts.items():
            self.assertLessEqual(seen[category], names)
        self.assertEqual(seen["smartphone"], parts["smartphone"])

    def test_shares_are_about_as_stated(self):
        cycles = sum(event["kind"] == "collection" for event in self.events)
        kinds = Counter(event["kind"] for event in self.events)
        self.assertAlmostEqual(kinds["disposal"] / cycles, 0.08, delta=0.015)
        self.assertAlmostEqual(kinds["return"] / cycles, 0.04, delta=0.01)
        collected_again = sum(sum(event["kind"] == "collection" for event in history) > 1 for history in self.histories)
        self.assertAlmostEqual(collected_again / 6000, 0.02, delta=0.015)
        faulty = sum(any(self.breaks_a_rule(event, history[0]) for event in history) for history in self.histories)
        self.assertAlmostEqual(faulty / 6000, 0.05, delta=0.015)
        dual = sum("imei2" in history[0]["device"] for history in self.histories)
        phones = sum(history[0]["category"] == "smartphone" for history in self.histories)
        self.assertAlmostEqual(phones / 6000, 0.62, delta=0.03)
        self.assertAlmostEqual(dual / phones, 1 / 3, delta=0.04)

    @staticmethod
    def breaks_a_rule(event, collection):
        if event["kind"] == "reconditioning":
            not_erased = "data_erasure" not in event and collection["category"] != "monitor"
            return not event["functions_tested"] or not_erased or event["country"] != "FR"
        abroad = event["country"] not in ("FR", "GP", "MQ", "RE")
        return event["kind"] == "resale" and (event["warranty_months"] < 12 or abroad)

    def test_the_shares_can_be_set(self):
        none = ("--disposal-share", "0", "--return-share", "0%", "--ineligible-share", "0", "--second-cycle-share", "0")
        kinds = Counter(json.loads(line)["kind"] for line in generate("--devices", "300", *none).splitlines())
        self.assertEqual(set(kinds), {"collection", "reconditioning", "resale"})
        kinds = Counter(json.loads(line)["kind"]
                        for line in generate("--devices", "300", *none[2:], "--disposal-share", "100%").splitlines())
        self.assertEqual(set(kinds), {"collection", "reconditioning", "disposal"})

    def test_wrong_options_end_with_2_and_write_no_log(self):
        for options in (("--device", "5"), ("--devices", "x"), ("--format", "xml"), ("--from", "2025-02-30"),
                        ("--from", "2026-01-01"), ("--disposal-share", "101%"), ("--return-share", "0.001%"),
                        ("--disposal-share", "60%", "--return-share", "60%"), ("--devices", "-1"), ("more",)):
            with self.subTest(options=options):
                done = subprocess.run([PROGRAM, *options], capture_output=True, check=False)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(b"lcl-sample-log: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
