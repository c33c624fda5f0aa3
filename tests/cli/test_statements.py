#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The verification statement that an auditor signs before the opinion deposits it: what is in it, and that each of its
figures is what the ledger gives."""
import hashlib
import json
import pathlib
import sys
import unittest
import xml.etree.ElementTree

from life import AUDITOR, Life, console
from program import faults

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "second_opinion"))
import second_opinion  # noqa: E402
import statement_figures  # noqa: E402
import verify  # noqa: E402
from ledger_file import LedgerFile  # noqa: E402

CONSOLES = 40


class Drafts(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit([console(number, f"2025-{number % 9 + 3:02}-20T10:00:00Z") for number in range(CONSOLES)])
        self.report_seq = self.report()
        self.place.write("found.csv", "error_kgco2e,text\n-12.50,a lot <counted> twice\n3,a leg left out\n")
        self.place.write("independence.txt", "We have no stake in it.")

    def recounted(self, document):
        """The statement as the second implementation has it, where it makes it again (statement_figures); its ledger is sound."""
        path, head, pepper = second_opinion._places(self.place.registry)
        found = verify.run(LedgerFile(path), head_file=head, pepper=pepper)
        self.assertEqual(found.findings, [])
        return statement_figures.of(found, document)

    def words(self, name, *more, opinion="unmodified"):
        report = str(self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"])
        return ("opinion", "draft", "DEMO", "--report", report, "--opinion", opinion, "--assurance", "limited",
                "--materiality", "0.05", "--misstatements", "found.csv", "--independence", "independence.txt",
                "--auditor", AUDITOR, "--output", name, *more)

    def write(self, name, *more, **kind):
        self.done(*self.words(name, *more, **kind))
        return (self.place.folder / name).read_bytes()

    def document(self, name, *more, **kind):
        text = self.write(name, *more, **kind).decode()
        self.assertEqual(faults("verification-statement", text), "")
        return json.loads(text)

    def text(self, name, *more, **kind):
        return " ".join("".join(xml.etree.ElementTree.fromstring(self.write(name, *more, **kind).decode())
                                .itertext()).split())


class Statements(Drafts):
    def test_it_is_written_before_the_opinion_and_deposited_by_it(self):
        answer = self.answer("opinion-draft", 0, *self.words("statement.pdf"))
        data = (self.place.folder / "statement.pdf").read_bytes()
        self.assertEqual(answer["digest"], hashlib.sha256(data).hexdigest())
        said = self.place.lcl(*self.words("again.pdf")).err
        command = said[said.index("lcl opinion give"):].strip()
        words = command.split()[1:]
        words[words.index("again.pdf")] = "statement.pdf"
        words[words.index("KEY")] = "auditor.pem"
        self.done(*words)
        opinion = self.place.json("log", "--kind", "opinion_given")[1]["entries"][-1]
        self.assertEqual(opinion["payload"]["act"]["document"], answer["digest"])

    def test_it_never_says_that_there_is_no_opinion(self):
        for language, absent in (("en", "No auditor has given"), ("fr", "Aucun auditeur n’a")):
            self.assertNotIn(absent, self.text(f"{language}.html", "--language", language))

    def test_each_conclusion_has_its_own_words(self):
        said = {}
        for opinion, part in (("unmodified", "nothing has come to the verifier’s attention"),
                              ("qualified", "except for the matters listed under misstatements"),
                              ("adverse", "is not materially correct"),
                              ("disclaimed", "expresses no opinion")):
            said[opinion] = self.text(f"{opinion}.html", opinion=opinion)
            self.assertIn(part, said[opinion])
        self.assertEqual(len(set(said.values())), 4)

    def test_it_has_the_elements_of_a_statement_in_both_languages(self):
        english = self.text("en.html", "--addressee", "The prefect of Brittany")
        for part in ("The prefect of Brittany", "Responsible party", "ISO 14064-3:2019", "Level of assurance", "Materiality",
                     "SHA-256 of the methodology", "What was done", "Limitations", "Earlier opinions", "Misstatements",
                     "Accreditation", "Place and date", "a lot <counted> twice"):
            self.assertIn(part, english)
        french = self.text("fr.html", "--language", "fr")
        for part in ("Partie responsable", "Niveau d’assurance", "Seuil de signification", "Travaux réalisés", "Limites",
                     "Avis antérieurs", "Lieu et date", "n’a relevé aucun élément"):
            self.assertIn(part, french)

    def test_each_figure_is_the_ledger_s(self):
        document = self.document("statement.json")
        report = self.place.json("report", "list", "DEMO")[1]["reports"][0]
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025", "--at",
                            str(report["checkpoint"]["size"]))
        told = document["reports"][0]
        self.assertEqual(told["tally"], tally["digest"])
        self.assertEqual(told["reduction"], tally["tally"]["sums"]["net"])
        self.assertEqual(told["recomputed"], told["reduction"])
        self.assertEqual(document["reduction"], told["reduction"])
        for vintage, row in zip(told["vintages"], tally["tally"]["vintages"], strict=True):
            for name in ("net", "creditable", "avoided", "emitted", "given_back"):
                if name in row:
                    self.assertEqual(vintage[name], row[name])
        self.assertEqual(document["conclusion"]["misstated"], "15.5")
        self.assertEqual(document["criteria"]["digest"], report["methodology"])

    def test_completeness_that_was_not_tested_is_said_to_be(self):
        self.assertEqual(self.document("statement.json")["completeness"], {"projected": "0", "records": [], "tested": False})
        self.assertIn("The verifier did not test completeness throughout: for at least one of the periods", self.text("en.html"))
        self.assertIn("Le vérificateur n’a pas contrôlé l’exhaustivité sur toute la durée", self.text("fr.html", "--language", "fr"))

    def test_what_the_ledger_would_refuse_is_not_drafted(self):
        self.opinion(self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"], "adverse")
        self.refused("opinion_already_given", *self.words("second.pdf"))
        self.assertFalse((self.place.folder / "second.pdf").exists())
        self.refused("unknown_key", *self.words("other.pdf")[:-4], "--auditor", "03571592900010", "--output", "x.pdf")

    def test_a_file_that_is_there_stays_as_it_is(self):
        self.place.write("statement.pdf", "mine")
        self.assertEqual(self.place.lcl(*self.words("statement.pdf")).returncode, 2)
        self.assertEqual((self.place.folder / "statement.pdf").read_text(), "mine")
        self.done(*self.words("statement.pdf", "--force"))

    def test_as_of_a_size_it_is_the_same_bytes_ever_after(self):
        size = self.answer("audit", 0, "audit", "DEMO")["head"]["size"]
        before = {form: self.write(f"before.{form}") for form in ("html", "pdf", "json")}
        self.opinion(self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"], "adverse")
        for form, data in before.items():
            self.assertEqual(self.write(f"after.{form}", "--at", str(size)), data)

    def test_a_second_opinion_answers_the_first_by_name(self):
        report = self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"]
        self.opinion(report, "adverse")
        seq = self.place.json("report", "list", "DEMO")[1]["reports"][0]["opinions"][0]["entry"]
        self.act("opinion", "reopen", "DEMO", "--opinion", str(seq), "--reason", "the books were found", by="auditor")
        self.refused("opinion_not_disposed", *self.words("a.json"))
        document = self.document("b.json", "--disposes-of", str(seq))
        self.assertEqual(document, self.recounted(document))
        prior = document["prior"]
        self.assertEqual([(each["entry"], each["answered"], each["stands"]) for each in prior], [(seq, True, False)])
        self.assertIn(f"withdrawn by entry {seq + 1}", self.text("c.html", "--disposes-of", str(seq)))


class Examined(Drafts):
    """A sample of which one device differs and one is not to be had, two books, and a device sold back since."""

    def reach(self):
        super().reach()
        plan = ("--method", "monetary_unit", "--assurance", "limited", "--materiality", "0.4")
        self.done("sample", "commit", "DEMO", "--report", self.report_seq, *plan, "--number", "number.txt", *self.by("auditor"))
        commitment = self.last("sample_committed")
        self.act("sample", "challenge", "DEMO", "--commitment", commitment, by="certifier")
        drawn = self.act("sample", "draw", "DEMO", "--number", "number.txt", by="auditor")
        head, *rows = self.done("sample", "show", "DEMO", drawn, "--format", "results").splitlines()
        rows = [row.replace(",,", ",right,", 1) for row in rows]
        rows[0] = rows[0].replace(",right,,,", ",differing,1.5,,the battery is new")
        rows[1] = rows[1].replace(",right,,,", ",not_available,,,no voucher")
        self.place.write("results.csv", "\n".join([head, *rows]) + "\n")
        self.act("sample", "record", "DEMO", "--sample", drawn, "--results", "results.csv", "--document", "results.csv", by="auditor")
        question = self.act("question", "ask", "DEMO", "--text", "Where are the vouchers?", "--entries", str(self.report_seq), by="auditor")
        for answer in "In the workshop.", "In the shop, after all.":
            self.act("question", "answer", "DEMO", "--question", question, "--text", answer, by="developer")
        self.completeness("waste", 90, 20, 20)
        self.short = self.completeness("purchases", 812, 25, 24, "--omitted", "0.84")
        self.submit([[{"kind": "return", "occurred_at": "2025-11-20T10:00:00Z"}
                      | {name: console(3)[0][name] for name in ("participant", "country", "device")}]])

    def completeness(self, book, listed, drawn, found, *more):
        return self.act("sample", "completeness", "DEMO", "--report", self.report_seq, "--book", book, "--listed", listed, "--drawn",
                        drawn, "--found", found, "--document", "results.csv", *more, by="auditor")

    def test_what_the_second_implementation_makes_again_is_the_same(self):
        document = self.document("statement.json", opinion="adverse")
        self.assertEqual(document, self.recounted(document))
        sample, = document["reports"][0]["samples"]
        self.assertFalse(sample["within"])
        self.assertEqual(document["reports"][0]["later"]["changed_cycles"], 1)
        self.assertEqual(document["completeness"]["projected"], "27.2832")
        self.assertEqual(len(document["questions"][0]["answers"]), 2)

    def test_a_member_that_the_second_implementation_does_not_know_is_noticed(self):
        document = self.document("statement.json", opinion="adverse")
        document["reports"][0]["samples"][0]["devices"][0]["guessed"] = "1"
        self.assertNotEqual(document, self.recounted(document))

    def test_what_the_ledger_lacks_is_said_in_both_languages(self):
        english = self.text("en.html", opinion="adverse")
        for part in ("Books list devices that the ledger lacks.", "purchases", "812", "27.28"):
            self.assertIn(part, english)
        french = self.text("fr.html", "--language", "fr", opinion="adverse")
        for part in ("Exhaustivité", "Des livres mentionnent des appareils qui manquent au registre.", "achats"):
            self.assertIn(part, french)

    def test_a_book_recorded_again_needs_a_reason_and_the_first_record_stays(self):
        words = ("sample", "completeness", "DEMO", "--report", self.last("period_reported"), "--book", "purchases", "--listed", "812", "--drawn", "25",
                 "--found", "25", "--document", "results.csv", *self.by("auditor"))
        self.assertIn("state", self.refused("malformed_statement", *words)[0]["message"])
        self.done(*words, "--reason", "found under another serial")
        listed = self.answer("sample-list", 0, "sample", "list", "DEMO")["completeness"]
        self.assertEqual([(each["found"], each["stands"]) for each in listed], [(20, True), (24, False), (25, True)])
        again = self.document("again.json", opinion="adverse")
        self.assertEqual(again["completeness"]["projected"], "0")
        self.assertEqual(again, self.recounted(again))

    def test_no_draw_and_more_found_than_drawn_are_refused(self):
        words = ("sample", "completeness", "DEMO", "--report", self.last("period_reported"), "--book", "stock", "--document", "results.csv",
                 *self.by("auditor"))
        for counts, field in ((("5", "0", "0"), "drawn"), (("5", "6", "6"), "drawn"), (("5", "5", "6"), "found"),
                              (("5", "5", "4"), "omitted_kgco2e")):
            listed, drawn, found = counts
            refused, = self.refused("malformed_statement", *words, "--listed", listed, "--drawn", drawn, "--found", found)
            self.assertEqual(refused["field"], f"act.{field}")


if __name__ == "__main__":
    unittest.main()
