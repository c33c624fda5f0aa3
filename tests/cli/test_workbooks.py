#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs as workbooks and as packed files: the same table gives the same events however it is saved, and what no table
should be is refused for what it is."""
import csv
import datetime
import decimal
import gzip
import os
import random
import re
import shutil
import subprocess
import unittest

import program
import workbook_files
from workbook_files import Formula

MAPPINGS = program.ROOT / "samples/mappings"
SHOP, PHONE, OTHER = "03571592900010", "358817110000176", "352099001761481"
HEADER = ["kind", "Date", "IMEI", "SIRET", "Pays", "Catégorie", "Modèle", "Poids (kg)", "Détenteur", "Déchet"]
AT = datetime.datetime(2025, 3, 1, 11, 0)
IN_PARIS = ("--dates", "dmy", "--zone", "Europe/Paris")


def collection(at=AT, imei=PHONE, siret=SHOP, mass=decimal.Decimal("0.194"), waste=False):
    return ["collection", at, imei, siret, "FR", "smartphone", "Fairphone 4", mass, "consumer", waste]


ROWS = [HEADER, collection(), collection(imei=int(OTHER), mass=Formula("0.1+0.2", decimal.Decimal("0.30000000000000004")))]
CSV = ";".join(HEADER) + "".join(
    f"\r\ncollection;01/03/2025 11:00;{imei};{SHOP};FR;smartphone;Fairphone 4;{mass};consumer;FAUX"
    for imei, mass in ((PHONE, "0,194"), (OTHER, "0,3"))) + "\r\n"


def typed(file, separator):
    """The rows of a CSV file, numbers and times as a spreadsheet would hold them."""
    rows = []
    with open(file, encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter=separator):
            rows.append([typed_cell(cell) for cell in row])
    return rows


def typed_cell(text):
    for form in ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"):
        try:
            return datetime.datetime.strptime(text, form)
        except ValueError:
            pass
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.datetime.strptime(text, "%d/%m/%Y").date()
    if re.fullmatch(r"\d+([.,]\d+)?", text):
        return decimal.Decimal(text.replace(",", "."))
    return text or None


class Workbooks(program.InRegistry):
    def submit(self, file, content, *options, code=0, schema="submit"):
        (self.place.folder / file).write_bytes(content)
        return self.answer(schema, code, "submit", file, "--project", "DEMO", "--key", self.place.developer, *options)

    def refused(self, file, content, *options):
        """The cell, word and message of every refusal."""
        answer = self.submit(file, content, "--dry-run", *options, code=1, schema="refused")
        return [(each.get("cell"), each["word"], each["message"]) for each in answer["refused"]]

    def test_the_same_table_is_one_log_however_it_is_saved(self):
        sheets = [("Commandes", ROWS)]
        first = self.submit("march.csv", CSV.encode(), *IN_PARIS)
        self.assertEqual(first["summary"]["accepted"], 2)
        packed = subprocess.run(["zstd", "-q", "-c"], input=CSV.encode(), capture_output=True, check=True).stdout \
            if shutil.which("zstd") else gzip.compress(CSV.encode())
        plain = self.place.lcl("convert", "march.csv", "--to", "ndjson", "--output", "march.ndjson", *IN_PARIS)
        self.assertEqual(plain.returncode, 0, plain.err)
        lines = (self.place.folder / "march.ndjson").read_bytes()
        for name, content, options in (("march.xlsx", workbook_files.xlsx(sheets), IN_PARIS),
                                       ("march.ods", workbook_files.ods(sheets), IN_PARIS),
                                       ("march.csv.gz", gzip.compress(CSV.encode()), IN_PARIS),
                                       ("march.csv.zst", packed, IN_PARIS),
                                       ("march.json.gz", gzip.compress(lines), ())):
            answer = self.submit(name, content, *options)
            self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), (0, 2), name)

    @unittest.skipUnless("LCL_SOFFICE" in os.environ, "LCL_SOFFICE names the program soffice of LibreOffice")
    def test_what_libreoffice_saves_of_the_table_is_the_same_log(self):
        self.assertEqual(self.submit("march.csv", CSV.encode(), *IN_PARIS)["summary"]["accepted"], 2)
        # Between semicolons, UTF-8, IMEI and SIRET as text, in French, dates and numbers found out.
        read_as = "--infilter=CSV:59,34,76,1,3/2/4/2,1036,false,true"
        for form in ("xlsx", "ods"):
            subprocess.run([os.environ["LCL_SOFFICE"], "--headless", f"-env:UserInstallation=file://{self.place.folder}/office",
                            read_as, "--convert-to", form, "march.csv"], cwd=self.place.folder, capture_output=True, check=True)
            answer = self.submit(f"march.{form}", (self.place.folder / f"march.{form}").read_bytes(), *IN_PARIS)
            self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), (0, 2), form)

    def test_a_packed_epcis_document_is_the_document(self):
        (self.place.folder / "march.csv").write_bytes(CSV.encode())
        made = self.place.lcl("convert", "march.csv", "--to", "epcis", "--output", "march.jsonld", *IN_PARIS)
        self.assertEqual(made.returncode, 0, made.err)
        document = (self.place.folder / "march.jsonld").read_bytes()
        first = self.submit("march.jsonld", document)
        self.assertEqual(first["summary"]["accepted"], 2)
        for name in ("a.jsonld.gz", "a.json.gz"):
            self.assertEqual(self.submit(name, gzip.compress(document))["summary"]["skipped"], 2)
        cut = gzip.compress(document)[:-20]
        self.assertIn("damaged_file", [word for _, word, _ in self.refused("cut.jsonld.gz", cut)])

    def test_a_workbook_is_read_through_a_mapping_as_its_csv_is(self):
        for path in MAPPINGS.iterdir():
            shutil.copy(path, self.place.folder)
        sign = ("--project", "DEMO", "--key", self.place.developer)
        sheet = workbook_files.xlsx([("Commandes", typed(MAPPINGS / "shop-orders.csv", ";"))])
        (self.place.folder / "orders.xlsx").write_bytes(sheet)
        for name in ("shop-orders.csv", "orders.xlsx"):
            answer = self.answer("submit", 0, "submit", name, "--mapping", "shop-orders.json", *sign)
            expected = (20, 0) if name == "shop-orders.csv" else (0, 20)
            self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), expected, name)
        orders = [("Lines", typed(MAPPINGS / "marketplace-orders.csv", ","))]
        for name, make in (("lines.ods", workbook_files.ods), ("lines.xlsx", workbook_files.xlsx)):
            (self.place.folder / name).write_bytes(make(orders))
            tried = self.answer("mapping-try", 0, "mapping", "try", "marketplace.json", "marketplace-imeis.csv", "--with",
                                f"orders={name}")
            self.assertEqual(tried["events"], {"resale": 2})
        (self.place.folder / "sheets.xlsx").write_bytes(workbook_files.xlsx([("Notes", [["to do"], ["-"]]), *orders]))
        words = ("mapping", "try", "marketplace.json", "marketplace-imeis.csv", "--with", "orders=sheets.xlsx")
        self.assertEqual(self.answer("mapping-try", 0, *words, "--with-sheet", "orders=Lines")["events"], {"resale": 2})
        self.assertEqual({each["word"] for each in self.answer("refused", 1, *words)["refused"]}, {"mapping_column_missing"})
        refused = self.answer("refused", 1, *words, "--with-sheet", "orders=Line")["refused"]
        self.assertEqual([each["word"] for each in refused], ["unknown_sheet"])
        self.answer("error", 2, *words, "--with-sheet", "order=Lines")
        said = self.place.lcl("submit", "orders.xlsx", "--mapping", "shop-orders.json", *sign)
        self.assertIn('read as: sheet "Commandes" of a workbook (XLSX)\n', said.err)
        proposed = self.place.lcl("mapping", "new", "orders.xlsx")
        self.assertIn('read as: sheet "Commandes" of a workbook (XLSX)\n', proposed.err)
        self.assertEqual(proposed.returncode, 0, proposed.err)
        self.assertIn('"column": "N° IMEI"', proposed.out)

    def test_what_was_read_is_said_and_a_sheet_can_be_chosen(self):
        book = workbook_files.xlsx([("Prix", [["a"]], "hidden"), ("Commandes", ROWS), ("Stock 2", [["a"], ["b"]])])
        answer = self.submit("book.xlsx", book, "--dry-run", *IN_PARIS)
        self.assertEqual(answer["table"], {
            "blank_rows": 0, "dates": "dmy", "form": "xlsx", "formulas": 1, "hidden_sheets": ["Prix"], "left_out": [],
            "other_sheets": ["Stock 2"], "renamed": answer["table"]["renamed"], "sheet": "Commandes", "zone": "Europe/Paris"})
        said = self.place.lcl("submit", "book.xlsx", "--project", "DEMO", "--key", self.place.developer, "--dry-run", *IN_PARIS)
        self.assertEqual(said.err.splitlines()[0],
                         'read as: sheet "Commandes" of a workbook (XLSX); sheets not read: "Stock 2"; hidden, and not read: '
                         '"Prix"; formulas in 1 cell, read as the values saved with them')
        self.assertEqual(said.err.splitlines()[2],
                         "values: numbers and dates as the sheet has them; texts: numbers with either decimal mark; "
                         "dates as dmy; times without a zone by clocks in Europe/Paris")
        self.assertEqual(self.submit("book.xlsx", book, "--sheet", "Commandes", "--dry-run", *IN_PARIS)["summary"]["accepted"], 2)
        for name, word in (("Stock 2", "unknown_header"), ("Prix", "unknown_sheet"), ("Rien", "unknown_sheet")):
            self.assertEqual(self.refused("book.xlsx", book, "--sheet", name)[0][1], word)

    def test_cells_are_refused_for_what_they_are_with_their_names(self):
        rows = [HEADER, collection(at=AT), collection(imei=3588171100001761), collection(siret=3571592900010),
                collection(mass=Formula("A1*2")), collection(waste="peut-être"), collection(at=datetime.date(2025, 3, 1))]
        for make in (workbook_files.xlsx, workbook_files.ods):
            self.assertEqual([refusal[:2] for refusal in self.refused("book", make([("Ventes mars", rows)]), "--format", "csv",
                                                                      "--zone", "Europe/Paris")],
                             [("'Ventes mars'!C3", "rounded_by_spreadsheet"), ("'Ventes mars'!D4", "zero_lost"),
                              ("'Ventes mars'!H5", "cell_error"), ("'Ventes mars'!J6", "wrong_type"),
                              ("'Ventes mars'!B7", "missing_time")])
        merged = workbook_files.xlsx([("A", [HEADER, collection(), collection()])],
                                     '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>')
        self.assertIn(("A!C2:C3", "merged_cells"), [refusal[:2] for refusal in self.refused("book.xlsx", merged, *IN_PARIS)])

    def test_refused_rows_of_a_workbook_are_mended_in_a_worksheet_that_is_saved_as_a_workbook_again(self):
        rows = [HEADER, collection(), collection(imei="123")]
        self.submit("book.xlsx", workbook_files.xlsx([("A", rows)]), "--accept-valid", "rest.csv", *IN_PARIS)
        with open(self.place.folder / "rest.csv", encoding="utf-8-sig", newline="") as lines:
            header, row = csv.reader(lines)
        self.assertEqual(header, ["line", "cell", "why", *HEADER])
        self.assertEqual(row[:2], ["3", "A!C3"])
        self.assertTrue(row[2].startswith("malformed_imei: "), row[2])
        self.assertEqual(row[3:], ["collection", "2025-03-01T11:00:00", "123", SHOP, "FR", "smartphone", "Fairphone 4", "0.194",
                                   "consumer", "false"])
        for make in (workbook_files.xlsx, workbook_files.ods):
            still = make([("A", [header, row])])
            self.assertEqual([refusal[:2] for refusal in self.refused("rest", still, "--format", "csv")], [("A!F2", "malformed_imei")])
            mended = make([("A", [header, [*row[:5], OTHER, *row[6:]]])])
            answer = self.submit("rest", mended, "--format", "csv", "--dry-run")
            self.assertEqual((answer["summary"]["accepted"], answer["table"]["left_out"]), (1, []))

    def test_a_file_that_cannot_be_read_is_named_for_what_it_is(self):
        book = workbook_files.xlsx([("A", ROWS)])
        for content, word, said in ((book[:-30], "damaged_file", "cut off"), (book[:2000], "damaged_file", "cut off"),
                                    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "not_a_table", "password"),
                                    (workbook_files.archive([("a.txt", "b")]), "not_a_table", "archive"),
                                    (gzip.compress(book), "not_a_table", "packed"),
                                    (random.Random(1).randbytes(5000), "not_a_table", "no text"),
                                    (random.Random(2).randbytes(100), "not_a_table", "no text"),
                                    (gzip.compress((b" " * 49999 + b"\n") * 1600), "file_too_large", "MiB"),
                                    (workbook_files.xlsx([]), "unknown_sheet", "no sheet")):
            refused = self.refused("book.xlsx", content)
            self.assertEqual([refusal[1] for refusal in refused], [word])
            self.assertIn(said, refused[0][2])

    def test_a_workbook_through_a_pipe_is_asked_for_by_name(self):
        book = self.place.folder / "book.xlsx"
        book.write_bytes(workbook_files.xlsx([("A", ROWS)]))
        done = subprocess.run(f"cat {book} | {program.LCL} submit - --format csv --project DEMO --key "
                              f"{self.place.developer} --dry-run", shell=True, cwd=self.place.folder, capture_output=True,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry)), check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(b"give its file by name", done.stderr)


if __name__ == "__main__":
    unittest.main()
