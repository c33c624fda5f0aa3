#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs transcripts/*.txt, each in a folder of its own, and holds what is said against what is written there:

    $ command            run by the shell, with lcl in the PATH
    text                 a line of standard output
    ! text               a line of standard error
    [1]                  the exit code, where it is not 0

`…` stands for any text within a line, and alone on a line for any number of lines. A first line `with a registry`
gives the folder the registry of samples/refused/registry.sh. Lines that begin with # are comments.
"""
import pathlib
import re
import subprocess
import unittest

import program

TRANSCRIPTS = pathlib.Path(__file__).with_name("transcripts")


class Step:
    def __init__(self, command, place):
        self.command, self.place = command, place
        self.out, self.err, self.code = [], [], 0


def steps_of(path):
    steps = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("$ "):
            steps.append(Step(line[2:], f"{path.name}:{number}"))
        elif line.startswith("> "):
            steps[-1].command += "\n" + line[2:]
        elif line.startswith("#") or (not steps and line in ("", "with a registry")):
            continue
        elif line.startswith("! "):
            steps[-1].err.append(line[2:])
        elif code := re.fullmatch(r"\[(\d+)\]", line):
            steps[-1].code = int(code[1])
        else:
            steps[-1].out.append(line)
    for step in steps:  # a blank line before the next command is there for the eye
        while step.out and not step.out[-1]:
            step.out.pop()
    return steps


def pattern_of(lines):
    parts = [r"(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n" for line in lines]
    return re.compile("".join(parts))


class Transcripts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.template = program.Template()

    @classmethod
    def tearDownClass(cls):
        cls.template.remove()

    def follow(self, path):
        with_registry = path.read_text(encoding="utf-8").startswith("with a registry\n")
        place = program.Place(self.template if with_registry else None)
        self.addCleanup(place.remove)
        more = {"LCL_REGISTRY": str(place.registry)} if with_registry else {}
        for step in steps_of(path):
            done = subprocess.run(["sh", "-c", step.command], cwd=place.folder, capture_output=True, timeout=60,
                                  stdin=subprocess.DEVNULL,
                                  env=program.environment(SAMPLES=str(program.ROOT / "samples"), **more), check=False)
            out, err = done.stdout.decode().rstrip("\n"), done.stderr.decode().rstrip("\n")
            said = f"{step.place}: $ {step.command}\n{out}\n--- standard error\n{err}\n--- exit {done.returncode}"
            self.assertEqual(done.returncode, step.code, said)
            for text, lines in ((out, step.out), (err, step.err)):
                text = text + "\n" if text else ""
                if not pattern_of(lines).fullmatch(text):
                    self.fail(said)


def add_tests():
    for path in sorted(TRANSCRIPTS.glob("*.txt")):
        setattr(Transcripts, f"test_{path.stem}", lambda self, path=path: self.follow(path))


add_tests()

if __name__ == "__main__":
    unittest.main()
