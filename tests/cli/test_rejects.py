#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is refused is written to a file that is mended and submitted: a worksheet of a table, lines of other logs."""
import csv
import io
import json
import shutil
import stat
import subprocess
import unittest
import zipfile

import program
from program import event

SHOP = "03571592900010"
RIGHT, WRONG, ALONE = "350000000000048", "350000000000055", "350000000000063"
HEADER = "Type d'événement;Date;IMEI;SIRET;Pays;Catégorie;Détenteur;Déchet;Issue du reconditionnement;Fonctions testées;" \
         "Garantie (mois)"
IN_PARIS = ("--dates", "dmy", "--zone", "Europe/Paris")


def sale(imei, outcome="reconditioned"):
    """The rows of one device from collection to resale."""
    return [f"collection;01/03/2025 10:00;{imei};{SHOP};FR;smartphone;consumer;non;;;",
            f"reconditioning;02/03/2025 10:00;{imei};{SHOP};FR;;;;{outcome};oui;",
            f"resale;03/03/2025 10:00;{imei};{SHOP};FR;;;;;;12"]


class Rejects(program.InRegistry):
    def setUp(self):
        super().setUp()
        self.to_demo = ("--project", "DEMO", "--key", self.place.developer)

    def write(self, name, rows, before="\ufeff"):
        self.place.write(name, before + "\r\n".join([HEADER, *rows, ""]))

    def submit(self, name, *options, code=0, schema="submit"):
        return self.answer(schema, code, "submit", name, *self.to_demo, *options)

    def read(self, name):
        return (self.place.folder / name).read_bytes().decode("utf-8")

    def mend(self, name, before, after):
        text = self.read(name)
        self.assertIn(before, text)
        (self.place.folder / name).write_bytes(text.replace(before, after).encode())

    def facts(self, place):
        """What stands in the log about devices, in any order."""
        done = program.run("log", "--json", cwd=place.folder, LCL_REGISTRY=str(place.registry))
        apart = ("salt", "identity", "private")
        return sorted(json.dumps([each["entry"]["kind"], each["entry"]["device"],
                                  {name: value for name, value in each["payload"].items() if name not in apart}], sort_keys=True)
                      for each in json.loads(done.out)["entries"] if "device" in each["entry"])

    def test_a_worksheet_has_all_rows_of_each_device_that_has_a_refused_one(self):
        self.write("march.csv", [*sale(RIGHT), *sale(WRONG, "repaired"), "collection;40/03/2025;;;;;;;;;"])
        answer = self.submit("march.csv", *IN_PARIS, "--dry-run", "--rejects", "mend.csv", code=1, schema="refused")
        self.assertEqual(answer["rejects"], {"file": "mend.csv", "rows": 4})
        self.assertEqual(stat.S_IMODE((self.place.folder / "mend.csv").stat().st_mode), 0o600)
        text = self.read("mend.csv")
        self.assertTrue(text.startswith(f"\ufeffline;cell;why;{HEADER}\r\n"), text)
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
        self.assertEqual([row[0] for row in rows], ["5", "6", "7", "8"])
        self.assertEqual(rows[0][1:3], ["", ""])
        self.assertEqual(rows[1][1], "I6")
        self.assertRegex(rows[1][2], r'^unknown_value: "repaired" is not .*; use one of .+')
        self.assertIn("resale_before_reconditioning", rows[2][2])
        self.assertEqual([";".join(row[3:]) for row in rows[:3]], sale(WRONG, "repaired"))
        self.assertGreater(rows[3][2].count(" | "), 2)

    def test_a_mended_worksheet_gives_the_entries_of_the_mended_original(self):
        rows = [*sale(RIGHT), *sale(WRONG, "repaired"), *sale(ALONE)[:1]]
        self.write("march.csv", rows)
        self.submit("march.csv", *IN_PARIS, "--accept-valid", "mend.csv")
        self.mend("mend.csv", ";repaired;", ";reconditioned;")
        answer = self.submit("mend.csv", *IN_PARIS)
        self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), (2, 1))
        self.assertEqual(answer["table"]["left_out"], [])
        other = program.Place(self.template)
        self.addCleanup(other.remove)
        shutil.copy(self.place.folder / "march.csv", other.folder)
        (other.folder / "march.csv").write_bytes(self.read("march.csv").replace(";repaired;", ";reconditioned;").encode())
        done = other.lcl("submit", "march.csv", *IN_PARIS, "--project", "DEMO", "--key", other.developer)
        self.assertEqual(done.returncode, 0, done.err)
        self.assertEqual(self.facts(self.place), self.facts(other))

    def mend_workbook(self, name, before, after):
        file = self.place.folder / name
        with zipfile.ZipFile(file) as book:
            parts = {each: book.read(each) for each in book.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        self.assertIn(before.encode(), parts[sheet])
        with zipfile.ZipFile(file, "w") as book:
            for each, content in parts.items():
                book.writestr(each, content.replace(before.encode(), after.encode()) if each == sheet else content)

    def test_a_worksheet_is_a_workbook_where_its_name_says_so_and_is_read_again_as_one(self):
        self.write("march.csv", [*sale(RIGHT), *sale(WRONG, "repaired"), *sale(ALONE)[:1]])
        answer = self.submit("march.csv", *IN_PARIS, "--accept-valid", "mend.xlsx")
        self.assertEqual(answer["rejects"], {"file": "mend.xlsx", "rows": 3})
        first = (self.place.folder / "mend.xlsx").read_bytes()
        self.mend_workbook("mend.xlsx", ">repaired<", ">repariert<")
        again = self.submit("mend.xlsx", *IN_PARIS, "--rejects", "second.xlsx", code=1, schema="refused")
        self.assertEqual(again["refused"][0]["cell"], "rejects!L3")
        self.mend_workbook("second.xlsx", ">repariert<", ">reconditioned<")
        answer = self.submit("second.xlsx", *IN_PARIS)
        self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), (2, 1))
        self.assertEqual(answer["table"]["left_out"], [])
        self.assertTrue(first.startswith(b"PK\x03\x04"))
        self.place.write("lines.ndjson", event("collection", "350000000000071", "2025-03-01T09:00:00Z").replace('"FR"', '"Fr"'))
        self.answer("error", 2, "submit", "lines.ndjson", *self.to_demo, "--rejects", "lines.xlsx")

    def test_a_worksheet_that_is_refused_again_gives_one_of_the_same_columns(self):
        self.write("march.csv", sale(WRONG, "repaired"), before="sep=;\r\n")
        self.submit("march.csv", *IN_PARIS, "--rejects", "first.csv", code=1, schema="refused")
        self.mend("first.csv", ";repaired;", ";repariert;")
        answer = self.submit("first.csv", *IN_PARIS, "--rejects", "second.csv", code=1, schema="refused")
        self.assertEqual(answer["refused"][0]["cell"], "L3")
        first, second = (self.read(name).splitlines() for name in ("first.csv", "second.csv"))
        self.assertEqual(second[:2], ["sep=;", f"line;cell;why;{HEADER}"])
        self.assertEqual([line.split(";")[-11:] for line in second[2:]], [line.split(";")[-11:] for line in first[2:]])

    def test_what_a_table_quotes_wrongly_is_written_as_it_stands(self):
        rows = [*sale(RIGHT), f'collection;01/03/2025 10:00;{WRONG};"{SHOP}"x;FR;smartphone;consumer;non;;;']
        self.write("march.csv", rows, before="")
        self.submit("march.csv", *IN_PARIS, "--rejects", "mend.csv", code=1, schema="refused")
        last = self.read("mend.csv").splitlines()[-1]
        self.assertTrue(last.startswith("5;") and last.endswith(rows[-1]), last)
        self.mend("mend.csv", f'"{SHOP}"x', SHOP)
        self.assertEqual(self.submit("mend.csv", *IN_PARIS)["summary"]["accepted"], 1)

    def test_a_log_of_lines_goes_out_as_it_was_with_all_lines_of_the_device(self):
        bad = [event("collection", WRONG, "2025-03-01T09:00:00Z"), event("resale", WRONG, "2025-03-02T09:00:00Z"), "{}\n"]
        self.place.write("march.ndjson", bad[0] + event("collection", RIGHT, "2025-03-01T09:00:00Z") + bad[1] + bad[2])
        self.submit("march.ndjson", "--rejects", "mend.ndjson", code=1, schema="refused")
        self.assertEqual(self.read("mend.ndjson"), "".join(bad))

    def test_a_shop_s_own_table_is_mended_where_its_mapping_reads_it(self):
        for name in ("shop-orders.csv", "shop-orders.json"):
            shutil.copy(program.ROOT / "samples/mappings" / name, self.place.folder)
        self.mend("shop-orders.csv", "24 mois;A;Vendu", "36 mois;A;Vendu")
        mapped = ("--mapping", "shop-orders.json")
        answer = self.submit("shop-orders.csv", *mapped, "--rejects", "mend.csv", code=1, schema="refused")
        self.assertEqual(answer["rejects"]["rows"], answer["summary"]["refused"])
        self.mend("mend.csv", "36 mois", "24 mois")
        self.assertEqual(self.submit("mend.csv", *mapped)["summary"]["refused"], 0)

    def test_a_log_through_a_pipe_is_written_as_well(self):
        self.write("march.csv", sale(WRONG, "repaired"))
        with open(self.place.folder / "march.csv", "rb") as log:
            done = subprocess.run([program.LCL, "submit", "-", "--format", "csv", *map(str, self.to_demo), *IN_PARIS, "--rejects",
                                   "/dev/stdout"], stdin=log, capture_output=True, check=False, cwd=self.place.folder,
                                  env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 4)

    def test_nothing_is_written_where_no_row_is_refused_or_none_is_at_fault(self):
        self.write("march.csv", sale(RIGHT))
        self.assertNotIn("rejects", self.submit("march.csv", *IN_PARIS, "--rejects", "mend.csv"))
        self.write("backwards.csv", sale(WRONG)[::-1])
        words = [each["word"] for each in self.submit("backwards.csv", *IN_PARIS, "--rejects", "mend.csv", code=1,
                                                      schema="refused")["refused"]]
        self.assertEqual(words, ["newest_first"])
        self.write("headless.csv", [])
        self.mend("headless.csv", "IMEI", "Numéro")
        self.submit("headless.csv", *IN_PARIS, "--rejects", "mend.csv", code=1, schema="refused")
        self.assertFalse((self.place.folder / "mend.csv").exists())

    def test_a_file_that_is_there_is_not_replaced_unasked(self):
        self.write("march.csv", sale(WRONG, "repaired"))
        self.place.write("mend.csv", "precious")
        self.submit("march.csv", *IN_PARIS, "--rejects", "mend.csv", code=2, schema="error")
        self.assertEqual(self.read("mend.csv"), "precious")
        self.submit("march.csv", *IN_PARIS, "--rejects", "registry/ledger.db", "--force", code=2, schema="error")
        self.submit("march.csv", *IN_PARIS, "--rejects", "mend.csv", "--force", code=1, schema="refused")
        self.assertIn("unknown_value", self.read("mend.csv"))
        self.submit("march.csv", *IN_PARIS, "--rejects", "a.csv", "--accept-valid", "b.csv", code=2, schema="error")


if __name__ == "__main__":
    unittest.main()
