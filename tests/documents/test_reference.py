#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page beside the reference methodology works out, row by row, what the methodology's vectors state."""
import json
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/second_opinion")]
import decimal9  # noqa: E402

FOLDER = ROOT / "schemas/methodologies"
PAGE = (FOLDER / "reconditioning-reference-2.0.md").read_text(encoding="utf-8")
METHODOLOGY = json.loads((FOLDER / "reconditioning-reference-2.0.json").read_text(encoding="utf-8"))
ROW = re.compile(r"^\| `([a-z]+)(?:\[(\d)\])? ([a-z_]+)` \| ([^|]+) \| ([^|]+) \|$", re.M)


class Worked:
    """A working such as `0.8 × (1 − 0.15) ÷ 2`, each product and quotient rounded at the ninth digit."""

    def __init__(self, text):
        self.tokens = re.findall(r"[\d.]+|[×÷+−()]", text)
        assert "".join(self.tokens) == text.replace(" ", ""), text

    def value(self):
        found = self._sum()
        assert not self.tokens, self.tokens
        return found

    def _chain(self, operand, operations):
        found = operand()
        while self.tokens and self.tokens[0] in operations:
            found = operations[self.tokens.pop(0)](found, operand())
        return found

    def _sum(self):
        return self._chain(self._product, {"+": lambda a, b: a + b, "−": lambda a, b: a - b})

    def _product(self):
        return self._chain(self._operand, {"×": decimal9.multiply, "÷": decimal9.divide})

    def _operand(self):
        token = self.tokens.pop(0)
        if token != "(":
            return decimal9.parse(token)
        found = self._sum()
        assert self.tokens.pop(0) == ")"
        return found


def section(title):
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


class Page(unittest.TestCase):
    def rows_of(self, title, vector):
        rows = ROW.findall(section(title))
        for part, index, step, working, figure in rows:
            with self.subTest(f"{title}: {part}{index} {step}"):
                stated = vector[part][int(index)] if index else vector[part]
                self.assertEqual(stated["steps"][step], figure)
                self.assertEqual(decimal9.form(Worked(working).value()), figure)
        return len(rows)

    def test_the_phone_is_worked_out(self):
        self.assertEqual(self.rows_of("A phone", METHODOLOGY["vectors"][0]), 16)

    def test_the_laptop_is_worked_out(self):
        self.assertEqual(self.rows_of("A laptop", METHODOLOGY["vectors"][1]), 10)

    def test_factors_have_a_source_or_are_assumptions_and_quantities_are_never_nothing(self):
        tables = METHODOLOGY["tables"]
        ceiling = METHODOLOGY["sampling"]["emitted_at_most"]
        for name, table in tables.items():
            for row, factor in table["rows"].items():
                with self.subTest(f"{name} {row}"):
                    self.assertTrue(factor.get("assumption") or factor.get("source"))
                    if name == ceiling:
                        self.assertFalse({"low", "high"} & set(factor), "a ceiling is no factor of a reduction")
                        continue
                    low, value, high = (decimal9.parse(factor[each]) for each in ("low", "value", "high"))
                    self.assertTrue(low <= value <= high)
        for name in tables:
            if name.endswith("_when_unstated") or name == ceiling:
                for factor in tables[name]["rows"].values():
                    self.assertGreater(decimal9.parse(factor["value"]), 0)


if __name__ == "__main__":
    unittest.main()
