#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every word of the vocabulary of refusals has a sample that is refused with that word, before all others in
precedence, and leaves the ledger as it was; and the references of refusals and findings have one heading for each word, in order."""
import json
import os
import re
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

import program

VOCABULARY = [each["word"] for each in json.loads(program.run("refusals", "--json").out)["refusals"]]


def headings(name):
    text = (program.ROOT / "schemas" / name).read_text(encoding="utf-8")
    return re.findall(r"^### `?([a-z0-9_]+)`?$", text, re.M)


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        template = program.Template()
        cls.addClassCleanup(template.remove)

        def refusal(word):
            return subprocess.run(["bash", program.SAMPLES / "run.sh", word, "--json"], timeout=60, check=False,
                                  env=program.environment(SAMPLE_REGISTRY=str(template.folder)), capture_output=True)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            cls.refusals = dict(zip(VOCABULARY, pool.map(refusal, VOCABULARY)))

    def refused_with(self, word):
        done = self.refusals[word]
        said = f"{word}: exit {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}"
        self.assertEqual(done.returncode, 1, said)
        self.assertEqual(program.faults("refused", done.stdout.decode()), "", said)
        words = {each["word"] for each in json.loads(done.stdout)["refused"]}
        self.assertEqual(min(words, key=VOCABULARY.index), word, said)
        if VOCABULARY.index(word) >= VOCABULARY.index("unknown_category"):  # no lines behind it that suffer from it
            self.assertEqual(words, {word}, said)

    def test_the_samples_are_those_of_the_vocabulary(self):
        others = {"context", "context-void", "context-other", "context-project-parameters", "context-mapping", "registry", "run",
                  "README"}
        samples = {path.name.split(".")[0] for path in program.SAMPLES.iterdir()} - others
        self.assertEqual(samples, set(VOCABULARY))


def add_tests():
    for word in VOCABULARY:
        setattr(Samples, f"test_{word}", lambda self, word=word: self.refused_with(word))


add_tests()


class References(unittest.TestCase):
    def test_refusals_have_a_heading_each_in_the_order_of_precedence(self):
        self.assertEqual(headings("refusals.md"), VOCABULARY)

    def test_refusals_say_the_remedy_that_the_program_says(self):
        text = (program.ROOT / "schemas/refusals.md").read_text(encoding="utf-8")
        for each in json.loads(program.run("refusals", "--json").out)["refusals"]:
            section = text.split(f"### {each['word']}\n")[1].split("\n#")[0]
            self.assertIn(each["remedy"], " ".join(section.split()), each["word"])

    def test_findings_have_a_heading_each_in_the_order_of_the_vocabulary(self):
        source = (program.ROOT / "ledger/audit/finding.hpp").read_text(encoding="utf-8")
        self.assertEqual(headings("findings.md"), re.findall(r"^  X\((\w+),", source, re.M))

    def test_findings_say_the_meaning_that_the_program_says(self):
        source = (program.ROOT / "ledger/audit/finding.hpp").read_text(encoding="utf-8")
        text = (program.ROOT / "schemas/findings.md").read_text(encoding="utf-8")
        for word, meaning in re.findall(r'^  X\((\w+), "([^"]+)"\)', source, re.M):
            section = text.split(f"### {word}\n")[1].split("\n#")[0]
            said = " ".join(section.replace("`", "").split()).lower()
            self.assertTrue(said.startswith(meaning.lower() + "."), word)

    def test_one_word_shows_its_remedy(self):
        done = program.run("refusals", "imei_check_digit")
        self.assertEqual(done.out, "imei_check_digit  read the IMEI again; its last digit does not match\n")


if __name__ == "__main__":
    unittest.main()
