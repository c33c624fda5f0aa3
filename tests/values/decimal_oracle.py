#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Second opinion on decimal arithmetic, with Python's decimal module.

Reads lines `operation a b` (add, subtract, multiply, divide) and prints the
shortest plain form of each result, or `none`.
"""
import sys
from decimal import Decimal, getcontext, ROUND_HALF_EVEN

getcontext().prec = 200  # every operand and exact product has fewer digits
ULP = Decimal("1e-9")
LEAST, GREATEST = -(2**127), 2**127 - 1


def fits(scaled):
    return LEAST <= scaled <= GREATEST


def plain(value):
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def result(operation, a, b):
    if operation == "add":
        value = a + b
    elif operation == "subtract":
        value = a - b
    elif operation == "multiply":
        if not fits((a / ULP) * (b / ULP)):
            return None
        value = (a * b).quantize(ULP, rounding=ROUND_HALF_EVEN)
    else:
        if b == 0 or not fits((a / ULP) / ULP):
            return None
        value = (a / b).quantize(ULP, rounding=ROUND_HALF_EVEN)
    return value if fits(value / ULP) else None


for line in sys.stdin:
    operation, a, b = line.split()
    value = result(operation, Decimal(a), Decimal(b))
    print("none" if value is None else plain(value))
