#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation find the same faults, in the same order, at the same columns, in formulas
that are made at random and mostly wrong.

LCL in the environment names the program. LCL_SEED is the seed of the formulas; LCL_FORMULAS says how many there are."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import methodology  # noqa: E402
from labelled_registry import ROOT, command  # noqa: E402

STEPS = 100
FORMULAS = int(os.environ.get("LCL_FORMULAS", "3000"))
SETTING = json.loads((ROOT / "schemas/methodologies/language-vectors.json").read_text(encoding="utf-8"))["setting"]
NAMES = [*SETTING["parameters"], *SETTING["project_parameters"], *SETTING["tables"], *SETTING["facts"], "nosuch", "x", "x.mode", "x.distance_km",
         "x.quantity", "event.legs", "event.parts", "collection.mass_kg", "collection.model", "event.energy_kwh"]
TOKENS = [*"()[],:+-*/=<>!", "and", "or", "not", "in", "is known", "otherwise", "true", "min", "sum(x in event.legs: ",
          "default(", "if(", "12kg", "a..b", '"phone"', '"', "1000000000000000000000000000000"]


class Maker:
    """Formulas, most of them nearly right."""

    def __init__(self, chance):
        self._chance = chance

    def formula(self):
        text = self.expression(self._chance.choice((1, 2, 3, 4)))
        if self._chance.random() < 0.15:
            text = self._chance.choice(("(", "-", "not ", "min(1, ")) * self._chance.randrange(28, 35) + text
        for _ in range(self._chance.choice((0, 0, 0, 1, 2))):
            at = self._chance.randrange(len(text) + 1)
            text = text[:at] + self._chance.choice((" ", "")) + self._chance.choice(TOKENS) + text[at:]
        return text

    def name(self):
        return self._chance.choice((self._chance.choice(NAMES), f"s{self._chance.randrange(STEPS)}"))

    def text(self):
        return self._chance.choice(('"phone"', '"van"', '"new"', '"nothing"', self.name()))

    def expression(self, depth):
        choose, deeper = self._chance.choice, lambda: self.expression(depth - 1)
        if depth == 0:
            return choose((self.name(), self.name(), self.text(), "1", "0", "0.5", "true"))
        listed = lambda fewest, most: ", ".join(deeper() for _ in range(self._chance.randrange(fewest, most + 1)))
        return choose((
            lambda: f"{deeper()} {choose('+-*/')} {deeper()}",
            lambda: f"{deeper()} / {choose(('0', '-nothing', 'practice', 'price[period.category]', 'period.days', 'divisor[collection.category]', 'half', deeper()))}",
            lambda: f"({deeper()})",
            lambda: f"{choose(('-', 'not '))}{deeper()}",
            lambda: f"{deeper()} {choose(('=', '!=', '<', '>='))} {deeper()}",
            lambda: f"{deeper()} {choose(('and', 'or'))} {deeper()}",
            lambda: f"{self.name()} in ({self.text()}, \"phone\")",
            lambda: f"{choose((self.name(), deeper()))} is known",
            lambda: f"{choose(('min', 'max'))}({listed(1, 3)})",
            lambda: f"if({listed(2, 4)})",
            lambda: f"default({choose((self.name(), deeper()))}, {listed(1, 2)})",
            lambda: f"{self.name()}[{self.text()}{choose(('', ', ' + self.text()))}]",
            lambda: f"{self.name()}[{deeper()}] otherwise {deeper()}",
            lambda: f"sum({choose(('x', 'x', 'half', 'event', 'min'))} in "
                    f"{choose(('event.legs', 'event.parts', self.name(), 'in'))}: {deeper()})",
        ))()


def document_of(formulas, chance):
    """A document whose steps have these formulas."""
    uncertain = lambda value: chance.choice(({}, {}, {"low": chance.choice(("-1", "0", value)), "high": value}))
    assumed = lambda members: members | {"assumption": True} | (
        uncertain(members["value"]) if not members["value"].startswith("-") else {})
    return {
        "format": "lcl methodology 1", "id": "random", "version": "1", "title": "Random", "status": "draft",
        "summary": "For tests.",
        "parameters": {name: assumed(value) for name, value in SETTING["parameters"].items()},
        "project_parameters": {name: value | {"title": "t", "asks": "a"}
                               for name, value in SETTING["project_parameters"].items()},
        "tables": {name: table | {"rows": {row: assumed({"value": value}) for row, value in table["rows"].items()}}
                   for name, table in SETTING["tables"].items()},
        "eligibility": [],
        "steps": [{"name": f"s{place}", "scope": chance.choice(methodology.SCOPES),
                   "unit": chance.choice(("1", "kg", "kgCO2e")), "formula": formula}
                  for place, formula in enumerate(formulas)],
        "discounts": dict.fromkeys(methodology.DISCOUNTS, "half"),
        "vectors": [{}],
    }


def faults_of_program(document, path):
    """[(step, column, word)] in order."""
    path.write_text(json.dumps(document), encoding="utf-8")
    done = subprocess.run(command("methodology", "check", path, "--json"), capture_output=True, text=True, check=False)
    found = []
    for fault in json.loads(done.stdout)["refused"]:
        place, _, column = fault["field"].partition(": formula, column ")
        found.append((place.split()[-1], int(column), fault["word"]))
    return found


def faults_of_second(document):
    read = methodology.methodology_of_fields(document)
    return [(step.name, fault.column, fault.word) for step in read.steps
            for fault in methodology.judge(read, step.name, step.scope, step.unit, step.formula)[1]]


class RandomFormulas(unittest.TestCase):
    def test_their_faults(self):
        seed = int(os.environ.get("LCL_SEED", "20261128"))
        print(f"random formulas: LCL_SEED={seed}", file=sys.stderr)
        chance = random.Random(seed)
        maker, words = Maker(chance), set()
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(FORMULAS // STEPS):
                formulas = [maker.formula() for _ in range(STEPS)]
                document = document_of(formulas, chance)
                program = faults_of_program(document, pathlib.Path(folder) / "document.json")
                second = faults_of_second(document)
                words |= {word for _, _, word in program}
                for place, formula in enumerate(formulas):
                    of_step = lambda faults: [fault[1:] for fault in faults if fault[0] == f"s{place}"]
                    scope, unit = (document["steps"][place][member] for member in ("scope", "unit"))
                    self.assertEqual(of_step(second), of_step(program), f"in scope {scope}, unit {unit}: {formula}")
        self.assertEqual(words, {f"methodology_{word}" for word in (
            "syntax", "unknown_name", "recursion", "wrong_unit", "missing_row", "division_by_zero", "overflow",
            "too_large")})


if __name__ == "__main__":
    unittest.main()
