# SPDX-License-Identifier: Apache-2.0
"""Proofs of what is in a registry, and the machine without one on which they are checked."""
import json
import pathlib
import random
import shutil
import sys
import tempfile

import program
from life import Life, console

sys.path.append(str(program.ROOT / "tests/second_opinion"))
import proof_files  # noqa: E402

CONSOLES = 60


def serial(project, issuance, last):
    """Units 1 to `last` of an issuance of vintage 2025, with check digits by ISO/IEC 7064 MOD 97-10."""
    plain = f"TRIAL-{project}-2025-{issuance}-000000001-{last:09}"
    number = int("".join(str(int(digit, 36)) for digit in plain.replace("-", "")))
    return f"{plain}-{98 - number * 100 % 97:02}"


class Elsewhere:
    """A machine without the registry: an empty folder, and a registry that is not there."""

    def __init__(self, test):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        test.addCleanup(shutil.rmtree, self.folder)
        self.test = test

    def answer(self, schema, code, *words):
        done = program.run(*words, "--json", cwd=self.folder, LCL_REGISTRY="/nowhere")
        self.test.assertEqual(done.returncode, code, done.out + done.err)
        self.test.assertEqual(program.faults(schema, done.out), "", done.out)
        return json.loads(done.out)

    def text(self, code, *words):
        done = program.run(*words, cwd=self.folder, LCL_REGISTRY="/nowhere")
        self.test.assertEqual(done.returncode, code, done.out + done.err)
        return done.out


class Proven(Life):
    """DEMO with units issued, and proofs of it that are checked elsewhere."""

    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))
        self.report_seq = self.report()
        self.opinion(self.report_seq)
        self.exclusive()
        self.issue(self.report_seq)

    def setUp(self):
        super().setUp()
        self.elsewhere = Elsewhere(self)
        self.key = self.done("checkpoint", "--vkey").strip()

    def prove(self, name, *words):
        """The path of a proof, on the other machine."""
        file = self.elsewhere.folder / name
        answer = self.answer("prove", 0, "prove", *words, "--output", file)
        self.assertEqual((answer["file"], answer["log_key"]), (str(file), self.key))
        return file

    def check(self, file, code=0):
        """The answer; of a passport or a certificate, the second implementation says the same."""
        answer = self.elsewhere.answer("check", code, "check", file, "--log-key", self.key)
        self.assertEqual(answer["holds"], code == 0)
        text = file.read_text(encoding="utf-8")
        if text.startswith("{"):
            self.assertEqual(proof_files.word_of(text, self.key), answer.get("fault", {}).get("word"))
        return answer

    def device(self):
        return self.answer("log", 0, "log", "--kind", "resale")["entries"][0]["entry"]["device"]

    def assert_bytes_cannot_change(self, file):
        text = file.read_bytes()
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        for at in chance.sample(range(len(text)), 8) + [0, len(text) - 1]:
            changed = bytearray(text)
            changed[at] ^= 1 << chance.randrange(8)
            file.write_bytes(changed)
            with self.subTest(seed=seed, at=at):
                self.elsewhere.text(1, "check", file, "--log-key", self.key)
        for cut in (text[:-1], text + b"\n", b""):
            file.write_bytes(cut)
            self.elsewhere.text(1, "check", file, "--log-key", self.key)
        file.write_bytes(text)
