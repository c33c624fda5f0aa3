# SPDX-License-Identifier: Apache-2.0
"""Consoles with references, of which samples are drawn, and the calls that lead there."""
import pathlib

from life import Life, console, program

CONSOLES = 40
PLAN = ("--assurance", "reasonable", "--materiality", "0.3")


class Sampled(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number, reference=f"LOT-{number}") for number in range(CONSOLES))
        before = [(program.SAMPLES / name).read_text() for name in ("context.ndjson", "context-void.ndjson")]
        self.place.write("whole.ndjson", "".join(before) + self.file("sold.ndjson").read_text())

    def commit_words(self, *reports, method="random"):
        named = [word for report in reports or [self.last("period_reported")] for word in ("--report", report)]
        return ("sample", "commit", "DEMO", *named, "--method", method, *PLAN)

    def commit(self, number="number.txt", method="random", reports=()):
        return self.act_once(*self.commit_words(*reports, method=method), "--number", number)

    def challenge(self):
        return self.act("sample", "challenge", "DEMO", "--commitment", self.last("sample_committed"), by="certifier")

    def act_once(self, *words, by="auditor"):
        """As `act`, of a call whose dry run has another random number in it."""
        code, answer = self.place.json(*words, *self.by(by))
        assert code == 0, answer
        return answer["entry"]["seq"]

    def draw(self, number="number.txt"):
        return self.act("sample", "draw", "DEMO", "--number", number, by="auditor")

    def show(self, sample):
        shown = self.answer("sample-show", 0, "sample", "show", "DEMO", sample)
        del shown["head"]
        return shown

    def listed(self):
        return self.answer("sample-list", 0, "sample", "list", "DEMO")

    def drawn(self, method="random"):
        self.report()
        self.commit(method=method)
        self.challenge()
        return self.draw()

    def file(self, name):
        return pathlib.Path(self.place.folder) / name
