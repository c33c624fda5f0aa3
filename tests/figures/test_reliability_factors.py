#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every reliability factor of ledger/registry/reliability_factors.hpp against its definition, and the first against the
published table."""
import pathlib
import re
import unittest
from decimal import Decimal, getcontext

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "ledger/registry/reliability_factors.hpp"
# AICPA Audit Guide "Audit Sampling", monetary unit sampling: confidence factors for sample evaluation, by number of
# overstatement misstatements from 0, at 5 % and 20 % risk of incorrect acceptance.
PUBLISHED = {
    "factors_at_95": "3.00 4.75 6.30 7.76 9.16 10.52 11.85 13.15 14.44 15.71 16.97 18.21 19.45 20.67 21.89 23.10 24.31 "
                     "25.50 26.70 27.88 29.07",
    "factors_at_80": "1.61 3.00 4.28 5.52 6.73 7.91 9.08 10.24 11.38 12.52 13.66 14.78 15.90 17.02 18.13 19.24 20.34 "
                     "21.44 22.54 23.64 24.73",
}
RISK = {"factors_at_95": Decimal("0.05"), "factors_at_80": Decimal("0.20")}


def chance(rate, most):
    """Of at most so many, where the Poisson distribution expects `rate`."""
    term = total = Decimal(1)
    for i in range(1, most + 1):
        term = term * rate / i
        total += term
    return total * (-rate).exp()


class Factors(unittest.TestCase):
    def setUp(self):
        getcontext().prec = 100
        self.tables = {name: [int(each) for each in re.findall(r"\d+", body)] for name, body in
                       re.findall(r"ReliabilityFactors (\w+)\{(.*?)\};", SOURCE.read_text(encoding="utf-8"), re.S)}

    def test_both_tables_are_there(self):
        self.assertEqual({name: len(table) for name, table in self.tables.items()}, dict.fromkeys(RISK, 201))

    def test_the_published_ones(self):
        for name, published in PUBLISHED.items():
            self.assertEqual([f"{each // 100}.{each % 100:02}" for each in self.tables[name][:21]], published.split())

    def test_each_is_the_least_that_keeps_the_risk(self):
        for name, table in self.tables.items():
            for misstatements, hundredths in enumerate(table):
                self.assertLessEqual(chance(Decimal(hundredths) / 100, misstatements), RISK[name])
                self.assertGreater(chance(Decimal(hundredths - 1) / 100, misstatements), RISK[name])


if __name__ == "__main__":
    unittest.main()
