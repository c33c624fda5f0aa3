#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help, answers and what is asked for are French where the program speaks French; files and JSON stay as they are."""
import re
import unittest

import program

ENGLISH = re.compile(r"(?<![-\w])(the|of|with|without|which|that|is|are)(?![-\w])")


class FrenchAnswers(program.InRegistry):
    def french(self, *words, **more):
        return self.place.lcl(*words, "--lang", "fr", **more)

    def test_the_help_of_every_command_is_french(self):
        listed = self.french("help").out.split("\ncommandes\n")[1].split("\n\n")[0]
        names = [line.split("  ")[1] for line in listed.splitlines()]
        self.assertGreater(len(names), 100)
        self.assertNotRegex(listed, ENGLISH)
        for name in names:
            if name == "help":
                continue
            with self.subTest(command=name):
                page = self.french("help", *name.split()).out
                self.assertIn("\nexemples\n", page)
                self.assertNotRegex(page.split("\nusage\u00a0: ")[1], ENGLISH)

    def test_topics_of_help_have_french_pages(self):
        for topic, begins in (("phone", "# Votre premier téléphone"), ("auditors", "# Pour les auditeurs"),
                              ("witnesses", "# Pour les témoins")):
            self.assertTrue(self.french("help", topic).out.startswith(begins))

    def test_answers_are_french_and_say_the_same_as_json_in_any_language(self):
        for words, said in ((("status", "DEMO"), "état "), (("verify",), "verdict "), (("key", "list"), "certificateur"),
                            (("tally", "--project", "DEMO", "--period", "2026"), "fabrication évitée"),
                            (("project", "show", "DEMO"), "porteur de projet"), (("doctor",), "fuseaux horaires"),
                            (("units", "owed", "DEMO"), "mentions")):
            with self.subTest(words=words):
                done = self.french(*words)
                self.assertIn(said, done.out, done.err)
                self.assertEqual(done.returncode, self.place.lcl(*words).returncode)
                if words[0] not in ("doctor", "status"):  # which look at the clock
                    self.assertEqual(self.french(*words, "--json").out, self.place.lcl(*words, "--json").out)

    def test_numbers_are_written_as_french_writes_them(self):
        tallied = self.french("tally", "--project", "DEMO", "--period", "2026").out
        self.assertRegex(tallied, r"net, S +−?[0-9\u202f]+,\d\d ")

    def test_what_is_exported_does_not_change_with_the_language(self):
        for words in (("log", "--statements"), ("project", "list"), ("report", "list", "DEMO")):
            for form in ("csv", "json", "html"):
                with self.subTest(words=words, form=form):
                    self.assertEqual(self.french(*words, "--format", form).out,
                                     self.place.lcl(*words, "--format", form).out)

    def test_usage_errors_are_french(self):
        self.assertIn("commande inconnue «\u00a0statsu\u00a0»\u00a0; vouliez-vous dire status\u00a0?", self.french("statsu").err)
        self.assertIn("il manque --project", self.french("tally", "--period", "2026").err)


if __name__ == "__main__":
    unittest.main()
