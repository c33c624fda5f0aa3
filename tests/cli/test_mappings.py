#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Somebody else's tables, through mappings: the samples are submitted one after the other, as a shop would have them, and what
does not fit is told by the cell of the table."""
import json
import shutil
import subprocess

import program
from program import InRegistry

MAPPINGS = program.ROOT / "samples/mappings"
# Table, mapping, what it looks up, events by kind, devices that are new: in the order in which they can be submitted.
SAMPLES = (
    ("shop-orders.csv", "shop-orders", (), {"collection": 12, "reconditioning": 5, "resale": 3}),
    ("erasure-reports.csv", "erasure-reports", (), {"reconditioning": 3}),
    ("erasure-reports.xml", "erasure-reports-xml", (), {"reconditioning": 1}),
    ("repair-jobs.csv", "repair-jobs", (), {"reconditioning": 2}),
    ("marketplace-imeis.csv", "marketplace", ("--with", "orders=marketplace-orders.csv"), {"resale": 2}),
)


class Mappings(InRegistry):
    def setUp(self):
        super().setUp()
        for path in MAPPINGS.iterdir():
            shutil.copy(path, self.place.folder)
        self.sign = ("--project", "DEMO", "--key", self.place.developer)

    def refused(self, *words):
        """What the call refuses, as `LINE FIELD WORD`."""
        answer = self.answer("refused", 1, *words)
        return [f"{each['line']} {each['field']} {each['word']}" for each in answer["refused"]]

    def test_the_samples_are_tried_submitted_and_lead_to_a_tally(self):
        for table, mapping, look_up, kinds in SAMPLES:
            with self.subTest(table):
                tried = self.answer("mapping-try", 0, "mapping", "try", f"{mapping}.json", table, *look_up)
                self.assertEqual(tried["events"], kinds)
                done = self.place.lcl("submit", table, "--mapping", f"{mapping}.json", *look_up, *self.sign, "--json")
                self.assertEqual(done.returncode, 0, done.out + done.err)
                self.assertEqual(json.loads(done.out)["summary"]["accepted"], sum(kinds.values()))
        again = self.answer("submit", 0, "submit", SAMPLES[0][0], "--mapping", "shop-orders.json", *self.sign)
        self.assertEqual((again["summary"]["accepted"], again["summary"]["skipped"]), (0, 20))
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")
        self.assertIn("tally", tally)

    def test_the_commands_of_the_readme_work(self):
        section = (program.ROOT / "README.md").read_text(encoding="utf-8").split("## From a table that the shop has\n")[1]
        typed = [line.replace("$ lcl ", "").split("#")[0] for line in
                 section.split("```")[1].replace("\\\n", " ").splitlines() if line.startswith("$ ")]
        self.assertEqual(len(typed), 2)
        for command in typed:
            words = command.replace("../samples/", f"{program.ROOT}/samples/").replace("BREIZH1", "DEMO").replace(
                "developer.pem", str(self.place.developer)).split()
            done = self.place.lcl(*words)
            self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("13 rows, 20 events", done.out)

    def test_the_schema_takes_the_samples(self):
        schema = program.ROOT / "schemas/mapping.schema.json"
        for path in [*MAPPINGS.glob("*.json"), program.SAMPLES / "context-mapping.json"]:
            done = subprocess.run([program.VALIDATE_JSON, schema], input=path.read_bytes(), capture_output=True, check=False,
                                  timeout=60)
            self.assertEqual(done.returncode, 0, (path.name, done.stderr.decode()))
        for spoilt in ('{"version": 2, "events": []}', '{"version": 1}',
                       '{"version": 1, "events": [{"kind": "resale", "fields": {"grade": {"colum": "x"}}}]}'):
            done = subprocess.run([program.VALIDATE_JSON, schema], input=spoilt.encode(), capture_output=True, check=False,
                                  timeout=60)
            self.assertEqual(done.returncode, 1, spoilt)

    def test_a_proposal_says_what_is_left_to_be_told_and_then_works(self):
        proposed = self.answer("mapping-new", 0, "mapping", "new", "shop-orders.csv", "--output", "mine.json")
        self.assertEqual(proposed["open"], ["zone", "hour", "every_event.participant", "every_event.country",
                                            "events[0].fields.waste", "events[1].fields.outcome",
                                            "events[1].fields.functions_tested"])
        self.assertIn("Statut", proposed["unused"])
        self.assertEqual(set(self.refused("mapping", "check", "mine.json")),
                         {f"0 {where} mapping_unfinished" for where in proposed["open"]})
        mapping = proposed["mapping"]
        mapping |= {"zone": "Europe/Paris", "hour": "18:00"}
        self.assertEqual(mapping["events"][2]["fields"]["country"], {"column": "Pays", "values": {"France": "FR"}})
        mapping["every_event"] |= {"participant": "03571592900010", "country": "FR"}
        mapping["events"][0]["fields"] |= {"waste": False}
        mapping["events"][1]["fields"] |= {"outcome": "reconditioned", "functions_tested": True}
        self.place.write("mine.json", json.dumps(mapping))
        tried = self.answer("mapping-try", 0, "mapping", "try", "mine.json", "shop-orders.csv")
        self.assertEqual(tried["rows"], 13)
        self.assertEqual((tried["events"]["collection"], tried["events"]["resale"]), (13, 3))

    def test_a_trial_shows_values_beside_their_columns(self):
        done = self.place.lcl("mapping", "try", "repair-jobs.json", "repair-jobs.csv", "--rows", "1")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertRegex(done.out, r"line 2: reconditioning\n(.*\n)* +energy_kwh +0\.35 +Energy Wh: 350\n")
        self.assertNotIn("line 3", done.out)
        self.assertIn("2 rows, 2 events (2 reconditioning)\n", done.out)

    def test_a_trial_shows_so_many_rows_though_they_stand_in_one_line(self):
        reports = (MAPPINGS / "erasure-reports.xml").read_text(encoding="utf-8")
        one = reports[reports.index("<report>"):reports.index("</report>") + len("</report>")].replace("\n", " ")
        self.place.write("two.xml", f"<root>{one}{one}</root>")
        for rows in ("1", "2"):
            tried = self.answer("mapping-try", 0, "mapping", "try", "erasure-reports-xml.json", "two.xml", "--rows", rows)
            self.assertEqual((len(tried["shown"]), tried["rows"]), (int(rows), 2))

    def test_the_encoding_of_a_table_can_be_said(self):
        table = (MAPPINGS / "shop-orders.csv").read_text(encoding="utf-8")
        (self.place.folder / "mac.csv").write_bytes(b"N\xb0;Mod\x8fle\n1;2\n")
        self.assertEqual(self.refused("mapping", "new", "mac.csv"), ["1  not_utf8"])
        (self.place.folder / "orders.csv").write_bytes(table.encode("utf-16-le"))
        told = ("--encoding", "utf-16le")
        self.answer("mapping-new", 0, "mapping", "new", "orders.csv", *told)
        tried = self.answer("mapping-try", 0, "mapping", "try", "shop-orders.json", "orders.csv", *told)
        self.assertEqual(tried["rows"], 13)
        done = self.answer("submit", 0, "submit", "orders.csv", "--mapping", "shop-orders.json", *self.sign, *told)
        self.assertEqual(done["summary"]["accepted"], 20)
        done = self.place.lcl("mapping", "try", "erasure-reports-xml.json", "erasure-reports.xml", *told)
        self.assertEqual((done.returncode, "says its own" in done.err), (2, True))

    def test_what_does_not_fit_is_told_by_the_cell_of_the_table(self):
        table = (MAPPINGS / "shop-orders.csv").read_text(encoding="utf-8")
        self.place.write("april.csv", table.replace("24 mois", "36 mois", 1).replace("En stock", "Prêté", 1)
                         .replace("Vendu le;", "Vendue le;"))
        words = ("submit", "april.csv", "--mapping", "shop-orders.json", *self.sign)
        self.assertEqual(self.refused(*words), ["1 Vendu le mapping_column_missing"])
        self.place.write("april.csv", table.replace("24 mois", "36 mois", 1))
        self.assertEqual(self.refused(*words), ["2 Garantie value_not_mapped"])
        self.assertIn("april.csv:2:", self.place.lcl(*words).err)
        size = self.place.size()
        done = self.place.lcl(*words, "--accept-valid", "refused.csv")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertGreater(self.place.size(), size)
        left = (self.place.folder / "refused.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(len(left), 2)  # the header, and the one row
        self.place.write("refused.csv", "\n".join(left).replace("36 mois", "24 mois") + "\n")
        done = self.place.lcl("submit", "refused.csv", *words[2:])
        self.assertEqual(done.returncode, 0, done.err)

    def test_a_table_that_is_looked_up_is_given_by_name(self):
        words = ("submit", "marketplace-imeis.csv", "--mapping", "marketplace.json", *self.sign)
        for more, said in (((), "--with orders=FILE"), (("--with", "order=a.csv"), "did you mean orders?"),
                           (("--with", "orders"), "is not NAME=FILE"), (("--format", "csv"), "--format goes with logs")):
            done = self.place.lcl(*words, *more)
            self.assertEqual(done.returncode, 2, done.err)
            self.assertIn(said, done.err)
        self.assertEqual(self.place.lcl("submit", "erasure-reports.xml", "--mapping", "erasure-reports-xml.json", *self.sign,
                                        "--accept-valid", "rest.xml").returncode, 2)


if __name__ == "__main__":
    program.unittest.main()
