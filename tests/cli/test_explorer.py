#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The public pages of a registry."""
import html
import html.parser
import json
import subprocess
import unittest
import xml.etree.ElementTree

import program
from life import AUDITOR, console, log_of, today
from proven import Proven, serial

MODULES = program.ROOT / "ledger/texts/verifier"
CHECK = program.ROOT / "tests/texts/verifier/check.mjs"
HOSTILE = "<script>alert('x')</script>\"'&<b onload=x>"
HOSTILE_SEEN = html.escape(HOSTILE, quote=False)
COMPANY = "05982741000024"
MOST_BYTES_BEFORE_DATA = 150_000


class Reader(html.parser.HTMLParser):
    """The elements of a page, the links that it has, and the text that people read."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.links, self.text, self.ids = [], [], "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.text += data


class Published(Proven):
    """DEMO with units of which some are sold and some retired, and texts that want to be markup."""

    def reach(self):
        super().reach()
        whole = self.holdings()[0]["serial"]
        self.sell("town", HOSTILE, whole, "--part", "1-3")
        self.act("units", "retire", whole, "--part", "1-2", "--year", today()[:4], "--use", "contribution", by="town")
        self.act("units", "assign", whole, "--part", "4-4", "--beneficiary", HOSTILE, "--use", "contribution",
                 "--contract-date", today(-1), "--attestation", "opinion.txt", by="developer")
        self.act("participant", "register", COMPANY, "--name", HOSTILE, by="developer")
        self.act("participant", "approve", COMPANY, "--scheme", "ecovadis", "--issuer", HOSTILE, "--reference", HOSTILE,
                 "--rating", HOSTILE, "--issued", today(-10), "--expires", today(100), "--evidence", "opinion.txt",
                 by="developer")
        self.act("project", "notify", "EVIL1", "--title", HOSTILE, "--region", HOSTILE, "--commune", HOSTILE,
                 "--applicant-standing", HOSTILE, "--notified-on", today(-10), by="developer")

    def setUp(self):
        super().setUp()
        self.public = self.elsewhere.folder / "public"
        self.certifier = self.certifier_fingerprint()

    def certifier_fingerprint(self):
        key = json.loads(self.place.lcl("key", "show", f"{self.place.certifier}.pub", "--json").out)
        return key["fingerprint"]

    def publish(self, *words):
        return self.answer("publish", 0, "publish", self.public, "--pages", *words)

    def pages(self):
        return sorted(self.public.rglob("*.html"))

    def ask(self, **question):
        """What the verifier's modules say."""
        question = {"log_key": self.key} | question
        done = subprocess.run(["node", CHECK, MODULES, json.dumps(question, default=str)], capture_output=True, text=True,
                              check=False, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def proven(self, **question):
        answer = self.ask(folder=self.public, **question)
        self.assertIn("proven", answer, answer)
        return answer["proven"]

    def failed(self, word, **question):
        place = {} if "proof" in question else {"folder": self.public}
        answer = self.ask(**(place | question))
        self.assertEqual(answer.get("failed"), word, answer)
        self.assertGreater(len(answer["sentence"]), 20)


class Pages(Published):
    def test_a_register_is_published_and_a_second_time_nothing_is_written(self):
        first = self.publish()
        size = self.place.size()
        self.assertEqual((first["pages"], first["size"]), (True, size))
        for language in ("en", "fr"):
            for name in ("index", "projects", "units", "participants", "methodologies", "log", "checkpoint",
                         "project/DEMO", f"participant/{COMPANY}"):
                self.assertTrue((self.public / f"at/{size}/{language}/{name}.html").is_file(), name)
        before = program.digest_of_folder(self.public)
        self.assertEqual(self.publish()["files"], 0)
        self.assertEqual(program.digest_of_folder(self.public), before)

    def test_pages_of_a_size_stay_and_the_front_page_leads_to_the_newest(self):
        self.publish()
        old = self.public / f"at/{self.place.size()}"
        before = program.digest_of_folder(old)
        self.act("participant", "withdraw", COMPANY, "--reason", "moved", by="developer")
        self.publish()
        self.assertEqual(program.digest_of_folder(old), before)
        front = (self.public / "index.html").read_text(encoding="utf-8")
        self.assertIn(f'href="at/{self.place.size()}/en/index.html"', front)
        self.assertIn(f'href="at/{self.place.size()}/fr/index.html"', front)

    def test_without_being_asked_no_page_and_no_payload_is_published(self):
        self.answer("publish", 0, "publish", self.public)
        self.assertEqual(sorted(each.name for each in self.public.iterdir()), ["checkpoint", "tile"])

    def test_no_text_becomes_markup_and_nothing_is_loaded_from_elsewhere(self):
        self.publish()
        said = 0
        for page in self.pages():
            text = page.read_text(encoding="utf-8")
            if page.parent.name == "verifier":
                continue
            read = Reader(text)
            with self.subTest(page.relative_to(self.public)):
                said += HOSTILE in read.text
                searching = page.name == "search.html"
                self.assertEqual(text.count("<script"), int(searching))
                self.assertNotIn("<b onload", text)
                for tag, attributes in read.elements:
                    self.assertFalse([name for name in attributes if name.startswith("on") or name == "style"], tag)
                policies = [each.get("content") for tag, each in read.elements if tag == "meta"]
                script = "; script-src 'self'; connect-src 'self'" if searching else ""
                self.assertIn(f"default-src 'none'; style-src 'self'{script}; base-uri 'none'; form-action 'none'",
                              policies)
                for link in read.links:
                    self.assertNotRegex(link, "^([a-z]+:|//|/)")
                    target = (page.parent / link.split("#")[0]).resolve()
                    self.assertTrue(target.is_file() or link.startswith("#"), f"{link} leads nowhere")
                    self.assertTrue(target.is_relative_to(self.public.resolve()))
        self.assertGreater(said, 8)

    def test_pages_are_well_formed_and_named_for_those_who_cannot_see_them(self):
        self.publish()
        for page in self.pages():
            text = page.read_text(encoding="utf-8")
            if page.parent.name == "verifier":
                continue
            with self.subTest(page.relative_to(self.public)):
                xml.etree.ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
                read = Reader(text)
                tags = [tag for tag, _ in read.elements]
                self.assertEqual(tags.count("h1"), 1)
                self.assertEqual(tags.count("main"), 1)
                self.assertEqual(len(read.ids), len(set(read.ids)))
                self.assertTrue(dict(read.elements)["html"]["lang"] in ("en", "fr"))
                for tag, attributes in read.elements:
                    if tag == "svg":
                        self.assertEqual(attributes.get("role"), "img")

    def test_each_page_has_its_twin_in_the_other_language(self):
        self.publish()
        root = self.public / f"at/{self.place.size()}"
        names = {language: sorted(str(each.relative_to(root / language)) for each in (root / language).rglob("*.html"))
                 for language in ("en", "fr")}
        self.assertEqual(names["en"], names["fr"])
        self.assertIn("Ce qui a été fait sur le projet", (root / "fr/project/DEMO.html").read_text(encoding="utf-8"))

    def test_a_projects_page_has_figures_charts_reports_units_and_acts(self):
        self.publish()
        text = (self.public / f"at/{self.place.size()}/en/project/DEMO.html").read_text(encoding="utf-8")
        for sentence in ("In France", "Abroad", serial("DEMO", 1, 2), "retired", "period reported", AUDITOR,
                         "Only the project is labelled."):
            self.assertIn(sentence, html.unescape(text))

    def test_a_methodologys_page_has_every_factor_with_its_source(self):
        self.publish()
        (page,) = (self.public / f"at/{self.place.size()}/en/methodology").glob("*.html")
        text = html.unescape(page.read_text(encoding="utf-8"))
        document = json.loads((program.ROOT / "schemas/methodologies/reconditioning-reference-1.0.json").read_text())
        for factors in (document["parameters"], *(table["rows"] for table in document["tables"].values())):
            for name, factor in factors.items():
                self.assertIn(name, text)
                self.assertIn(factor["value"], text)
                self.assertIn(factor.get("source", ""), text)

    def test_a_participants_page_has_its_approvals_with_their_dates(self):
        self.publish()
        text = (self.public / f"at/{self.place.size()}/en/participant/{COMPANY}.html").read_text(encoding="utf-8")
        self.assertIn("EcoVadis", text)
        self.assertIn(HOSTILE, Reader(text).text)
        self.assertIn("valid", text)

    def test_what_a_page_needs_before_its_data_is_small(self):
        self.publish()
        root = self.public / f"at/{self.place.size()}"
        front = sum((path.stat().st_size for path in (root / "style.css", self.public / "index.html",
                                                       root / "en/index.html")))
        self.assertLess(front, MOST_BYTES_BEFORE_DATA)
        (verifier,) = (self.public / "verifier").iterdir()
        self.assertLess(verifier.stat().st_size, MOST_BYTES_BEFORE_DATA)

    def test_feeds_say_who_acts_next_in_either_language(self):
        self.publish()
        status = self.answer("status", 0, "status", "DEMO")
        self.assertTrue(status["due"])
        keys = {}
        for language, due in (("en", "due on {}"), ("fr", "à échéance du {}")):
            feeds = {role: self.feed(language, role) for role in ("developer", "auditor", "certifier", "holder")}
            for each in status["due"]:
                self.assertTrue(any(due.format(each["on"]) in title for title in feeds["developer"]["titles"]), feeds)
            keys[language] = [each.rpartition("/")[2] for each in feeds["developer"]["ids"]]
        self.assertEqual(keys["en"], keys["fr"])

    def feed(self, language, role):
        """The entries of a feed, to which the project's page in its language leads."""
        atom = "{http://www.w3.org/2005/Atom}"
        feed = xml.etree.ElementTree.parse(self.public / f"feeds/{language}/DEMO-{role}.atom").getroot()
        self.assertEqual((feed.tag, feed.get("{http://www.w3.org/XML/1998/namespace}lang")), (atom + "feed", language))
        ids = [each.text for each in feed.iter(atom + "id")]
        self.assertEqual(len(ids), len(set(ids)))
        for each in feed.iter(atom + "updated"):
            self.assertRegex(each.text, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        page = Reader((self.public / f"at/{self.place.size()}/{language}/project/DEMO.html").read_text(encoding="utf-8"))
        (link,) = [each for tag, each in page.elements if tag == "link" and each["href"].endswith(f"DEMO-{role}.atom")]
        self.assertEqual((link["rel"], link["hreflang"]), ("alternate", language))
        self.assertEqual(link["href"], f"../../../../feeds/{language}/DEMO-{role}.atom")
        entries = list(feed.iter(atom + "entry"))
        return {"ids": [each.find(atom + "id").text for each in entries], "titles": [each.find(atom + "title").text for each in entries]}

    def test_a_log_of_more_than_a_page_has_pages_that_never_change(self):
        self.place.write("more.ndjson", log_of(console(number) for number in range(1000, 1100)))
        self.done("submit", "more.ndjson", "--project", "DEMO", *self.by("developer"))
        self.publish()
        page = self.public / "log/en/000.html"
        before = page.read_bytes()
        self.assertIn("Entries 0 to 255", page.read_text(encoding="utf-8"))
        self.act("participant", "withdraw", COMPANY, "--reason", "moved", by="developer")
        self.publish()
        self.assertEqual(page.read_bytes(), before)

    def test_what_is_published_of_statements_is_held_to_the_log(self):
        self.publish()
        verify = ("verify", "--from", self.public, "--log-key", self.key, "--certifier", self.certifier)
        report = self.elsewhere.answer("verify", 0, *verify)
        self.assertEqual(report["findings"], [])
        self.assertNotIn("certifier", " ".join(report["unanchored"]))
        (bundle,) = (self.public / "statements/000.p").iterdir()
        original = bundle.read_bytes()
        for old, new, word in ((b'"role":"developer"', b'"role":"certifier"', "wrong_payload"),
                               (b'"kind":"key_granted"', b'"kind":"key_revoked"', "malformed_entry")):
            bundle.write_bytes(original.replace(old, new, 1))
            self.assertEqual([each["word"] for each in self.elsewhere.answer("verify", 1, *verify)["findings"]], [word])
        bundle.write_bytes(original[:-1])
        self.assertEqual([each["word"] for each in self.elsewhere.answer("verify", 1, *verify)["findings"]],
                         ["malformed_payload"])

    def test_a_bundle_has_no_pages(self):
        self.done("bundle", "--project", "DEMO", "--output", "demo.bundle")
        done = self.place.lcl("publish", self.public, "--pages", "--registry", "demo.bundle")
        self.assertEqual(done.returncode, 2)
        self.assertIn("publish its pages from the registry", done.err)


if __name__ == "__main__":
    unittest.main()
