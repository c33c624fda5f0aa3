#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clocks that are wrong: nothing is recorded by them unawares, and a jump is ended by the certifier; and what
others signed, recorded in the log."""
import subprocess
import unittest

import program
from program import event


class Clock(program.InRegistry):
    def at(self, offset, *words, code=0):
        """A call of lcl by a clock that is `offset` off, as faketime takes it (`+45d`)."""
        done = subprocess.run(["faketime", "-f", offset, program.LCL, *map(str, words)], cwd=self.place.folder, timeout=60,
                              capture_output=True, check=False,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        said = f"lcl {' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}"
        self.assertEqual(done.returncode, code, said)
        return done.stdout.decode() + done.stderr.decode()

    def register(self, siret):
        return "participant", "register", siret, "--name", "A workshop", "--key", self.place.operator

    def every_way_to_append(self):
        """A call of each command that records something in its own way."""
        new = self.place.folder / "new.pem"
        self.assertEqual(self.place.lcl("key", "new", new).returncode, 0)
        log = self.place.write("log.ndjson", event("collection", "350000000000048", "2025-03-01T09:00:00Z"))
        corrected = self.place.write("corrected.ndjson", event("collection", "350000000000048", "2025-03-02T09:00:00Z"))
        self.place.write("more.csv", "siret,name\n73282932000074,Another\n")
        draft = self.place.folder / "register.draft"
        fingerprint = self.place.json("key", "show", self.place.developer)[1]["fingerprint"]
        self.assertEqual(self.place.lcl(*self.register("06173948800056")[:-2], "--signer", fingerprint, "--prepare",
                                        draft).returncode, 0)
        self.assertEqual(self.place.lcl("submit", "sign", draft, "--key", self.place.developer).returncode, 0)
        developer = ("--key", self.place.developer)
        return [("submit", "commit", draft),
                self.register("05982741000024"),
                ("participant", "register", "--from", "more.csv", "--key", self.place.operator),
                ("submit", log, "--project", "DEMO", *developer),
                ("correct", "DEMO", corrected, "--reason", "the day", *developer),
                ("key", "rotate", fingerprint, "--new", f"{new}.pub", "--key", self.place.certifier)]

    def test_no_command_records_by_a_clock_that_is_a_month_ahead_unless_told_that_it_is_right(self):
        calls = self.every_way_to_append()
        for days, words in enumerate(calls, 1):
            before = self.place.size()
            offset = f"+{31 * days + 1}d"
            if words[0] != "correct":  # which differs from nothing before the log is recorded
                self.assertIn("wrong_clock", self.at(offset, *words, code=1))
            self.assertEqual(self.place.size(), before)
            self.at(offset, *words, "--accept-clock")
            self.assertGreater(self.place.size(), before)

    def test_no_command_records_by_a_clock_that_is_behind(self):
        for words in self.every_way_to_append()[:4]:
            self.assertIn("more than 5 minutes before the last entry", self.at("-1h", *words, code=1))
            self.at("-4m", *words)

    def test_a_month_without_an_act_is_let_pass(self):
        self.at("+29d", *self.register("05982741000024"))

    def test_dry_runs_and_drafts_say_it_too(self):
        words = self.register("05982741000024")
        self.assertIn("wrong_clock", self.at("+45d", *words, "--dry-run", code=1))
        self.assertIn("wrong_clock", self.at("+45d", *words[:-2], "--signer", "0" * 64, "--prepare", "x.draft", code=1))

    def test_after_a_jump_of_ten_years_the_certifier_lets_times_go_on(self):
        self.at("+3650d", *self.register("05982741000024"), "--accept-clock")
        self.assertIn("wrong_clock", self.at("+0", *self.register("73282932000074"), code=1))
        report = self.answer("verify", 0, "verify")
        self.assertEqual(len(report["later_than_now"]), 1)
        self.assertEqual(self.answer("status", 0, "status", "DEMO")["clock_corrections"], [])
        self.assertIn("last_entry_to_come", self.answer("status", 0, "status", "DEMO"))
        by_operator = self.place.lcl("clock", "correct", "--reason", "x", "--key", self.place.operator)
        self.assertIn("wrong_role", by_operator.err)
        wrong = self.place.size() - 1
        receipt = self.answer("act", 0, "clock", "correct", "--reason", "a flat battery", "--key", self.place.certifier)
        self.at("+0", *self.register("73282932000074"))
        report = self.answer("verify", 0, "verify")
        self.assertEqual(report["later_than_now"], [])
        self.assertEqual([(each["from"], each["seq"]) for each in report["clock_corrections"]],
                         [(wrong, receipt["entry"]["seq"])])
        status = self.answer("status", 0, "status", "DEMO")
        self.assertEqual(status["clock_corrections"], report["clock_corrections"])
        self.assertNotIn("last_entry_to_come", status)
        self.assertIn(f"wrong clock  entry {wrong}: recorded between", self.place.lcl("status", "DEMO").out)
        self.assertIn("a flat battery", self.place.lcl("log").out)

    def test_a_correction_can_be_signed_elsewhere(self):
        self.at("+3650d", *self.register("05982741000024"), "--accept-clock")
        fingerprint = self.place.json("key", "show", self.place.certifier)[1]["fingerprint"]
        self.at("+0", "clock", "correct", "--reason", "x", "--signer", fingerprint, "--prepare", "clock.draft")
        self.at("+0", "submit", "sign", "clock.draft", "--key", self.place.certifier)
        self.at("+0", "submit", "commit", "clock.draft")
        self.at("+0", *self.register("73282932000074"))

    def test_nothing_is_corrected_where_nothing_is_wrong(self):
        done = self.place.lcl("clock", "correct", "--reason", "x", "--key", self.place.certifier)
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is nothing to correct", done.err)

    def test_what_was_anchored_bounds_what_follows(self):
        done = [self.place.lcl(*words) for words in (
            ("checkpoint", "--vkey"),
            ("checkpoint", "--for-witness", "0", "--output", "request.txt"),
            ("witness", "init", "witness", "--name", "w.example/a"))]
        key = done[2].out.strip()
        self.place.write("log.vkey", done[0].out)
        self.place.write("policy", f"log {done[0].out}witness A {key}\nquorum A\n")
        cosigned = self.place.lcl("witness", "cosign", "request.txt", "--witness", "witness", "--log-key", "log.vkey",
                                  "--output", "a.cosignature")
        self.assertEqual(cosigned.returncode, 0, cosigned.err)
        self.place.lcl("checkpoint", "--of", "request.txt", "--add", "a.cosignature", "--output", "cosigned.txt")
        self.assertEqual(self.place.lcl("anchor", "request.txt", "--key", self.place.operator).returncode, 2)
        kept = self.place.lcl("checkpoint").out
        self.assertEqual(self.place.lcl("anchor", self.place.write("kept", kept), "--key",
                                        self.place.operator).returncode, 2)
        receipt = self.answer("act", 0, "anchor", "cosigned.txt", "--key", self.place.operator)
        self.assertEqual(self.answer("verify", 0, "verify")["anchored"], {"acts": 1, "confirmed": 0})
        anchored = self.answer("verify", 0, "verify", "--policy", "policy")["anchored"]
        self.assertEqual((anchored["confirmed"], anchored["last"]["seq"]), (1, receipt["entry"]["seq"]))
        self.at("-20m", *self.register("05982741000024"), "--accept-clock")  # no entry is earlier than the last
        self.assertEqual(self.answer("verify", 0, "verify", "--policy", "policy")["findings"], [])


if __name__ == "__main__":
    unittest.main()
