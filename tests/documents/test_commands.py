#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""README.md and the guides of schemas/guides/ show commands that the program knows, and the guides are topics of its
help. LCL in the environment is the path of lcl."""
import os
import pathlib
import pty
import re
import shlex
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LCL = pathlib.Path(os.environ["LCL"]).resolve()
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = sorted((ROOT / "schemas/guides").glob("*.md"))
FENCED = re.compile(r"^( *```+)[^\n]*\n.*?^\1[ ]*$", re.M | re.S)


def commands(text):
    """What a page tells people to type, a command each, as a shell reads it."""
    for block in FENCED.finditer(text):
        for command in re.findall(r"^ *\$ (.*)", block[0].replace("\\\n", " "), re.M):
            yield command


def lcl(*words, **more):
    return subprocess.run([LCL, *words], capture_output=True, check=False, timeout=60, **more)


class Commands(unittest.TestCase):
    def test_the_program_knows_the_commands_shown_and_their_options(self):
        shown = 0
        for text in [README, *(path.read_text(encoding="utf-8") for path in GUIDES)]:
            for command in commands(text):
                words = shlex.split(command.split(" > ")[0], comments=True)
                if words[0] == "lcl":
                    asked = lcl(*words[1:], "--help")
                    self.assertEqual((asked.returncode, asked.stderr), (0, b""), command)
                    shown += 1
        self.assertGreater(shown, 60)

    def test_french_guides_show_the_same_commands(self):
        def typed(path):
            text = path.read_text(encoding="utf-8")
            return [re.sub(r'--text "[^"]*"', "--text …", command.split("  #")[0].rstrip()) for command in commands(text)]

        for guide in GUIDES:
            with self.subTest(guide=guide.name):
                self.assertEqual(typed(guide.parent / "fr" / guide.name), typed(guide))

    def test_the_first_quarter_of_an_hour_works(self):
        section = README.split("## A first quarter of an hour\n")[1].split("\n## ")[0]
        typed = list(commands(section))
        self.assertEqual(len(typed), 7)
        with tempfile.TemporaryDirectory() as folder:
            for name in ("README.md", "samples", "schemas"):
                pathlib.Path(folder, name).symlink_to(ROOT / name)
            run = subprocess.run(["sh", "-e", "-c", "\n".join(typed)], cwd=folder, capture_output=True, text=True,
                                 check=False, env=os.environ | {"PATH": f"{LCL.parent}:{os.environ['PATH']}"}, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"\nverdict +sound\n")
        self.assertRegex(run.stdout, r"\nentries +7 to 27\n")
        self.assertRegex(run.stdout, r"\nnet, S +-?[0-9.]+ +[0-9.]+ +[1-9]")

    def test_the_program_shown_is_the_sample(self):
        shown = README.split("```cpp\n")[1].split("```")[0]
        self.assertTrue((ROOT / "samples/embed/main.cpp").read_text(encoding="utf-8").endswith("\n" + shown))

    def test_every_guide_is_a_topic_of_the_help(self):
        topics = lcl("--help").stdout.decode().split("\ntopics\n")[1].split("\n\n")[0]
        self.assertEqual(re.findall(r"^  (\w+)  ", topics, re.M), [path.stem for path in GUIDES])
        for path in GUIDES:
            self.assertEqual(lcl("help", path.stem).stdout, path.read_bytes())

    def test_on_a_terminal_a_guide_has_the_same_bytes(self):
        reader, terminal = pty.openpty()
        with subprocess.Popen([LCL, "help", GUIDES[0].stem], stdout=terminal) as running:
            os.close(terminal)
            said = b""
            try:
                while piece := os.read(reader, 65536):
                    said += piece
            except OSError:  # the other end of a terminal has gone
                pass
            running.wait()
        os.close(reader)
        self.assertEqual(said.replace(b"\r\n", b"\n"), GUIDES[0].read_bytes())


if __name__ == "__main__":
    unittest.main()
