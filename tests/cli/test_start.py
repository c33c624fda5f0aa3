#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A first start: asked for on a terminal, given as options without one; it calls the commands that it lists."""
import os
import pathlib
import pty
import shutil
import stat
import subprocess
import tempfile
import unittest

import program

GIVEN = ("--name", "Renaissance Mobile", "--party", "03571592900010", "--from", "2025-01-01", "--to", "2030-01-01")


class Start(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def lcl(self, *words, **more):
        return program.run(*words, cwd=self.folder, **more)

    def answer(self, code, *words):
        done = self.lcl("start", *words, "--json")
        self.assertEqual(done.returncode, code, done.out + done.err)
        schema = {0: "start", 1: "refused", 2: "error"}[code]
        self.assertEqual(program.faults(schema, done.out), "", done.out)
        return program.json.loads(done.out)

    def kinds(self):
        log = program.json.loads(self.lcl("log", "--json", "--registry", "shop/registry").out)
        return [each["entry"]["kind"] for each in log["entries"]]

    def typed(self, *lines):
        """What `lcl start shop` says on a terminal to somebody who types these lines, and its exit code."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([program.LCL, "start", "shop"], cwd=self.folder, env=program.environment(), stdin=theirs,
                              stdout=theirs, stderr=theirs) as running:
            os.close(theirs)
            os.write(ours, "".join(line + "\n" for line in lines).encode())
            said = b""
            try:
                while piece := os.read(ours, 65536):
                    said += piece
            except OSError:  # the other end of a terminal has gone
                pass
        os.close(ours)
        return running.returncode, said.decode().replace("\r\n", "\n")

    def test_without_a_terminal_the_options_say_all(self):
        answer = self.answer(0, "shop", *GIVEN)
        self.assertEqual((answer["folder"], answer["project"], len(answer["ran"])), ("shop", "TRIAL1", 9))
        for name in ("certifier.pem", "developer.pem", "registry/ledger.db", "registry/pepper.key"):
            self.assertEqual(stat.S_IMODE((self.folder / "shop" / name).stat().st_mode), 0o600, name)
        at = {"LCL_REGISTRY": str(self.folder / "shop/registry")}
        self.assertEqual(self.lcl("verify", **at).returncode, 0)
        self.assertIn("labelled", self.lcl("project", "show", "TRIAL1", **at).out)
        self.assertIn("trial", self.lcl("units", "list", "TRIAL1", "--json", **at).out + self.lcl("log", "--statements", **at).out)

    def test_what_it_lists_makes_the_same_when_it_is_typed(self):
        listed = self.answer(0, "shop", *GIVEN, "--dry-run")["would_run"]
        self.assertFalse((self.folder / "shop").exists())
        ran = self.answer(0, "shop", *GIVEN)["ran"]
        self.assertEqual(ran, listed)
        kinds = self.kinds()
        for name in ("certifier.pem", "certifier.pem.pub", "developer.pem", "developer.pem.pub"):
            (self.folder / "shop" / name).unlink()
        shutil.rmtree(self.folder / "shop/registry")
        done = subprocess.run(["sh", "-e", "-c", "\n".join(listed)], cwd=self.folder, capture_output=True, text=True, check=False,
                              env=program.environment(PATH=f"{pathlib.Path(program.LCL).parent}:{os.environ['PATH']}"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.kinds(), kinds)
        self.assertEqual(len(kinds), 7)

    def test_all_that_is_missing_or_wrong_is_named_and_nothing_made(self):
        for words, said in (((), "--name, --party"), (GIVEN[:2], "--party"), ((*GIVEN[:2], "--party", "03571592900011"), "is no SIRET"),
                            ((*GIVEN, "--project", "trial"), "--project"), ((*GIVEN[:4], "--from", "January"), "--from"),
                            ((*GIVEN, "--origin", "Trial!"), "--origin")):
            self.assertIn(said, self.answer(2, "shop", *words)["error"]["message"])
            self.assertFalse((self.folder / "shop").exists())

    def test_what_a_command_refuses_is_told_with_the_command(self):
        done = self.lcl("start", "shop", *GIVEN[:4], "--from", "2030-01-01", "--to", "2025-01-01")
        self.assertEqual(done.returncode, 1, done.err)
        self.assertIn("refused: lcl project ", done.err)
        self.assertEqual(done.out, "")

    def test_nothing_that_is_there_is_touched(self):
        own = self.folder / "shop/reconditioning-reference-1.0.json"
        own.parent.mkdir()
        own.write_text("mine", encoding="utf-8")
        self.assertIn("it exists already", self.answer(2, "shop", *GIVEN)["error"]["message"])
        self.assertEqual([path.read_text(encoding="utf-8") for path in own.parent.iterdir()], ["mine"])
        own.unlink()
        self.answer(0, "shop", *GIVEN)
        before = program.digest_of_folder(self.folder / "shop")
        self.assertIn("it exists already", self.answer(2, "shop", *GIVEN)["error"]["message"])
        self.assertEqual(program.digest_of_folder(self.folder / "shop"), before)

    def test_on_a_terminal_it_asks_and_takes_defaults_for_nothing(self):
        code, said = self.typed("", "Renaissance Mobile", "1234", "03571592900010", "", "RENO1", "", "", "", "2025-01-01", "2030-01-01")
        self.assertEqual(code, 0, said)
        self.assertIn("your company's name: ", said)
        self.assertIn("it has no default", said)
        self.assertIn('"1234" is no SIRET', said)
        self.assertIn("its region [Bretagne]: ", said)
        self.assertIn("lcl key grant shop/developer.pem.pub --role developer --party 03571592900010", said)
        self.assertIn("lcl submit TABLE.csv --project RENO1 --key shop/developer.pem --dry-run", said)
        self.assertEqual(self.lcl("verify", "--registry", "shop/registry").returncode, 0)

    def test_lcl_alone_says_what_a_registry_lacks_before_its_first_project(self):
        self.assertTrue(self.lcl().out.startswith("there is no registry in this folder\n"))
        self.lcl("key", "new", "certifier.pem")
        self.lcl("init", "registry", "--origin", "registry.example/t", "--certifier", "certifier.pem.pub")
        self.assertIn("there is no project yet; next\n  certifier  lcl key grant PUB --role developer",
                      self.lcl("--registry", "registry").out)


if __name__ == "__main__":
    unittest.main()
