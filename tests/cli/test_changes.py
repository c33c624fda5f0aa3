#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What commands change, and what they must not: dry runs, failures, other machines, secrets."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import stat
import subprocess
import tempfile
import time
import unittest

import program
from program import event

PHONE, NEW_PHONE = "490154203237518", "350000000000048"
COLLECTION = event("collection", NEW_PHONE, "2025-03-01T09:00:00Z")


class Changes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.template = program.Template()
        cls.addClassCleanup(cls.template.remove)

    def setUp(self):
        self.place = program.Place(self.template)
        self.addCleanup(self.place.remove)

    def done(self, *words, code=0, **more):
        done = self.place.lcl(*words, **more)
        self.assertEqual(done.returncode, code, f"{words}\n{done.out}{done.err}")
        return done

    def test_a_copied_registry_is_only_read_until_it_is_adopted(self):
        copy = self.place.folder / "copy"
        shutil.copytree(self.place.registry, copy)
        self.place.write("log.ndjson", COLLECTION)
        submission = ("submit", "log.ndjson", "--project", "DEMO", "--key", self.place.developer)
        before = program.digest_of_folder(copy)
        self.assertEqual(self.done("log", "--registry", copy).out, self.done("log").out)
        for words in (submission, ("rebuild",)):
            self.assertIn(f"if it is yours, run lcl adopt {copy}", self.done(*words, "--registry", copy, code=2).err)
        self.assertEqual(program.digest_of_folder(copy), before)
        answer = self.done("adopt", copy, "--json").out
        self.assertEqual(program.faults("adopt", answer), "")
        self.done(*submission, "--registry", copy)
        copy.rename(copy.with_name("moved"))
        self.done("rebuild", "--registry", "moved", code=2)

    def test_a_registry_without_its_log_key_is_not_adopted(self):
        copy = self.place.folder / "copy"
        shutil.copytree(self.place.registry, copy)
        shutil.copyfile(copy / "keys/operator.pem", copy / "keys/log.pem")
        self.assertIn("is not the key that this registry's log is signed with", self.done("adopt", copy, code=2).err)
        self.done("rebuild", "--registry", copy, code=2)
        (copy / "keys/log.pem").unlink()
        self.done("adopt", copy, code=2)
        self.assertIn("is not a registry's folder", self.done("adopt", copy / "ledger.db", code=2).err)

    def test_without_a_state_folder_nothing_is_one_s_own(self):
        nowhere = {"HOME": "", "XDG_STATE_HOME": ""}
        self.done("log", **nowhere)
        self.done("rebuild", code=2, **nowhere)
        self.assertIn("neither XDG_STATE_HOME nor HOME names a folder", self.done("adopt", self.place.registry, code=2,
                                                                                  **nowhere).err)

    def acts(self):
        """One call of each command that changes a registry."""
        self.place.write("log.ndjson", COLLECTION)
        self.place.write("more.csv", "siret,name\n05982741000024,Second site\n")
        self.place.lcl("key", "new", "new.pem")
        developer, certifier, operator = (self.place.developer, self.place.certifier, self.place.operator)
        document = program.ROOT / "schemas/methodologies/reconditioning-reference-1.0.json"
        changed = document.read_text(encoding="utf-8").replace('"version": "1.0"', '"version": "1.1"')
        self.place.write("next.json", changed)
        yield "key", "grant", "new.pem.pub", "--role", "auditor", "--party", "55208131766522", "--key", certifier
        yield ("auditor", "accredit", "55208131766522", "--body", "COFRAC", "--reference", "4-0001", "--scope", "ISO 14065",
               "--from", "2025-01-01", "--to", "2030-01-01", "--key", certifier)
        yield ("auditor", "withdraw", self.place.size() - 1, "--on", "2026-01-01", "--reason", "the body's", "--key", certifier)
        yield "key", "revoke", self.fingerprint("other-developer"), "--reason", "lost", "--key", certifier
        yield "participant", "register", "06173948800056", "--name", "Other site", "--key", operator
        yield "participant", "register", "--from", "more.csv", "--key", operator
        yield "methodology", "adopt", "next.json", "--key", certifier
        yield ("project", "notify", "NEXT", "--title", "Next", "--region", "Occitanie", "--commune", "Albi",
               "--applicant-standing", "10 a year", "--notified-on", "2025-01-01", "--key", developer)
        yield "project", "file", "NEXT", "--dossier", "log.ndjson", "--key", developer
        yield ("project", "label", "NEXT", "--decision", "d", "--methodology", self.methodology(), "--potential-units",
               "1", "--from", "2025-01-01", "--to", "2030-01-01", "--key", certifier)
        yield "submit", "log.ndjson", "--project", "DEMO", "--key", developer
        yield "project", "close", "NEXT", "--on", "2026-01-01", "--reason", "sold", "--key", developer
        yield ("rebuild",)

    def fingerprint(self, key):
        return self.place.json("key", "show", f"keys/{key}.pem.pub")[1]["fingerprint"]

    def methodology(self):
        return self.place.json("methodology", "list")[1]["methodologies"][0]["digest"][:12]

    def test_a_dry_run_changes_no_byte_and_the_act_then_does(self):
        for act in self.acts():
            before = program.digest_of_folder(self.place.folder)
            said = self.done(*act, "--dry-run").out
            self.assertIn("would" if act[0] != "submit" else "nothing was written", said)
            self.assertEqual(program.digest_of_folder(self.place.folder), before, act)
            size = self.place.size()
            self.done(*act)
            if act[0] != "rebuild":
                self.assertGreater(self.place.size(), size, act)
        self.done("verify")

    def test_questions_change_no_byte(self):
        before = program.digest_of_folder(self.place.registry)
        for question in (["log"], ["device", PHONE], ["explain", PHONE], ["checkpoint"], ["verify"], ["key", "list"],
                         ["tally", "--project", "DEMO", "--period", "2025"], ["project", "show", "DEMO"]):
            self.done(*question)
        self.assertEqual(program.digest_of_folder(self.place.registry), before)

    def test_a_refused_act_changes_no_byte(self):
        self.place.write("bad.ndjson", COLLECTION + "{}\n")
        before = program.digest_of_folder(self.place.registry)
        self.done("submit", "bad.ndjson", "--project", "DEMO", "--key", self.place.developer, code=1)
        self.done("project", "file", "DEMO", "--dossier", "bad.ndjson", "--key", self.place.developer, code=1)
        self.assertEqual(program.digest_of_folder(self.place.registry), before)

    def test_signing_on_another_machine(self):
        """Where the key is there is neither the registry nor the log: only the staged file goes there and back."""
        self.place.write("log.ndjson", COLLECTION)
        self.done("submit", "prepare", "log.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        self.done("project", "close", "DEMO", "--on", "2026-01-01", "--reason", "sold", "--signer",
                  "keys/developer.pem.pub", "--prepare", "draft")
        with tempfile.TemporaryDirectory() as elsewhere:
            elsewhere = pathlib.Path(elsewhere)
            self.place.developer.rename(elsewhere / "developer.pem")
            for name in ("staged", "draft"):
                (self.place.folder / name).rename(elsewhere / name)
                signed = program.run("submit", "sign", name, "--key", "developer.pem", cwd=elsewhere)
                self.assertEqual(signed.returncode, 0, signed.err)
                (elsewhere / name).rename(self.place.folder / name)
            self.assertEqual([path.name for path in elsewhere.iterdir()], ["developer.pem"])
        self.done("submit", "commit", "staged")
        self.done("submit", "commit", "draft")
        self.done("verify")
        self.assertEqual(self.place.json("project", "show", "DEMO")[1]["project"]["state"], "closed")
        self.assertEqual(self.place.json("device", NEW_PHONE)[1]["stage"], "collected")

    def test_no_file_is_left_by_a_failure(self):
        self.place.write("bad.ndjson", COLLECTION + "{}\n")
        key = ("--key", self.place.developer)
        before = sorted(path.name for path in self.place.folder.iterdir())
        self.done("submit", "bad.ndjson", "--project", "NOWHERE", *key, "--accept-valid", "left.ndjson", code=1)
        self.done("submit", "prepare", "bad.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged", code=1)
        self.done("project", "file", "DEMO", "--dossier", "bad.ndjson", "--signer", "keys/developer.pem.pub",
                  "--prepare", "draft", code=1)
        self.done("tally", "--project", "NOWHERE", "--period", "2025", "--output", "tally.csv", code=1)
        self.done("key", "new", "missing/key.pem", code=2)
        self.done("init", "another", "--origin", "Not An Origin", "--certifier", "keys/certifier.pem.pub", code=2)
        self.assertEqual(sorted(path.name for path in self.place.folder.iterdir()), before)

    def test_a_tally_does_not_replace_a_ledger_a_key_a_pepper_a_link_or_anything_that_is_there(self):
        tally = ("tally", "--project", "DEMO", "--period", "2025", "--format", "csv", "--output")
        folder = self.place.folder
        self.place.write("kept.csv", "precious")
        self.place.write("key", "-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n")
        self.place.write("pepper", "5a" * 32 + "\n")
        self.place.write("ledger", "SQLite format 3\0 and so on")
        (folder / "link").symlink_to("kept.csv")
        for name in ("kept.csv", "key", "pepper", "ledger", "link"):
            with self.subTest(name):
                before = (folder / name).read_bytes()
                done = self.done(*tally, name, code=2)
                self.assertIn("it exists already", done.err)
                if name != "kept.csv":
                    done = self.done(*tally, name, "--force", code=2)
                    self.assertIn("--force does not replace", done.err)
                self.assertEqual((folder / name).read_bytes(), before)
        self.assertTrue((folder / "link").is_symlink())
        self.done(*tally, "kept.csv", "--force")
        self.assertTrue((folder / "kept.csv").read_text(encoding="utf-8").startswith("vintage,"))
        self.done(*tally, "/dev/null")
        self.assertTrue(pathlib.Path("/dev/null").is_char_device())

    def test_nothing_is_published_beside_a_secret_or_in_a_registry(self):
        folder = self.place.folder
        for name, text in (("key.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n"), ("pepper", "5a" * 32 + "\n")):
            with self.subTest(name):
                public = folder / f"public-{name}"
                (public / "below").mkdir(parents=True)
                (public / "below" / name).write_text(text, encoding="utf-8")
                done = self.done("publish", public, code=2)
                self.assertIn("cannot publish into", done.err)
                self.assertEqual([path.name for path in public.iterdir()], ["below"])
        registry = next(folder.rglob("ledger.db")).parent
        for inside in (registry, registry / "public"):
            done = self.done("publish", inside, code=2)
            self.assertIn("is the folder of a registry", done.err)
        self.assertFalse((registry / "tile").exists() or (registry / "public").exists())

    def test_a_staged_file_cannot_steer_the_terminal_of_who_signs_it(self):
        self.place.write("one.ndjson", COLLECTION)
        self.done("submit", "prepare", "one.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        staged = self.place.folder / "staged"
        first, rest = staged.read_text(encoding="utf-8").split("\n", 1)
        for name, text in (("origin", "a\\u001b[2Jb"), ("origin", "a\u202eb")):
            member = json.loads(first)
            member[name] = "PLACE"
            changed = json.dumps(member, separators=(",", ":"), sort_keys=True, ensure_ascii=False).replace("PLACE", text)
            staged.write_text(changed + "\n" + rest, encoding="utf-8")
            done = self.place.lcl("submit", "sign", "staged", "--key", self.place.developer, "--dry-run")
            self.assertNotRegex(done.out + done.err, "[\x1b\u202e]")

    def test_the_same_signed_act_sent_again_is_recorded_already(self):
        self.place.write("one.ndjson", COLLECTION)
        self.done("submit", "prepare", "one.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        self.done("submit", "sign", "staged", "--key", self.place.developer)
        first = json.loads(self.done("submit", "commit", "staged", "--json").out)
        again = self.done("submit", "commit", "staged", "--json")
        self.assertEqual(json.loads(again.out), first | {"recorded_before": True})
        said = self.done("submit", "commit", "staged").out
        self.assertTrue(said.startswith(f"recorded already, entry {first['entry']['seq']}: submission"), said)

    def test_nothing_is_overwritten(self):
        self.place.write("there", "precious")
        self.place.write("mixed.ndjson", COLLECTION + "{}\n")
        self.done("key", "new", "there", code=2)
        self.done("submit", "mixed.ndjson", "--project", "DEMO", "--key", self.place.developer, "--accept-valid",
                  "there", code=2)
        self.done("submit", "prepare", "mixed.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "there", code=2)
        self.assertEqual((self.place.folder / "there").read_text(encoding="utf-8"), "precious")

    def test_accept_valid_leaves_lines_that_can_be_corrected_and_submitted(self):
        self.place.write("mixed.csv", "kind,occurred_at,device.imei,participant,country,category,holder,waste\n"
                         f"collection,2025-03-01T09:00:00Z,{NEW_PHONE},03571592900010,FR,toaster,consumer,false\n"
                         f"collection,2025-03-01T09:00:00Z,350000000000055,03571592900010,FR,tablet,consumer,false\n")
        self.done("submit", "mixed.csv", "--project", "DEMO", "--key", self.place.developer, "--accept-valid",
                  "left.csv")
        left = self.place.folder / "left.csv"
        self.assertEqual(stat.S_IMODE(left.stat().st_mode), 0o600)
        left.write_text(left.read_text(encoding="utf-8").replace("toaster", "smartphone"), encoding="utf-8")
        answer = self.place.json("submit", "left.csv", "--project", "DEMO", "--key", self.place.developer)[1]
        self.assertEqual(answer["summary"]["accepted"], 1)

    def test_a_log_may_come_through_a_pipe(self):
        done = self.done("submit", "-", "--format", "ndjson", "--project", "DEMO", "--key", self.place.developer,
                         stdin=COLLECTION)
        self.assertIn("accepted", done.out)
        self.done("submit", "-", "--project", "DEMO", "--key", self.place.developer, stdin=COLLECTION, code=2)

    def test_an_interrupted_submission_leaves_nothing_behind(self):
        temporary = self.place.folder / "temporary"
        temporary.mkdir()
        before = program.digest_of_folder(self.place.registry)
        words = ("submit", "-", "--format", "ndjson", "--project", "DEMO", "--key", self.place.developer)
        child = subprocess.Popen([program.LCL, *map(str, words)], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                                 env=program.environment(LCL_REGISTRY=str(self.place.registry), TMPDIR=str(temporary)))
        lines = COLLECTION.encode() * 10_000  # 20,000 lines: progress is told every few thousand
        child.stdin.write(lines)
        child.stdin.flush()
        self.assertIsNone(child.poll())  # it has read all but what a pipe holds
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(lines)
        self.assertEqual((child.returncode, said), (2, b"lcl: interrupted; nothing was recorded\n"))
        self.assertEqual(list(temporary.iterdir()), [])
        self.assertEqual(program.digest_of_folder(self.place.registry), before)

    def test_who_waits_for_a_lock_says_so_after_two_seconds_and_once(self):
        ledger = sqlite3.connect(self.place.registry / "ledger.db", isolation_level=None)
        ledger.execute("BEGIN EXCLUSIVE")
        words = ("participant", "register", "06173948800056", "--name", "Other site", "--key", self.place.operator)
        with subprocess.Popen([program.LCL, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry))) as child:
            time.sleep(3)
            ledger.execute("ROLLBACK")
            said = child.stderr.read().decode()
        self.assertEqual(child.returncode, 0)
        self.assertRegex(said, r"^lcl: waiting for another program that is writing to the ledger "
                               rf"\(process {os.getpid()}: python3\S*( \S+)?\)\n$")
        ledger.close()

    def test_keys_are_for_their_owner_and_encrypted_with_a_passphrase(self):
        self.place.write("passphrase", "correct horse\n")
        self.done("key", "new", "secret.pem", "--passphrase-file", "passphrase")
        secret = self.place.folder / "secret.pem"
        self.assertEqual(stat.S_IMODE(secret.stat().st_mode), 0o600)
        self.assertIn("ENCRYPTED", secret.read_text(encoding="utf-8"))
        self.done("key", "show", "secret.pem", "--passphrase-file", "passphrase")
        self.place.write("wrong", "battery staple\n")
        self.done("key", "show", "secret.pem", "--passphrase-file", "wrong", code=2)
        secret.chmod(0o644)
        done = self.place.lcl("participant", "register", "06173948800056", "--name", "Other site", "--key", "secret.pem",
                              "--passphrase-file", "passphrase")
        self.assertIn("can be read by others: chmod 600 secret.pem", done.err)
        self.place.write("no-key.txt", "hello\n")
        (self.place.folder / "no-key.txt").chmod(0o644)
        done = self.place.lcl("participant", "register", "06173948800056", "--name", "Other site", "--key", "no-key.txt")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn("chmod", done.err)

    def test_no_answer_holds_a_secret(self):
        self.place.write("passphrase", "correct horse\n")
        self.done("key", "new", "secret.pem", "--passphrase-file", "passphrase")
        secrets = ["correct horse", (self.place.registry / "pepper.key").read_text(encoding="utf-8").strip()]
        for key in [*self.place.folder.glob("keys/*.pem"), *self.place.registry.glob("keys/*.pem")]:
            secrets += [line for line in key.read_text(encoding="utf-8").splitlines() if not line.startswith("-")]
        identifiers = [PHONE, NEW_PHONE]
        self.place.write("log.ndjson", COLLECTION)
        for words in ([["key", "show", "secret.pem", "--passphrase-file", "passphrase"], ["key", "list"], ["log"],
                       ["submit", "log.ndjson", "--project", "DEMO", "--key", self.place.developer],
                       ["log", "--entries"], ["verify"], ["checkpoint"], ["device", PHONE], ["explain", PHONE],
                       ["submit", "log.ndjson", "--project", "DEMO", "--key", "passphrase"]]):
            for form in ([], ["--json"]):
                done = self.place.lcl(*words, *form)
                for secret in secrets + identifiers:
                    self.assertNotIn(secret, done.out + done.err, words)


if __name__ == "__main__":
    unittest.main()
