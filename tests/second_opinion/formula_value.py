# SPDX-License-Identifier: Apache-2.0
"""What formulas yield: schemas/methodologies/README.md, section Evaluation."""
import decimal9
from formula_syntax import Fault, scaled

_ARITHMETIC = {"+": decimal9.add, "-": decimal9.subtract, "*": decimal9.multiply, "/": decimal9.divide}
_COMPARISON = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}


class Evaluation:
    """Evaluates formulas over facts (name → value; absent ones are not there), lists and figures of steps."""

    def __init__(self, document, facts, lists=None, figures=None, project=None):
        self._project = project or {}   # project parameter → value, or values by category
        self._document, self._facts, self._lists = document, facts, lists or {}
        self._figures = {} if figures is None else figures
        self._element = {}

    def value(self, node):
        try:
            return getattr(self, "_" + node.sort.replace("-", "_"))(node)
        except decimal9.Overflow as error:
            raise Fault("overflow", node.column) from error
        except decimal9.DividedByZero as error:
            raise Fault("division_by_zero", node.column) from error

    def _numeral(self, node):
        return scaled(node.value)

    def _text(self, node):
        return node.value

    _truth = _text

    def _name(self, node):
        name = node.value
        if name in self._element:
            return self._element[name]
        if name in self._facts:
            return self._facts[name]
        if name in self._document.parameters:
            return self._document.parameters[name].value
        return self._project[name] if name in self._project else self._figures[name]

    def _operator(self, node):
        operator, parts = node.value, node.parts
        if operator == "is known":
            return parts[0].value in self._facts
        first = self.value(parts[0])
        if operator == "not":
            return not first
        if operator == "negate":
            return decimal9.subtract(0, first)
        if operator in ("and", "or"):
            return first if first == (operator == "or") else self.value(parts[1])
        if operator == "in":
            return any(first == part.value for part in parts[1:])
        second = self.value(parts[1])
        if operator in _ARITHMETIC:
            return _ARITHMETIC[operator](first, second)
        return _COMPARISON[operator](first, second)

    def _call(self, node):
        if node.value == "if":
            return self.value(node.parts[1] if self.value(node.parts[0]) else node.parts[2])
        if node.value == "default":
            known = node.parts[0].value in self._facts
            return self.value(node.parts[0] if known else node.parts[1])
        return {"min": min, "max": max}[node.value]([self.value(part) for part in node.parts])

    def _look_up(self, node):
        if node.value in self._document.project_parameters:
            return self._of_category(node)
        table, row = self._document.tables[node.value], []
        for key in node.parts:
            if key.sort == "name" and not self._is_there(key.value):
                return self.value(node.otherwise)
            row.append(self.value(key))
        for found in (table.folded(row), table.folded(table.without_storage(row))):
            if found in table.rows:
                return table.rows[found]
        if node.otherwise is None:
            raise Fault("missing_row", node.column)
        return self.value(node.otherwise)

    def _of_category(self, node):
        found = self._project[node.value].get(self.value(node.parts[0]))
        if found is not None:
            return found
        if node.otherwise is None:
            raise Fault("missing_row", node.column)
        return self.value(node.otherwise)

    def _is_there(self, name):
        return name in self._element or name in self._facts or name in self._figures

    def _sum(self, node):
        of, body = node.parts
        total = 0
        for element in self._lists.get(of.value, []):
            self._element = {f"{node.value}.{field}": value for field, value in element.items()}
            total = decimal9.add(total, self.value(body))
        self._element = {}
        return total
