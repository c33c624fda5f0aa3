#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opinions and the samples they answer to, told with the program and forged: the program and the second
implementation say the same of each.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from agreement import SecondOpinionCase, owed_of_program, owed_of_second  # noqa: E402
from forge import Forgery, fingerprint, private_key  # noqa: E402
from labelled_registry import generated_log, lcl  # noqa: E402
from two_projects import TwoProjects  # noqa: E402

SLIP = [{"kind": kind, "occurred_at": f"2024-0{month}-10T10:00:00Z", "participant": "03571592900010", "country": "FR",
         "device": {"imei": "356741081234568"}} | facts for month, kind, facts in (
             (1, "collection", {"category": "smartphone", "holder": "consumer", "waste": False, "confirmed": True}),
             (2, "reconditioning", {"outcome": "reconditioned", "functions_tested": True,
                                    "data_erasure": {"standard": "Purge"}}),
             (3, "resale", {"warranty_months": 24}))]
YEARS = ("2024-01-01/2025-01-01", "2025-01-01/2026-01-01")


class Opinions(SecondOpinionCase):
    """Two years. A sample of 2024 finds too much; the year is reported again, a second auditor examines that again
    and gives one opinion on both years, with something misstated; units are issued."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = registry = TwoProjects(cls.folder)
        cls.first, cls.second = registry.auditor, cls.folder / "second.pem"
        registry.enrol_auditor(cls.second, "73282932000074")
        log = generated_log(cls.folder / "log.ndjson", 150, 3)
        registry.submit_to("DEMO", log)
        cls.confirmed = registry.size()
        slip = cls.folder / "slip.ndjson"
        slip.write_text("".join(json.dumps(each) + "\n" for each in SLIP), encoding="utf-8")
        registry.submit_to("DEMO", slip)
        cls.sample(cls.first, lambda seqs: {seq: "0" for seq in seqs[:2]})
        cls.bad = registry.last("sample_recorded")
        cls.replaced = registry.last("period_reported")
        cls.found = cls.results(cls.bad)
        registry.submit_to("DEMO", generated_log(cls.folder / "more.ndjson", 12, 77))
        cls.sample(cls.second, lambda seqs: {})
        cls.answering = registry.last("sample_drawn")
        registry.report("DEMO", YEARS[1])
        cls.reports = [each["entry"] for each in json.loads(registry.run("report", "list", "DEMO", "--json"))["reports"]
                       if "replaced_by" not in each]
        for year in YEARS:
            registry.run("project", "exclusive", "DEMO", "--period", year, "--declaration", registry.document, "--key",
                         registry.developer)
        cls.before = cls.folder / "before"
        Forgery(registry.path, cls.before).finish()
        misstated = cls.folder / "misstated.csv"
        misstated.write_text('error_kgco2e,text\n-40.25,"a van"\n', encoding="utf-8")
        registry.run("opinion", "give", "DEMO", "--report", cls.reports[0], "--report", cls.reports[1], "--opinion",
                     "unmodified", "--assurance", "limited", "--materiality", "0.2", "--misstatements", misstated,
                     "--disposes-of", cls.bad, "--document", registry.document, "--independence", registry.document,
                     "--key", cls.second)
        cls.opinion = registry.last("opinion_given")
        cls.issue(2024)

    @classmethod
    def issue(cls, vintage):
        cls.registry.run("units", "issue", "DEMO", "--report", cls.reports[vintage - 2024], "--vintage", vintage,
                         "--decision", "DGEC 1", "--decided-on", "2025-06-01", "--key", cls.registry.certifier)

    @classmethod
    def sample(cls, auditor, found):
        """Of 2024, by one of the auditors."""
        number, cls.registry.auditor = cls.folder / f"number-{auditor.stem}", auditor
        cls.registry.report("DEMO", YEARS[0])
        cls.registry.commit("DEMO", "random", number, materiality="0.2")
        cls.registry.draw("DEMO", number)
        cls.registry.record("DEMO", found)

    @classmethod
    def results(cls, seq):
        forged = Forgery(cls.registry.path, cls.folder / "read")
        return [each["seq"] for each in forged.payload(seq)["act"]["results"] if each["result"] != "right"]

    def drawn_first(self):
        forged = Forgery(self.registry.path, self.folder / "read")
        return {each["seq"] for each in forged.payload(self.bad)["act"]["results"]}

    def test_what_was_found_wrong_is_drawn_again(self):
        shown = json.loads(self.registry.run("sample", "show", "DEMO", self.answering, "--json"))["devices"]
        self.assertLessEqual(set(self.found), {device["seq"] for device in shown})

    def test_what_was_confirmed_is_drawn_with_certainty(self):
        shown = json.loads(self.registry.run("sample", "show", "DEMO", self.answering, "--json"))["devices"]
        certain = {device["seq"] for device in shown if device["certain"]}
        self.assertEqual(certain, {*self.drawn_first(), self.confirmed + 1})

    def test_the_story(self):
        program = self.agree_on_soundness(self.registry.path)
        self.assertEqual((program[0], program[2]["recomputed"]), (0, 3 + 6 + 1))

    def test_a_key_in_question_leaves_units_and_lets_no_more_be_issued(self):
        forged = Forgery(self.registry.path, self.folder / "forged")
        forged.statement(self.registry.certifier, "key_revoked", {
            "key": fingerprint(private_key(self.second)), "reason": "stolen", "from": "2020-01-01T00:00:00.000Z"})
        issued = forged.payload(self.registry.last("units_issued"))["act"]
        self.assertEqual(self.agree_on_soundness(forged.finish())[0], 0)
        for act in ("units_issued", "opinion_given"):
            forged = Forgery(self.folder / "forged", self.folder / "again")
            if act == "units_issued":   # of 2025, with any figures
                seen = forged.seen()
                forged.statement(self.registry.certifier, act, issued | {"checkpoint": seen, "vintage": 2025,
                                 "report": self.reports[1], "period": {"from": "2025-01-01", "to": "2026-01-01"}}, "DEMO", seen=seen)
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], 1)
            else:
                # What was sampled with the stolen key answers nothing any more.
                forged.statement(self.first, act, self.act(reports=self.reports), "DEMO")
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], 1)
                forged = Forgery(self.folder / "forged", self.folder / "again")
                forged.statement(self.first, act, self.act(reports=self.reports, opinion="qualified", disposes_of=None), "DEMO")
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], 0)

    def act(self, **changes):
        """What the second auditor's opinion says, changed."""
        given = Forgery(self.registry.path, self.folder / "read").payload(self.opinion)["act"] | changes
        return {name: value for name, value in given.items() if value is not None}

    def test_opinions_that_say_otherwise_than_the_record(self):
        cases = {
            "on nothing": (self.second, {"reports": []}),
            "on a report that was replaced": (self.second, {"reports": [self.replaced, self.reports[1]]}),
            "on an entry that is no report": (self.second, {"reports": [1, self.reports[0]]}),
            "in silence about the sample that found too much": (self.second, {"disposes_of": None}),
            "answering what is nothing to answer": (self.second, {"disposes_of": [self.bad, self.answering]}),
            "an adverse one that answers": (self.second, {"opinion": "adverse"}),
            "for more assurance than the sample": (self.second, {"assurance": "reasonable"}),
            "for more materiality than the sample": (self.second, {"materiality": "0.3"}),
            "for less than the sample bears out": (self.second, {"materiality": "0.000001"}),
            "of the first auditor, whose sample is answered": (self.first, {"materiality": "0.3"}),
        }
        for name, (auditor, changes) in cases.items():
            with self.subTest(name):
                forged = Forgery(self.before, self.folder / "forged")
                forged.statement(auditor, "opinion_given", self.act(**changes), "DEMO")
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], 1)

    def test_opinions_that_are_in_order(self):
        cases = {
            "of the first auditor": (self.first, {}),
            "on one of the reports": (self.second, {"reports": self.reports[:1]}),
            "on one that nobody sampled": (self.second, {"reports": self.reports[1:], "disposes_of": None,
                                                         "assurance": "reasonable", "materiality": "0.9"}),
            "an adverse one": (self.second, {"opinion": "adverse", "disposes_of": None}),
        }
        for name, (auditor, changes) in cases.items():
            with self.subTest(name):
                forged = Forgery(self.before, self.folder / "forged")
                forged.statement(auditor, "opinion_given", self.act(**changes), "DEMO")
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], 0)

    def test_the_first_sample_recorded_anew_stands_again(self):
        forged = Forgery(self.before, self.folder / "forged")
        record = forged.payload(self.bad)["act"] | {"reason": "looked at again"}
        forged.statement(self.first, "sample_recorded", record, "DEMO")
        again = forged.size() - 1
        self.assertEqual(self.agree_on_soundness(forged.finish())[0], 0)
        forged = Forgery(self.folder / "forged", self.folder / "again")
        forged.statement(self.second, "opinion_given", self.act(disposes_of=[self.bad, again]), "DEMO")
        self.assertEqual(self.agree_on_soundness(forged.finish())[0], 1)


    def missing(self, **changes):
        """Of 100 bought, 10 drawn and 9 found; the missing one is worth 4 kg, so that 40 are projected."""
        act = {"reports": self.reports, "book": "purchases", "listed": 100, "drawn": 10, "found": 9, "omitted_kgco2e": "4",
               "document": "d" * 64} | changes
        return {name: value for name, value in act.items() if value is not None}

    def recorded(self, source, *records):
        """A ledger with these records of completeness, each by one of the auditors, and the entries that they make."""
        forged = Forgery(source, self.folder / "recorded")
        seqs = []
        for auditor, record in records:
            seqs.append(forged.size())
            forged.statement(auditor, "completeness_recorded", record, "DEMO")
        return forged.finish(), seqs

    def test_a_statement_on_both_years_is_made_again(self):
        """With what is asked about either year, and one sample that is on record of the first."""
        document = self.agree_on_statement(
            self.before, "DEMO", self.reports, "73282932000074", self.registry.document, "--opinion", "unmodified", "--materiality",
            "0.2", "--misstatements", self.folder / "misstated.csv", "--disposes-of", self.bad)
        asked = [len(json.loads(lcl("audit", "DEMO", "--period", year, "--registry", self.before, "--json"))["questions"])
                 for year in YEARS]
        self.assertNotIn(0, asked)
        self.assertEqual(document["plausibility"]["raised"], sum(asked))

    def test_records_of_completeness_in_order_and_not(self):
        same, other = self.missing(), self.missing(book="waste")
        cases = [(0, [same, other]), (0, [same, self.missing(reason="again")]), (1, [same, self.missing(reports=self.reports[:1])])]
        cases += [(1, [self.missing(**changes)]) for changes in (
            {"found": 11}, {"found": 10}, {"found": 0, "drawn": 0}, {"drawn": 101}, {"omitted_kgco2e": None}, {"omitted_kgco2e": "-1"},
            {"listed": 100_000_001}, {"reports": [self.replaced]})]
        for sound, records in cases:
            with self.subTest(records=records):
                ledger, _ = self.recorded(self.before, *((self.second, record) for record in records))
                self.assertEqual(self.agree_on_soundness(ledger)[0], sound)

    def test_an_opinion_answers_what_the_ledger_lacks(self):
        mine, bad = self.second, self.bad
        much = self.missing(omitted_kgco2e="5")
        cases = {
            "in silence": (1, [(mine, self.missing())], [bad]),
            "by name, and within what is stated": (0, [(mine, self.missing())], None),
            "of more than is stated": (1, [(mine, much)], None),
            "of more, by another auditor": (0, [(self.first, much)], None),
            "of two books, of more together": (1, [(mine, self.missing()), (mine, self.missing(book="waste"))], None),
            "of more, found after all": (0, [(mine, much), (mine, self.missing(found=10, omitted_kgco2e=None, reason="found"))], None),
        }
        for name, (sound, records, disposes) in cases.items():
            with self.subTest(name):
                ledger, seqs = self.recorded(self.before, *records)
                short = [seq for seq, (_, record) in zip(seqs, records) if "omitted_kgco2e" in record]
                forged = Forgery(ledger, self.folder / "answered")
                forged.statement(mine, "opinion_given", self.act(disposes_of=disposes or [bad, *short]), "DEMO")
                self.assertEqual(self.agree_on_soundness(forged.finish())[0], sound)

    def test_what_is_found_missing_later_is_not_credited(self):
        before = owed_of_program(self.registry.path, "DEMO")
        ledger, _ = self.recorded(self.registry.path, (self.second, self.missing(omitted_kgco2e="50")))
        after = owed_of_program(ledger, "DEMO")
        self.assertEqual(after, owed_of_second(ledger, "DEMO"))
        self.assertNotEqual(after, before)
        ledger, _ = self.recorded(self.registry.path, (self.first, self.missing(omitted_kgco2e="50")))
        self.assertEqual(owed_of_program(ledger, "DEMO"), before)


if __name__ == "__main__":
    unittest.main()
