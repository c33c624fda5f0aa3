#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs of every kind from afar: through a mapping, from standard input, and without the lines that are refused."""
import json
import shutil
import stat
import subprocess
import unittest

import program
from from_afar import FromAfar
from life import console, log_of

MAPPINGS = program.ROOT / "samples/mappings"


class Logs(FromAfar):
    def setUp(self):
        super().setUp()
        self.developer = self.party("developer")

    def write(self, name, text):
        self.place.write(name, text)
        self.developer.write(name, text)

    def copy(self, *files):
        for file in files:
            for folder in (self.place.folder, self.developer.folder):
                shutil.copy(file, folder)

    def answers(self, *words):
        """What a submission that is not recorded answers from afar and at the registry."""
        call = ("submit", *words, "--project", "DEMO", "--dry-run", "--key")
        return self.developer.json(*call, "own.pem"), self.place.json(*call, self.by("developer")[1])

    def same(self, *words, code=0):
        there, here = self.answers(*words)
        self.assertEqual(there, here)
        self.assertEqual(there[0], code, there)
        return there[1]

    def submits(self, *words, code=0):
        return self.does(self.developer, "submit", *words, "--project", "DEMO", "--key", "own.pem", code=code)

    def faulty(self):
        """A log of which one device is refused at its reconditioning, and another line cannot be read."""
        consoles = [console(number) for number in range(3)]
        consoles[1][1]["outcome"] = "repaired"
        consoles[2][2]["occurred_at"] = "2024-12-01T10:00:00Z"
        return log_of(consoles)

    def spoil_orders(self):
        """The shop's table, of which a rule refuses one row, and another holds no device."""
        table = (MAPPINGS / "shop-orders.csv").read_text(encoding="utf-8")
        self.write("shop-orders.csv", table.replace("18/03/2025", "18/03/2024", 1).replace("352099006104232", "352099006104233"))

    def sound(self):
        self.assertTrue(self.answer("verify", 0, "verify")["sound"])


class Mapped(Logs):
    def test_tables_are_read_through_their_mappings_here(self):
        self.copy(*MAPPINGS.iterdir())
        for table, mapping, *look_up in (("shop-orders.csv", "shop-orders"), ("erasure-reports.xml", "erasure-reports-xml"),
                                         ("repair-jobs.csv", "repair-jobs"),
                                         ("marketplace-imeis.csv", "marketplace", "--with", "orders=marketplace-orders.csv")):
            with self.subTest(table):
                words = (table, "--mapping", f"{mapping}.json", *look_up)
                there, here = self.answers(*words)
                self.assertEqual(there, here)
                self.done("submit", *words, "--project", "DEMO", *self.by("developer"), code=there[0])
        self.assertIn("nothing new", self.submits("shop-orders.csv", "--mapping", "shop-orders.json").out)

    def test_a_table_is_recorded_as_its_mapping_reads_it(self):
        self.copy(*MAPPINGS.iterdir())
        before = self.place.size()
        self.submits("shop-orders.csv", "--mapping", "shop-orders.json")
        self.assertEqual(self.place.size(), before + 21)
        self.sound()

    def test_what_is_refused_is_told_by_the_cell_of_the_table(self):
        self.copy(*MAPPINGS.iterdir())
        self.spoil_orders()
        refused = self.same("shop-orders.csv", "--mapping", "shop-orders.json", code=1)["refused"]
        self.assertEqual({each["line"] for each in refused}, {3, 4})
        self.assertTrue(all(each["cell"] for each in refused if each["word"] == "imei_check_digit"))
        spoilt = json.loads((MAPPINGS / "shop-orders.json").read_text(encoding="utf-8"))
        self.write("shop-orders.json", json.dumps(spoilt | {"nonsense": 1}))
        self.same("shop-orders.csv", "--mapping", "shop-orders.json", code=1)


