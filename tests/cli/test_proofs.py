#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proofs, published folders and what is made of them with the log's public key and nothing else."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import program
from life import Life, console
from proven import CONSOLES, Elsewhere, Proven, serial

IMEI = "490154203237518"
PUBLISHED_LOG = program.ROOT / "tests/texts/published_log/main.go"


class Proofs(Proven):
    def test_an_entry_is_proven_and_checked_elsewhere(self):
        file = self.prove("entry.tlog-proof", 12)
        answer = self.check(file)
        logged = self.answer("log", 0, "log", "--from", 12, "--to", 13)["entries"][0]["entry"]
        self.assertEqual((answer["kind"], answer["entries"][0]["seq"], answer["entries"][0]["kind"]),
                         ("entry", 12, logged["kind"]))
        self.assertEqual(answer["checkpoint"]["size"], self.place.size())
        said = self.elsewhere.text(0, "check", file, "--log-key", self.key)
        self.assertIn(f"entry 12 is recorded in the log, as of size {self.place.size()}", said)
        self.assertIn("that it was not voided or corrected since", said)
        self.assert_bytes_cannot_change(file)

    def test_a_proof_goes_to_standard_output_as_well(self):
        text = self.done("prove", 12)
        self.assertTrue(text.startswith("c2sp.org/tlog-proof@v1\nextra "))
        self.assertEqual(self.answer("prove", 0, "prove", 12)["proof"], text)

    def test_what_is_not_there_is_not_proven(self):
        size = self.place.size()
        self.assertEqual(self.answer("prove", 1, "prove", size)["not_found"], f"there is no entry {size}")
        self.assertEqual(self.place.lcl("prove", "--device", "0" * 32).returncode, 1)
        self.refused("unknown_units", "prove", "--units", serial("DEMO", 9, 42))
        self.assertEqual(self.place.lcl("prove").returncode, 2)
        self.assertEqual(self.place.lcl("prove", 1, "--device", IMEI).returncode, 2)

    def test_a_proof_is_of_the_log_whose_key_is_given(self):
        file = self.prove("entry.tlog-proof", 12)
        other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        answer = self.elsewhere.answer("check", 1, "check", file, "--log-key", other)
        self.assertEqual(answer["fault"]["word"], "unknown_log_key")
        self.assertEqual(program.run("check", file, cwd=self.elsewhere.folder).returncode, 2)
        self.assertEqual(program.run("check", "absent", "--log-key", self.key).returncode, 2)

    def test_a_passport_holds_every_entry_of_the_device(self):
        device = self.device()
        file = self.prove("passport", "--device", device)
        answer = self.check(file)
        chain = self.answer("device", 0, "device", device)["entries"]
        self.assertEqual([(each["seq"], each["kind"], each["occurred_at"]) for each in answer["entries"]],
                         [(each["seq"], each["kind"], each["occurred_at"]) for each in chain])
        self.assertEqual((answer["kind"], answer["device"], len(chain)), ("device", device, 3))
        self.assertIn("no other between them", self.elsewhere.text(0, "check", file, "--log-key", self.key))
        self.assert_bytes_cannot_change(file)

    def test_a_passport_without_one_of_its_entries_proves_nothing(self):
        file = self.prove("passport", "--device", self.device())
        whole = json.loads(file.read_text())
        for left_out in (0, 1):
            less = dict(whole, entries=[each for at, each in enumerate(whole["entries"]) if at != left_out])
            file.write_text(json.dumps(less, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n")
            self.assertEqual(self.check(file, 1)["fault"]["word"], "broken_chain")
        less = dict(whole, keys=whole["keys"][:-1])
        file.write_text(json.dumps(less, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n")
        self.assertEqual(self.check(file, 1)["fault"]["word"], "cut_short")
        less = dict(whole, entries=whole["entries"][:2])  # what it does not claim: that nothing follows
        file.write_text(json.dumps(less, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n")
        self.assertIn("an event after it may be left out", " ".join(self.check(file)["not_shown"]))

    def test_a_certificate_leads_from_the_serial_to_the_population(self):
        block = self.holdings()[0]
        file = self.prove("units.certificate", "--units", block["serial"])
        units = self.check(file)["units"]
        report = self.answer("report-list", 0, "report", "list", "DEMO")["reports"][0]
        self.assertEqual((units["serial"], units["count"], units["project"], units["ordinal"], units["report"]),
                         (block["serial"], block["count"], "DEMO", 1, report["entry"]))
        self.assertEqual(units["population"]["size"], units["issuance"])
        said = self.elsewhere.text(0, "check", file, "--log-key", self.key)
        self.assertIn(f"complete up to entry {self.place.size() - 1} (", said)
        self.assertEqual([(each["serial"], each["state"]) for each in units["holdings"]], [(block["serial"], "issued")])
        self.assertEqual([len(each["opinions"]) for each in units["reports"]], [1])
        self.assertIn("anything recorded after size", said)
        self.assert_bytes_cannot_change(file)

    def test_a_certificate_of_a_second_log_under_the_same_key_is_told_apart_by_its_certifier(self):
        file = self.prove("units.certificate", "--units", self.holdings()[0]["serial"])
        answer = self.check(file)
        self.assertIn("give --certifier", " ".join(answer["unanchored"]))
        anchored = self.elsewhere.answer("check", 0, "check", file, "--log-key", self.key,
                                         "--certifier", answer["certifier"])
        self.assertEqual((anchored["certifier"], anchored["unanchored"]), (answer["certifier"], []))
        other = self.elsewhere.answer("check", 1, "check", file, "--log-key", self.key, "--certifier", "5" * 64)
        self.assertEqual(other["fault"]["word"], "wrong_certifier")

    def test_a_certificate_names_each_key_that_may_certify_since_entry_0_or_may_no_more(self):
        self.done("key", "new", "second.pem")
        granted = self.act("key", "grant", "second.pem.pub", "--role", "certifier", "--party", "73282932000074", by="certifier")
        answer = self.check(self.prove("units.certificate", "--units", self.holdings()[0]["serial"]))
        self.assertEqual([(each["act"], each["seq"]) for each in answer["certifier_changes"]], [("granted", granted)])
        self.assertEqual(self.answer("verify", 0, "verify")["certifier_changes"], answer["certifier_changes"])
        self.assertIn(f"may certify too, by entry {granted}", self.done("verify"))

    def test_a_certificate_says_whose_units_they_are_as_of_which_size(self):
        block = self.holdings()[0]
        kept = self.elsewhere.folder / "kept"
        self.place.write("opinion.txt", "signed by both")
        holders = []
        for number, name in enumerate(("First", "Second")):
            self.sell(f"holder{number}", name, block["serial"], by=f"holder{number - 1}" if number else "developer")
            if number == 0:
                kept.write_text(self.done("checkpoint"))
            file = self.prove(f"{name}.certificate", "--units", block["serial"])
            holders.append(self.check(file)["units"]["holdings"][0]["holder"]["name"])
        early = self.prove("early.certificate", "--units", block["serial"], "--checkpoint", kept)
        self.assertEqual(holders, ["First", "Second"])
        self.assertEqual(self.check(early)["units"]["holdings"][0]["holder"]["name"], "First")

    def test_only_a_passport_or_a_certificate_says_whose_certifier_the_log_has(self):
        file = self.prove("entry.tlog-proof", 12)
        self.assertIn("not anchored", " ".join(self.check(file)["unanchored"]))
        answer = self.elsewhere.answer("check", 1, "check", file, "--log-key", self.key, "--certifier", "5" * 64)
        self.assertEqual(answer["fault"]["word"], "wrong_certifier")

    def test_a_passport_names_the_certifier(self):
        file = self.prove("passport", "--device", self.device())
        found = self.check(file)["certifier"]
        anchored = self.elsewhere.answer("check", 0, "check", file, "--log-key", self.key, "--certifier", found)
        self.assertEqual(anchored["unanchored"], [])
        self.assertEqual(self.elsewhere.answer("check", 1, "check", file, "--log-key", self.key,
                                               "--certifier", "5" * 64)["fault"]["word"], "wrong_certifier")

    def test_a_certificate_lacks_nothing_and_has_nothing_to_spare(self):
        file = self.prove("units.certificate", "--units", self.holdings()[0]["serial"])
        whole = json.loads(file.read_text())
        write = lambda document: file.write_text(
            json.dumps(document, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n")
        for name in ("entries", "keys"):
            for left_out in range(len(whole[name])):
                is_last = left_out == len(whole[name]) - 1
                write(dict(whole, **{name: [each for at, each in enumerate(whole[name]) if at != left_out]}))
                self.assertEqual(self.check(file, 1)["fault"]["word"], "cut_short" if is_last else "broken_chain")
        write(dict(whole, last=whole["entries"][-2]))
        self.check(file, 1)
        for paths in (whole["matters"]["paths"][::-1], whole["matters"]["paths"][:1], []):
            write(dict(whole, matters=dict(whole["matters"], paths=paths)))
            self.assertEqual(self.check(file, 1)["fault"]["word"], "cut_short")
        for left_out in range(len(whole["extends"])):
            write(dict(whole, extends=[each for at, each in enumerate(whole["extends"]) if at != left_out]))
            self.assertEqual(self.check(file, 1)["fault"]["word"], "not_an_extension")
        write(dict(whole, extends=whole["extends"] + whole["extends"][:1]))
        self.assertEqual(self.check(file, 1)["fault"]["word"], "not_an_extension")
        other = self.device()
        passport = json.loads(self.prove("passport", "--device", other).read_text())
        write(dict(whole, entries=whole["entries"] + passport["entries"]))
        self.check(file, 1)
        write(dict(whole, units=serial("DEMO", 2, 1)))
        self.assertEqual(self.check(file, 1)["fault"]["word"], "wrong_units")


class Published(Life):
    def reach(self):
        self.submit(console(number) for number in range(CONSOLES))

    def setUp(self):
        super().setUp()
        self.elsewhere = Elsewhere(self)
        self.key = self.done("checkpoint", "--vkey").strip()
        self.public = self.elsewhere.folder / "public"

    def publish(self, *words):
        return self.answer("publish", 0, "publish", self.public, *words)

    def verify(self, code=0, *words):
        return self.elsewhere.answer("verify", code, "verify", "--from", self.public, "--log-key", self.key, *words)

    def test_only_what_is_new_is_written(self):
        size = self.place.size()
        first = self.publish()
        self.assertEqual((first["from"], first["size"]), (0, size))
        self.assertEqual(self.publish()["files"], 0)
        self.submit(console(number) for number in range(CONSOLES, CONSOLES + 60))
        second = self.publish()
        self.assertEqual((second["from"], second["size"]), (size, self.place.size()))
        report = self.verify()
        self.assertEqual((report["sound"], report["entries"]), (True, self.place.size()))
        self.assertIn("payloads are not published", " ".join(report["unanchored"]))

    def test_payloads_are_published_only_where_asked(self):
        self.publish()
        self.assertFalse((self.public / "payloads").exists())
        self.publish("--payloads")
        report = self.verify()
        self.assertTrue(report["sound"])
        self.assertNotIn("payloads are not published", " ".join(report["unanchored"]))
        bundle = next(path for path in (self.public / "payloads").rglob("*") if path.is_file())
        text = bytearray(bundle.read_bytes())
        text[10] ^= 1
        bundle.write_bytes(text)
        self.assertEqual([each["word"] for each in self.verify(1)["findings"]], ["wrong_payload"])

    def test_another_log_is_not_published_into_the_folder(self):
        self.publish()
        before = program.digest_of_folder(self.public)
        other = program.Place(self.template)
        self.addCleanup(other.remove)
        other.lcl("participant", "register", "05982741000016", "--name", "Other", "--key", other.operator)
        self.submit([console(CONSOLES)])
        self.publish()
        self.assertNotEqual(program.digest_of_folder(self.public), before)
        self.assertEqual(other.lcl("publish", self.public).returncode, 2)
        self.assertEqual(self.verify()["entries"], self.place.size())

    def test_a_published_log_is_held_against_an_earlier_checkpoint(self):
        self.elsewhere.folder.joinpath("kept").write_text(self.done("checkpoint"))
        self.publish()
        self.assertNotIn("outside anchor", " ".join(self.verify(0, "--checkpoint", "kept")["unanchored"]))
        self.submit([console(CONSOLES)])
        self.elsewhere.folder.joinpath("later").write_text(self.done("checkpoint"))
        self.assertEqual([each["word"] for each in self.verify(1, "--checkpoint", "later")["findings"]],
                         ["behind_anchor"])

    def test_what_was_never_published_cannot_be_verified(self):
        self.assertEqual(self.elsewhere.answer("error", 2, "verify", "--from", self.public)["error"]["obstacle"],
                         "unavailable")

    def test_a_file_in_the_way_of_the_folder_is_named(self):
        file = self.place.folder / self.place.write("in-the-way", "mine")
        self.assertEqual(self.answer("error", 2, "publish", file)["error"]["message"],
                         f"cannot read folder {file}: Not a directory")
        self.assertEqual(file.read_text(), "mine")

    def test_programs_for_other_logs_read_the_folder(self):
        go = shutil.which("go")
        if go is None or not pathlib.Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog").exists():
            self.skipTest("golang-go and golang-golang-x-mod-dev are not installed")
        reader = self.elsewhere.folder / "published_log"
        offline = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOPROXY": "off", "GOFLAGS": "",
                   "GOCACHE": os.environ.get("GOCACHE", str(self.elsewhere.folder / "cache"))}
        subprocess.run([go, "build", "-o", reader, PUBLISHED_LOG], env=program.environment(**offline), check=True,
                       timeout=300)
        for more in (0, 60, 200):
            if more:
                self.submit(console(more * CONSOLES + number) for number in range(more))
            self.publish()
            proofs = []
            for entry in (0, self.place.size() // 2, self.place.size() - 1):
                proofs.append(self.elsewhere.folder / f"{more}-{entry}.tlog-proof")
                self.done("prove", entry, "--output", proofs[-1])
            read = subprocess.run([reader, self.public, self.key, *proofs], capture_output=True, text=True, check=False,
                                  timeout=60)
            size = self.place.size()
            self.assertEqual((read.returncode, read.stdout), (0, f"size {size}, {size} entries, 3 proofs\n"), read.stderr)


if __name__ == "__main__":
    unittest.main()
