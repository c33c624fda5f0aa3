#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""ledger/values/po/*.po hold what the sources say, all of it and nothing else, with the same values in its places."""
import collections
import json
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRING = re.compile(r'"(?:\\.|[^"\\])*"')
PLACE = re.compile(r"\{\{|\}\}|\{(\d*)(:[^}]*)?\}")
# What is looked up wherever it is called: phrase("…") and the like, and what takes such a text and says it.
SAID = ("phrase:1", "translation:1", "translatable:1", "io_failed:1", "translated:2", "writing:1")
# What help says of commands and their options: `.summary = "…"`, `.page = "…"`, `{"name", "VALUE", "…"`.
LITERAL = re.compile(r'R"\((.*?)\)"|("(?:\\.|[^"\\])*")', re.DOTALL)
TEXT = r'((?:(?:R"\((?s:.*?)\)"|"(?:\\.|[^"\\])*")\s*)+)'
HELP = re.compile(rf'\.(?:summary|page)\s*=\s*{TEXT}|{{\s*"[a-z0-9-]+",\s*"(?:[^"a-z]*|en\|fr)",\s*{TEXT}')
# Tables whose rows are X(word, "what it means"), or X(word, number, "what it means").
VOCABULARIES = {"ledger/audit/finding.hpp": "X:2", "ledger/audit/proof_check.hpp": "X:2", "ledger/chain/witness.hpp": "X:3",
                "ledger/values/refusal.hpp": "X:2"}


def sources(catalogue):
    """Those whose texts are in ledger/values/po/`catalogue`.fr.po."""
    files = [*(ROOT / "ledger").rglob("*.?pp"), *(ROOT / "cli").rglob("*.?pp"), *(ROOT / "cli").rglob("*.cpp.in")]
    for path in sorted(files):
        name = path.relative_to(ROOT).as_posix()
        if (catalogue == "program") == name.startswith(("cli/", "ledger/texts/")):
            yield name


def entries(text):
    """The entries of a PO file, as (English, French), its header apart."""
    found = []
    for block in re.split(r"\n(?=msgid )", re.sub(r"(?m)^#.*\n", "", text).strip()):
        english, _, french = block.partition("\nmsgstr ")
        found.append(tuple("".join(json.loads(part) for part in STRING.findall(half)) for half in (english, french)))
    return [entry for entry in found if entry[0]]


def extracted(names, *keywords):
    words = ["xgettext", "--language=C++", "--from-code=UTF-8", "--keyword", *(f"--keyword={each}" for each in keywords),
             "--output=-", "--no-wrap", *names]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return {english for english, _ in entries(done.stdout)}


def help_texts(names):
    for name in names:
        for match in HELP.finditer((ROOT / name).read_text(encoding="utf-8")):
            text = "".join(raw or json.loads(quoted or '""') for raw, quoted in LITERAL.findall(match.group(1) or match.group(2)))
            if text:
                yield text


def places(text):
    """What stands in the places of `text`: their numbers, given or counted, and how their values are written."""
    counted, found = 0, collections.Counter()
    for match in PLACE.finditer(text):
        if match.group() in ("{{", "}}"):
            continue
        found[(match.group(1) or str(counted), match.group(2) or "")] += 1
        counted += 1
    return found


class Translations(unittest.TestCase):
    CATALOGUES = ("ledger", "program")

    def catalogue(self, name):
        return (ROOT / f"ledger/values/po/{name}.fr.po").read_text(encoding="utf-8")

    def test_every_text_is_there_in_french_and_none_is_left_over(self):
        there = {name: dict(entries(self.catalogue(name))) for name in self.CATALOGUES}
        for name in self.CATALOGUES:
            files = list(sources(name))
            said = extracted(files, *SAID)
            for vocabulary in VOCABULARIES.keys() & set(files):
                said |= extracted([vocabulary], VOCABULARIES[vocabulary])
            said |= set(help_texts(each for each in files if each.startswith("cli/")))
            with self.subTest(catalogue=name):
                self.assertEqual(sorted(said.difference(*there.values())), [], "no translation")
                self.assertEqual(sorted(set(there[name]) - said), [], "said nowhere")

    def test_what_is_in_both_says_the_same_in_both(self):
        ledger, program = (dict(entries(self.catalogue(name))) for name in self.CATALOGUES)
        for english in set(ledger) & set(program):
            with self.subTest(english=english):
                self.assertEqual(ledger[english], program[english])

    def test_the_places_of_values_agree(self):
        for name in self.CATALOGUES:
            for english, french in entries(self.catalogue(name)):
                with self.subTest(english=english):
                    self.assertTrue(french)
                    self.assertEqual(places(french), places(english))

    def test_french_is_set_as_french_is(self):
        for name in self.CATALOGUES:
            for english, french in entries(self.catalogue(name)):
                with self.subTest(english=english):
                    self.assertNotRegex(french, r"[\w»)] [;!?»]|[\w»)] :(?:\s|$)|« ", "U+00A0 stands before : ; ! ? »")
                    self.assertNotRegex(french, r"[a-zé]'[a-zéèêà]", "the apostrophe is ’")

    def test_gettext_accepts_them(self):
        for name in self.CATALOGUES:
            done = subprocess.run(["msgfmt", "--check-format", "--check-domain", "--output-file=/dev/null", f"ledger/values/po/{name}.fr.po"], cwd=ROOT,
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_what_is_said_is_a_literal_that_can_be_found(self):
        """All but a FailurePhrase, which is one where it was given."""
        for name in self.CATALOGUES:
            for path in sources(name):
                text = (ROOT / path).read_text(encoding="utf-8")
                if path.startswith("ledger/values/phrase."):
                    continue
                self.assertEqual(re.findall(r"\b(?:phrase|translatable)\((?!\s*R?\"|what,|failure,)[^)\n]*", text), [], path)


if __name__ == "__main__":
    unittest.main()
