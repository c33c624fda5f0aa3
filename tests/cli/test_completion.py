#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Manual pages, and what shells complete: bash's script is run as bash runs it, those of the others are read by their shells where
these are installed."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import program


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bash = program.run("completion", "bash").out

    def completed(self, *words):
        """What bash offers for the last of `words`."""
        typed = " ".join(f"'{word}'" for word in ("lcl", *words))
        script = f"{self.bash}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words)}; _lcl; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_bash_completes_commands_their_second_words_and_options(self):
        self.assertEqual(self.completed("subm"), ["submit"])
        self.assertIn("help", self.completed(""))
        self.assertEqual(self.completed("submit", "s"), ["sign"])
        self.assertEqual(self.completed("key", "n"), ["new"])
        self.assertEqual(self.completed("submit", "march.csv", "--acc"), ["--accept-valid", "--accept-clock"])
        self.assertEqual(self.completed("submit", "sign", "march.staged", "--lo"), ["--log"])
        self.assertEqual(self.completed("tally", "--regis"), ["--registry"])
        self.assertEqual(self.completed("nothing", "--"), [])

    def test_every_script_is_read_by_its_shell(self):
        self.assertEqual(program.run("completion", "tcsh").returncode, 2)
        for shell in ("bash", "zsh", "fish"):
            script = program.run("completion", shell)
            self.assertEqual(script.returncode, 0)
            for word in ("submit", "accept-valid", "rebuild"):
                self.assertIn(word, script.out)
            if path := shutil.which(shell):
                with tempfile.TemporaryDirectory() as folder:
                    file = pathlib.Path(folder, "script")
                    file.write_text(script.out, encoding="utf-8")
                    read = subprocess.run([path, "-n", file], capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual((read.returncode, read.stderr), (0, ""), shell)

    def test_manual_pages_are_written_and_replaced_only_if_asked(self):
        with tempfile.TemporaryDirectory() as folder:
            man1 = pathlib.Path(folder, "share/man1")
            first = program.run("manual", man1, "--json")
            self.assertEqual(first.returncode, 0, first.err)
            self.assertEqual(program.faults("manual", first.out), "")
            written = sorted(man1.iterdir())
            self.assertEqual(len(written), json.loads(first.out)["pages"])
            text = (man1 / "lcl-submit.1").read_text(encoding="utf-8")
            self.assertIn("\\fB\\-\\-rejects FILE\\fR\nwrite what is refused to this file", text)
            self.assertEqual(re.findall(r"(?m)^[.'](?!TH|SH|SS|TP|PP|nf|fi)", text), [])
            (man1 / "lcl.1").write_text("mine", encoding="utf-8")
            french = pathlib.Path(folder, "share/fr/man1")
            self.assertEqual(program.run("manual", french, "--lang", "fr").returncode, 0)
            self.assertEqual([page.name for page in sorted(french.iterdir())], [page.name for page in written])
            text = (french / "lcl.1").read_text(encoding="utf-8")
            for said in ('.SH "NOM"', '.SH "CODE DE RETOUR"', "oui, ou fait", "contrôler un journal d’événements et l’enregistrer"):
                self.assertIn(said, text)
            again = program.run("manual", man1)
            self.assertEqual(again.returncode, 2)
            self.assertIn("it exists already", again.err)
            self.assertEqual((man1 / "lcl.1").read_text(encoding="utf-8"), "mine")
            self.assertEqual(program.run("manual", man1, "--force").returncode, 0)
            self.assertEqual(sorted(man1.iterdir()), written)
            self.assertIn("lcl", (man1 / "lcl.1").read_text(encoding="utf-8"))

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_completes_from_a_file_in_fpath_at_the_first_time_and_from_a_sourced_one(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "_lcl").write_text(program.run("completion", "zsh").out, encoding="utf-8")
            # What completion offers is caught where zsh describes it; the words are those of `lcl ke`.
            caught = "_describe() { print -rl -- ${(P)2} }; words=(lcl ke); CURRENT=2; "
            for begin in (f"fpath=({folder}); autoload -U _lcl; compdef() {{ print registered }}; {caught} _lcl",
                          f"compdef() {{ print $* }}; source {folder}/_lcl; {caught} _lcl"):
                done = subprocess.run(["zsh", "-f", "-c", begin], capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn("key:commands: lcl help key", done.stdout.splitlines())
                self.assertEqual("registered" in done.stdout, False)


if __name__ == "__main__":
    unittest.main()