class FromStandardInput(Logs):
    def test_a_log_on_standard_input_is_recorded(self):
        before = self.place.size()
        done = subprocess.run([program.LCL, "submit", "-", "--format", "ndjson", "--project", "DEMO", "--key", "own.pem"], input=log_of([console(0)]),
                              cwd=self.developer.folder, env=self.developer.environment(), capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.place.size(), before + 4)

    def test_so_is_one_of_a_pipe_and_a_corrected_one(self):
        self.developer.write("sold.ndjson", log_of([console(0)]))
        self.developer.write("right.ndjson", log_of([console(0, warranty_months=24)]))
        for words in ("submit <(cat sold.ndjson) --project DEMO", "correct DEMO <(cat right.ndjson) --reason slip"):
            done = subprocess.run(["bash", "-c", f'"$LCL" {words} --format ndjson --key own.pem'], cwd=self.developer.folder,
                                  env=self.developer.environment(), capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("nothing differs", self.does(self.developer, "correct", "DEMO", "right.ndjson", "--reason", "slip", "--key", "own.pem").out)


class Refused(Logs):
    def rejected(self, name):
        files = [folder / name for folder in (self.developer.folder, self.place.folder)]
        self.assertEqual(stat.S_IMODE(files[0].stat().st_mode), 0o600)
        self.assertEqual(files[0].read_bytes(), files[1].read_bytes())
        return files[0].read_text(encoding="utf-8-sig")

    def convert(self, name, form):
        self.write("all.ndjson", log_of([console(number) for number in range(3)]))
        for client in (self.developer, self.place):
            self.assertEqual(client.lcl("convert", "all.ndjson", "--to", form, "--output", name).returncode, 0)
            file = client.folder / name
            file.write_text(file.read_text(encoding="utf-8").replace("C00001", "!!", 2).replace("2025-02-10", "2024-02-10", 1), encoding="utf-8")

    def test_what_is_refused_is_written_as_at_the_registry(self):
        self.write("sold.ndjson", self.faulty())
        self.same("sold.ndjson", "--rejects", "mend.ndjson", code=1)
        self.assertEqual(len(self.rejected("mend.ndjson").splitlines()), 6)

    def test_so_it_is_of_a_table(self):
        self.convert("sold.csv", "csv")
        answer = self.same("sold.csv", "--rejects", "mend.csv", code=1)
        self.assertTrue(self.rejected("mend.csv").startswith("line"))
        self.assertGreater(answer["rejects"]["rows"], 3)
        self.does(self.developer, "submit", "sold.csv", "--project", "DEMO", "--key", "own.pem", "--rejects", "mend.xlsx", code=1)
        self.assertTrue((self.developer.folder / "mend.xlsx").read_bytes().startswith(b"PK"))

    def test_so_it_is_of_an_epcis_document_and_of_a_mapped_table(self):
        self.convert("sold.jsonld", "epcis")
        self.same("sold.jsonld", "--rejects", "mend.ndjson", code=1)
        self.rejected("mend.ndjson")
        self.copy(*MAPPINGS.iterdir())
        self.spoil_orders()
        self.same("shop-orders.csv", "--mapping", "shop-orders.json", "--rejects", "mend.csv", code=1)
        self.rejected("mend.csv")

    def test_valid_lines_are_recorded_and_the_others_told_and_written(self):
        self.write("sold.ndjson", self.faulty())
        self.same("sold.ndjson", "--accept-valid", "mend.ndjson")
        before = self.place.size()
        done = self.submits("sold.ndjson", "--accept-valid", "mend.ndjson")
        self.assertIn("unknown_value", done.err)
        self.assertIn("6 rows in mend.ndjson", done.err)
        self.assertEqual(self.place.size(), before + 1 + 6)
        mended = (self.developer.folder / "mend.ndjson").read_text(encoding="utf-8")
        self.developer.write("mended.ndjson", mended.replace("repaired", "reconditioned").replace("2024-12-01", "2025-03-20"))
        self.assertIn("accepted  3", self.submits("mended.ndjson").out)
        self.sound()

    def test_where_nothing_is_valid_nothing_is_recorded(self):
        self.write("sold.ndjson", "{}\n")
        before = self.place.size()
        self.submits("sold.ndjson", "--accept-valid", "mend.ndjson", code=1)
        self.assertEqual(self.place.size(), before)

    def test_a_line_that_is_not_told_as_refused_is_missed(self):
        self.write("sold.ndjson", self.faulty())

        def change(method, path, send):
            status, headers, body = send()
            if method == "POST" and path == "/v1/preparations":
                answer = json.loads(body)
                answer["left_out"] = answer["left_out"][1:]
                body = json.dumps(answer).encode()
            return status, headers, body

        self.between.change = change
        before = self.place.size()
        done = self.submits("sold.ndjson", "--accept-valid", "mend.ndjson", code=2)
        self.assertIn("3 lines are refused, of which the registry tells 2", done.err)
        self.assertEqual(self.place.size(), before)
        self.assertFalse((self.developer.folder / "mend.ndjson").exists())

    def test_a_line_that_is_told_as_refused_and_staged_is_found(self):
        self.write("sold.ndjson", self.faulty())

        def change(method, path, send):
            status, headers, body = send()
            if method == "POST" and path == "/v1/preparations":
                answer = json.loads(body)
                answer["left_out"].append(answer["left_out"][0] | {"line": 1})
                body = json.dumps(answer).encode()
            return status, headers, body

        self.between.change = change
        before = self.place.size()
        done = self.submits("sold.ndjson", "--accept-valid", "mend.ndjson", code=1)
        self.assertIn("1 difference; nothing was signed", done.err)
        self.assertEqual(self.place.size(), before)

    def test_no_more_than_10_000_refused_lines_are_told(self):
        self.write("sold.ndjson", "{}\n" * 10_001 + log_of([console(0)]))
        done = self.submits("sold.ndjson", "--accept-valid", "mend.ndjson", code=2)
        self.assertIn("correct these first", done.err)


if __name__ == "__main__":
    unittest.main()
