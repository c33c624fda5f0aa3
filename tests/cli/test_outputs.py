#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever a command writes: nothing that is there is replaced unasked, and what is precious not at all."""
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import threading
import time
import unittest

import program
from program import InRegistry, event

COLLECTION = event("collection", "350000000000048", "2025-03-01T09:00:00Z")
LOG = ("--project", "DEMO")


def by_developer(*words):
    return (*words, "--signer", "keys/developer.pem.pub")


# By the command and its option, or positional, that names a file to be written: the call without the file's name.
OUTPUTS = {
    ("tally", "--output"): ("tally", *LOG, "--period", "2025", "--format", "csv", "--output"),
    ("prove", "--output"): ("prove", "3", "--output"),
    ("check", "--page"): ("check", "units.certificate", "--log-key", "log.vkey", "--page"),
    ("bundle", "--output"): ("bundle", *LOG, "--output"),
    ("checkpoint", "--output"): ("checkpoint", "--for-witness", "0", "--output"),
    ("witness cosign", "--output"): ("witness", "cosign", "request", "--witness", "witness", "--log-key", "log.vkey", "--output"),
    ("submit", "--accept-valid"): ("submit", "mixed.ndjson", *LOG, "--key", "keys/developer.pem", "--accept-valid"),
    ("submit", "--rejects"): ("submit", "mixed.ndjson", *LOG, "--key", "keys/developer.pem", "--rejects"),
    ("mapping new", "--output"): ("mapping", "new", program.ROOT / "samples/mappings/shop-orders.csv", "--output"),
    ("convert", "--output"): ("convert", "one.ndjson", "--to", "csv", "--output"),
    ("submit prepare", "--output"): by_developer("submit", "prepare", "one.ndjson", *LOG) + ("--output",),
    ("correct", "--prepare"): by_developer("correct", "DEMO", "corrected.ndjson", "--reason", "typing error") + ("--prepare",),
    ("report write", "--output"): ("report", "write", "DEMO", "--period", "2025", "--output"),
    ("opinion draft", "--output"): ("opinion", "draft", "DEMO", "--output"),
    ("verifier", "--output"): ("verifier", "--output"),
    ("sample open", "--output"): ("sample", "open", "DEMO", "SAMPLE", "--output"),
}
DRAFT = by_developer("project", "close", "DEMO", "--on", "2026-01-01", "--reason", "sold") + ("--prepare",)
# Secrets that nothing can replace: a key that signs, the number that a commitment is to.
SECRETS = {
    ("key new", "FILE"): ("key", "new"),
    ("key session", "FILE"): ("key", "session", "--key", "keys/developer.pem", "--origin", "registry.example/lbc"),
    ("sample commit", "--number"): ("sample", "commit", "DEMO", "--report", "20", "--method", "random", "--assurance",
                                    "limited", "--materiality", "0.3", "--key", "keys/auditor.pem", "--number"),
}
# Tried where their world is made: test_retirement, test_reports, test_statements, test_sample_devices and test_rejects.
ELSEWHERE = {("check", "--page"), ("submit", "--rejects"), ("report write", "--output"), ("opinion draft", "--output"), ("sample open", "--output"),
             ("sample commit", "--number")}


