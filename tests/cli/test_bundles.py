#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bundles: made at the registry, then verified and read with the file and nothing else."""
import resource
import sqlite3
import subprocess
import unittest

import program
from life import Life, console

CONSOLES = 12
YEAR = ("--period", "2025")


class Bundles(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))
        self.opinion(self.report())
        self.exclusive()

    def setUp(self):
        super().setUp()
        self.file = self.place.folder / "project.bundle"

    def bundle(self, project, *more):
        return self.answer("bundle", 0, "bundle", "--project", project, "--output", self.file, *more)

    def on_bundle(self, schema, code, *words):
        return self.answer(schema, code, *words, "--registry", self.file)

    def devices(self):
        entries = self.answer("log", 0, "log", "--kind", "collection", "--project", "DEMO")["entries"]
        return {each["entry"]["device"] for each in entries}

    def test_a_bundle_says_what_is_in_it_and_is_sound(self):
        made = self.bundle("DEMO")
        size = self.place.size()
        self.assertEqual((made["head"]["size"], made["project"], made["private"]), (size, "DEMO", False))
        self.assertEqual(made["disclosed"]["devices"], len(self.devices()))
        self.assertEqual(made["withheld"]["projects"], [{"payloads": 1, "project": "OTHER"}])
        report = self.answer("verify", 0, "verify", self.file)
        self.assertEqual(report["bundle"], {"private": False, "project": "DEMO", "size": size})
        self.assertEqual((report["sound"], report["recomputed"], report["not_recomputed"]), (True, 1, 0))
        self.assertEqual(report["missing"], {"payloads": 0, "private_parts": 0})
        self.assertEqual(report["unanchored"][-1][:41], "a bundle comes without the file head: that"[:41])

    def test_what_is_withheld_is_counted_plainly(self):
        made = self.bundle("OTHER")
        events = made["withheld"]["payloads"]
        self.assertGreaterEqual(events, 3 * CONSOLES)
        self.assertEqual(made["withheld"]["projects"], [{"payloads": events, "project": "DEMO"}])
        report = self.answer("verify", 0, "verify", self.file)
        self.assertEqual(report["withheld"]["payloads"], events)
        self.assertEqual(report["withheld"]["devices"], len(self.devices()))
        self.assertEqual((report["recomputed"], report["not_recomputed"]), (0, 1))
        text = self.done("verify", self.file)
        self.assertIn("sound in what it discloses; the rest is withheld\n", text)
        self.assertIn(f"bundle      of project OTHER at size {self.place.size()}, without private parts\n", text)
        self.assertIn(f"withheld    {events} event payloads of {len(self.devices())} devices, ", text)
        self.assertIn("1 not recomputed: withheld\n", text)

    def test_the_project_s_answers_are_the_registry_s(self):
        self.bundle("DEMO")
        for schema, *words in (["tally", "tally", "--project", "DEMO", *YEAR, "--by", "category,month"],
                               ["status", "status", "DEMO"], ["units-owed", "units", "owed", "DEMO"],
                               ["units-list", "units", "list", "DEMO"], ["log", "log", "--statements"],
                               ["project-list", "project", "list"], ["participant-list", "participant", "list"],
                               ["methodology-list", "methodology", "list"], ["key-list", "key", "list"],
                               ["device", "device", min(self.devices())], ["prove", "prove", "12"],
                               ["explain", "explain", min(self.devices())],
                               ["prove", "prove", "--device", min(self.devices())]):
            with self.subTest(words=words):
                self.assertEqual(self.on_bundle(schema, 0, *words), self.answer(schema, 0, *words))

    def test_what_needs_a_withheld_payload_is_no_answer(self):
        self.bundle("OTHER")
        device = min(self.devices())
        events = self.answer("verify", 0, "verify", self.file)["withheld"]["payloads"]
        answer = self.on_bundle("error", 2, "tally", "--project", "DEMO", *YEAR)
        self.assertEqual(answer["error"]["obstacle"], "unavailable")
        self.assertIn(f"{events} event payloads of project DEMO are withheld: this is a bundle of project OTHER",
                      answer["error"]["message"])
        for words in (["device", device], ["explain", device]):
            message = self.on_bundle("error", 2, *words)["error"]["message"]
            self.assertIn(f"device {device} is withheld: this is a bundle of project OTHER", message)
        one = self.place.folder / "one.bundle"
        self.answer("bundle", 0, "bundle", "--project", "DEMO", "--output", one)
        self.assertIn("1 event payload of project OTHER is withheld: this is a bundle of project DEMO",
                      self.answer("error", 2, "tally", "--project", "OTHER", *YEAR, "--registry",
                                  one)["error"]["message"])
        self.on_bundle("error", 2, "units", "owed", "DEMO")
        self.assertIn("it does not say whether entry 12 has a private part", self.on_bundle(
            "error", 2, "erase", "12", "--reason", "r", "--legal-ground", "g", *self.by("certifier"),
            "--dry-run")["error"]["message"])
        self.on_bundle("error", 2, "device", "490154203237518")  # needs the pepper
        self.on_bundle("device", 1, "device", "0" * 32)
        # What needs no payload is answered.
        self.on_bundle("prove", 0, "prove", "--device", device)
        self.on_bundle("publish", 0, "publish", self.place.folder / "published", "--payloads")
        self.answer("verify", 0, "verify", "--from", self.place.folder / "published")

    def test_a_bundle_is_not_written_to(self):
        self.bundle("DEMO")
        before = self.file.read_bytes()
        line = self.place.write("line.ndjson", program.event("collection", "490154203237518", "2025-10-01T10:00:00Z"))
        for words in (["submit", line, "--project", "DEMO", *self.by("developer")], ["rebuild"],
                      ["project", "close", "DEMO", "--on", "2026-01-01", "--reason", "end", *self.by("certifier")]):
            with self.subTest(words=words):
                message = self.on_bundle("error", 2, *words)["error"]["message"]
                self.assertIn("this is a bundle of project DEMO at size", message)
                self.assertIn("it can be read, not written", message)
        message = self.on_bundle("error", 2, "bundle", "--project", "OTHER", "--output", "second")["error"]["message"]
        self.assertIn("make one from the registry", message)
        self.assertFalse((self.place.folder / "second").exists())
        self.assertEqual(self.file.read_bytes(), before)

    def test_control_characters_of_a_name_do_not_reach_the_terminal(self):
        name = "red\x1b[31m"
        for words in (("bundle", "--project", "DEMO", "--output"), ("checkpoint", "--for-witness", "0", "--output"),
                      ("prove", "3", "--output"), ("key", "new", "--dry-run")):
            with self.subTest(words=words):
                done = self.place.lcl(*words, name)
                self.assertEqual(done.returncode, 0, done.err)
                self.assertNotIn("\x1b", done.out + done.err)
                self.assertIn("red\\x1b[31m", done.out + done.err)
                (self.place.folder / name).unlink(missing_ok=True)

    def test_nothing_is_left_where_it_is_refused(self):
        self.assertEqual(self.answer("refused", 1, "bundle", "--project", "NONE1", "--output", self.file)
                         ["refused"][0]["word"], "unknown_project")
        self.assertFalse(self.file.exists())
        self.file.write_text("mine")
        self.answer("error", 2, "bundle", "--project", "DEMO", "--output", self.file)
        self.assertEqual(self.file.read_text(), "mine")

    def half_made(self, at_most, **how):
        """A call that may write no file beyond `at_most` bytes."""
        return subprocess.run(
            [program.LCL, "bundle", "--project", "DEMO", "--output", self.file, "--registry", self.place.registry],
            cwd=self.place.folder, env=program.environment(), capture_output=True, timeout=60, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (at_most, at_most)), **how)

    def test_a_full_disk_or_a_kill_leaves_no_half_bundle(self):
        self.bundle("DEMO")
        whole = self.file.stat().st_size
        self.file.unlink()
        before = set(self.place.folder.iterdir())
        for at_most in range(0, whole, 4 * 16384):
            with self.subTest(at_most=at_most):
                # Python's children ignore SIGXFSZ unless it restores signals: then the write fails with EFBIG.
                full = self.half_made(at_most, restore_signals=False)
                self.assertEqual(full.returncode, 2, full.stderr)
                self.assertEqual(set(self.place.folder.iterdir()), before)
                killed = self.half_made(at_most)
                self.assertLess(killed.returncode, 0)
                self.assertFalse(self.file.exists())
                for left in set(self.place.folder.iterdir()) - before:
                    self.assertRegex(left.name, r"^project\.bundle\.lcl-unfinished-\w{6}(-apart(-journal)?)?$")
                    left.unlink()
        self.assertEqual(self.half_made(2 * whole).returncode, 0)
        self.answer("verify", 0, "verify", self.file)

    def test_a_dropped_payload_is_missing_and_no_verdict_hides_it(self):
        self.bundle("DEMO")
        with sqlite3.connect(self.file) as database:
            database.execute("DROP TRIGGER entries_update")
            database.execute("UPDATE entries SET payload = NULL WHERE seq = (SELECT max(seq) FROM entries WHERE payload IS NOT NULL "
                         "AND json_extract(entry, '$.device') IS NOT NULL)")
        database.close()
        report = self.answer("verify", 1, "verify", self.file)
        self.assertEqual(report["missing"], {"payloads": 1, "private_parts": 0})
        self.assertIn("missing_payload", {each["word"] for each in report["findings"]})
        self.assertIn("missing     1 payload, 0 private parts\n", self.done("verify", self.file, code=1))
        self.on_bundle("error", 2, "tally", "--project", "DEMO", *YEAR)


if __name__ == "__main__":
    unittest.main()
