#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists and figures as CSV, workbooks and pages: the same cells in each, the origin beside each, and whether they hold."""
import csv
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
from decimal import Decimal

import program
from life import Life, console, today

CHECKER = pathlib.Path(__file__).parent / "check_credential.js"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LISTS = {
    "tally": ("tally", "--project", "DEMO", "--period", "2025"),
    "rows": ("tally", "--project", "DEMO", "--period", "2025", "--by", "category,month"),
    "units": ("units", "list", "DEMO"),
    "held": ("units", "list", "--holder", "Ville"),
    "owed": ("units", "owed", "DEMO"),
    "register": ("register",),
    "projects": ("project", "list"),
    "participants": ("participant", "list"),
    "holders": ("holder", "list"),
    "reports": ("report", "list", "DEMO"),
    "samples": ("sample", "list", "DEMO"),
    "questions": ("question", "list", "DEMO"),
    "journal": ("log", "--statements"),
    "keys": ("key", "list"),
    "auditors": ("auditor", "list"),
    "methodologies": ("methodology", "list"),
    "disputes": ("dispute", "list", "DEMO"),
    "status": ("status", "DEMO"),
    "devices": ("device", "list", "--project", "DEMO", "--period", "2025"),
}


def comma_rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def french_rows(text):
    """Of a French spreadsheet's CSV, as the other has them."""
    assert text.startswith("\ufeff"), text[:20]
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def column_of(reference):
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def sheet_rows(workbook, name):
    """The cells of a sheet: numbers as floats, text as it is, empty ones as nothing."""
    shared = []
    if "xl/sharedStrings.xml" in workbook.namelist():
        for item in ElementTree.fromstring(workbook.read("xl/sharedStrings.xml")):
            shared.append("".join(item.itertext()))
    rows = []
    for row in ElementTree.fromstring(workbook.read(name)).iter(SPREADSHEET + "row"):
        cells = {}
        for cell in row.iter(SPREADSHEET + "c"):
            kind = cell.get("t", "n")
            text = "".join(part.text or "" for part in cell.iter() if part.tag in (SPREADSHEET + "v", SPREADSHEET + "t"))
            if not text and kind == "n":
                continue
            value = {"s": lambda text: shared[int(text)], "b": lambda text: text == "1",
                     "n": float}.get(kind, str)(text)
            cells[column_of(cell.get("r"))] = value
        rows.append(cells)
    return rows


def said_alike(written, cell):
    """Whether a cell of a workbook says what the same cell of the CSV does."""
    if cell is None:
        return written == ""
    if isinstance(cell, bool):
        return written == str(cell).lower()
    if isinstance(cell, float):
        if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)", written):
            days = (cell - 25569) * 86400
            return abs(days - timestamp(written)) < 0.001
        return float(written) == cell
    return written == cell or written == "'" + cell


def timestamp(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=datetime.timezone.utc).timestamp()


