#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program speaks French where the call or the locale asks for it; what programs read stays as it is."""
import unittest

import program

FRENCH = {"LC_ALL": "fr_FR.UTF-8"}
REFUSED = '{"kind":"resale"}\n'
REMEDY = {"en": "add the field", "fr": "ajouter le champ"}


class French(program.InRegistry):
    def refused(self, *words, **more):
        (self.place.folder / "log.ndjson").write_text(REFUSED)
        return self.place.lcl("submit", "log.ndjson", "--project", "DEMO", "--key", self.place.developer, "--dry-run",
                              *words, **more)

    def test_the_call_or_the_locale_says_which_language_is_spoken(self):
        for language, words, locale in (
                ("en", [], {}), ("fr", ["--lang", "fr"], {}), ("fr", ["--lang=fr"], {}), ("fr", [], FRENCH),
                ("en", ["--lang", "en"], FRENCH), ("fr", [], {"LC_ALL": "", "LANG": "fr"}),
                ("fr", [], {"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "de_DE.UTF-8"}),
                ("en", [], {"LC_ALL": "", "LC_MESSAGES": "de_DE.UTF-8", "LANG": "fr_FR.UTF-8"}),
                ("fr", [], {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}),
                ("en", [], {"LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}), ("en", [], {"LC_ALL": "frr_DE.UTF-8"})):
            with self.subTest(words=words, locale=locale):
                done = self.refused(*words, **locale)
                self.assertEqual(done.returncode, 1)
                self.assertIn(REMEDY[language], done.out + done.err)
                self.assertNotIn(REMEDY["fr" if language == "en" else "en"], done.out + done.err)

    def test_before_a_command_it_is_said_as_well(self):
        done = self.place.lcl("--lang", "fr", "verify")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(self.place.lcl("verify", "--lang", "de").returncode, 2)

    def test_json_is_the_same_in_every_language(self):
        self.assertEqual(self.refused("--json", **FRENCH).out, self.refused("--json").out)
        self.assertEqual(self.refused("--json", "--lang", "fr").out, self.refused("--json").out)


if __name__ == "__main__":
    unittest.main()
