# SPDX-License-Identifier: Apache-2.0
"""Methodologies that are made at random: the reference one, which asks projects for values of their own, in cycles and
events too, and takes off what steps of the scope period yield."""
import json

from labelled_registry import METHODOLOGY

_COUNTS = ("period.collected", "period.credited", "period.ineligible", "period.disposed",
           "practice_until", "existing_practice[period.category]", "share", "period.days / days_per_year")
_SUMS = ("period.avoided_manufacture", "period.avoided_journeys", "period.emitted_journeys", "period.emitted_parts",
         "period.emitted_energy", "period.emitted_packaging", "period.given_back", "a_kilogram", "of_each[period.category]")


class RandomMethodology:
    """A document, and what a project states for it."""

    def __init__(self, chance):
        self._chance = chance
        self.document = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
        self.categories = list(self.document["tables"]["manufacture"]["rows"])
        self.document |= {"id": "random", "project_parameters": {
            "existing_practice": self._asked("1", "0", "5000", by="category"),
            "share": self._asked("1", "0.1", "1"),
            "of_each": self._asked("kgCO2e", "-10", "100", by="category")}}
        self.document["french"]["project_parameters"] = dict.fromkeys(self.document["project_parameters"], "une valeur")
        self.document["parameters"] |= {
            "days_per_year": {"value": "365", "unit": "1", "assumption": True},
            "a_kilogram": {"value": "1", "unit": "kgCO2e", "assumption": True}}
        self.stated = {name: ({category: self._value(*asked["span"]) for category in self.categories}
                              if "by" in asked else self._value(*asked["span"]))
                       for name, asked in self.document["project_parameters"].items()}
        for vector in self.document["vectors"]:
            vector["project"] = {name: dict.fromkeys(self.categories, "0") if "by" in asked else "1"
                                 for name, asked in self.document["project_parameters"].items()}
            vector["project"]["of_each"] = dict.fromkeys(self.categories, "0")
        self._add_steps()

    def _asked(self, unit, lowest, highest, **by):
        return {"unit": unit, "span": [lowest, highest], "title": "a value", "asks": "its source"} | by

    def _value(self, lowest, highest):
        value = self._chance.choice((lowest, highest, str(self._chance.randrange(1, 200)), "0.123456789"))
        return value if float(lowest) <= float(value) <= float(highest) else highest

    def _count(self, depth):
        if depth == 0:
            return self._chance.choice(_COUNTS)
        return self._chance.choice((
            lambda: f"min({self._count(depth - 1)}, {self._count(depth - 1)})",
            lambda: f"max({self._count(depth - 1)}, {self._count(depth - 1)})",
            lambda: f"({self._count(depth - 1)} - {self._count(depth - 1)})",
            lambda: f"{self._count(depth - 1)} * share",
            lambda: f"if({self._count(depth - 1)} > {self._count(depth - 1)}, {self._count(depth - 1)}, 0.5)"))()

    def _kilograms(self, depth):
        if depth == 0:
            return self._chance.choice(_SUMS)
        return self._chance.choice((
            lambda: f"({self._kilograms(depth - 1)} + {self._kilograms(depth - 1)})",
            lambda: f"({self._kilograms(depth - 1)} - {self._kilograms(depth - 1)})",
            lambda: f"{self._kilograms(depth - 1)} * {self._count(1)} / max({self._count(1)}, 1)",
            lambda: f"{self._kilograms(depth - 1)} * share",
            lambda: f"{self._kilograms(depth - 1)} / share",
            lambda: f"if(period.category = \"smartphone\", {self._kilograms(depth - 1)}, a_kilogram)"))()

    def _add_steps(self):
        steps = self.document["steps"]
        steps.append({"name": "practice_until", "scope": "period", "unit": "1",
                      "formula": "existing_practice[period.category] * period.days / days_per_year"})
        for number in range(self._chance.randrange(1, 4)):
            steps.append({"name": f"step_{number}", "scope": "period", "unit": "kgCO2e",
                          "formula": self._kilograms(self._chance.randrange(4)),
                          "effect": self._chance.choice(("baseline", "leakage")),
                          "territory": self._chance.choice(("france", "abroad")),
                          "direct": self._chance.choice((True, False))})
        # Also where a project's values are named in cycles and events; 0 and 1 as the vectors have them.
        for step in steps:
            if step["name"] == "emitted_packaging":
                step["formula"] = f"({step['formula']}) / share * share + of_each[collection.category]"

    def write(self, path):
        path.write_text(json.dumps(self.document), encoding="utf-8")
        return path
