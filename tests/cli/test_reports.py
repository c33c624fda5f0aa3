#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The audit report as files: what is in them, in both languages, and what keeps them from being written."""
import base64
import hashlib
import html.parser
import re
import subprocess
import unittest
import xml.etree.ElementTree

from life import Life, console

CONSOLES = 60
HOSTILE = "\"Deux Rives\" </title><script>alert(1)</script> & Cie \u0647\u0627\u062a\u0641"


def french(number):
    """1,234.50 as French pages have it."""
    return number.replace(",", "\u202f").replace(".", ",")


class References(html.parser.HTMLParser):
    """Every element, and whatever a browser would fetch or run."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.outside = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        for name, value in attrs:
            inside = name == "href" and value.startswith("#")
            if name.startswith("on") or name in ("src", "href", "style", "srcset", "action", "data") and not inside:
                self.outside.append((tag, name, value))


class Reports(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit([console(number, f"2025-{number % 9 + 3:02}-20T10:00:00Z") for number in range(CONSOLES)])
        self.report_seq = self.report()
        self.place.write("found.csv", "error_kgco2e,text\n-12.50,a lot <counted> twice\n3,a leg left out\n")
        self.opinion(self.report_seq, "unmodified", "--misstatements", "found.csv")
        self.exclusive()
        self.issue(self.report_seq)

    def write(self, name, *words, code=0, **more):
        done = self.place.lcl("report", "write", "DEMO", "--period", "2025", "--output", name, *words, **more)
        self.assertEqual(done.returncode, code, done.out + done.err)
        return (self.place.folder / name).read_bytes()

    def pdf_text(self, name, *words):
        self.write(name, *words)
        done = subprocess.run(["pdftotext", "-layout", self.place.folder / name, "-"], capture_output=True, check=True,
                              timeout=60)
        return done.stdout.decode()

    def tally(self):
        return self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")

    def figures(self):
        """The net of the tally as an English page has it, and the digest that the report states."""
        net = self.tally()["tally"]["sums"]["net"]
        whole, _, fraction = net.partition(".")
        cents = f"{int(whole):,}." + (fraction + "00")[:2]
        return cents, self.place.json("report", "list", "DEMO")[1]["reports"][0]["tally"]

    def test_the_answer_says_what_was_written_and_what_was_found(self):
        answer = self.answer("report-write", 0, "report", "write", "DEMO", "--report",
                             self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"],
                             "--output", "audit.html")
        data = (self.place.folder / "audit.html").read_bytes()
        self.assertEqual(answer["digest"], hashlib.sha256(data).hexdigest())
        self.assertTrue(answer["sound"] and answer["figures_follow"])
        said = self.done("report", "write", "DEMO", "--period", "2025", "--output", "again.html")
        self.assertRegex(said, r"(?m)^ledger +sound$")
        self.assertRegex(said, r"(?m)^figures +follow from the entries$")
        self.assertIn("unanchored", said)

    def test_html_is_well_formed_fetches_nothing_and_runs_nothing(self):
        text = self.write("audit.html").decode()
        xml.etree.ElementTree.fromstring(text)
        references = References(text)
        self.assertEqual(references.outside, [])
        self.assertLessEqual({"h1", "table", "svg", "rect", "polygon", "figure"}, references.elements)
        self.assertFalse({"script", "link", "img", "iframe", "object", "base"} & references.elements)
        style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertIn(f"style-src 'sha256-{digest}'", text)
        self.assertNotRegex(style, r"url\(|@import")

    def test_the_figures_are_the_tally_s_in_both_languages_and_forms(self):
        net, digest = self.figures()
        for words, number in (((), net), (("--language", "fr"), french(net))):
            with self.subTest(words):
                self.assertIn(number, self.write(f"audit{len(words)}.html", *words).decode())
                text = self.pdf_text(f"audit{len(words)}.pdf", *words)
                self.assertRegex(" ".join(text.split()), re.escape(number).replace("\u202f", r"\s"))
                self.assertTrue(digest[:16] in text)

    def test_every_section_stands_in_its_language(self):
        english = self.write("en.html").decode()
        french_page = self.write("fr.html", "--language", "fr").decode()
        self.assertIn('<html lang="en">', english)
        self.assertIn('<html lang="fr">', french_page)
        titles = [re.findall(r"<h2[^>]*>(.*?)</h2>", page) for page in (english, french_page)]
        self.assertEqual(len(titles[0]), len(titles[1]))
        self.assertIn("Chain and anchors", titles[0])
        self.assertIn("Chaîne et ancrages", titles[1])
        text = self.pdf_text("fr.pdf", "--language", "fr")
        for title in titles[1]:
            self.assertIn(title, text)

    def test_the_auditor_s_misstatements_are_listed_as_text(self):
        self.assertIn("a lot &lt;counted&gt; twice", self.write("audit.html").decode())
        self.assertRegex(self.pdf_text("audit.pdf"), r"a lot <counted> twice +−12\.5")

    def test_the_same_ledger_gives_the_same_bytes_in_any_zone_and_locale(self):
        for form in ("html", "pdf"):
            with self.subTest(form):
                first = self.write(f"a.{form}")
                self.assertEqual(self.write(f"b.{form}", TZ="Asia/Tokyo", LC_ALL="fr_FR.UTF-8"), first)
                self.assertEqual(self.write(f"c.{form}", "--language", "en", SOURCE_DATE_EPOCH="1"), first)

    def test_anchors_from_outside_are_named_in_it(self):
        self.place.write("kept", self.done("checkpoint"))
        key = self.done("checkpoint", "--vkey").strip()
        before = self.write("before.html").decode()
        self.assertIn("No checkpoint kept outside was given", before)
        self.assertIn("nothing independent confirms", before)
        after = self.write("after.html", "--checkpoint", "kept", "--log-key", key, "--certifier",
                           self.place.folder / "keys/certifier.pem.pub").decode()
        self.assertNotIn("No checkpoint kept outside was given", after)
        self.assertNotIn("nothing independent confirms", after)
        self.assertIn("Evidence kept outside", after)

    def test_a_correction_after_the_report_is_said(self):
        self.correct([console(3, "2025-06-20T10:00:00Z", country="DE")])
        text = self.write("audit.html").decode()
        self.assertIn("due to entries recorded later", text)
        self.assertIn("follow from the entries: recomputed", text)

    def test_as_of_a_size_no_later_entry_changes_a_byte(self):
        size = self.answer("audit", 0, "audit", "DEMO")["head"]["size"]
        device = self.place.json("sample", "list", "DEMO") and self.device(3)
        calls = (("tally", "--project", "DEMO", "--period", "2025"), ("audit", "DEMO"), ("explain", *device),
                 ("uncertainty", "--project", "DEMO", "--period", "2025", "--spans"), ("units", "owed", "DEMO"),
                 ("units", "list", "DEMO"), ("sample", "list", "DEMO"),
                 ("tally", "--project", "DEMO", "--report", str(self.place.json("report", "list", "DEMO")[1]
                                                                   ["reports"][0]["entry"])))
        before = [self.done(*call, "--json") for call in calls]
        pages = {form: self.write(f"before.{form}") for form in ("html", "pdf")}
        self.correct([console(3, "2025-06-20T10:00:00Z", country="DE")])
        for call, said in zip(calls, before):
            with self.subTest(call):
                self.assertNotEqual(self.done(*call, "--json"), said)
                self.assertEqual(self.done(*call, "--json", "--at", str(size)), said)
        for form, page in pages.items():
            self.assertEqual(self.write(f"after.{form}", "--at", str(size)), page)
            self.assertNotEqual(self.write(f"now.{form}"), page)

    def device(self, number):
        return "--manufacturer", "Maker", "--serial", f"C{number:05}"

    def test_explain_says_what_a_report_froze_of_a_device_and_what_it_comes_to_now(self):
        seq = self.place.json("report", "list", "DEMO")[1]["reports"][0]["entry"]
        self.assertIn("the same", self.done("explain", *self.device(3)))
        before = self.answer("explain", 0, "explain", *self.device(3))
        self.correct([console(3, "2025-06-20T10:00:00Z", country="DE")])
        now = self.answer("explain", 0, "explain", *self.device(3))
        cycle = now["reports"][0]["cycles"][0]
        self.assertEqual(now["reports"][0]["entry"], seq)
        self.assertEqual(cycle["seen_kg"], before["cycles"][0]["net_kg"])
        self.assertEqual(cycle["now_kg"], now["cycles"][0]["net_kg"])
        self.assertNotEqual(cycle["seen_kg"], cycle["now_kg"])
        self.assertIn("changed by what was recorded since", self.done("explain", *self.device(3)))
        then = self.answer("explain", 0, "explain", *self.device(3), "--report", str(seq))
        self.assertEqual(then["cycles"], before["cycles"])
        self.assertEqual(then["reports"], now["reports"])
        self.assertEqual(then["head"]["size"], now["reports"][0]["size"])
        certain = self.answer("uncertainty", 0, "uncertainty", "--project", "DEMO", "--report", str(seq))
        self.assertEqual(certain["head"], then["head"])
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025", "--at",
                            str(then["head"]["size"]))
        self.assertEqual(tally["digest"], self.place.json("report", "list", "DEMO")[1]["reports"][0]["tally"])

    def test_a_size_at_which_the_ledger_never_stood_is_told_with_those_around_it(self):
        for size, said in (("0", "never stood at size 0"), ("999999", "never stood at size 999999"),
                           ("x", "--at")):
            done = self.place.lcl("tally", "--project", "DEMO", "--period", "2025", "--at", size)
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.err)
        inside = self.place.json("log", "--kind", "reconditioning")[1]["entries"][0]["entry"]["seq"]
        done = self.place.lcl("audit", "DEMO", "--at", str(inside))
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.err, r"were recorded at once: the ledger stood at size \d+ before and at \d+ after")

    def test_an_unsound_ledger_is_reported_on_with_exit_code_1(self):
        (self.place.registry / "head").unlink()
        text = self.write("audit.html", code=1).decode()
        self.assertIn("The ledger is not sound: 1 finding.", text)
        self.assertIn("missing_head", text)
        self.assertFalse(self.answer("report-write", 1, "report", "write", "DEMO", "--period", "2025", "--output",
                                     "audit.pdf")["sound"])

    def test_what_cannot_be_written_leaves_no_file(self):
        before = sorted(self.place.folder.rglob("*"))
        for words, code, said in (
                (("--period", "2025", "--output", "a.txt"), 2, "ends neither in .html nor in .pdf"),
                (("--period", "2025", "--output", "a.html", "--language", "de"), 2, "--language"),
                (("--output", "a.html"), 2, "give --report or --period"),
                (("--period", "2025", "--report", "1", "--output", "a.html"), 2, "give --report or --period"),
                (("--period", "2025"), 2, "--output"),
                (("--period", "2025", "--output", "nowhere/a.html"), 2, "nowhere/a.html"),
                (("--period", "2025", "--output", "a.html", "--log-key", "x"), 2, "x"),
                (("--period", "2024", "--output", "a.html"), 1, "unknown_report"),
                (("--report", "1", "--output", "a.html"), 1, "unknown_report")):
            with self.subTest(words):
                done = self.place.lcl("report", "write", "DEMO", *words)
                self.assertEqual(done.returncode, code, done.err)
                self.assertIn(said, done.err)
                self.assertEqual(sorted(self.place.folder.rglob("*")), before)

    def test_a_file_that_is_there_stays_as_it_is(self):
        self.place.write("audit.pdf", "mine")
        done = self.place.lcl("report", "write", "DEMO", "--period", "2025", "--output", "audit.pdf")
        self.assertEqual(done.returncode, 2)
        self.assertEqual((self.place.folder / "audit.pdf").read_text(), "mine")

    def test_what_a_project_calls_itself_is_harmless(self):
        notify = lambda title: ("project", "notify", "HOSTILE", "--title", title, "--region", "Bretagne", "--commune",
                                "Rennes", "--applicant-standing", "developer", "--notified-on", "2024-01-01")
        self.refused("malformed_statement", *notify("\u202egnp.exe"), *self.by("developer"))
        self.act(*notify(HOSTILE), by="developer")
        self.act("project", "file", "HOSTILE", "--dossier", "opinion.txt", by="developer")
        methodology = self.place.json("methodology", "list")[1]["methodologies"][0]["digest"]
        self.act("project", "label", "HOSTILE", "--decision", "fictive", "--methodology", methodology,
                 "--potential-units", "1", "--from", "2024-01-01", "--to", "2029-01-01", by="certifier")
        for year in ("2024", "2025"):
            self.act("report", "file", "HOSTILE", "--period", year, "--estimate", "0", by="developer")
        words = ("report", "write", "HOSTILE", "--period", "2025", "--output")
        self.done(*words, "hostile.html")
        text = (self.place.folder / "hostile.html").read_text()
        xml.etree.ElementTree.fromstring(text)
        self.assertNotIn("script", References(text).elements)
        self.assertRegex(text, "<h1>[^<]*\u2068[^<]*\u0647\u0627\u062a\u0641\u2069</h1>")
        self.done(*words, "hostile.pdf")


if __name__ == "__main__":
    unittest.main()
