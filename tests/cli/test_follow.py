#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lcl follow: a published log, served by any web server, is copied and held to what was seen of it."""
import functools
import http.server
import shutil
import signal
import subprocess
import threading
import unittest

import program
from program import event
from life import Life


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.fails_after is not None and len(self.server.asked) > self.server.fails_after:
            self.send_error(500)
            return
        super().do_GET()


class Follow(Life):
    PARTS = ("tile", "payloads", "statements", "checkpoint")

    def setUp(self):
        super().setUp()
        self.public, self.copy = self.place.folder / "public", self.place.folder / "copy"
        self.publish("--pages", "--payloads")
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(self.public)))
        self.server.asked, self.server.fails_after = [], None
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.key = ("--log-key", self.done("checkpoint", "--vkey").strip())

    def publish(self, *more):
        self.done("publish", self.public, *more)

    def grow(self, devices):
        """So many collections more, of IMEIs of 14 digits, which have no check digit."""
        size = self.place.size()
        events = [event("collection", f"35{size:05}{number:07}", "2026-02-02T09:15:00Z") for number in range(devices)]
        self.place.write("more.ndjson", "".join(events))
        self.done("submit", "more.ndjson", "--project", "DEMO", *self.by("developer"))
        self.publish("--pages", "--payloads")

    def follow(self, *more, code=0):
        return self.answer("follow", code, "follow", self.url, self.copy, *self.key, *more)

    def files_of(self, folder):
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
                if path.is_file() and path.relative_to(folder).parts[0] in self.PARTS}

    def is_followed(self):
        published = self.files_of(self.public)
        self.assertEqual({name for name, content in self.files_of(self.copy).items() if published.get(name) != content}, set())
        self.assertEqual(sorted(path.name for path in self.copy.iterdir()), sorted(self.PARTS))
        self.assertTrue(self.answer("verify", 0, "verify", "--from", self.copy, *self.key)["sound"])

    def test_the_copy_is_what_is_published_and_grows_with_it(self):
        self.follow()
        self.is_followed()
        for devices in (3, 250):
            before = self.place.size()
            self.grow(devices)
            told = self.follow()
            self.assertEqual((told["from"], told["head"]["size"]), (before, self.place.size()))
            self.is_followed()
        self.assertEqual(self.follow()["files"], 0)

    def test_only_what_is_new_is_fetched(self):
        self.grow(260)
        self.follow()
        self.server.asked.clear()
        self.grow(1)
        self.follow()
        self.assertEqual([path for path in self.server.asked if path.startswith("/tile/entries/000")], [])

    def test_an_interrupted_copy_leaves_nothing_unverified_and_goes_on(self):
        self.grow(260)
        self.server.fails_after = 2
        self.answer("error", 2, "follow", self.url, self.copy, *self.key)
        self.assertEqual(self.files_of(self.copy), {})
        fetched = set(self.server.asked[:2]) - {"/checkpoint"}
        self.server.fails_after = None
        self.server.asked.clear()
        self.follow()
        self.is_followed()
        self.assertEqual(fetched & set(self.server.asked), set())

    def test_what_is_not_the_log_s_is_refused_and_the_copy_stays(self):
        self.follow()
        self.grow(3)
        before = self.files_of(self.copy)
        width = self.place.size()
        for name, why in ((f"tile/entries/000.p/{width}", "do not lead to its checkpoint"),
                          (f"payloads/000.p/{width}", "another payload"), ("statements/000.p/*", "another statement")):
            path = next(iter(self.public.glob(name)))
            kept = path.read_bytes()
            path.write_bytes(kept[:-2] + bytes([kept[-2] ^ 1]) + kept[-1:])
            with self.subTest(file=name):
                refused = self.follow(code=1)["not_followed"]
                self.assertIn(why, refused["why"])
                self.assertEqual(self.files_of(self.copy), before)
            path.write_bytes(kept)
        self.follow()
        self.is_followed()

    def test_a_log_that_is_older_or_another_is_refused_in_words(self):
        older, fork = self.place.folder / "older", self.place.folder / "fork"
        shutil.copytree(self.place.registry, fork)
        self.done("adopt", fork)
        shutil.copytree(self.public, older)
        self.grow(3)
        self.follow()
        before = self.files_of(self.copy)
        shutil.rmtree(self.public)
        shutil.copytree(older, self.public)
        refused = self.follow(code=1)["not_followed"]
        self.assertIn("an older log, or one that was cut off", refused["why"])
        self.assertGreater(refused["had"]["size"], refused["found"]["size"])
        self.place.registry, own = fork, self.place.registry
        for devices in (3, 5):
            self.grow(devices)
            refused = self.follow(code=1)["not_followed"]
            self.assertIn("shows another history than before", refused["why"])
        self.place.registry = own
        self.assertEqual(self.files_of(self.copy), before)

    def test_a_checkpoint_that_the_log_s_key_did_not_sign_is_refused(self):
        other = "registry.example/demo+af0c544c+AbXprlIlY9O2YnCLU/FqA0gOg5cg4+Hl1TjjL+92cj64"
        refused = self.answer("follow", 1, "follow", self.url, self.copy, "--log-key", other)["not_followed"]
        self.assertIn("not signed with the log's key", refused["why"])
        self.assertIn("without its key", self.place.lcl("follow", self.url, self.copy).err)

    def test_too_few_witnesses_are_too_few(self):
        self.done("witness", "init", "witness", "--name", "witness.example/w1")
        vkey = (self.place.folder / "witness/vkey").read_text(encoding="utf-8").strip()
        self.place.write("policy", f"log {self.key[1]}\nwitness w1 {vkey}\nquorum w1\n")
        refused = self.answer("follow", 1, "follow", self.url, self.copy, "--policy", "policy")["not_followed"]
        self.assertIn("too few for its quorum", refused["why"])
        self.done("checkpoint", "--for-witness", "0", "--output", "request")
        self.done("witness", "cosign", "request", "--witness", "witness", *self.key, "--output", "cosignature")
        self.done("checkpoint", "--of", "request", "--add", "cosignature", "--policy", "policy", "--output", "cosigned")
        self.publish("--checkpoint", "cosigned")
        self.answer("follow", 0, "follow", self.url, self.copy, "--policy", "policy")
        self.assertIn("witness.example/w1", (self.copy / "checkpoint").read_text(encoding="utf-8"))

    def test_who_goes_on_following_waits_out_an_outage_and_says_so(self):
        running = subprocess.Popen([program.LCL, "follow", self.url, str(self.copy), *self.key, "--every", "1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment())
        self.addCleanup(running.wait)
        self.assertIn("size 0 to", running.stdout.readline().decode())
        (self.public / "checkpoint").rename(self.public / "away")
        self.assertIn("it is asked again in 1 s", running.stderr.readline().decode())
        (self.public / "away").rename(self.public / "checkpoint")
        self.grow(3)
        self.assertIn(f"to {self.place.size()}", running.stdout.readline().decode())
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        self.is_followed()

    def test_it_goes_on_following_until_it_is_stopped(self):
        running = subprocess.Popen([program.LCL, "follow", self.url, str(self.copy), *self.key, "--every", "1"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment())
        self.addCleanup(running.wait)
        self.assertIn("size 0 to", running.stdout.readline().decode())
        self.grow(3)
        self.assertIn(f"to {self.place.size()}", running.stdout.readline().decode())
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        self.is_followed()


if __name__ == "__main__":
    unittest.main()
