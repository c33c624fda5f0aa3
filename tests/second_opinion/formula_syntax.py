# SPDX-License-Identifier: Apache-2.0
"""Formulas as trees: schemas/methodologies/README.md, sections Grammar and Limits."""
import re

import decimal9

MOST_NODES, DEEPEST = 256, 32
RESERVED = frozenset("and or not in is known otherwise true false if min max sum default".split())
NO_NAMES = RESERVED | frozenset("event collection reconditioning resale confirmed elapsed_ms period".split())
COMPARED = ("=", "!=", "<", "<=", ">", ">=")
_TOKEN = re.compile(r"""(?P<numeral>[0-9][0-9A-Za-z_.]*)
                      | (?P<name>[a-z][a-z0-9_.]*)
                      | (?P<text>"[^"]*")
                      | (?P<sign>!=|<=|>=|[-+*/=<>()\[\],:])""", re.VERBOSE)
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Fault(Exception):
    """What is wrong with a formula or a document: a word and, in a formula, a column."""

    def __init__(self, word, column=None, detail=""):
        super().__init__(f"methodology_{word} {column or ''} {detail}")
        self.word, self.column = "methodology_" + word, column


class Node:
    """One node: `sort` says which, `value` what it is named or holds, `parts` its operands."""

    def __init__(self, sort, column, value, parts=()):
        self.sort, self.column, self.value, self.parts = sort, column, value, list(parts)


def is_word(name):
    """Whether a parameter, table, step or variable may be called so."""
    return isinstance(name, str) and re.fullmatch(r"[a-z][a-z0-9_]*", name, re.ASCII) is not None \
        and len(name) <= 64 and name not in NO_NAMES


def scaled(numeral):
    """The value of a numeral, times 10^9."""
    whole, _, digits = numeral.partition(".")
    return int(whole + digits[:9].ljust(9, "0"))


def _tokens(formula):
    """(sort, text, column) of each token; a malformed one has the sort `bad`, and is the last."""
    at, column = 0, 1
    while True:
        start = at
        while formula[at:at + 1] == " ":
            at += 1
        column += at - start
        if at == len(formula):
            yield "end", "", column
            return
        match = _TOKEN.match(formula, at)
        sort, text = (match.lastgroup, match[0]) if match else ("bad", "")
        if sort == "numeral" and not _is_numeral(text) or sort == "name" and not _NAME.fullmatch(text):
            sort = "bad"
        if sort == "name" and text in RESERVED:
            sort = "word"
        yield sort, text, column
        if sort == "bad":
            return
        at += len(text)
        column += len(text.encode("utf-8"))


def _is_numeral(text):
    whole, point, digits = text.partition(".")
    return (re.fullmatch(r"0|[1-9][0-9]*", whole) is not None
            and (not point or (re.fullmatch(r"[0-9]+", digits) is not None and len(digits.rstrip("0")) <= 9)))


