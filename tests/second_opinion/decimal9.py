# SPDX-License-Identifier: Apache-2.0
"""Decimals of nine digits in 128 bits: schemas/README.md, section Values, and
schemas/methodologies/README.md, section Evaluation. A decimal is a Python int: the value times 10^9."""
import re

ONE = 10**9
LARGEST = 2**127 - 1
SMALLEST = -(2**127)
_FORM = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]*[1-9]))?")


class Overflow(ArithmeticError):
    """A value left 128 bits."""


class DividedByZero(ArithmeticError):
    """A divisor was zero."""


def checked(value):
    """The value, if it fits 128 bits."""
    if not SMALLEST <= value <= LARGEST:
        raise Overflow
    return value


def parse(text):
    """The decimal of a text in its shortest plain form, or None."""
    match = _FORM.fullmatch(text) if isinstance(text, str) and text.isascii() else None
    if not match or len(match[3] or "") > 9 or text == "-0":
        return None
    value = int(match[2]) * ONE + int((match[3] or "").ljust(9, "0"))
    value = -value if match[1] else value
    return value if SMALLEST <= value <= LARGEST else None


def form(value):
    """The shortest plain form."""
    whole, rest = divmod(abs(value), ONE)
    digits = f"{rest:09}".rstrip("0")
    return ("-" if value < 0 else "") + str(whole) + ("." + digits if digits else "")


def _half_even(numerator, denominator):
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and quotient % 2):
        quotient += 1
    return quotient


def add(a, b):
    return checked(a + b)


def subtract(a, b):
    return checked(a - b)


def multiply(a, b):
    return checked(_half_even(checked(a * b), ONE))


def divide(a, b):
    if b == 0:
        raise DividedByZero
    return checked(_half_even(checked(a * ONE), b))
