# SPDX-License-Identifier: Apache-2.0
"""Types, units and names of formulas, before any fact is known: schemas/methodologies/README.md, sections
Units, Names, Types and units, and Faults. A type is TEXT, TRUTH or a unit: a tuple of exponents."""
import re

from formula_syntax import Fault, is_word

TEXT, TRUTH = "text", "truth"
BASE_UNITS = ("kgCO2e", "kg", "t", "km", "kWh", "year", "ms")
_BASE = "|".join(BASE_UNITS)
_FACTORS = rf"(?:{_BASE})(?:\*(?:{_BASE}))*"
_UNIT = re.compile(rf"(1|{_FACTORS})(?:/(?:({_BASE})|\(({_FACTORS})\)))?")


def read_unit(text):
    """The exponents of a unit's base units, or None."""
    match = _UNIT.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    above = [] if match[1] == "1" else match[1].split("*")
    below = (match[2] or match[3] or "").split("*")
    if max(map(len, (above, below))) > 0 and (any(above.count(b) > 9 for b in above)
                                              or any(b and below.count(b) > 9 for b in below)):
        return None
    return tuple(above.count(base) - below.count(base) for base in BASE_UNITS)


ONE = read_unit("1")
_CYCLE, _EVENT = ("cycle", "recollection"), ("event",)
_EVERY = _EVENT + _CYCLE
# fact: type, scopes, whether it can be absent
FACTS = {
    "collection.category": (TEXT, _EVERY, False),
    "collection.model": (TEXT, _EVERY, True),
    "collection.mass_kg": (read_unit("kg"), _EVERY, True),
    "collection.holder": (TEXT, _EVERY, False),
    "collection.waste": (TRUTH, _EVERY, False),
    "collection.country": (TEXT, _EVERY, False),
    "reconditioning.outcome": (TEXT, _CYCLE, False),
    "reconditioning.functions_tested": (TRUTH, _CYCLE, False),
    "reconditioning.data_erasure": (TRUTH, _CYCLE, False),
    "reconditioning.data_erasure_standard": (TEXT, _CYCLE, True),
    "reconditioning.country": (TEXT, _CYCLE, False),
    "resale.channel": (TEXT, _CYCLE, True),
    "resale.grade": (TEXT, _CYCLE, True),
    "resale.warranty_months": (ONE, _CYCLE, False),
    "resale.country": (TEXT, _CYCLE, False),
    "confirmed": (TRUTH, _CYCLE, True),
    "event.kind": (TEXT, _EVENT, False),
    "event.country": (TEXT, _EVENT, False),
    "event.energy_kwh": (read_unit("kWh"), _EVENT, True),
    "event.packaging_kg": (read_unit("kg"), _EVENT, True),
    "elapsed_ms": (read_unit("ms"), ("recollection",), False),
    "period.category": (TEXT, ("period",), False),
} | {f"period.{name}": (ONE, ("period",), False)
     for name in ("days", "collected", "credited", "ineligible", "disposed")
} | {f"period.{effect}": (read_unit("kgCO2e"), ("period",), False)
     for effect in ("avoided_manufacture", "avoided_journeys", "emitted_journeys", "emitted_parts", "emitted_energy",
                    "emitted_packaging", "given_back")}
LISTS = {
    "event.legs": {"mode": TEXT, "distance_km": read_unit("km")},
    "event.parts": {"part": TEXT, "quantity": ONE, "origin": TEXT},
}
_SEEN_SCOPES = {"event": ("event",), "cycle": ("cycle",), "recollection": ("cycle", "recollection"),
                "period": ("period",)}
_WRONG = object()  # the type of what is wrong already


