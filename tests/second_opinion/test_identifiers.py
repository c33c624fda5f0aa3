#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Identifiers as shops write them: the program and the second implementation refuse the same ones with the same words,
and make the same pseudonyms of the others.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import contextlib
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import identifiers  # noqa: E402
from agreement import SecondOpinionCase  # noqa: E402
from labelled_registry import LabelledRegistry  # noqa: E402

PARTICIPANT = "35600000000047"  # La Poste's: a SIRET that begins as IMEIs do
MAKERS = ("Apple", "APPLE  INC", "Apple Inc.", "Co", "Hewlett-Packard S.A.S.", "Bosch GmbH & Co. KG", "O'Neil", "unknown",
          "-", "#REF!", "SA Inc", "Samsung Electronics Co., Ltd.", "s\u00e9rie", "LG\u200b", "Default string")
SERIALS = ("pf-1a2b 3c/z", "PF1A2B3CZ", "0", "N/A", "1.2345E+16", "12E45", "1E+5", "a:b", "XXXX", "\ufeffPF1", "PF1A2B3C.",
           "#VALEUR!", "356741081234568", "35674108123456", PARTICIPANT, "35674108123456X", "?", "x" * 65, "A1" * 32,
           "To Be Filled By O.E.M.", "\t F2LXK0ABN70M ", "\u00e9", "e+5", "1,5e+7", "1.E+3", ".5E+3")
IMEIS = ("356741081234568", " 35674108123456", "3567410812345699", "356741081234586", "13363001234563", "013363001234563",
         "000000000000000", "004999010640000", "99999999999999", "358240051111110", "63674108123456", PARTICIPANT,
         "unknown", "3.52099E+14", "35-674108-123456-8", "0", "", "35674108123456\u00a0", "8", "#N/A", "012345678901237",
         "10363001234568", "490154203237518", "49015420323751")


def drawn_devices(count):
    source = random.Random(2025)
    for _ in range(count):
        device = {}
        if source.random() < 0.7:
            device["imei"] = source.choice(IMEIS)
            if source.random() < 0.3:
                device["imei2"] = source.choice(IMEIS)
        if not device or source.random() < 0.5:
            device |= {"manufacturer": source.choice(MAKERS), "serial": source.choice(SERIALS)}
        yield device
    for digits in range(500):  # IMEIs with a digit left out, doubled or put in
        number = "%02d%013d" % (source.randrange(100), source.randrange(10 ** 13))
        at = digits % 15
        yield {"imei": source.choice((number, number[:at] + number[at + 1:], number[:at] + number[at:at + 1] + number[at:]))}


