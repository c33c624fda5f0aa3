#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An empty table for a shop: its headers are read back, in English and French, and its workbook offers words."""
import re
import unittest
import zipfile

import program

ROW = {"kind": "resale", "device.imei": "350000000000048", "occurred_at": "2025-03-03T10:00:00Z",
       "participant": "03571592900010", "country": "FR", "warranty_months": "12"}


class Templates(program.InRegistry):
    def columns(self, *words):
        return self.answer("template", 0, "template", *words)["columns"]

    def test_the_columns_are_those_that_events_of_the_kinds_have(self):
        of_voids = {each["field"]: each for each in self.columns("--kind", "void")}
        self.assertEqual(of_voids["voids"]["required"], ["void"])
        self.assertNotIn("category", of_voids)
        of_all = {each["field"]: each for each in self.columns("--kind", "collection,resale")}
        self.assertEqual(of_all["kind"]["required"], ["collection", "resale"])
        self.assertEqual(of_all["warranty_months"]["required"], ["resale"])
        self.assertEqual(of_all["legs"]["allowed"], ["collection", "resale"])
        self.assertEqual(of_all["holder"]["words"], ["consumer", "business", "administration"])
        self.assertEqual(len(self.columns()), len({each["header"] for each in self.columns()}))

    def test_people_are_told_what_is_written_where(self):
        done = self.place.lcl("template", "--kind", "collection,resale", "--locale", "fr")
        self.assertRegex(done.out, r"(?m)^Garantie \(mois\) +resale +nombre entier$")
        self.assertRegex(done.out, r"(?m)^Détenteur +collection +l’un de ces mots\s: consumer, business, administration$")
        self.assertRegex(done.out, r"(?m)^Pays +chaque ligne +deux majuscules")
        self.assertEqual(self.place.lcl("template", "--kind", "sale").returncode, 2)
        self.assertIn("did you mean resale", self.place.lcl("template", "--kind", "resales").err)

    def test_a_table_filled_in_below_either_header_is_the_same_log(self):
        summaries = []
        for locale, separator in (("en", ","), ("fr", ";")):
            columns = self.columns("--locale", locale, "--output", f"{locale}.csv")
            header = (self.place.folder / f"{locale}.csv").read_bytes()
            self.assertEqual(header.startswith(b"\xef\xbb\xbf"), locale == "fr")
            row = separator.join(ROW.get(each["field"], "") for each in columns)
            (self.place.folder / f"{locale}.csv").write_bytes(header + row.encode() + b"\r\n")
            answer = self.answer("refused", 1, "submit", f"{locale}.csv", "--project", "DEMO", "--key", self.place.developer)
            summaries.append([each["word"] for each in answer["refused"]])
        self.assertEqual(summaries, [["resale_before_reconditioning"]] * 2)

    def test_a_workbook_explains_its_columns_and_offers_words(self):
        self.columns("--output", "table.xlsx")
        with zipfile.ZipFile(self.place.folder / "table.xlsx") as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
            told = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
        self.assertEqual(names, ["events", "columns"])
        for words in ("collection,reconditioning,resale", "consumer,business,administration", "true,false"):
            self.assertIn(f"&quot;{words}&quot;".replace("&quot;", '"'), sheet)
        self.assertIn("every row", told)
        self.assertIn("15 digits", told)

    def test_only_tables_are_written_and_nothing_is_replaced_unasked(self):
        self.answer("error", 2, "template", "--output", "table.ods")
        self.assertFalse((self.place.folder / "table.ods").exists())
        self.place.write("table.csv", "precious")
        self.answer("error", 2, "template", "--output", "table.csv")
        self.assertEqual((self.place.folder / "table.csv").read_text(encoding="utf-8"), "precious")
        self.columns("--output", "table.csv", "--force")


if __name__ == "__main__":
    unittest.main()
