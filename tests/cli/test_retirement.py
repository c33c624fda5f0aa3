#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proofs that units are retired, and the pages made of them."""
import hashlib
import html
import json
import shutil
import subprocess
import unittest

from life import AUDITOR, console, today
from proven import CONSOLES, Proven, proof_files, serial


class Retirement(Proven):
    def retire(self, units, part, *more, by):
        return self.act("units", "retire", units, "--part", part, "--year", today()[:4], "--use", "contribution", *more,
                        by=by)

    def test_that_units_are_retired_is_proven_from_their_issuance_on_with_who_signed(self):
        whole = self.holdings()[0]["serial"]
        self.place.write("opinion.txt", "signed by both")
        accepted = self.sell("town", "Ville d'Albi", whole)
        retired = self.retire(whole, "1-2", by="town")
        block = serial("DEMO", 1, 2)
        file = self.prove("units.retirement", "--retirement", block)
        answer = self.check(file)
        self.assertEqual(answer["kind"], "retirement")
        self.assertEqual(answer["digest"], hashlib.sha256(file.read_bytes()).hexdigest())
        (part,) = answer["units"]["holdings"]
        self.assertEqual((part["state"], part["beneficiary"], part["use"], part["serial"]),
                         ("retired", "Ville d'Albi", "contribution", block))
        self.assertEqual([(each["kind"], each["signed_by"]["role"]) for each in part["history"]],
                         [("units_issued", "certifier"), ("units_assigned", "developer"),
                          ("assignment_accepted", "holder"), ("units_retired", "holder")])
        self.assertEqual([each["entry"] for each in part["history"]][-2:], [accepted, retired])
        self.assertEqual(part["history"][-1]["signed_by"]["holder"]["name"], "Ville d'Albi")
        second = proof_files.ProofFile(file.read_text(encoding="utf-8"), self.key)
        last = part["history"][-1]
        self.assertEqual(second.retirements(), [(last["entry"], last["act"]["year"], last["act"]["use"],
                                                 last["act"]["beneficiary"], last["signed_by"]["key"])])
        said = self.elsewhere.text(0, "check", file, "--log-key", self.key)
        for sentence in ("holds: the units are retired", "every unit of the block is retired, for good",
                         "for Ville d'Albi, contribution", "signed by Ville d'Albi, key ",
                         f"reasonable assurance, entry {answer['units']['opinion']}, materiality 0.05, by auditor {AUDITOR}"):
            self.assertIn(sentence, said)
        self.assertNotIn("final use of the carbon credits", said)
        self.assert_bytes_cannot_change(file)

    def test_a_page_of_a_proof_has_a_code_that_leads_back_to_the_file(self):
        whole = self.holdings()[0]["serial"]
        self.retire(whole, "1-2", "--beneficiary", "Ville d'Albi", by="developer")
        block = serial("DEMO", 1, 2)
        file = self.prove("units.retirement", "--retirement", block)
        checked = self.check(file)
        certifier = ("--log-key", self.key, "--certifier", checked["certifier"])
        for language, sentences in (("fr", ("Attestation de retrait", "Mentions obligatoires", "Retrait définitif",
                                            "Seul le projet est labellisé.", "ni dans une contribution")),
                                    ("en", ("Certificate of retirement", "What the law wants said", "Retired for good",
                                            "Only the project is labelled.", "EU ETS allowance"))):
            page = self.elsewhere.folder / f"{language}.html"
            self.elsewhere.text(0, "check", file, *certifier, "--page", page, "--language", language)
            text = html.unescape(page.read_text(encoding="utf-8"))
            for sentence in (*sentences, block, checked["digest"], checked["certifier"], self.key, "Ville d'Albi", AUDITOR):
                self.assertTrue(sentence in text, sentence)
        code = f"lcl retirement\n{block}\nsha256 {checked['digest']}\nlcl check FILE {' '.join(certifier)}"
        self.assertTrue(code.replace("\n", " ") in text)
        self.elsewhere.text(0, "check", file, *certifier, "--page", "page.pdf")
        again = self.elsewhere.folder / "page.pdf"
        first = again.read_bytes()
        self.elsewhere.text(0, "check", file, *certifier, "--page", "page.pdf", "--force")
        self.assertEqual(again.read_bytes(), first)
        if shutil.which("zbarimg") is None or shutil.which("pdftoppm") is None:
            self.skipTest("zbar-tools or poppler-utils are not installed")
        subprocess.run(["pdftoppm", "-r", "100", "-png", "page.pdf", "sheet"], cwd=self.elsewhere.folder, check=True, timeout=60)
        read = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", *self.elsewhere.folder.glob("sheet*.png")], check=False,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(read.stdout.strip(), code, read.stderr)

    def test_there_is_no_page_of_what_does_not_hold_or_is_of_no_units(self):
        entry = self.prove("entry.tlog-proof", 12)
        file = self.prove("units.certificate", "--units", self.holdings()[0]["serial"])
        checks = ("--log-key", self.key, "--page", "page.html")
        self.elsewhere.text(2, "check", entry, *checks)
        self.elsewhere.text(2, "check", file, "--log-key", self.key, "--page", "page.txt")
        self.elsewhere.text(2, "check", file, "--log-key", self.key, "--language", "fr")
        self.elsewhere.text(1, "check", file, *checks, "--certifier", "5" * 64)
        self.assertFalse((self.elsewhere.folder / "page.html").exists())
        self.elsewhere.text(0, "check", file, *checks)
        text = (self.elsewhere.folder / "page.html").read_text(encoding="utf-8")
        for sentence in ("Not all of these units are retired", "compare the certifier", "final use of the carbon credits"):
            self.assertTrue(sentence in text, sentence)
        self.elsewhere.text(2, "check", file, *checks)  # what is there is not replaced

    def test_units_of_which_one_is_not_retired_are_not_proven_retired(self):
        whole = self.holdings()[0]["serial"]
        self.retire(whole, "2-3", "--beneficiary", "A town", by="developer")
        answer = self.answer("prove", 1, "prove", "--retirement", serial("DEMO", 1, 3))
        self.assertEqual([(each["serial"], each["state"]) for each in answer["not_retired"]],
                         [(serial("DEMO", 1, 1), "issued")])
        said = self.place.lcl("prove", "--retirement", serial("DEMO", 1, 3)).err
        self.assertIn(f"lcl units retire {serial('DEMO', 1, 1)} --year YEAR --use USE --key KEY.pem", said)
        self.assertIn(f"lcl prove --units {serial('DEMO', 1, 3)} --output FILE", said)
        # Nor by whoever writes the word into a certificate.
        file = self.prove("units.certificate", "--units", serial("DEMO", 1, 3))
        file.write_text(file.read_text().replace('"format":"lcl certificate 1"', '"format":"lcl retirement 1"'))
        fault = self.check(file, 1)["fault"]
        self.assertEqual((fault["word"], fault["detail"]), ("not_retired", "units 1 to 1 are issued"))

    def test_a_proof_of_retirement_lacks_nothing_and_is_of_no_other_units(self):
        whole = self.holdings()[0]["serial"]
        self.place.write("opinion.txt", "signed by both")
        self.sell("first", "First", whole)
        self.sell("second", "Second", whole, by="first")
        self.retire(whole, "1-2", by="second")
        self.submit([console(CONSOLES)])
        file = self.prove("units.retirement", "--retirement", serial("DEMO", 1, 2))
        document = json.loads(file.read_text())
        write = lambda **changes: file.write_text(
            json.dumps(document | changes, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n")
        for name in ("entries", "keys"):
            for left_out in range(len(document[name])):
                is_last = left_out == len(document[name]) - 1
                write(**{name: [each for at, each in enumerate(document[name]) if at != left_out]})
                self.assertEqual(self.check(file, 1)["fault"]["word"], "cut_short" if is_last else "broken_chain")
        for other, word in ((whole, "not_retired"), (serial("DEMO", 1, 3), "not_retired"), (serial("DEMO", 2, 1), "wrong_units"),
                            (serial("OTHER", 1, 1), "surplus_entry")):
            write(units=other)
            self.assertEqual(self.check(file, 1)["fault"]["word"], word)
        write(units=serial("DEMO", 1, 1))  # a smaller block is retired as well
        self.check(file)

    def test_a_retirement_is_not_proven_at_a_checkpoint_before_it(self):
        whole = self.holdings()[0]["serial"]
        kept = self.elsewhere.folder / "kept"
        kept.write_text(self.done("checkpoint"))
        self.retire(whole, "1-1", "--anonymous", "A. Martin", by="developer")
        self.assertEqual(self.place.lcl("prove", "--retirement", serial("DEMO", 1, 1), "--checkpoint", kept).returncode, 1)
        part = self.check(self.prove("units.retirement", "--retirement", serial("DEMO", 1, 1)))["units"]["holdings"][0]
        self.assertTrue(part["anonymous"])


if __name__ == "__main__":
    unittest.main()