class Checker:
    """Judges one formula: of a step (its name, scope and type) or of a rule (no name, scope cycle)."""

    def __init__(self, document, step, scope):
        self.document, self.step, self.scope = document, step, scope
        self.faults, self._element = [], None

    def check(self, root, wanted):
        found = self._type(root)
        if found not in (_WRONG, wanted):
            self._fault("wrong_unit", root)
        return self.faults

    def _fault(self, word, node):
        self.faults.append(Fault(word, node.column))
        return _WRONG

    def _type(self, node, may_be_absent=False):
        if node.sort == "numeral":
            return ONE
        if node.sort in (TEXT, TRUTH):
            return node.sort
        if node.sort == "name":
            return self._name(node, may_be_absent)
        return {"operator": self._operator, "call": self._call, "look-up": self._look_up, "sum": self._sum}[
            node.sort](node)

    def _name(self, node, may_be_absent):
        name = node.value
        if self._element and name.partition(".")[0] == self._element[0] and "." in name:
            return self._element[1].get(name.partition(".")[2]) or self._fault("unknown_name", node)
        if name in FACTS:
            found, scopes, absent = FACTS[name]
            if self.scope not in scopes:
                return self._fault("unknown_name", node)
            return self._fault("missing_row", node) if absent and not may_be_absent else found
        if name in self.document.parameters:
            return self.document.parameters[name].unit
        asked = self.document.project_parameters.get(name)
        if asked is not None and not asked.by_category:
            return asked.unit
        position = self.document.position.get(name)
        if position is None or self.step is None:
            return self._fault("unknown_name", node)
        step = self.document.steps[position]
        if step.scope not in _SEEN_SCOPES[self.scope]:
            return self._fault("unknown_name", node)
        return step.unit if position < self.document.position[self.step] else self._fault("recursion", node)

    def _fact(self, node):
        """The type of a name that must be a fact of this scope, absent or not."""
        is_fact = node.value in FACTS and self.scope in FACTS[node.value][1]
        return FACTS[node.value][0] if is_fact else self._fault("unknown_name", node)

    def _must_be(self, node, found, wanted):
        """Whether an operand's type is right; where it is not, that is a fault of the operand."""
        right = isinstance(found, tuple) if wanted == "decimal" else found == wanted
        if found is not _WRONG and not right:
            self._fault("wrong_unit", node)
        return found is not _WRONG and right

    def _operand(self, node, wanted, may_be_absent=False):
        """The type of an operand, wrong where it is not the one that is needed."""
        found = self._type(node, may_be_absent)
        return found if self._must_be(node, found, wanted) else _WRONG

    def _all(self, nodes, wanted):
        """The types of operands, or None if one of them is not right."""
        types = [self._operand(node, wanted) for node in nodes]
        return None if _WRONG in types else types

    def _operator(self, node):
        operator, parts = node.value, node.parts
        if operator == "is known":
            return TRUTH if self._fact(parts[0]) is not _WRONG else _WRONG
        if operator in ("and", "or", "not"):
            return TRUTH if self._all(parts, TRUTH) else _WRONG
        if operator == "in":
            return TRUTH if self._all(parts, TEXT) else _WRONG
        if operator in ("=", "!="):
            types = [self._type(part) for part in parts]
            if _WRONG in types:
                return _WRONG
            return TRUTH if types[0] == types[1] else self._fault("wrong_unit", node)
        types = self._all(parts, "decimal")
        if types is None:
            return _WRONG
        if operator == "negate":
            return types[0]
        if operator in ("*", "/"):
            return self._product(node, *types)
        if types[0] != types[1]:
            return self._fault("wrong_unit", node)
        return types[0] if operator in ("+", "-") else TRUTH

    def _product(self, node, left, right):
        sign = 1 if node.value == "*" else -1
        unit = tuple(a + sign * b for a, b in zip(left, right))
        if any(abs(exponent) > 9 for exponent in unit):
            return self._fault("wrong_unit", node)
        if node.value == "/" and self._is_zero(node.parts[1]):
            return self._fault("division_by_zero", node)
        return unit

    def _is_zero(self, node):
        if node.sort == "numeral":
            return not node.value.strip("0.")
        if node.sort == "name":
            if node.value in self.document.project_parameters:
                return self.document.project_parameters[node.value].can_be_zero()
            is_of_period = node.value in FACTS and FACTS[node.value][1] == ("period",)
            parameter = self.document.parameters.get(node.value)
            return is_of_period or (parameter is not None and _can_be_zero(parameter.value, parameter.likely))
        if node.sort == "operator" and node.value == "negate":
            return self._is_zero(node.parts[0])
        if node.sort == "look-up":
            fallback = node.otherwise is not None and self._is_zero(node.otherwise)
            if node.value in self.document.project_parameters:
                return self.document.project_parameters[node.value].can_be_zero() or fallback
            table = self.document.tables[node.value]
            return fallback or any(_can_be_zero(table.rows[row], table.likely.get(row))
                                   for row in _rows_that_agree(table, node.parts))
        return False

    def _call(self, node):
        if node.value == "default":
            first = self._fact(node.parts[0])
            second = self._type(node.parts[1])
            if _WRONG in (first, second):
                return _WRONG
            return first if first == second else self._fault("wrong_unit", node.parts[1])
        if node.value == "if":
            types = [self._operand(node.parts[0], TRUTH), *(self._type(part) for part in node.parts[1:])]
            if _WRONG in types:
                return _WRONG
            return types[1] if types[1] == types[2] else self._fault("wrong_unit", node)
        types = self._all(node.parts, "decimal")
        if types is None:
            return _WRONG
        return types[0] if len(set(types)) == 1 else self._fault("wrong_unit", node)

    def _look_up(self, node):
        table = self.document.tables.get(node.value) or self.document.by_category.get(node.value)
        if table is None:
            return self._fault("unknown_name", node)
        if len(table.by) != len(node.parts):
            return self._fault("syntax", node)
        right = [self._operand(key, TEXT, node.otherwise is not None and key.sort == "name") is not _WRONG
                 for key in node.parts]
        if node.otherwise is not None:
            found = self._type(node.otherwise)
            if found not in (_WRONG, table.unit):
                found = self._fault("wrong_unit", node.otherwise)
            right.append(found is not _WRONG)
        if not all(right):
            return _WRONG
        literal = all(key.sort == TEXT for key in node.parts)
        if not _rows_that_agree(table, node.parts) or (
                node.otherwise is None and not literal and not self._always_finds(table, node.parts)):
            return self._fault("missing_row", node)
        return table.unit

    def _always_finds(self, table, parts):
        if table.by not in (("category",), ("mode",), ("country",), ("category", "part", "origin")):
            return False
        return all(self._is_from_tables(by, key) for by, key in zip(table.by, parts))

    def _is_from_tables(self, by, key):
        if by == "origin" and key.sort == TEXT:
            return True
        if key.sort != "name":
            return False
        if by == "category":
            return key.value in ("collection.category", "period.category")
        if by == "country":
            return key.value.endswith(".country") and key.value in FACTS
        return self._element is not None and key.value == f"{self._element[0]}.{by}"

    def _sum(self, node):
        of, body = node.parts
        declared = (node.value in self.document.parameters or node.value in self.document.project_parameters
                    or node.value in self.document.tables or node.value in self.document.position)
        if declared:
            return self._fault("syntax", node)
        if of.value not in LISTS or self.scope != "event":
            return self._fault("unknown_name", of)
        self._element = (node.value, LISTS[of.value])
        found = self._operand(body, "decimal")
        self._element = None
        return found


def _can_be_zero(value, likely):
    return value == 0 or (likely is not None and likely.low <= 0 <= likely.high)


def _rows_that_agree(table, parts):
    literals = [(at, table.key(at, key.value)) for at, key in enumerate(parts) if key.sort == TEXT]
    return [row for row in table.rows if all(row[at] == value for at, value in literals)]
