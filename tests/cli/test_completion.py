#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What shells complete: bash's script is run as bash runs it, those of the others are read by their shells where
these are installed."""
import pathlib
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
        self.assertEqual(self.completed("submit", "sign", "march.staged", "--l"), ["--log"])
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


if __name__ == "__main__":
    unittest.main()