class Identifiers(unittest.TestCase):
    def test_what_shops_write_is_one_device_or_no_device_to_both(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            registry = LabelledRegistry(folder)
            devices = list(drawn_devices(1000))
            refused = 0
            for start in range(0, len(devices), 250):  # an answer lists a thousand refusals
                batch = devices[start:start + 250]
                said = self.said_of(registry, batch)
                refused += len(said)
                for line, device in enumerate(batch, 1):
                    self.assertEqual(said.get(line, {}), identifiers.refusals(device, PARTICIPANT), device)
            self.assertGreater(refused, 500)

    def said_of(self, registry, devices):
        """Line → field → word. Each is a reconditioning of a device that was never collected, which is refused for that
        alone where its identifiers are good."""
        log = registry.path.parent / "log.ndjson"
        log.write_text("".join(json.dumps({
            "kind": "reconditioning", "occurred_at": "2025-01-10T10:00:00Z", "participant": PARTICIPANT, "country": "FR",
            "outcome": "reconditioned", "functions_tested": True, "device": device}) + "\n" for device in devices))
        done = subprocess.run(registry.words("submit", log, "--project", "DEMO", "--key", registry.developer, "--json"),
                              capture_output=True, text=True, check=False, env=os.environ)
        said = {}
        for each in json.loads(done.stdout)["refused"]:
            if each.get("field", "").startswith("device."):
                said.setdefault(each["line"], {})[each["field"].removeprefix("device.")] = each["word"]
        return said

    def test_one_device_under_many_spellings_has_one_pseudonym_with_both(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            registry = LabelledRegistry(folder)
            pepper = bytes.fromhex((registry.path / "pepper.key").read_text().strip())
            spellings = [("Apple", "F2L-XK0 ABN70M"), ("APPLE  INC", "f2lxk0abn70m"), ("Apple Inc.", "F2LXK0ABN70M.")]
            told = set()
            for day, (maker, serial) in enumerate(spellings, 10):
                device = {"manufacturer": maker, "serial": serial}
                kind = {"kind": "collection", "category": "laptop", "holder": "consumer", "waste": False} if day == 10 else {
                    "kind": "reconditioning", "outcome": "reconditioned", "functions_tested": True}
                log = folder / "log.ndjson"
                log.write_text(json.dumps({"occurred_at": f"2025-01-{day}T10:00:00Z", "participant": "03571592900010",
                                           "country": "FR", "device": device} | kind) + "\n")
                registry.submit(log)
                [text] = identifiers.texts(device)
                told.add(identifiers.pseudonym(pepper, text))
                last = json.loads(registry.run("log", "--from", registry.size() - 1, "--json"))["entries"][0]["entry"]
                self.assertEqual(last["device"], identifiers.pseudonym(pepper, text))
                self.assertNotIn("also", last)
            self.assertEqual(len(told), 1)


class FreedIdentifiers(SecondOpinionCase):
    """What a void takes back ties nothing any more. Phones have the IMEIs A to D."""
    IMEIS = {name: number for name, number in zip("ABCD", ("356741081234568", "358817110000176", "358817110000259",
                                                           "490154203237518"))}

    def setUp(self):
        self.registry = LabelledRegistry(pathlib.Path(tempfile.mkdtemp(dir=self.folder)))
        self.day = 9

    def line(self, kind, names, **facts):
        self.day += 1
        own = {"collection": {"category": "smartphone", "holder": "consumer", "waste": False},
               "reconditioning": {"outcome": "reconditioned", "functions_tested": True}}
        device = dict(zip(("imei", "imei2"), (self.IMEIS[name] for name in names)))
        return json.dumps({"kind": kind, "occurred_at": f"2025-01-{self.day:02}T10:00:00Z", "participant": "03571592900010",
                           "country": "FR", "device": device} | own.get(kind, {}) | facts) + "\n"

    def submitted(self, *lines):
        """The words that are said of them."""
        log = self.registry.path.parent / "log.ndjson"
        log.write_text("".join(lines))
        done = subprocess.run(self.registry.words("submit", log, "--project", "DEMO", "--key", self.registry.developer,
                                                  "--json"), capture_output=True, text=True, check=False)
        return [each["word"] for each in json.loads(done.stdout).get("refused", [])], done.stdout

    def taken(self, *lines):
        words, said = self.submitted(*lines)
        self.assertEqual(words, [], said)
        return self.registry.size() - 1

    def void(self, names, seq):
        return self.line("void", names, voids=seq, reason="a wrong scan")

    def device(self, name):
        found = json.loads(self.registry.run("device", self.IMEIS[name], "--json"))
        return found["device"]

    def sound(self):
        self.assertEqual(self.agree_on_soundness(self.registry.path)[:2], (0, []))
        before = self.rows()
        self.registry.run("rebuild")
        self.assertEqual(self.rows(), before)
        self.assertEqual(self.agree_on_soundness(self.registry.path)[:2], (0, []))

    def rows(self):
        with contextlib.closing(sqlite3.connect(self.registry.path / "ledger.db")) as file:
            return file.execute("SELECT * FROM devices ORDER BY pseudonym").fetchall()

    def test_a_wrong_second_imei_once_voided_is_free_for_the_phone_that_has_it(self):
        wrong = self.taken(self.line("collection", "AB"))
        words, said = self.submitted(self.line("collection", "B"))
        self.assertEqual(words, ["cycle_already_open"])
        self.assertIn(f"in entry {wrong}", said)
        self.taken(self.void("A", wrong))
        self.sound()
        self.taken(self.line("collection", "AC"), self.line("collection", "B"))
        self.sound()
        self.assertNotEqual(self.device("A"), self.device("B"))
        self.assertEqual(self.device("A"), self.device("C"))
        words, said = self.submitted(self.line("reconditioning", "AB"))
        self.assertEqual(words, ["identity_conflict"])
        self.assertIn("its imei belongs to the device collected in entry", said)

    def test_a_phone_collected_again_under_its_second_imei_is_one_phone_once_that_is_voided(self):
        self.taken(self.line("collection", "A"))
        twice = self.taken(self.line("collection", "B"))
        self.assertEqual(self.submitted(self.line("reconditioning", "AB"))[0], ["identity_conflict"])
        self.taken(self.void("B", twice))
        mended = self.taken(self.line("reconditioning", "AB"))
        self.sound()
        self.assertEqual(self.device("A"), self.device("B"))
        # That was wrong as well: B goes on with the history it had.
        self.taken(self.void("AB", mended))
        self.sound()
        self.taken(self.line("collection", "B"))
        self.assertNotEqual(self.device("A"), self.device("B"))
        self.sound()

    def test_a_void_and_what_it_frees_may_stand_in_one_log(self):
        wrong = self.taken(self.line("collection", "AB"))
        self.taken(self.void("AB", wrong), self.line("collection", "BC"), self.line("collection", "AD"))
        self.sound()
        self.assertEqual(self.device("B"), self.device("C"))
        self.assertEqual(self.device("A"), self.device("D"))
        self.assertNotEqual(self.device("A"), self.device("B"))

    def test_a_void_ties_no_identifier(self):
        wrong = self.taken(self.line("collection", "A"))
        self.taken(self.void("AB", wrong))
        self.taken(self.line("collection", "A"), self.line("collection", "B"))
        self.sound()
        self.assertNotEqual(self.device("A"), self.device("B"))

    def test_only_the_last_event_is_taken_back_so_what_stands_below_keeps_its_identifiers(self):
        self.taken(self.line("collection", "AB"))
        later = self.taken(self.line("reconditioning", "AC"))
        self.taken(self.void("A", later))
        self.assertEqual(self.submitted(self.line("collection", "B"))[0], ["cycle_already_open"])
        self.taken(self.line("collection", "C"))
        self.sound()


if __name__ == "__main__":
    unittest.main()