class Outputs(InRegistry):
    def setUp(self):
        super().setUp()
        self.place.write("one.ndjson", COLLECTION)
        self.place.write("mixed.ndjson", COLLECTION + "{}\n")
        self.place.write("corrected.ndjson", event("collection", "490154203237518", "2025-02-01T09:30:00Z"))
        self.place.write("request", self.place.lcl("checkpoint", "--for-witness", "0").out)
        self.place.write("log.vkey", self.place.lcl("checkpoint", "--vkey").out)
        self.place.lcl("witness", "init", "witness", "--name", "witness.example/w1")

    def calls(self):
        yield ("project close", "--prepare"), DRAFT
        for place, words in OUTPUTS.items():
            if place not in ELSEWHERE:
                yield place, words

    def fresh(self):
        """The registry as it was, since some calls append."""
        shutil.rmtree(self.place.registry)
        self.template.copy_to(self.place.folder)
        program.run("adopt", self.place.registry)
        shutil.rmtree(self.path("witness"), ignore_errors=True)
        self.place.lcl("witness", "init", "witness", "--name", "witness.example/w1")

    def path(self, name):
        return self.place.folder / name

    def refused(self, words, name, *more, said="it exists already"):
        before = self.path(name).read_bytes()
        size = self.place.size()
        done = self.place.lcl(*words, name, *more)
        self.assertEqual((done.returncode, done.out), (2, ""), done.err)
        self.assertIn(said, done.err)
        self.assertEqual((self.path(name).read_bytes(), self.place.size()), (before, size))
        return done

    def test_every_option_that_names_a_file_to_write_is_tried_here(self):
        names = re.findall(r"^  ([a-z]+(?: [a-z-]+)?)  +\S",
                           self.place.lcl("--help").out.split("\ncommands\n")[1].split("\n\n")[0], re.M)[:-1]
        for name in names:
            page = self.place.lcl("help", *name.split()).out
            for option in ("--output", "--page", "--prepare", "--accept-valid", "--rejects"):
                if re.search(rf"^  {option} ", page, re.M):
                    self.assertRegex(page, r"(?m)^  --force ", name)
                    # Whatever can be exported is written by the one function that writes the tally.
                    exported = option == "--output" and re.search(r"^  --locale ", page, re.M)
                    if option != "--prepare" and not exported:
                        self.assertIn((name, option), OUTPUTS)
            if re.search(r"^  --force ", page, re.M) and name != "manual":  # a folder of pages: test_completion.py
                self.assertRegex(page, r"(?m)^  --(output|page|prepare|accept-valid) ", name)

    def test_what_is_there_is_not_replaced_unasked(self):
        for place, words in self.calls():
            with self.subTest(place):
                self.place.write("there", "precious")
                self.refused(words, "there")

    def test_a_regular_file_is_replaced_if_asked(self):
        for place, words in self.calls():
            with self.subTest(place):
                self.fresh()
                self.place.write("there", "precious")
                done = self.place.lcl(*words, "there", "--force")
                self.assertEqual(done.returncode, 0, done.err)
                self.assertNotEqual(self.path("there").read_bytes(), b"precious")

    def test_a_file_that_is_replaced_is_not_opened_to_more(self):
        for place, words in self.calls():
            with self.subTest(place):
                self.fresh()
                self.path("there").unlink(missing_ok=True)
                self.place.write("there", "precious")
                self.path("there").chmod(0o600)
                self.assertEqual(self.place.lcl(*words, "there", "--force").returncode, 0)
                self.assertEqual(stat.S_IMODE(self.path("there").stat().st_mode), 0o600)

    def test_a_registry_s_file_a_key_a_pepper_and_a_ledger_are_not_replaced_by_force_either(self):
        self.place.write("pepper", "5a" * 32 + "\n")
        shutil.copyfile(self.place.registry / "ledger.db", self.path("copy"))
        for place, words in self.calls():
            for name in ("registry/ledger.db", "registry/head", "keys/certifier.pem", "registry/pepper.key", "pepper", "copy"):
                with self.subTest(place=place, name=name):
                    self.refused(words, name, "--force", said="--force does not replace")

    def test_a_link_is_not_followed(self):
        self.place.write("target", "precious")
        self.path("link").symlink_to("target")
        for place, words in self.calls():
            for more in ((), ("--force",)):
                with self.subTest(place=place, more=more):
                    self.refused(words, "link", *more)
                    self.assertTrue(self.path("link").is_symlink())

    def test_a_folder_is_not_replaced(self):
        self.path("folder").mkdir()
        for place, words in self.calls():
            with self.subTest(place):
                self.assertEqual(self.place.lcl(*words, "folder", "--force").returncode, 2)
                self.assertTrue(self.path("folder").is_dir())

    def through(self, words, name):
        """What goes through a pipe of this name."""
        os.mkfifo(self.path(name))
        got = []
        reader = threading.Thread(target=lambda: got.append(self.path(name).read_bytes()))
        reader.start()
        done = self.place.lcl(*words, name)
        if done.returncode:  # nobody else opens it
            os.close(os.open(self.path(name), os.O_WRONLY | os.O_NONBLOCK))
        reader.join()
        self.assertTrue(self.path(name).is_fifo())
        self.path(name).unlink()
        return done, got[0]

    def test_a_pipe_is_written_through(self):
        for place, words in self.calls():
            if place[0] == "bundle":  # a database, which is not written from its beginning to its end
                continue
            with self.subTest(place):
                self.fresh()
                done, got = self.through(words, "pipe")
                self.assertEqual(done.returncode, 0, done.err)
                self.assertGreater(len(got), 2)

    def test_standard_output_by_its_name_is_written_through_even_into_a_file(self):
        for place, words in self.calls():
            if place[0] == "bundle":
                continue
            for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
                with self.subTest(place=place, name=name):
                    self.fresh()
                    done = subprocess.run(["sh", "-c", 'exec "$@" > out', "sh", program.LCL, *words, name], check=False,
                                          cwd=self.place.folder, stderr=subprocess.PIPE,
                                          env=program.environment(LCL_REGISTRY=str(self.place.registry)))
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertGreater(self.path("out").stat().st_size, 2)

    def test_a_descriptor_that_is_not_open_is_no_file(self):
        done = self.place.lcl(*OUTPUTS["tally", "--output"], "/dev/fd/99")
        self.assertEqual(done.returncode, 2, done.err)

    def test_a_bundle_is_no_stream(self):
        for name in ("/dev/stdout", "-"):
            self.assertEqual(self.place.lcl(*OUTPUTS["bundle", "--output"], name).returncode, 2)
        self.assertFalse(self.path("-").exists())

    def test_a_key_is_never_replaced(self):
        for name in ("keys/certifier.pem", "keys/certifier.pem.pub", "registry/head", "one.ndjson"):
            before = self.path(name).read_bytes()
            self.assertEqual(self.place.lcl("key", "new", name.removesuffix(".pub")).returncode, 2)
            self.assertEqual(self.place.lcl("key", "new", name, "--force").returncode, 2)
            self.assertEqual(self.path(name).read_bytes(), before)


