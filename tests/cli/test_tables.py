#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs as a shop's spreadsheet saves them: read as they are, or refused with what its user can do."""
import unittest

import program

SHOP, PHONE = "03571592900010", "358817110000176"
HEADER = "kind,occurred_at,device.imei,participant,country,category,model,mass_kg,holder,waste"
IN_PARIS = ("--dates", "dmy", "--zone", "Europe/Paris")


def collection(at="2025-03-01T10:00:00Z", imei=PHONE, siret=SHOP, mass="0.194", waste="false"):
    return f"collection,{at},{imei},{siret},FR,smartphone,Fairphone 4,{mass},consumer,{waste}"


class Tables(program.InRegistry):
    def submit(self, file, content, *options, code=0, schema="submit"):
        (self.place.folder / file).write_bytes(content)
        return self.answer(schema, code, "submit", file, "--project", "DEMO", "--key", self.place.developer, *options)

    def words(self, *rows, options=(), header=HEADER):
        """The cell and word of every refusal of a table with these rows."""
        answer = self.submit("log.csv", "\n".join([header, *rows, ""]).encode(), *options, "--dry-run", code=1,
                             schema="refused")
        return [(each.get("cell"), each["word"]) for each in answer["refused"]]

    def test_the_same_table_in_every_encoding_and_separator_is_one_log(self):
        french = ("kind;Date;IMEI;SIRET;Pays;Catégorie;Modèle;Poids (kg);Détenteur;Déchet;\r\n"
                  f"collection;01/03/2025 11:00;'35 881711 000017 6;035 715 929 00010;FR;smartphone;Fairphone 4;0,194;"
                  "consumer;FAUX;\r\n;;;;;;;;;;\r\n")
        first = self.submit("march.csv", b"\xef\xbb\xbf" + french.encode(), *IN_PARIS)
        self.assertEqual(first["summary"]["accepted"], 1)
        self.assertEqual((first["table"]["separator"], first["table"]["decimal"], first["table"]["blank_rows"]),
                         (";", "comma", 1))
        tabs = french.replace(";", "\t")
        for name, content in (("sep.csv", b"sep=;\r\n" + french.encode()), ("1252.csv", french.encode("cp1252")),
                              ("utf16.txt", tabs.encode("utf-16")), ("utf16be.tsv", tabs.encode("utf-16-be")),
                              ("plain.csv", f"{HEADER}\n{collection()}\n".encode())):
            answer = self.submit(name, content, *IN_PARIS)
            self.assertEqual((answer["summary"]["accepted"], answer["summary"]["skipped"]), (0, 1), name)

    def test_how_a_table_was_read_is_said_in_three_lines_unless_it_is_plain(self):
        submit = ("submit", "log.csv", "--project", "DEMO", "--key", self.place.developer, "--dry-run")
        row = collection().replace(",", ";")
        (self.place.folder / "log.csv").write_bytes(
            ("Prix;" + HEADER.replace("device.imei", "N° IMEI").replace(",", ";") + "\n1;" + row + "\n").encode("cp1252"))
        said = self.place.lcl(*submit, "--ignore-columns", "all", *IN_PARIS)
        self.assertEqual(said.returncode, 0, said.err)
        self.assertEqual(said.err.splitlines()[:3],
                         ["read as: text in windows-1252, found out from its bytes, cells between semicolons",
                          "columns: N° IMEI = device.imei; left out: Prix",
                          "values: numbers with a decimal comma; dates as dmy; times without a zone by clocks in Europe/Paris"])
        self.place.write("log.csv", f"{HEADER}\n{collection()}\n")
        self.assertNotIn("read as", self.place.lcl(*submit).err)

    def test_cells_of_a_spreadsheet_are_refused_for_what_they_are(self):
        rows = [collection(at="01/02/2024 10:00"), collection(at="2024-02-01 14:05"), collection(at="31/12/2024"),
                collection(imei='"3,56741E+14"'), collection(siret="3571592900010"), collection(mass='"1,234"'),
                collection(waste="peut-être"), collection(imei="#REF!")]
        self.assertEqual(self.words(*rows),
                         [("B2", "ambiguous_date"), ("B3", "missing_zone"), ("B4", "missing_time"),
                          ("C5", "rounded_by_spreadsheet"), ("D6", "zero_lost"), ("H7", "ambiguous_number"),
                          ("J8", "wrong_type"), ("C9", "cell_error")])
        self.assertEqual(self.words(collection(at="26/10/2025 02:30"), collection(at="30/03/2025 02:30"),
                                    collection(at="31/12/24 10:00"), options=IN_PARIS),
                         [("B2", "clock_change"), ("B3", "clock_change"), ("B4", "ambiguous_date")])

    def test_a_table_of_another_shape_is_refused_once_for_all_its_columns(self):
        refused = self.words("1,2", header="N° commande,Prix d'achat")
        self.assertEqual([word for _, word in refused],
                         ["unknown_header", "missing_header", "missing_header", "missing_header", "missing_header",
                          "missing_header"])

    def test_a_file_that_is_no_table_is_named(self):
        for content, kind in ((b"%PDF-1.7\n", "a PDF document"), (b"Rar!\x1a\x07\x01\x00", "RAR"),
                              (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"), (b"\x89PNG\r\n\x1a\n", "PNG")):
            refused = self.submit("log.csv", content, code=1, schema="refused")["refused"]
            self.assertEqual([each["word"] for each in refused], ["not_a_table"])
            self.assertIn(kind, refused[0]["message"])

    def test_an_option_that_means_nothing_is_a_usage_error(self):
        self.place.write("log.csv", f"{HEADER}\n{collection()}\n")
        for option in (("--zone", "Europe/Pariss"), ("--zone", "../../etc/passwd"), ("--dates", "ddmm"), ("--time", "25:00"),
                       ("--encoding", "latin1"), ("--decimal", ",")):
            done = self.place.lcl("submit", "log.csv", "--project", "DEMO", "--key", self.place.developer, *option)
            self.assertEqual(done.returncode, 2, option)
            self.assertIn(option[0], done.err)


    def test_what_says_how_a_table_is_read_is_refused_with_a_log_of_json(self):
        for name in ("log.ndjson", "log.json", "log.jsonld"):
            self.place.write(name, "{}\n")
            for option in (("--zone", "Europe/Paris"), ("--dates", "dmy"), ("--time", "12:00"), ("--encoding", "utf-8"),
                           ("--decimal", "comma"), ("--ignore-columns", "all")):
                done = self.place.lcl("submit", name, "--project", "DEMO", "--key", self.place.developer, *option)
                self.assertEqual(done.returncode, 2, (name, option))
                self.assertIn(f"{option[0]} says how a table is read", done.err)

    def test_a_foreign_table_is_led_to_a_mapping(self):
        missing = self.submit("log.csv", b"N\xc2\xb0 commande,Prix\n1,2\n", code=1, schema="refused")["refused"][-1]
        self.assertEqual(missing["word"], "missing_header")
        self.assertIn("lcl mapping new FILE", missing["remedy"])
        done = self.place.lcl("submit", "log.dat", "--project", "DEMO", "--key", self.place.developer)
        self.assertIn("--mapping FILE for somebody else's table", done.err)


if __name__ == "__main__":
    unittest.main()
