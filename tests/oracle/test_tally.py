#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second tally against sums done by hand over samples/small.ndjson."""
import pathlib
import unittest
from decimal import Decimal
from fractions import Fraction

import tally

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"


class Arithmetic(unittest.TestCase):
    def test_half_way_cases_go_to_the_even_digit(self):
        for numerator, expected in ((1, 0), (3, 2), (5, 2), (7, 4), (-1, 0), (-3, -2), (-5, -2)):
            self.assertEqual(tally.half_even(numerator, 2), expected, numerator)
        self.assertEqual([tally.half_even(n, 3) for n in (1, 2, -1, -2)], [0, 1, 0, -1])
        self.assertEqual(tally.half_even(5, -2), -2)

    def test_products_and_quotients_keep_nine_digits(self):
        self.assertEqual(tally.times(tally.decimal("0.000000001"), tally.decimal("0.5")), 0)
        self.assertEqual(tally.times(tally.decimal("0.000000003"), tally.decimal("0.5")), 2)
        self.assertEqual(tally.text_of(tally.over(tally.decimal("2"), tally.decimal("3"))), "0.666666667")

    def test_decimals_are_read_and_shown_exactly(self):
        for text in ("0", "12.5", "-3", "0.000000001", "-0.25", "123456789012345678901234567890"):
            self.assertEqual(tally.text_of(tally.decimal(text)), text)
        self.assertEqual(tally.decimal("12.50"), 12_500_000_000)
        for text in ("1e3", "", "+1", "1.0000000001", "."):
            with self.assertRaises(ValueError, msg=text):
                tally.decimal(text)


class SmallLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tally = tally.tally_of([str(SAMPLES / "small.ndjson")], "2025-01-01", "2026-01-01")

    def amount(self, effect):
        return Decimal(self.tally["amounts"][effect])

    def test_every_cycle_is_in_one_class(self):
        cycles = self.tally["cycles"]
        self.assertEqual(cycles["credited"], 5)  # the iPhone twice, the Fairphone, the ThinkPad, the monitor
        self.assertEqual(cycles["ineligible"], {  # the Pixel, untested and sold abroad, under the first reason only
            "functions_not_tested": 1, "data_not_erased": 0, "reconditioned_abroad": 0, "resold_abroad": 0,
            "warranty_too_short": 1, "participant_suspended": 0, "credited_elsewhere": 0,
            "collection_void": 0})  # the Latitude
        self.assertEqual((cycles["disposed"], cycles["open"]), (2, 1))

    def test_avoided_is_counted_once_for_each_standing_resale(self):
        phone = Decimal("0.8") * Decimal("0.85") * 2 / Decimal("2.5")
        laptop = Decimal("0.8") * Decimal("0.95") * 3 / 5
        monitor = Decimal("0.8") * Decimal("0.95") * 3 / 6
        self.assertEqual(self.amount("avoided_manufacture"),
                         phone * (2 * Decimal("56.88") + Decimal("36.78")) + laptop * 170 + monitor * Decimal("64.6"))
        self.assertEqual(self.amount("avoided_journeys"),
                         3 * phone * Decimal("2.27") + laptop * Decimal("12.3") + monitor * Decimal("1.29"))

    def test_a_returned_device_counts_in_the_month_of_its_second_resale(self):
        months = self.tally["by"]["month"]
        self.assertEqual(months["2025-02"]["avoided_manufacture"], "20.00832")  # the Fairphone's alone
        self.assertEqual(months["2025-03"]["avoided_manufacture"], "77.52")  # the ThinkPad's

    def test_emitted_sums_all_events_whatever_becomes_of_the_device(self):
        kwh = Decimal("0.2") + Decimal("0.35") + Decimal("1.2") + Decimal("0.1") + Decimal("0.8")
        kwh += Decimal("0.15") + Decimal("0.25") + Decimal("0.2") + Decimal("0.5")
        self.assertEqual(self.amount("emitted_energy"), kwh * Decimal("0.0519"))
        packaging = sum(map(Decimal, "0.15 0.2 0.7 0.6 0.7 0.12 1.5 0.15".split()))
        self.assertEqual(self.amount("emitted_packaging"), packaging * Decimal("1.17"))
        self.assertEqual(self.amount("emitted_parts"), 2 + 14 + 93 + 3 + 14)

    def test_journeys_are_mass_times_distance_times_factor(self):
        van, rigid, articulated = Decimal("0.574"), Decimal("0.211"), Decimal("0.080")
        kg_co2e = sum((
            Decimal("0.194") * ((12 + 10 + 16 + 12) * van + (300 + 500) * articulated),  # iPhone
            Decimal("0.225") * ((Decimal("8.5") + 25) * van + 40 * rigid + 420 * articulated),  # Fairphone
            Decimal("1.46") * ((15 + 15 + 22) * van + 95 * rigid),  # ThinkPad
            Decimal("0.2") * (20 * van + 60 * rigid),  # no mass given: the category's
            Decimal("0.467") * (Decimal("5.25") * van + 35 * rigid),  # Galaxy Tab
            Decimal("1.48") * (30 + 18) * van,  # Latitude
            Decimal("0.178") * (310 + 600) * articulated,  # Pixel
            Decimal("6.2") * (40 * van + 75 * rigid),  # monitor
            Decimal("2.1") * 9 * van,  # console
        )) / 1000
        self.assertAlmostEqual(self.amount("emitted_journeys"), kg_co2e, delta=Decimal("0.000000030"))

    def test_a_second_cycle_gives_back_what_the_first_did_not_live(self):
        lived_ms = ((256 * 24 + 15) * 3600) * 1000  # 31 January 18:30 to 15 October 9:30
        rest = 1 - Fraction(lived_ms, 2 * 31_557_600_000)
        avoided = Fraction("0.544") * (Fraction("56.88") + Fraction("2.27"))
        self.assertAlmostEqual(Fraction(self.amount("given_back")), rest * avoided, delta=Fraction(1, 10**7))
        self.assertEqual([month for month, amounts in self.tally["by"]["month"].items()
                          if amounts["given_back"] != "0"], ["2025-10"])

    def test_rows_add_up_to_the_whole(self):
        for name, rows in self.tally["by"].items():
            for effect in tally.EFFECTS:
                with self.subTest(by=name, effect=effect):
                    self.assertEqual(sum(Decimal(row[effect]) for row in rows.values()), self.amount(effect))

    def test_a_period_without_events_is_empty(self):
        before = tally.tally_of([str(SAMPLES / "small.ndjson")], "2024-01-01", "2025-01-01")
        self.assertEqual(set(before["amounts"].values()), {"0"})
        self.assertEqual(before["cycles"]["open"], 0)

    def test_the_discounts_are_taken_from_a_positive_sum_only(self):
        thousand = tally.decimal("1000")
        self.assertEqual(tally.text_of(tally.creditable(thousand)), "769.5")
        self.assertEqual(tally.creditable(-thousand), -thousand)


if __name__ == "__main__":
    unittest.main()
