#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever shows units says what the law wants said of them: in text, as JSON, on pages and in certificates."""
import hashlib
import json
import unittest

import program
from life import DECISION, Life, console

CONSOLES = 60
ALWAYS = {"reduction_of_emissions": "Nature des crédits : réduction d'émissions, et non séquestration.",
          "no_national_contribution_no_allowance": "Ces crédits ne comptent ni dans une contribution déterminée",
          "project_alone_labelled": "Seul le projet est labellisé."}
TRIAL = {"trial_registry": "Registre d'essai : ces unités ne sont pas des crédits carbone du Label bas-carbone."}
ESTIMATE = {"estimate_before_verification":
            "« La valeur définitive de l'estimation ne sera établie qu'après vérification […] »"}
UNRETIRED = {"use_before_retirement":
             "« l'usage définitif des crédits carbone ne sera établi qu'après le retrait des crédits »"}
EVERY = ALWAYS | TRIAL | ESTIMATE | UNRETIRED


class Notices(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))
        self.filed = self.report()
        self.opinion(self.filed)
        self.exclusive()
        type(self).before_issuing = self.done("units", "issue", "DEMO", "--report", self.filed, "--vintage", "2025",
                                              *DECISION, "--dry-run", *self.by("certifier"))
        self.issue(self.filed)

    def assert_said(self, wanted, text, answer):
        said = {each["word"]: each["fr"] for each in answer["notices"]}
        self.assertEqual(set(said), set(wanted))
        for word, sentence in EVERY.items():
            self.assertEqual(sentence in text, word in wanted, (word, text))
            if word in wanted:
                self.assertTrue(said[word].startswith(sentence))
        for each in answer["notices"]:
            self.assertIn(each["en"], text)

    def serial(self):
        return self.holdings()[0]["serial"]

    def test_whatever_shows_units_and_estimates_says_what_the_law_wants_said(self):
        for schema, words in (("status", ("status", "DEMO")), ("units-owed", ("units", "owed", "DEMO")),
                              ("report-list", ("report", "list", "DEMO")),
                              ("tally", ("tally", "--project", "DEMO", "--period", "2025"))):
            with self.subTest(words=words):
                self.assert_said(EVERY, self.done(*words), self.answer(schema, 0, *words))
        shown = self.answer("project-show", 0, "project", "show", "DEMO")["project"]
        self.assert_said(EVERY, self.done("project", "show", "DEMO"), shown)

    def test_units_that_are_verified_carry_no_estimate(self):
        for schema, words in (("units-list", ("units", "list", "DEMO")),
                              ("units-show", ("units", "show", self.serial()))):
            with self.subTest(words=words):
                self.assert_said(ALWAYS | TRIAL | UNRETIRED, self.done(*words), self.answer(schema, 0, *words))

    def test_of_retired_units_nothing_is_open(self):
        self.act("units", "retire", self.serial(), "--year", "2025", "--use", "contribution", "--beneficiary", "Ville",
                 by="developer")
        for schema, words in (("units-list", ("units", "list", "DEMO")),
                              ("units-show", ("units", "show", self.serial()))):
            with self.subTest(words=words):
                self.assert_said(ALWAYS | TRIAL, self.done(*words), self.answer(schema, 0, *words))

    def test_a_certificate_says_it_wherever_it_is_checked(self):
        self.done("prove", "--units", self.serial(), "--output", "units.certificate")
        key = self.done("checkpoint", "--vkey").strip()
        words = ("check", "units.certificate", "--log-key", key)
        self.assert_said(ALWAYS | TRIAL | UNRETIRED, self.done(*words), self.answer("check", 0, *words)["units"])

    def test_an_issuance_says_it_before_it_is_signed(self):
        for sentence in (ALWAYS | TRIAL | UNRETIRED).values():
            self.assertIn(sentence, self.before_issuing)

    def test_an_audit_report_says_it_in_both_languages(self):
        for language in ("en", "fr"):
            self.done("report", "write", "DEMO", "--report", self.last_report(), "--language", language, "--output",
                      f"report-{language}.html")
            page = (self.place.folder / f"report-{language}.html").read_text(encoding="utf-8").replace("&#39;", "'")
            for sentence in EVERY.values():
                self.assertIn(sentence, page)

    def last_report(self):
        return self.answer("report-list", 0, "report", "list", "DEMO")["reports"][-1]["entry"]


class Official(Life):
    """A registry that is opened with the ministry's mandate."""

    def in_official(self, *words):
        return (*words, "--registry", self.place.folder / "official")

    def reach(self):
        self.place.write("mandate.pdf", "a mandate")
        document = json.loads((program.ROOT / "schemas/methodologies/reconditioning-reference-1.0.json").read_text())
        self.place.write("approved.json", json.dumps(document | {"status": "approved"}))
        self.place.write("reference.json", json.dumps(document))
        made = self.answer("init", 0, "init", self.place.folder / "official", "--origin", "registry.example/official",
                           "--certifier", f"{self.place.certifier}.pub", "--official", "--mandate", "mandate.pdf")
        assert (made["standing"], made["mandate"]) == ("official", hashlib.sha256(b"a mandate").hexdigest())

    def test_official_and_mandate_go_together(self):
        for more in (("--official",), ("--mandate", "mandate.pdf")):
            self.answer("error", 2, "init", "other", "--origin", "registry.example/other", "--certifier",
                        f"{self.place.certifier}.pub", *more)

    def test_an_official_registry_takes_approved_methodologies_only_and_says_nothing_of_a_trial(self):
        self.done("adopt", self.place.folder / "official")
        approval = ("--decision", "TECR-1", "--decided-on", "2025-09-05")
        refused = self.answer("refused", 1, *self.in_official("methodology", "adopt", "approved.json"),
                              *self.by("certifier"))
        self.assertEqual(refused["refused"][0]["word"], "methodology_not_approved")
        refused = self.answer("refused", 1, *self.in_official("methodology", "adopt", "reference.json"), *approval,
                              *self.by("certifier"))
        self.assertEqual(refused["refused"][0]["word"], "methodology_not_approved")
        self.done(*self.in_official("methodology", "adopt", "approved.json"), *approval, *self.by("certifier"))
        listed = self.answer("methodology-list", 0, *self.in_official("methodology", "list"))["methodologies"]
        self.assertEqual([(each["decision"], each["decided_on"]) for each in listed], [("TECR-1", "2025-09-05")])
        self.done(*self.in_official("key", "grant", f"{self.place.developer}.pub", "--role", "developer", "--party",
                                    "03571592900010"), *self.by("certifier"))
        self.done(*self.in_official("project", "notify", "REAL", "--title", "A project", "--region", "Bretagne",
                                    "--commune", "Brest", "--applicant-standing", "owner", "--notified-on",
                                    "2025-01-01"), *self.by("developer"))
        shown = self.answer("project-show", 0, *self.in_official("project", "show", "REAL"))["project"]
        self.assertEqual(shown["registry_standing"], "official")
        self.assertEqual({each["word"] for each in shown["notices"]}, set(ALWAYS | ESTIMATE))


if __name__ == "__main__":
    unittest.main()
