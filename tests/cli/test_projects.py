#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Projects from notification to withdrawal, what they declare, and the journal of their acts."""
import re
import unittest

from life import Life, today

SOCIAL, MARKETPLACE, OTHER = "06173948800049", "05982741000016", "04827163900030"


class Projects(Life):
    def reach(self):
        self.place.write("mandants.csv", f"siret,notified_on\n{SOCIAL},2025-01-01\n{OTHER},2025-03-01\n")
        self.place.write("joining.csv", f"notified_on,siret\n2025-04-01,{MARKETPLACE}\n")
        self.place.write("dossier.pdf", "dossier")

    def notify(self, *more, **how):
        return self.act("project", "notify", "COLL", "--title", "Refurbishers of the south", "--region", "Occitanie",
                        "--commune", "Albi", "--applicant-standing", "9,000 a year", "--notified-on", "2025-01-01", *more,
                        by="developer", **how)

    def shown(self):
        return self.answer("project-show", 0, "project", "show", "COLL")["project"]

    def test_a_collective_project_and_the_one_change_of_its_list(self):
        self.notify("--mandants", "mandants.csv", "--marketplace", MARKETPLACE)
        self.assertEqual([each["siret"] for each in self.shown()["mandants"]], [SOCIAL, OTHER])
        changed = self.act("project", "mandants", "COLL", "--add", "joining.csv", "--remove", OTHER, by="developer")
        self.assertEqual([each["siret"] for each in self.shown()["mandants"]], [SOCIAL, MARKETPLACE])
        self.assertEqual(self.shown()["mandants_changed"], changed)
        self.refused("mandants_beyond_limit", "project", "mandants", "COLL", "--remove", SOCIAL, *self.by("developer"))
        self.answer("error", 2, "project", "mandants", "COLL", *self.by("developer"))
        self.assertIn("mandants", self.done("project", "show", "COLL"))

    def test_a_project_in_several_regions_is_that_of_most_sites(self):
        words = ("project", "notify", "SITES", "--title", "Workshops", "--applicant-standing", "9,000 a year", "--notified-on",
                 "2025-01-01")
        sites = ("--site", "Bretagne/Brest", "--site", "Occitanie/Albi", "--site", "Bretagne/Brest")
        self.refused("region_of_fewer_sites", *words, *sites, "--region", "Occitanie", *self.by("developer"))
        for wrong in (("--region", "Bretagne"), sites[:3], sites[:4], (*sites, "--commune", "Albi")):
            self.done(*words, *wrong, *self.by("developer"), code=2)
        self.act(*words, *sites, by="developer")
        shown = self.answer("project-show", 0, "project", "show", "SITES")["project"]
        self.assertEqual((shown["region"], shown["communes"], len(shown["sites"])), ("Bretagne", ["Brest", "Albi"], 3))
        self.act("project", "amend", "SITES", "--notified-on", "2025-02-01", by="developer")
        self.assertEqual(len(self.answer("project-show", 0, "project", "show", "SITES")["project"]["sites"]), 3)
        self.act("project", "amend", "SITES", "--notified-on", "2025-03-01", *sites[:4], "--region", "Occitanie", by="developer")
        shown = self.answer("project-show", 0, "project", "show", "SITES")["project"]
        self.assertEqual((shown["region"], len(shown["sites"])), ("Occitanie", 2))

    def test_a_file_of_mandants_is_refused_with_every_line_at_fault(self):
        self.place.write("bad.csv", f"siret,notified_on\n1,2025-01-01\n{SOCIAL},yesterday\n")
        answer = self.answer("refused", 1, "project", "mandants", "DEMO", "--add", "bad.csv", *self.by("developer"))
        self.assertEqual([(each["line"], each["word"]) for each in answer["refused"]],
                         [(2, "malformed_siret"), (3, "impossible_date")])

    def test_an_amended_project_is_notified_anew_and_keeps_what_is_not_given(self):
        self.notify()
        seq = self.act("project", "amend", "COLL", "--applicant-standing", "12,000 a year", "--notified-on", "2025-02-01",
                       by="developer")
        shown = self.shown()
        self.assertEqual((shown["applicant_standing"], shown["region"], shown["notified_on"], shown["amended"]),
                         ("12,000 a year", "Occitanie", "2025-02-01", seq))
        self.refused("unknown_project", "project", "amend", "NOWHERE", "--notified-on", "2025-02-01",
                     *self.by("developer"))

    def test_what_else_pays_for_a_project_is_shown_until_it_is_taken_back(self):
        self.notify()
        words = ("project", "incentive", "COLL", "--kind", "public_aid", "--text", "Région Occitanie", "--granted-on",
                 "2025-03-01")
        self.refused("malformed_statement", *words, *self.by("developer"))
        seq = self.act(*words, "--amount", "12500.50", "--document", "dossier.pdf", by="developer")
        shown = {"entry": seq, "kind": "public_aid", "text": "Région Occitanie", "granted_on": "2025-03-01",
                 "amount": "12500.5"}
        for incentives in (self.shown()["incentives"], self.answer("status", 0, "status", "COLL")["incentives"]):
            self.assertEqual([{name: value for name, value in each.items() if name != "document"} for each in incentives],
                             [shown])
        said = f"incentive +public aid, granted 2025-03-01: Région Occitanie, EUR 12500.5, entry {seq}"
        self.assertRegex(self.done("project", "show", "COLL"), said)
        self.assertRegex(self.done("status", "COLL"), said)
        self.act("project", "withdraw-incentive", "COLL", "--incentive", seq, "--reason", "never paid", by="certifier")
        self.assertEqual(self.shown()["incentives"], [])

    def test_a_project_is_handed_over_and_its_former_developer_acts_no_more(self):
        self.notify("--mandants", "mandants.csv")
        self.refused("developer_without_key", "project", "developer", "COLL", "--party", SOCIAL, "--agreement",
                     "dossier.pdf", "--reason", "x", *self.by("certifier"))
        seq = self.act("project", "developer", "COLL", "--party", OTHER, "--agreement", "dossier.pdf", "--reason",
                       "the mandants chose another", by="certifier")
        self.assertEqual((self.shown()["developer"], self.shown()["developer_changed"]), (OTHER, seq))
        self.assertIn(f"since entry {seq}", self.done("project", "show", "COLL"))
        self.refused("wrong_party", "project", "file", "COLL", "--dossier", "dossier.pdf", *self.by("developer"))

    def test_a_project_is_withdrawn(self):
        self.notify()
        self.act("project", "withdraw", "COLL", "--on", "2025-06-01", "--reason", "site sold", by="certifier")
        self.assertEqual(self.shown()["state"], "withdrawn")
        self.assertIn("withdrawn  2025-06-01", self.done("project", "show", "COLL"))
        self.assertEqual(self.answer("status", 0, "status", "COLL")["next"], [])
        self.refused("wrong_project_state", "report", "file", "COLL", "--period", "2025", "--estimate", "1",
                     *self.by("developer"))

    def test_the_standing_of_developer_and_marketplaces_is_shown_on_the_project(self):
        self.notify("--marketplace", MARKETPLACE)
        self.act("participant", "approve", MARKETPLACE, "--scheme", "b_corp", "--issuer", "B Lab", "--reference",
                 "bm", "--issued", today(-400), "--expires", today(600), "--evidence", "dossier.pdf", by="operator")
        self.act("participant", "approve", MARKETPLACE, "--scheme", "carbon_footprint", "--issuer", "itself",
                 "--reference", "2024", "--issued", today(-800), "--expires", today(-100), "--evidence", "dossier.pdf",
                 by="operator")
        standing = self.shown()["standing"]
        self.assertEqual([each["scheme"] for each in standing["marketplaces"][0]["approvals"]], ["b_corp"])
        self.assertEqual(standing["developer"]["approvals"], [])
        text = self.done("project", "show", "COLL")
        self.assertRegex(text, rf"marketplace +{MARKETPLACE}  .*: B Corp to ")
        self.assertRegex(text, r"developer +\d{14}  [^:\n]+\n")

    def test_declarations_and_those_that_clash(self):
        exclusive = self.act("project", "exclusive", "DEMO", "--period", "2025", "--declaration", "dossier.pdf",
                             by="developer")
        self.assertEqual(self.status()["clashes"], [])
        device = self.answer("device", 0, "device", "490154203237518")["device"]
        self.place.write("devices.txt", f"{device}\n{device}\n\n")
        words = ("project", "elsewhere", "DEMO", "--other-registry", "Rainbow", "--foreign-project", "RIV-412",
                 "--serials", "RIV-412-1-9")
        elsewhere = self.act(*words, "--devices", "devices.txt", by="developer")
        self.act(*words, "--period", "2026-01/2026-03", by="certifier")
        declared = self.answer("project-show", 0, "project", "show", "DEMO")["project"]["declarations"]
        self.assertEqual([each["devices"] for each in declared["credited_elsewhere"]], [1, 0])
        self.assertEqual([(each["exclusive"], each["credited_elsewhere"]) for each in self.status()["clashes"]],
                         [(exclusive, elsewhere)])
        self.assertIn("declarations that clash", self.done("status", "DEMO"))
        self.answer("error", 2, *words, *self.by("developer"))
        self.place.write("devices.txt", "490154203237518\n")
        self.assertIn("devices.txt:1:", self.place.lcl(*words, "--devices", "devices.txt", *self.by("developer")).err)

    def test_the_journal_of_acts_is_told_in_words(self):
        self.act("project", "exclusive", "DEMO", "--period", "2025", "--declaration", "dossier.pdf", by="developer")
        lines = self.done("log", "--statements", "--project", "DEMO").splitlines()
        said = [re.sub(r"^ *\d+  \S+  (\S+) +DEMO +", r"\1: ", line) for line in lines]
        self.assertEqual(said[0], "project_notified: Sample project DEMO, by 03571592900010, notified 2025-01-01")
        self.assertRegex(said[1], r"^project_filed: dossier [0-9a-f]{12}…$")
        self.assertRegex(said[2], r"^project_labelled: decision-DEMO, crediting \S+, 100 potential units, methodology ")
        self.assertEqual(said[3:-1], ["submission: 4 events", "submission: 1 event",
                                    "exclusivity_declared: 2025 is credited nowhere else"])
        entries = self.answer("log", 0, "log", "--statements")["entries"]
        self.assertTrue(all(each["words"] for each in entries))

    def test_status_of_a_project_before_its_label_says_who_has_to_act(self):
        self.notify()
        next_of = lambda: [(each["who"], each["command"].split(" COLL")[0])
                           for each in self.answer("status", 0, "status", "COLL")["next"]]
        self.assertEqual(next_of(), [("developer", "lcl project file")])
        self.act("project", "file", "COLL", "--dossier", "dossier.pdf", by="developer")
        self.assertEqual(next_of(), [("certifier", "lcl project label")])
        self.answer("refused", 1, "status", "NOWHERE")


if __name__ == "__main__":
    unittest.main()