class Exports(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(60))
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.issue(report)
        serial = self.holdings()[0]["serial"]
        self.sell("ville", "Ville", serial, "--part", "1-2")
        mine = self.done("units", "list", "DEMO").splitlines()[1].split()[0]
        self.act("units", "retire", mine, "--use", "contribution", "--year", "2026", "--anonymous", "Monsieur Secret", by="ville")

    def file(self, name):
        return self.place.folder / name

    def test_a_workbook_has_the_cells_of_the_csv_and_a_french_csv_has_them_too(self):
        for name, words in LISTS.items():
            with self.subTest(name):
                plain = comma_rows(self.done(*words, "--format", "csv"))
                self.assertGreater(len(plain), 0)
                self.done(*words, "--output", f"{name}.xlsx")
                workbook = zipfile.ZipFile(self.file(f"{name}.xlsx"))
                rows = sheet_rows(workbook, "xl/worksheets/sheet1.xml")
                self.assertEqual(len(rows), len(plain))
                for line, (written, cells) in enumerate(zip(plain, rows)):
                    for column, text in enumerate(written):
                        self.assertTrue(said_alike(text, cells.get(column)),
                                        f"{name}, line {line}, {plain[0][column]}: {text!r} {cells.get(column)!r}")
                origin = dict((row.get(0), row.get(1)) for row in sheet_rows(workbook, "xl/worksheets/sheet2.xml"))
                self.assertIn(self.place.lcl("checkpoint").out.splitlines()[0], origin["Log"])

    def spreadsheet(self, *words):
        """LibreOffice, without a window, in a home of its own."""
        subprocess.run([os.environ["LCL_SOFFICE"], "--headless", f"-env:UserInstallation=file://{self.place.folder}/office", *words],
                       cwd=self.place.folder, capture_output=True, check=True)

    @unittest.skipUnless("LCL_SOFFICE" in os.environ, "LCL_SOFFICE names the program soffice of LibreOffice")
    def test_libreoffice_reads_the_same_cells_in_a_workbook_and_in_a_french_csv(self):
        for name, words in LISTS.items():
            self.done(*words, "--output", f"{name}.xlsx")
            self.done(*words, "--output", f"{name}-fr.csv", "--locale", "fr")
        self.spreadsheet("--convert-to", "xlsx", "--outdir", "read", *(f"{name}.xlsx" for name in LISTS))
        # Between semicolons, UTF-8, in French, dates and numbers found out.
        self.spreadsheet("--infilter=CSV:59,34,76,1,,1036,false,true", "--convert-to", "xlsx", "--outdir", "read",
                         *(f"{name}-fr.csv" for name in LISTS))
        for name, words in LISTS.items():
            plain = comma_rows(self.done(*words, "--format", "csv"))
            for read in (f"read/{name}.xlsx", f"read/{name}-fr.xlsx"):
                with self.subTest(read):
                    rows = sheet_rows(zipfile.ZipFile(self.file(read)), "xl/worksheets/sheet1.xml")
                    for written, cells in zip(plain, rows, strict=True):
                        for column, text in enumerate(written):
                            self.assertTrue(said_alike(text, cells.get(column)), f"{text!r} {cells.get(column)!r}")

    def test_a_french_csv_says_the_same_with_its_own_marks(self):
        plain = comma_rows(self.done(*LISTS["tally"], "--format", "csv"))
        french = french_rows(self.done(*LISTS["tally"], "--format", "csv", "--locale", "fr"))
        self.assertEqual(plain[0], french[0])
        self.assertEqual([cell.replace(",", ".") for cell in french[1]], plain[1])
        self.assertTrue(any("," in cell for cell in french[1]))

    def test_the_same_ledger_gives_the_same_bytes_and_an_export_is_checked(self):
        for ending in ("csv", "xlsx", "json", "html", "pdf", "txt"):
            with self.subTest(ending):
                self.done(*LISTS["units"], "--output", f"a.{ending}")
                self.done(*LISTS["units"], "--output", f"b.{ending}")
                self.assertEqual(self.file(f"a.{ending}").read_bytes(), self.file(f"b.{ending}").read_bytes())
                answer = self.answer("check-export", 0, "check", f"a.{ending}")
                self.assertEqual((answer["as_written"], answer["then"], answer["today"]), (True, "same", "same"))

    def test_an_export_does_not_change_with_the_language_that_is_spoken(self):
        french = {"LC_ALL": "fr_FR.UTF-8"}
        for name, words in LISTS.items():
            for ending in ("csv", "json", "html"):
                with self.subTest(name, ending=ending):
                    self.done(*words, "--output", f"{name}.{ending}")
                    written = self.file(f"{name}.{ending}").read_bytes()
                    done = self.place.lcl(*words, "--output", f"{name}.{ending}", "--force", **french)
                    self.assertEqual((done.returncode, self.file(f"{name}.{ending}").read_bytes()), (0, written))

    def test_a_table_of_text_is_in_the_language_spoken_and_holds_in_the_other(self):
        french = {"LC_ALL": "fr_FR.UTF-8"}
        for name, writer, checker in (("en", {}, french), ("fr", french, {})):
            self.assertEqual(self.place.lcl(*LISTS["participants"], "--output", f"{name}.txt", **writer).returncode, 0)
            self.assertEqual(self.place.lcl("check", f"{name}.txt", **checker).returncode, 0)
        self.assertNotEqual(self.file("en.txt").read_bytes(), self.file("fr.txt").read_bytes())

    def test_a_changed_file_or_origin_is_found_and_a_later_ledger_said(self):
        self.done(*LISTS["units"], "--output", "u.csv")
        self.done(*LISTS["tally"], "--output", "t.xlsx", "--locale", "fr")
        self.submit([console(900)])
        later = self.answer("check-export", 0, "check", "t.xlsx")
        self.assertEqual((later["then"], later["today"]), ("same", "differs"))
        self.assertEqual(self.answer("check-export", 0, "check", "u.csv")["today"], "same")
        self.assertIn("holds; the ledger gives the same file again", self.done("check", "u.csv"))
        text = self.file("u.csv").read_text(encoding="utf-8")
        self.file("u.csv").write_text(text.replace("Ville", "Villa"), encoding="utf-8")
        self.assertIs(self.answer("check-export", 1, "check", "u.csv")["as_written"], False)
        # Whoever forges the origin with it is found by the ledger.
        origin = json.loads(self.file("u.csv.origin.json").read_text(encoding="utf-8"))
        forged = self.file("u.csv").read_bytes()
        origin["file"] = {"bytes": len(forged), "sha256": hashlib.sha256(forged).hexdigest()}
        self.write_origin("u.csv", origin)
        self.assertEqual(self.answer("check-export", 1, "check", "u.csv")["then"], "differs")
        self.write_origin("u.csv", origin | {"program": {"name": "lcl", "version": "0.0.9"}})
        self.assertEqual(self.answer("check-export", 1, "check", "u.csv")["then"], "other_program")

    def write_origin(self, name, origin):
        text = json.dumps(origin, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        self.file(name + ".origin.json").write_text(text, encoding="utf-8")

    def test_an_origin_can_ask_nothing_but_what_is_exported(self):
        self.done(*LISTS["units"], "--output", "u.csv")
        origin = json.loads(self.file("u.csv.origin.json").read_text(encoding="utf-8"))
        before = program.digest_of_folder(self.place.registry)
        for question in (["project", "close", "DEMO", "--on", "2026-01-01", "--reason", "x", "--key", "keys/developer.pem"],
                         ["rebuild"], ["units", "list", "DEMO", "--output", "stolen"], ["units", "list"], ["nonsense"]):
            with self.subTest(question):
                self.write_origin("u.csv", origin | {"question": question})
                self.done("check", "u.csv", code=2)
        report = self.last("period_reported")
        tally = ["tally", "--project", "DEMO"]
        for question, why in ((tally + ["--period", "2025", "--methodology", "/etc/hostname"], "names a file, which no question from elsewhere can"),
                              (tally + ["--period", "2025", "--set", "substitution=0.6"], "asks what lcl does not export"),
                              (tally + ["--report", str(report)], "asks what lcl does not export"),
                              (["log", "--entries"], "takes none of")):
            with self.subTest(question):
                self.write_origin("u.csv", origin | {"question": question})
                checked = self.place.lcl("check", "u.csv")
                self.assertEqual((checked.returncode, checked.out), (2, ""))
                self.assertIn(why, checked.err)
        self.write_origin("u.csv", origin | {"more": 1})
        self.done("check", "u.csv", code=1)
        self.assertEqual(program.digest_of_folder(self.place.registry), before)
        self.assertFalse(self.file("stolen").exists())

    def test_the_register_names_nobody_who_is_not_named_in_public_and_no_price(self):
        text = self.done("register", "--format", "csv")
        rows = comma_rows(text)
        self.assertEqual({row[2] for row in rows[1:]}, {"issued", "retired"})
        self.assertEqual([row[4] for row in rows[1:]], ["anonymous", ""])
        self.assertNotRegex(text, "price|Secret")

    def test_devices_are_pseudonyms_and_add_up_to_the_tally(self):
        self.submit(console(number) for number in range(60, 70))
        devices = self.answer("device-list", 0, *LISTS["devices"])["devices"]
        self.assertEqual(len(devices), 70)
        self.assertEqual({(each["cycle"], each["category"], each["vintage"]) for each in devices}, {(1, "console", 2025)})
        tally = self.answer("tally", 0, *LISTS["tally"])
        self.assertEqual(sum(Decimal(each["net_kg"]) for each in devices), Decimal(tally["tally"]["sums"]["net"]))
        self.assertRegex(self.done(*LISTS["devices"]), "\nin all [0-9,.]+ kgCO2e\n")
        self.assertIn(devices[0]["device"], self.done("explain", devices[0]["device"]))
        self.done("device", "list", "--project", "DEMO", code=2)
        self.refused("unknown_project", "device", "list", "--project", "NONE", "--period", "2025")

    def test_a_status_in_a_file_speaks_of_the_last_entry(self):
        self.done("status", "DEMO", "--output", "s.csv")
        sections = {row[0] for row in comma_rows(self.file("s.csv").read_text(encoding="utf-8"))[1:]}
        self.assertLessEqual({"state", "due", "cycles", "units", "owed"}, sections)
        self.assertEqual(self.answer("check-export", 0, "check", "s.csv")["then"], "same")
        said = json.loads(self.done("status", "DEMO", "--at", str(self.last("units_retired") + 1), "--json"))
        self.assertEqual(said["today"], json.loads(self.done("log", "--from", str(self.last("units_retired")), "--json"))
                         ["entries"][0]["entry"]["time"][:10])

    def test_a_project_is_told_in_the_words_of_the_carbon_data_open_protocol(self):
        serial = next(each["serial"] for each in self.holdings() if each["state"] == "issued")
        self.act("units", "assign", serial, "--part", "3-4", "--to", "Ville", "--use", "contribution", "--contract-date", today(-1),
                 "--attestation", "opinion.txt", by="developer")
        said = self.answer("cdop", 0, "register", "DEMO", "--cdop")
        self.assertEqual(said["project"]["status"], [{"is_current": True, "project_status": "Verified and issuing"}])
        issuance, = said["issuance"]["issuance"]
        self.assertEqual((issuance["verification_period_start"], issuance["verification_period_end"]), ("2025-01-01", "2025-12-31"))
        blocks = [unit["unit"]["credit_block"][0] for unit in said["units"]]
        self.assertEqual(sum(block["quantity"] for block in blocks), issuance["batch_issued_volume"])
        self.assertEqual([unit["unit"]["status"][0]["status"] for unit in said["units"]], ["Retired", "Pending Transfer"])
        retired = said["units"][0]["unit"]
        self.assertEqual(retired["retirement"], [{"retirement_beneficiary": "anonymous", "retirement_detail": "contribution, 2026"}])
        self.assertEqual(retired["reference"][0]["source_serial_number"], issuance["batch_identifier"])
        self.done("register", "DEMO", "--cdop", "--output", "demo.json")
        text = self.file("demo.json").read_text(encoding="utf-8")
        self.assertEqual(json.loads(text), said)
        self.assertNotRegex(text, "price|Secret")
        self.assertEqual(self.answer("check-export", 0, "check", "demo.json")["today"], "same")
        self.act("project", "notify", "NEXT", "--title", "Next", "--region", "Occitanie", "--site", "Occitanie/Albi", "--site",
                 "Occitanie/Castres", "--applicant-standing", "project developer", "--notified-on", "2025-02-01", by="developer")
        notified = self.answer("cdop", 0, "register", "NEXT", "--cdop")
        self.assertEqual(notified["project"]["status"][0]["project_status"], "Listed")
        self.assertEqual([place["city"] for place in notified["project"]["location"]], ["Albi", "Castres"])
        self.assertEqual((notified["units"], "validation" in notified), ([], False))
        for words in (("register", "--cdop"), ("register", "DEMO", "--cdop", "--format", "csv"),
                      ("register", "DEMO", "--cdop", "--output", "demo.xlsx")):
            self.done(*words, code=2)

    def test_a_statement_of_units_is_a_page_in_both_languages_and_is_checked(self):
        for subject in (("--project", "DEMO"), ("--holder", "Ville"), ("--serial", self.holdings()[0]["serial"])):
            with self.subTest(subject):
                self.done("units", "statement", *subject, "--output", "s.html", "--locale", "fr", "--force")
                page = self.file("s.html").read_text(encoding="utf-8")
                for said in ("Relevé d’unités (essai)", "Seul le projet est labellisé.", "aucune décision d’approbation",
                             "DEMO", "retirées"):
                    self.assertIn(said, page)
                self.assertNotRegex(page, "Monsieur Secret|>retired<")
        self.assertEqual(self.answer("check-export", 0, "check", "s.html")["then"], "same")
        self.done("units", "statement", "--project", "DEMO", "--holder", "Ville", code=2)

    def test_a_credential_of_units_is_checked_by_another_program_and_by_no_other_key(self):
        serial = self.holdings()[0]["serial"]
        self.done("prove", "--credential", serial, *self.by("certifier"), "--output", "units.json")
        self.refused("wrong_role", "prove", "--credential", serial, *self.by("developer"))
        said = self.answer("check-credential", 0, "check", "units.json")
        self.assertEqual(said["document"]["credentialSubject"]["serial"], serial)
        fingerprint = self.answer("key-show", 0, "key", "show", "keys/certifier.pem.pub")["fingerprint"]
        self.assertEqual(said["issuer"], fingerprint)
        self.done("check", "units.json", "--certifier", fingerprint)
        self.done("check", "units.json", "--certifier", "0" * 64, code=1)
        node = subprocess.run(["node", CHECKER, self.file("units.json")], capture_output=True, text=True, check=False)
        self.assertEqual((node.stdout, node.stderr), ("proven\n", ""))
        text = self.file("units.json").read_text(encoding="utf-8")
        for changed in (text.replace('"units":', '"units":1'), text.replace('"vintage":2025', '"vintage":2024')):
            self.assertNotEqual(changed, text)
            self.file("units.json").write_text(changed, encoding="utf-8")
            self.done("check", "units.json", code=1)
            node = subprocess.run(["node", CHECKER, self.file("units.json")], capture_output=True, text=True, check=False)
            self.assertEqual(node.stdout, "not proven\n")

    def test_a_credential_is_proven_to_a_verifier_that_knows_nothing_of_lcl(self):
        verifier = program.npm("credentials", *(f"@digitalbazaar/{name}" for name in (
            "vc", "data-integrity", "eddsa-jcs-2022-cryptosuite", "did-method-key", "ed25519-multikey")))
        self.done("prove", "--credential", self.holdings()[0]["serial"], *self.by("certifier"), "--output", "vc.json")
        text = self.file("vc.json").read_text(encoding="utf-8")
        for written, verdict in ((text, "proven\n"), (text.replace('"units":', '"units":1'), "not proven\n")):
            self.file("vc.json").write_text(written, encoding="utf-8")
            said = subprocess.run(["node", CHECKER.with_name("check_credential_with_npm.mjs"), verifier,
                                   self.file("vc.json")], capture_output=True, text=True, check=False)
            self.assertEqual(said.stdout, verdict, said.stderr)

    def test_a_form_that_does_not_fit_is_said_before_anything_is_written(self):
        for words in (("--output", "u.docx"), ("--format", "docx"), ("--locale", "fr"), ("--output", "u.json", "--locale", "fr")):
            with self.subTest(words):
                self.done(*LISTS["units"], *words, code=2)
        self.assertEqual([path.name for path in self.place.folder.glob("u.*")], [])
        for words in (("--locale", "fr"), ("--locale", "fr", "--json"), ("--entries", "--locale", "fr")):
            self.done("log", *words, code=2)

    def test_a_statement_of_more_than_a_mebibyte_is_exported(self):
        document = json.loads((program.ROOT / "schemas/methodologies/reconditioning-reference-1.0.json").read_text(encoding="utf-8"))
        document["id"] = "as-long-as-can-be"

        def size():
            return len(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())
        room, longest, number = (1 << 20) - 100, 3_900, 0
        while size() < room - 300:
            number += 1
            filler = document["parameters"][f"filler_{number}"] = {"value": "1", "unit": "1", "clause": "", "source": "x"}
            for text in ("clause", "source"):
                filler[text] = "x" * max(1, min(longest, room - size()))
        self.place.write("long.json", json.dumps(document, ensure_ascii=False, separators=(",", ":")))
        self.act("methodology", "adopt", "long.json", by="certifier")
        entries = json.loads(self.done("log", "--kind", "methodology_adopted", "--format", "json"))["entries"]
        self.assertGreater(len(json.dumps(entries[-1], separators=(",", ":"))), 1 << 20)

    def test_a_french_page_has_no_english_public_words(self):
        self.done("project", "list", "--output", "p.html", "--locale", "fr")
        self.assertIn("labellisé", self.file("p.html").read_text(encoding="utf-8"))
        for name in ("reports", "journal", "keys", "auditors", "methodologies", "rows", "register"):
            with self.subTest(name):
                self.done(*LISTS[name], "--output", f"{name}.html", "--locale", "fr")
                cells = ElementTree.fromstring(self.file(f"{name}.html").read_text(encoding="utf-8")).iter()
                said = {(cell.text or "").strip() for cell in cells}
                self.assertEqual(said & {"issued", "audited", "unmodified", "limited", "reasonable", "certifier", "developer",
                                         "operator", "reference", "period_reported", "units_issued", "console", "retired"}, set())


if __name__ == "__main__":
    unittest.main()