class _Parser:
    def __init__(self, formula):
        self._rest = _tokens(formula)
        self.token = next(self._rest)
        self._nodes, self._depth, self._in_sum = 0, 0, False

    def advance(self):
        taken = self.token
        if taken[0] != "end":
            self.token = next(self._rest)
        return taken

    def unexpected(self):
        return Fault("syntax", self.token[2])

    def at(self, *texts):
        return self.token[0] in ("word", "sign") and self.token[1] in texts

    def expect(self, text):
        if not self.at(text):
            raise self.unexpected()
        return self.advance()

    def count(self, column):
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise Fault("too_large", column)

    def node(self, sort, column, value, parts=()):
        self.count(column)
        return Node(sort, column, value, parts)

    def opened(self, column, read):
        """What `read` gives one level deeper; the token at `column` opened it."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Fault("too_large", column)
        found = read()
        self._depth -= 1
        return found

    def _left(self, read, *operators):
        found = read()
        while self.at(*operators):
            _, operator, column = self.advance()
            found = self.node("operator", column, operator, [found, read()])
        return found

    def expression(self):
        return self._left(self.conjunction, "or")

    def conjunction(self):
        return self._left(self.negation, "and")

    def negation(self):
        if not self.at("not"):
            return self.comparison()
        column = self.advance()[2]
        return self.node("operator", column, "not", [self.opened(column, self.negation)])

    def comparison(self):
        left = self.addition()
        if self.at(*COMPARED):
            _, operator, column = self.advance()
            return self.node("operator", column, operator, [left, self.addition()])
        if self.at("in"):
            column = self.advance()[2]
            return self.node("operator", column, "in", [left, *self._texts()])
        if self.at("is") and left.sort == "name":
            column = self.advance()[2]
            self.expect("known")
            return self.node("operator", column, "is known", [left])
        return left

    def _texts(self):
        self.expect("(")
        found = [self._one_text()]
        while self.at(","):
            self.advance()
            found.append(self._one_text())
        self.expect(")")
        return found

    def _one_text(self):
        if self.token[0] != "text":
            raise self.unexpected()
        _, text, column = self.advance()
        return self.node("text", column, text[1:-1])

    def addition(self):
        return self._left(self.product, "+", "-")

    def product(self):
        return self._left(self.unary, "*", "/")

    def unary(self):
        if not self.at("-"):
            return self.primary()
        column = self.advance()[2]
        return self.node("operator", column, "negate", [self.opened(column, self.unary)])

    def primary(self):
        sort, text, column = self.token
        if sort == "numeral":
            self.advance()
            if scaled(text) > decimal9.LARGEST:
                raise Fault("overflow", column)
            return self.node("numeral", column, text)
        if sort == "text":
            return self._one_text()
        if sort == "name":
            self.advance()
            return self.look_up(text, column) if self.at("[") else self.node("name", column, text)
        if self.at("true", "false"):
            self.advance()
            return self.node("truth", column, text == "true")
        if self.at("min", "max", "if", "default", "sum"):
            self.advance()
            return self.sum(column) if text == "sum" else self.call(text, column)
        if self.at("("):
            self.advance()
            found = self.opened(column, self.expression)
            self.expect(")")
            return found
        raise self.unexpected()

    def _operands(self):
        found = [self.expression()]
        while self.at(","):
            self.advance()
            found.append(self.expression())
        return found

    def look_up(self, table, column):
        node = self.node("look-up", column, table)
        node.parts = self.opened(self.advance()[2], self._operands)
        self.expect("]")
        node.otherwise = None
        if self.at("otherwise"):
            node.otherwise = self.opened(self.advance()[2], self.primary)
        return node

    def call(self, name, column):
        parts = self.opened(self.expect("(")[2], self._operands)
        self.expect(")")
        wanted = {"if": len(parts) == 3, "default": len(parts) == 2}.get(name, len(parts) >= 2)
        if not wanted:
            raise Fault("syntax", column)
        if name == "default" and parts[0].sort != "name":
            raise Fault("syntax", parts[0].column)
        return self.node("call", column, name, parts)

    def sum(self, column):
        if self._in_sum:
            raise Fault("syntax", column)
        self._in_sum = True
        node = self.opened(self.expect("(")[2], lambda: self._inside_sum(column))
        self.expect(")")
        self._in_sum = False
        return node

    def _inside_sum(self, column):
        if not is_word(self.token[1]):
            raise self.unexpected()
        variable = self.advance()[1]
        self.expect("in")
        if self.token[0] != "name":
            raise self.unexpected()
        _, name, at = self.advance()
        of = self.node("name", at, name)
        self.expect(":")
        node = self.node("sum", column, variable, [of, self.expression()])
        return node


def parse(formula):
    """The tree of a formula; raises the first fault of syntax or size."""
    parser = _Parser(formula)
    found = parser.expression()
    if parser.token[0] != "end":
        raise parser.unexpected()
    return found
