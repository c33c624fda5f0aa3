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

    def test_what_is_set_beside_ademe_is_worked_out_from_the_values_above(self):
        cells = re.findall(r"\| ([^|=]+) = ([\d.]+) (?=\|)", section("Beside what ADEME publishes"))
        self.assertEqual(len(cells), 8)
        for working, figure in cells:
            with self.subTest(working):
                self.assertEqual(decimal9.form(Worked(working).value()), figure)
        for (working, _), category, vector in zip(cells, ("smartphone", "laptop"), METHODOLOGY["vectors"]):
            values = [METHODOLOGY["tables"][table]["rows"][category]["value"]
                      for table in ("second_life", "first_life", "manufacture", "distribution")]
            emitted = sum(decimal9.parse(kg) for event in vector["events"] for step, kg in event["steps"].items()
                          if step.startswith("emitted_"))
            self.assertEqual(re.findall(r"[\d.]+", working), [*values, decimal9.form(emitted)])

    def test_no_model_counts_more_than_its_category_and_the_lowest_is_the_least_of_those(self):
        tables = {name: {row: decimal9.parse(factor["value"]) for row, factor in METHODOLOGY["tables"][name]["rows"].items()}
                  for name in ("manufacture", "manufacture_by_model", "lowest_manufacture")}
        of_category = {category: [kg] for category, kg in tables["manufacture"].items()}
        for row, kg in tables["manufacture_by_model"].items():
            of_category[row.split("/")[0]].append(kg)
        for category, (own, *models) in of_category.items():
            self.assertLessEqual(max(models, default=own), own, category)
            self.assertEqual(tables["lowest_manufacture"][category], min([own, *models]))

    def test_a_model_of_its_makers_sheet_counts_what_the_sheet_says(self):
        worked = re.compile(r": ([\d.]+) kg, of which ([\d.]+) % manufacture")
        stated = 0
        for row, factor in METHODOLOGY["tables"]["manufacture_by_model"]["rows"].items():
            for total, share in worked.findall(factor["source"]):
                own = decimal9.multiply(decimal9.multiply(decimal9.parse(total), decimal9.parse(share)), decimal9.parse("0.01"))
                most = decimal9.parse(METHODOLOGY["tables"]["manufacture"]["rows"][row.split("/")[0]]["value"])
                self.assertEqual(decimal9.parse(factor["value"]), min(own, most), row)
                stated += 1
        self.assertGreater(stated, 150)

    def test_the_page_counts_a_model_as_the_document_does(self):
        rows = METHODOLOGY["tables"]["manufacture_by_model"]["rows"]
        for model, kg in re.findall(r"^\| .*\| (iPhone 11 64 GB|iPhone 11|Galaxy S21)[,:]? ?[^|]*\| ([\d.]+) \|$", PAGE, re.M):
            self.assertEqual(rows[f"smartphone/{model}"]["value"], kg)
        lowest = METHODOLOGY["tables"]["lowest_manufacture"]["rows"]
        self.assertIn(f"or one that is not listed | {lowest['smartphone']['value']} kg of manufacture, the lowest of those listed; "
                      f"a laptop {lowest['laptop']['value']}, a tablet {lowest['tablet']['value']} |", PAGE)


if __name__ == "__main__":
    unittest.main()