class Staged(InRegistry):
    def killed(self, *words, kill=signal.SIGKILL):
        """What a submission that is killed while it reads its log leaves in the folder of temporary files."""
        temporary = self.place.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        with subprocess.Popen([program.LCL, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, cwd=self.place.folder,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry), TMPDIR=str(temporary))) as child:
            child.stdin.write(COLLECTION.encode() * 4000)  # more than a pipe holds: most has been read
            child.stdin.flush()
            time.sleep(0.3)
            during = list(temporary.rglob("*"))
            self.assertIsNone(child.poll())
            child.send_signal(kill)
            child.stdin.close()
        return during + list(temporary.rglob("*"))

    def test_a_killed_submission_leaves_nothing(self):
        self.assertEqual(self.killed("submit", "-", "--format", "ndjson", *LOG, "--key", self.place.developer), [])

    def test_a_killed_preparation_leaves_no_staged_event(self):
        self.killed(*by_developer("submit", "prepare", "-", "--format", "ndjson", *LOG), "--output", "staged")
        left = [path for path in self.place.folder.glob("staged*") if path.stat().st_size]
        self.assertEqual(left, [])

    def test_a_registry_can_be_written_where_temporary_files_have_no_place(self):
        self.place.write("one.ndjson", COLLECTION)
        done = self.place.lcl("submit", "one.ndjson", *LOG, "--key", self.place.developer, TMPDIR="/proc/nowhere")
        self.assertEqual(done.returncode, 2)
        self.assertIn("cannot create a file in /proc/nowhere", done.err)


