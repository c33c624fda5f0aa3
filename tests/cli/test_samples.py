#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Samples from commitment to results: who can steer what."""
import csv
import hashlib
import io
import json
import math
import stat
import unittest

from life import console
from sampled import CONSOLES, PLAN, Sampled

OTHERS = 2    # collected, and not sold
VOIDED = 20    # a collection of samples/refused/registry.sh


class Samples(Sampled):
    def results(self, sample, wrong=()):
        """A file of what was found: the rows of `wrong`, by seq, and all others right."""
        wrong = dict(wrong)
        form = self.done("sample", "show", "DEMO", sample, "--format", "results").splitlines()
        self.assertEqual(form[0], "seq,result,found_kgco2e,evidence,text")
        self.assertEqual({row[row.index(","):] for row in form[1:]}, {",,,,"})
        rows = [wrong.get(int(row.split(",")[0]), row.replace(",,", ",right,", 1)) for row in form[1:]]
        self.place.write("found.csv", "\n".join([form[0], *rows]) + "\n")

    def record_words(self, sample):
        return ("sample", "record", "DEMO", "--sample", sample, "--results", "found.csv", "--document", "found.csv")

    def record(self, sample, wrong=(), *more):
        self.results(sample, wrong)
        return self.act(*self.record_words(sample), *more, by="auditor")

    def test_the_number_is_a_new_secret_file(self):
        self.report()
        self.commit()
        text = self.file("number.txt").read_text()
        self.assertRegex(text, r"\A[0-9a-f]{64}\n\Z")
        self.assertEqual(stat.S_IMODE(self.file("number.txt").stat().st_mode), 0o600)
        committed = self.listed()["commitments"][0]
        self.assertEqual(committed["number"], hashlib.sha256(bytes.fromhex(text)).hexdigest())
        self.assertEqual(committed["stage"], "waiting")
        words = (*self.commit_words(), *self.by("auditor"))
        self.done(*words, "--number", "number.txt", code=2)
        self.assertEqual(self.file("number.txt").read_text(), text)
        self.done(*words, "--number", "other.txt", "--dry-run", code=1)
        self.done(*words, "--number", "other.txt", "--expected", "0.2", code=1)
        self.assertFalse(self.file("other.txt").exists())

    def test_on_a_bundle_an_act_is_prepared_and_nothing_else_is_left(self):
        self.report()
        self.done("bundle", "--project", "DEMO", "--output", "demo.bundle")
        words = (*self.commit_words(), "--number", "number.txt", "--registry", "demo.bundle")
        message = self.answer("error", 2, *words, *self.by("auditor"))["error"]["message"]
        self.assertIn("prepare the act here (--signer PUB --prepare FILE)", message)
        self.assertFalse(self.file("number.txt").exists())
        signer = f"{self.by('auditor')[1]}.pub"
        self.done(*words, "--signer", signer, "--prepare", "draft")
        self.done("submit", "sign", "draft", *self.by("auditor"), "--registry", "nowhere")
        self.done("submit", "commit", "draft")
        self.challenge()
        self.assertEqual(self.show(self.draw())["sample"]["number"], self.file("number.txt").read_text().strip())

    def test_the_draw_follows_from_report_number_and_challenge_alone(self):
        sample = self.show(self.drawn())
        listed = json.loads(self.done("log", "--json", "--kind", "period_reported"))["entries"]
        reported = listed[-1]["entry"]["payload"]
        number = self.file("number.txt").read_text().strip()
        self.assertEqual(sample["sample"]["number"], number)
        challenge = self.listed()["commitments"][0]["challenge"]["challenge"]
        seed = hashlib.sha256(b"lcl sample 2\n" + bytes.fromhex(reported + number + challenge)).digest()
        log = [each for each in json.loads(self.done("log", "--json", "--kind", "collection"))["entries"]
               if each["entry"]["project"] == "DEMO" and each["entry"]["seq"] != VOIDED]
        keys = sorted((hashlib.sha256(seed + bytes.fromhex(each["entry"]["device"]) + bytes(8)).digest(), each["entry"]["seq"])
                      for each in log)
        size = len(sample["devices"])
        # In proportion to the greatest of what could be overstated, which is a console's.
        greatest = max(float(each["size"]) for each in sample["devices"])
        self.assertEqual(size, math.ceil(len(log) * greatest / float(sample["sample"]["interval"])))
        self.assertEqual(sample["sample"]["population"], len(log))
        self.assertEqual([each["seq"] for each in sample["devices"]], sorted(seq for _, seq in keys[:size]))
        consoles = [each for each in sample["devices"] if each["category"] == "console"]
        self.assertEqual([each["entries"] for each in consoles],
                         [[each["seq"], each["seq"] + 1, each["seq"] + 2] for each in consoles])
        rows = list(csv.DictReader(io.StringIO(self.done("sample", "show", "DEMO", sample["sample"]["entry"],
                                                         "--format", "csv"))))
        self.assertEqual([int(row["seq"]) for row in rows], [each["seq"] for each in sample["devices"]])

    def test_the_population_is_all_that_happened_sold_or_not(self):
        sample = self.show(self.drawn("stratified"))["sample"]
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")["tally"]
        self.assertEqual(sample["reduction"], tally["sums"]["net"])
        self.assertEqual(sample["population"], tally["cycles"]["credited"] + tally["cycles"]["open"])

    def test_a_plan_says_beforehand_how_many_are_drawn(self):
        report = self.report()
        for method in ("random", "stratified", "monetary_unit"):
            planned = self.answer("sample-plan", 0, "sample", "plan", "DEMO", "--report", report, "--method", method, *PLAN,
                                  "--expected", "0.05")
            self.assertEqual(planned["errors_borne"], 1)    # 4.75 × 0.05 is at most 0.3
            self.assertEqual(planned["factor"], "4.75")
            self.assertLessEqual(planned["fewest"], planned["most"])
            self.assertIn(f"--report {report} --method {method}", planned["command"])
        planned = self.answer("sample-plan", 0, "sample", "plan", "DEMO", "--report", report, "--method", "random", *PLAN)
        self.commit()
        self.challenge()
        sample = self.show(self.draw())["sample"]
        self.assertEqual((planned["fewest"], planned["most"]), (sample["size"], sample["size"]))
        self.assertEqual((planned["population"], planned["kgco2e"], planned["interval"]),
                         (sample["population"], sample["kgco2e"], sample["interval"]))
        plan = ("sample", "plan", "DEMO", "--report", report, "--method", "random", "--assurance", "reasonable", "--materiality")
        self.refused("malformed_statement", *plan, "0.05", "--expected", "0.045")
        self.refused("unknown_report", *plan[:4], report + 1, *plan[5:], "0.05")

    def test_nobody_draws_before_the_challenge_or_with_another_number(self):
        report = self.report()
        commitment = self.commit()
        draw = ("sample", "draw", "DEMO", *self.by("auditor"), "--number")
        self.refused("not_challenged", *draw, "number.txt")
        self.assertIn(("certifier", "sample challenge"), self.next())
        asked = next(each for each in self.status()["next"] if each["who"] == "certifier")
        self.assertEqual(asked["command"], f"lcl sample challenge DEMO --commitment {commitment}")
        self.challenge()
        self.place.write("other.txt", "00" * 32 + "\n")
        self.refused("unknown_commitment", *draw, "other.txt")
        self.place.write("other.txt", "no number\n")
        self.done(*draw, "other.txt", code=2)
        self.assertEqual(self.listed()["commitments"][0]["reports"], [report])

    def test_a_commitment_is_made_and_challenged_once(self):
        self.report()
        self.commit()
        again = (*self.commit_words(), *self.by("auditor"), "--number", "other.txt")
        self.refused("sample_already_committed", *again)
        self.challenge()
        self.refused("already_challenged", "sample", "challenge", "DEMO", "--commitment", self.last("sample_committed"),
                     *self.by("certifier"))
        self.refused("sample_already_committed", *again)
        self.draw()
        self.refused("sample_already_committed", *again)
        self.assertFalse(self.file("other.txt").exists())

    def test_a_challenge_that_was_dropped_on_its_way_is_the_same_again(self):
        self.report()
        commitment = self.commit()
        words = ("sample", "challenge", "DEMO", "--commitment", commitment, *self.by("certifier"))
        dropped = json.loads(self.done(*words, "--dry-run", "--json"))["would_append"]["act"]["challenge"]
        self.challenge()
        self.assertEqual(self.listed()["commitments"][0]["challenge"]["challenge"], dropped)

    def test_a_sample_that_was_challenged_is_drawn_though_its_report_is_replaced(self):
        self.report()
        self.commit()
        self.challenge()
        self.correct([console(number, country="DE") for number in range(20)])
        self.report()
        self.assertIn(("auditor", "sample draw"), self.next())
        self.assertEqual(self.show(self.draw())["sample"]["population"], CONSOLES + OTHERS)
        self.assertIn(("auditor", "sample record"), self.next())

    def test_a_commitment_whose_report_is_replaced_before_the_challenge_is_dropped(self):
        self.report()
        self.commit()
        self.correct([console(number, country="DE") for number in range(20)])
        self.report()
        self.assertEqual(self.listed()["commitments"][0]["stage"], "replaced")
        self.refused("unknown_report", "sample", "challenge", "DEMO", "--commitment", self.last("sample_committed"),
                     *self.by("certifier"))
        self.commit("other.txt")
        self.challenge()
        self.assertEqual(self.show(self.draw("other.txt"))["sample"]["population"], CONSOLES + OTHERS)

    def test_one_sample_of_two_reports(self):
        self.submit(console(number, sold="2026-01-10T10:00:00Z") for number in range(CONSOLES, CONSOLES + 10))
        reports = [self.report(), self.act("report", "file", "DEMO", "--period", "2026-01", "--estimate", "1", by="developer")]
        self.commit(reports=reports)
        self.challenge()
        sample = self.show(self.draw())["sample"]
        self.assertEqual((sample["population"], sample["reports"]), (CONSOLES + OTHERS + 10, reports))

    def test_a_number_never_revealed_is_shown(self):
        self.report()
        seq = self.commit()
        self.assertEqual(self.status()["unrevealed"], [])
        self.challenge()
        self.assertEqual([each["entry"] for each in self.status()["unrevealed"]], [seq])
        self.assertIn(("auditor", "sample draw"), self.next())
        self.assertIn("was not revealed", self.done("status", "DEMO"))
        self.assertEqual(self.answer("verify", 0, "verify")["unrevealed"], [seq])
        self.assertRegex(self.done("verify"), rf"unrevealed +entry {seq},")
        self.draw()
        self.assertEqual(self.status()["unrevealed"], [])
        self.assertEqual(self.answer("verify", 0, "verify")["unrevealed"], [])

    def test_corrections_after_the_report_leave_the_sample_as_it_was(self):
        sample = self.drawn("monetary_unit")
        shown = self.show(sample)
        self.correct([console(number, country="DE") for number in range(20)])
        self.assertEqual(self.show(sample), shown)
        seq = shown["devices"][0]["seq"]
        self.record(sample, {seq: f"{seq},not_available,,,resold abroad"})
        self.report()
        self.commit("second.txt")
        self.challenge()
        later = self.show(self.draw("second.txt"))
        self.assertEqual(later["sample"]["population"], CONSOLES + OTHERS)
        again = {each["device"] for each in later["devices"] if each["certain"]}
        standing = {each["device"] for each in shown["devices"]} & {each["device"] for each in later["devices"]}
        self.assertLessEqual(standing, again)
        self.assertEqual(self.answer("verify", 0, "verify")["unrevealed"], [])

    def test_nobody_waits_for_a_sample_that_is_released(self):
        report = self.report()
        commitment = self.commit()
        self.challenge()
        words = ("opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified",
                 "--assurance", "limited", "--materiality", "0.05", "--document", "number.txt", "--independence",
                 "number.txt")
        self.refused("contradicts_record", *words, *self.by("auditor"))
        released = self.act("sample", "release", "DEMO", "--commitment", commitment, "--reason",
                            "the auditor is no more", by="certifier")
        listed = self.listed()["commitments"][0]
        self.assertEqual((listed["stage"], listed["released"]), ("unrevealed", released))
        self.assertNotIn(("auditor", "sample draw"), self.next())
        self.act(*words, by="auditor")

    def test_results_are_projected_and_bounded(self):
        sample = self.drawn()
        devices = self.show(sample)["devices"]
        self.assertIn(("auditor", "sample record"), self.next())
        self.record(sample)
        clean = self.listed()["samples"][0]["evaluation"]
        consoles = [each for each in devices if each["category"] == "console"]
        kg, interval = float(consoles[0]["kgco2e"]), float(self.listed()["samples"][0]["interval"])
        weight = self.listed()["samples"][0]["population"] / len(devices)
        self.assertEqual((clean["projected"], clean["differing"], clean["within"]), ("0", 0, True))
        self.assertAlmostEqual(float(clean["bound"]), 3.00 * interval, 6)    # all that materiality leaves
        # One is worth nothing, one half, one more than booked; each speaks for several.
        seqs = [each["seq"] for each in consoles]
        self.record(sample, {seqs[0]: f"{seqs[0]},differing,0,,not there",
                             seqs[1]: f"{seqs[1]},differing,{kg / 2},found.csv,half",
                             seqs[2]: f"{seqs[2]},differing,{kg * 2},{'ab' * 32},more"},
                    "--reason", "the papers of three were not theirs")
        shown = {each["seq"]: (each["result"], each.get("found_kgco2e")) for each in self.show(sample)["devices"]}
        self.assertEqual([shown[seq] for seq in seqs[:4]],
                         [("differing", "0"), ("differing", f"{kg / 2:g}"), ("differing", f"{kg * 2:g}"), ("right", None)])
        table = self.done("sample", "show", "DEMO", sample)
        self.assertRegex(table, r"total +[0-9,.]+ +[0-9,.]+ +[0-9,.]+\n")
        found = self.listed()["samples"][0]["evaluation"]
        self.assertAlmostEqual(float(found["projected"]), weight * 1.5 * kg, 6)
        self.assertAlmostEqual(float(found["bound"]), 3.00 * interval + 1.75 * weight * kg + 1.55 * weight * kg / 2, 6)
        self.assertEqual((found["differing"], found["within"]), (3, False))
        self.assertEqual([each["entry"] for each in self.listed()["samples"][0]["replaced"]], [clean["entry"]])
        self.assertIn("beyond materiality", self.done("sample", "list", "DEMO"))
        self.assertEqual(self.answer("verify", 0, "verify")["recomputed"], 5)

    def test_results_that_cannot_be(self):
        sample = self.drawn()
        record = (*self.record_words(sample), *self.by("auditor"))
        rows = ["x,right,,,", "1,differing,y,,a", "1,not_available,,,", "1,lost,,,a", "1,right,3,,"]
        self.place.write("found.csv", "seq,result,found_kgco2e,evidence,text\n" + "\n".join(rows) + "\n")
        answer = self.answer("refused", 1, *record)
        self.assertEqual([(each["line"], each["word"], each["field"]) for each in answer["refused"]],
                         [(2, "malformed_number", "seq"), (3, "malformed_number", "found_kgco2e"), (4, "missing_field", "text"),
                          (5, "malformed_text", "result"), (6, "unknown_field", "found_kgco2e")])
        self.results(sample)
        text = self.file("found.csv").read_text()
        self.place.write("found.csv", text + "1,right,,,\n")
        self.refused("not_sampled", *record)
        self.place.write("found.csv", text[:text.rstrip().rindex("\n") + 1])
        refused, = self.refused("not_examined", *record)
        self.assertIn(text.rstrip().splitlines()[-1].split(",")[0], refused["message"])
        self.refused("unknown_sample", *self.record_words(sample - 1), *self.by("auditor"))
        self.refused("unknown_sample", "sample", "show", "DEMO", "1")

    def test_a_file_of_one_is_not_taken_for_the_other(self):
        sample = self.drawn()
        self.results(sample)
        opinion = ("opinion", "give", "DEMO", "--report", self.last("period_reported"), "--opinion", "unmodified", "--assurance",
                   "limited", "--materiality", "0.05", "--document", "found.csv", "--independence", "found.csv",
                   "--misstatements", "found.csv", *self.by("auditor"))
        refused = self.refused("unknown_header", *opinion)
        self.assertIn("lcl sample record", " ".join(each["message"] for each in refused))
        self.place.write("found.csv", "error_kgco2e,text\n1,a van\n")
        refused = self.refused("unknown_header", *self.record_words(sample), *self.by("auditor"))
        self.assertIn("lcl opinion give", refused[0]["message"])
        self.place.write("found.csv", "seq,result,remark\n1,right,x\n")
        refused, = self.refused("unknown_header", *self.record_words(sample), *self.by("auditor"))
        self.assertIn('"remark"', refused["message"])

    def test_a_period_that_credits_nothing_gives_no_sample(self):
        report = self.act("report", "file", "DEMO", "--period", "2025-01", "--estimate", "8", by="developer")
        self.refused("nothing_to_sample", *self.commit_words(report), "--number", "number.txt", *self.by("auditor"))
        self.assertFalse(self.file("number.txt").exists())
        self.assertIn("nothing to audit", self.done("report", "list", "DEMO"))
        forgone = self.act("report", "forgo", "DEMO", "--report", report, "--reason", "nothing happened", by="certifier")
        for words in (("report", "list", "DEMO"), ("status", "DEMO")):
            self.assertIn(f"given up by entry {forgone}", self.done(*words))


if __name__ == "__main__":
    unittest.main()
