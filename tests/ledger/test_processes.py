#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Several programs on one registry at once, and programs that are killed.

    test_processes.py     short form, some seconds; LCL_KILLS=500 for the long one
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from labelled_registry import LabelledRegistry, generated_log  # noqa: E402

KILLS = int(os.environ.get("LCL_KILLS", "6"))
SEED = int(os.environ.get("LCL_SEED", "20250905"))
QUIET = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        os.environ["TMPDIR"] = folder.name  # where a killed submission leaves its staged file
        self.registry = LabelledRegistry(self.folder)

    def sound(self):
        self.assertIn("sound", self.registry.run("verify"))

    def test_readers_go_on_while_a_log_is_submitted_and_never_make_it_fail(self):
        log = generated_log(self.folder / "log.ndjson", 8000)
        before = self.registry.size()
        readers = [("verify",), ("tally", "--project", "DEMO", "--period", "2024"), ("log", "--statements")]
        submission = subprocess.Popen(self.registry.submission(log), **QUIET)
        rounds = 0
        while submission.poll() is None:
            for words in readers:
                self.registry.run(*words)
            rounds += 1
        out, err = submission.communicate()
        self.assertEqual(submission.returncode, 0, out + err)
        self.assertGreater(rounds, 0)
        self.assertGreater(self.registry.size(), before)
        self.sound()

    def test_two_submissions_at_once_are_both_in_the_log_and_do_not_fork_it(self):
        logs = [generated_log(self.folder / f"{seed}.ndjson", 1500, seed) for seed in (1, 2)]
        running = [subprocess.Popen(self.registry.submission(log), **QUIET) for log in logs]
        for process in running:
            out, err = process.communicate()
            self.assertEqual(process.returncode, 0, out + err)
        events = sum(log.read_bytes().count(b"\n") for log in logs)
        self.assertEqual(self.registry.size(), 12 + events + len(logs))
        self.sound()

    def test_a_submission_killed_at_any_moment_is_in_the_log_whole_or_not_at_all(self):
        print(f"seed {SEED}", file=sys.stderr)
        moments = random.Random(SEED)
        log = generated_log(self.folder / "log.ndjson", 3000)
        events = log.read_bytes().count(b"\n")
        before = self.registry.size()
        started = time.monotonic()
        subprocess.run([*self.registry.submission(log), "--dry-run"], check=True, **QUIET)
        whole = 3 * (time.monotonic() - started)
        for _ in range(KILLS):
            process = subprocess.Popen(self.registry.submission(log), **QUIET)
            time.sleep(moments.random() * whole)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.assertIn(self.registry.size(), (before, before + events + 1))
            self.sound()
        self.registry.submit(log)
        self.assertEqual(self.registry.size(), before + events + 1)
        self.sound()


if __name__ == "__main__":
    unittest.main()