class Private(InRegistry):
    def test_a_private_part_that_was_altered_is_not_passed_on(self):
        self.place.write("one.ndjson", event("collection", "350000000000048", "2025-03-01T09:00:00Z", reference="lot 7"))
        self.assertEqual(self.place.lcl("submit", "one.ndjson", *LOG, "--key", self.place.developer).returncode, 0)
        words = ("bundle", *LOG, "--private", "--output")
        self.assertEqual(self.place.lcl(*words, "honest").returncode, 0)
        with program.without_guards(self.place.registry / "ledger.db") as database:
            database.execute("UPDATE entries SET private = CAST(replace(CAST(private AS TEXT), 'lot 7', 'lot 8') AS BLOB) WHERE private IS NOT NULL")
        database.close()
        done = self.place.lcl(*words, "altered")
        self.assertEqual((done.returncode, done.out), (2, ""))
        self.assertIn("entry 26: its private part is not the one that was recorded", done.err)
        self.assertEqual(list(self.place.folder.glob("altered*")), [])


class Published(InRegistry):
    def kept_back(self, name, said):
        public = self.place.folder / f"public-{pathlib.Path(name).name}"
        (public / "below").mkdir(parents=True)
        shutil.move(self.place.folder / name, public / "below")
        done = self.place.lcl("publish", public)
        self.assertEqual((done.returncode, done.out), (2, ""))
        self.assertIn(f"{public}/below/{pathlib.Path(name).name} is {said}", done.err)
        self.assertEqual([path.name for path in public.iterdir()], ["below"])

    def test_a_staged_submission(self):
        self.place.write("one.ndjson", COLLECTION)
        self.place.lcl(*by_developer("submit", "prepare", "one.ndjson", *LOG), "--output", "staged")
        self.kept_back("staged", "a staged submission")

    def test_a_ledger_with_private_parts(self):
        self.place.write("one.ndjson", event("collection", "350000000000048", "2025-03-01T09:00:00Z", reference="lot 7"))
        self.assertEqual(self.place.lcl("submit", "one.ndjson", *LOG, "--key", self.place.developer).returncode, 0)
        shutil.copyfile(self.place.registry / "ledger.db", self.place.folder / "copy")
        self.kept_back("copy", "a ledger with private parts")

    def test_a_bundle_with_private_parts_and_not_one_without(self):
        self.place.write("one.ndjson", event("collection", "350000000000048", "2025-03-01T09:00:00Z", reference="lot 7"))
        self.assertEqual(self.place.lcl("submit", "one.ndjson", *LOG, "--key", self.place.developer).returncode, 0)
        self.place.lcl("bundle", *LOG, "--output", "private.bundle", "--private")
        self.kept_back("private.bundle", "a bundle with private parts")
        (self.place.folder / "public").mkdir()
        self.place.lcl("bundle", *LOG, "--output", "public/open.bundle")
        self.assertEqual(self.place.lcl("publish", "public").returncode, 0)

    def test_a_draft_s_private_part(self):
        self.place.write("close.draft.private", '{"reason":"illness","salt":"' + "0f" * 16 + '"}')
        self.kept_back("close.draft.private", "a private part")

    def test_a_database_that_nobody_can_look_into(self):
        (self.place.folder / "odd.db").write_bytes(b"SQLite format 3\0" + bytes(500))
        self.kept_back("odd.db", "a database that cannot be looked into")

    def test_the_openings_of_a_sample(self):
        self.place.write("openings.ndjson", '{"device":"' + "0f" * 16 + '","identity":"' + "0f" * 32 + '","opening":"' +
                         "0f" * 16 + '","seq":17}\n')
        self.kept_back("openings.ndjson", "the openings of a sample")


if __name__ == "__main__":
    unittest.main()
