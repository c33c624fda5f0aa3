#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What an answer rests on: every answer about a ledger names its checkpoint, and is given only if the ledger fits what
was obtained elsewhere. What was recorded is told from what was refused, whatever becomes of the answer."""
import json
import os
import re
import subprocess
import unittest

import program
from program import InRegistry, event

# Those that read no registry, or hold what they read to anchors in their own way.
WITHOUT_ANCHORS = {"init", "adopt", "key new", "key show", "key endorse", "key request", "key session", "methodology check", "submit sign",
                   "mapping new", "mapping try", "mapping check", "convert", "completion", "config", "doctor", "template", "start", "manual",
                   "device match", "rebuild", "witness init", "witness cosign", "check", "verify", "refusals",
                   "report write", "verifier", "serve", "follow"}
# Those that have other checkpoints, and signatures on them, in hand.
KEYS_ONLY = {"checkpoint", "anchor"}
READING = (("log",), ("key", "list"), ("participant", "list"), ("participant", "show", "03571592900010"), ("project", "list"),
           ("project", "show", "DEMO"), ("methodology", "list"), ("methodology", "show", "reconditioning-reference"),
           ("status", "DEMO"), ("tally", "--project", "DEMO", "--period", "2025"), ("explain", "490154203237518"),
           ("device", "490154203237518"), ("audit", "DEMO"), ("units", "list", "DEMO"), ("units", "owed", "DEMO"),
           ("report", "list", "DEMO"), ("sample", "list", "DEMO"), ("question", "list", "DEMO"),
           ("dispute", "list", "DEMO"), ("device", "list", "--project", "DEMO", "--period", "2025"), ("register",),
           ("participant", "expiring", "--within", "30"))


class Basis(InRegistry):
    def head(self):
        _, size, root = self.place.lcl("checkpoint").out.splitlines()[:3]
        import base64
        return {"size": int(size), "root": base64.b64decode(root).hex()}

    def test_every_answer_names_the_checkpoint_it_rests_on(self):
        head = self.head()
        line = f"head: size {head['size']}, root {head['root']}"
        for words in READING:
            with self.subTest(words):
                self.assertEqual(self.place.lcl(*words).out.splitlines()[-1], line)
                if words[:2] != ("methodology", "show"):
                    code, answer = self.place.json(*words)
                    self.assertEqual((code, answer["head"]), (0, head))

    def test_what_is_kept_byte_for_byte_names_it_on_standard_error(self):
        done = self.place.lcl("tally", "--project", "DEMO", "--period", "2025", "--format", "csv")
        self.assertNotIn("head: size", done.out)
        self.assertRegex(done.err, "^head: size 25, root [0-9a-f]{64}\n$")
        self.assertRegex(self.place.lcl("log", "--entries").err, "^head: size 25, root [0-9a-f]{64}\n$")

    def test_what_was_never_recorded_was_not_by_that_checkpoint(self):
        self.assertRegex(self.place.lcl("device", "350000000000048").err, "never recorded(.|\n)*\nhead: size 25, root")

    def test_an_act_names_the_checkpoint_behind_it(self):
        answer = self.answer("act", 0, "participant", "register", "05982741000024", "--name", "New", "--key",
                             self.place.operator)
        self.assertEqual(answer["head"], self.head())
        self.assertEqual(answer["head"]["size"], 26)

    def test_tiles_made_anew_are_said_to_be_so(self):
        self.assertNotIn("made_tiles_anew", self.answer("units-list", 0, "units", "list", "DEMO"))
        database = program.without_guards(self.place.registry / "ledger.db")
        database.execute("DELETE FROM tiles")
        database.commit()
        database.close()
        for words in READING:
            with self.subTest(words):
                done = self.place.lcl(*words)
                self.assertEqual(done.returncode, 0, done.err)
                self.assertIn("made anew from its entries", done.err)
                if words[:2] != ("methodology", "show"):
                    self.assertTrue(self.place.json(*words)[1]["made_tiles_anew"])


class Anchored(InRegistry):
    def setUp(self):
        super().setUp()
        self.place.write("kept", self.place.lcl("checkpoint").out)
        self.place.write("log.vkey", self.place.lcl("checkpoint", "--vkey").out)
        self.fits = ("--checkpoint", "kept", "--log-key", "log.vkey", "--certifier", "keys/certifier.pem.pub")

    def unfit(self, word, *words):
        answer = self.answer("unfit", 1, *words)
        self.assertEqual([each["word"] for each in answer["does_not_fit"]], [word])
        done = self.place.lcl(*words)
        self.assertEqual((done.returncode, done.out), (1, ""))
        self.assertIn(f"{word}: ", done.err)

    def test_every_command_that_reads_a_ledger_takes_what_verify_takes(self):
        names = re.findall(r"^  ([a-z]+(?: [a-z-]+)?)  +\S",
                           self.place.lcl("--help").out.split("\ncommands\n")[1].split("\n\n")[0], re.M)[:-1]
        for name in names:
            offered = set(re.findall(r"^  --([a-z-]+)", self.place.lcl("help", *name.split()).out, re.M))
            if name not in WITHOUT_ANCHORS:
                wanted = {"log-key", "certifier"} | ({"checkpoint", "timestamp"} if name not in KEYS_ONLY else set())
                self.assertLessEqual(wanted, offered, name)

    def test_a_ledger_that_fits_is_answered_from(self):
        for words in READING:
            done = self.place.lcl(*words, *self.fits)
            self.assertEqual((done.returncode, done.out[-90:]), (0, self.place.lcl(*words).out[-90:]), done.err)

    def test_another_certifier(self):
        for words in READING:
            self.unfit("wrong_certifier", *words, "--certifier", "keys/developer.pem.pub")

    def test_another_log_key(self):
        program.run("init", self.place.folder / "other", "--origin", "registry.example/demo", "--certifier",
                    self.place.folder / "keys/certifier.pem.pub")
        other = self.place.lcl("checkpoint", "--vkey", LCL_REGISTRY=str(self.place.folder / "other")).out
        self.unfit("wrong_log_key", "log", "--log-key", other.strip())

    def test_a_checkpoint_of_another_log_of_that_name(self):
        program.run("init", self.place.folder / "other", "--origin", "registry.example/demo", "--certifier",
                    self.place.folder / "keys/certifier.pem.pub")
        self.place.write("others", self.place.lcl("checkpoint", LCL_REGISTRY=str(self.place.folder / "other")).out)
        self.unfit("wrong_checkpoint_signature", "status", "DEMO", "--checkpoint", "others")

    def test_a_checkpoint_that_the_ledger_does_not_reach(self):
        older = self.place.registry.with_name("older")
        import shutil
        shutil.copytree(self.place.registry, older)
        self.place.lcl("participant", "register", "05982741000024", "--name", "New", "--key", self.place.operator)
        self.place.write("later", self.place.lcl("checkpoint").out)
        self.unfit("behind_anchor", "log", "--registry", older, "--checkpoint", "later")

    def test_nothing_is_signed_on_a_ledger_that_does_not_fit(self):
        self.unfit("wrong_certifier", "participant", "register", "05982741000024", "--name", "New", "--key",
                   self.place.operator, "--certifier", "0" * 64)
        self.assertEqual(self.place.size(), 25)

    def test_no_proof_of_a_ledger_that_does_not_fit(self):
        self.unfit("wrong_certifier", "prove", "3", "--certifier", "keys/developer.pem.pub", "--output", "proof")
        self.assertFalse((self.place.folder / "proof").exists())

    def test_an_anchor_that_is_none_is_a_slip(self):
        self.answer("error", 2, "status", "DEMO", "--certifier", "nowhere")
        self.answer("error", 2, "status", "DEMO", "--checkpoint", "log.vkey")
        self.answer("error", 2, "status", "DEMO", "--policy", "kept")


class Recorded(InRegistry):
    """An answer that nobody gets is told from a refusal."""
    REGISTER = ("participant", "register", "05982741000024", "--name", "New")

    def registered(self, redirection, json_too=""):
        command = [program.LCL, *self.REGISTER, "--key", self.place.operator] + ([json_too] if json_too else [])
        said = subprocess.run(["sh", "-c", f'exec "$@" {redirection}', "sh", *map(str, command)], stderr=subprocess.PIPE,
                              check=False, env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertEqual((said.returncode, self.place.size()), (2, 26), said.stderr)
        self.assertIn("is recorded nevertheless, up to entry 25", said.stderr.decode())

    def test_a_full_disk_behind_the_commit(self):
        self.registered("> /dev/full")

    def test_a_closed_standard_output_behind_the_commit(self):
        self.registered(">&-")

    def test_a_full_disk_behind_the_commit_with_json(self):
        self.registered("> /dev/full", "--json")

    def test_a_reader_that_is_gone_behind_the_commit(self):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([program.LCL, *self.REGISTER, "--key", self.place.operator], stdout=write,
                              stderr=subprocess.PIPE, check=False,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        os.close(write)
        self.assertEqual((done.returncode, self.place.size()), (2, 26))
        self.assertIn(b"is recorded nevertheless, up to entry 25", done.stderr)

    def test_a_submission_whose_answer_nobody_gets(self):
        self.place.write("log.ndjson", event("collection", "350000000000048", "2025-03-01T09:00:00Z"))
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.LCL, "submit", self.place.folder / "log.ndjson", "--project", "DEMO", "--key",
                                   self.place.developer], stdout=full, stderr=subprocess.PIPE, check=False,
                                  env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertEqual((done.returncode, self.place.size()), (2, 27), done.stderr)
        self.assertIn(b"is recorded nevertheless, up to entry 25", done.stderr)

    def test_a_refusal_whose_answer_nobody_gets_says_nothing_of_the_kind(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.LCL, "participant", "register", "03571592900010", "--name", "Again", "--key",
                                   self.place.operator, "--json"], stdout=full, stderr=subprocess.PIPE, check=False,
                                  env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(b"recorded nevertheless", done.stderr)

    def test_files_that_cannot_be_put_behind_the_commit_are_named_with_the_entry(self):
        self.place.write("mixed.ndjson", "{}\n" + event("collection", "350000000000048", "2025-03-01T09:00:00Z"))
        locked = self.place.folder / "locked"
        locked.mkdir()
        fifo = locked / "left"
        os.mkfifo(fifo)
        reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        done = self.place.lcl("submit", "mixed.ndjson", "--project", "DEMO", "--key", self.place.developer, "--json",
                              "--accept-valid", "locked/left")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertEqual(json.loads(done.out)["entries"]["from"], 25)
        self.assertEqual(os.read(reader, 100), b"{}\n")


if __name__ == "__main__":
    unittest.main()
