#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Samples from commitment to results: who can steer what, and what developer and auditor do with the devices."""
import csv
import hashlib
import io
import json
import pathlib
import stat
import unittest

from life import Life, console, log_of, program

CONSOLES = 40
PLAN = ("--assurance", "reasonable", "--materiality", "0.3")


class Samples(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number, reference=f"LOT-{number}") for number in range(CONSOLES))

    def commit(self, number="number.txt", method="random", period="2025"):
        return self.act_once("sample", "commit", "DEMO", "--period", period, "--method", method, *PLAN, "--number", number)

    def act_once(self, *words, by="auditor"):
        """As `act`, of a call whose dry run has another random number in it."""
        code, answer = self.place.json(*words, *self.by(by))
        assert code == 0, answer
        return answer["entry"]["seq"]

    def draw(self, number="number.txt"):
        return self.act("sample", "draw", "DEMO", "--number", number, by="auditor")

    def show(self, sample):
        shown = self.answer("sample-show", 0, "sample", "show", "DEMO", sample)
        del shown["head"]
        return shown

    def listed(self):
        return self.answer("sample-list", 0, "sample", "list", "DEMO")

    def drawn(self, method="random"):
        self.commit(method=method)
        self.report()
        return self.draw()

    def file(self, name):
        return pathlib.Path(self.place.folder) / name

    def record(self, sample, rows="", *more):
        self.place.write("found.csv", "seq,kgco2e,text\n" + rows)
        return self.act("sample", "record", "DEMO", "--sample", sample, "--results", "found.csv", "--document",
                        "found.csv", *more, by="auditor")

    def test_the_number_is_a_new_secret_file(self):
        self.commit()
        text = self.file("number.txt").read_text()
        self.assertRegex(text, r"\A[0-9a-f]{64}\n\Z")
        self.assertEqual(stat.S_IMODE(self.file("number.txt").stat().st_mode), 0o600)
        committed = self.listed()["commitments"][0]
        self.assertEqual(committed["number"], hashlib.sha256(bytes.fromhex(text)).hexdigest())
        self.assertEqual(committed["stage"], "waiting")
        words = ("sample", "commit", "DEMO", "--period", "2025", "--method", "random", *PLAN, *self.by("auditor"))
        self.done(*words, "--number", "number.txt", code=2)
        self.assertEqual(self.file("number.txt").read_text(), text)
        self.done(*words, "--number", "other.txt", "--dry-run")
        self.done(*words, "--number", "other.txt", "--expected", "0.2", code=1)
        self.assertFalse(self.file("other.txt").exists())

    def test_on_a_bundle_an_act_is_prepared_and_nothing_else_is_left(self):
        self.done("bundle", "--project", "DEMO", "--output", "demo.bundle")
        words = ("sample", "commit", "DEMO", "--period", "2025", "--method", "random", *PLAN, "--number", "number.txt",
                 "--registry", "demo.bundle")
        message = self.answer("error", 2, *words, *self.by("auditor"))["error"]["message"]
        self.assertIn("prepare the act here (--signer PUB --prepare FILE)", message)
        self.assertFalse(self.file("number.txt").exists())
        signer = f"{self.by('auditor')[1]}.pub"
        self.done(*words, "--signer", signer, "--prepare", "draft")
        self.done("submit", "sign", "draft", *self.by("auditor"), "--registry", "nowhere")
        self.done("submit", "commit", "draft")
        self.report()
        self.assertEqual(self.show(self.draw())["sample"]["number"], self.file("number.txt").read_text().strip())

    def test_the_draw_follows_from_root_and_number_alone(self):
        sample = self.show(self.drawn())
        root = self.answer("report-list", 0, "report", "list", "DEMO")["reports"][0]["checkpoint"]["root"]
        number = self.file("number.txt").read_text().strip()
        self.assertEqual(sample["sample"]["number"], number)
        seed = hashlib.sha256(b"lcl sample 1\n" + bytes.fromhex(root) + bytes.fromhex(number)).digest()
        log = json.loads(self.done("log", "--json", "--kind", "collection"))["entries"]
        collections = [each["entry"]["seq"] for each in log][-CONSOLES:]    # those before were never resold
        keys = sorted((hashlib.sha256(seed + seq.to_bytes(8, "big")).digest(), seq) for seq in collections)
        size = len(sample["devices"])
        # All consoles avoid the same: interval = 0.3 × 40 × kg ÷ 3.00 is 4 of them.
        self.assertEqual((sample["sample"]["population"], size), (CONSOLES, 10))
        self.assertEqual([each["seq"] for each in sample["devices"]], sorted(seq for _, seq in keys[:size]))
        self.assertEqual([each["entries"] for each in sample["devices"]],
                         [[each["seq"], each["seq"] + 1, each["seq"] + 2] for each in sample["devices"]])
        rows = list(csv.DictReader(io.StringIO(self.done("sample", "show", "DEMO", sample["sample"]["entry"],
                                                         "--format", "csv"))))
        self.assertEqual([int(row["seq"]) for row in rows], [each["seq"] for each in sample["devices"]])

    def test_the_population_is_what_the_tally_credits(self):
        sample = self.show(self.drawn("stratified"))["sample"]
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")["tally"]
        self.assertEqual(sample["kgco2e"], tally["sums"]["avoided"])
        self.assertEqual(sample["population"], tally["cycles"]["credited"])

    def test_nobody_commits_after_the_report(self):
        self.report()
        self.commit()
        self.refused("committed_too_late", "sample", "draw", "DEMO", "--number", "number.txt", *self.by("auditor"))
        self.assertEqual(self.listed()["commitments"][0]["stage"], "waiting")
        self.report()
        self.draw()

    def test_nobody_draws_before_the_report_or_with_another_number(self):
        self.commit()
        draw = ("sample", "draw", "DEMO", *self.by("auditor"), "--number")
        self.refused("unknown_report", *draw, "number.txt")
        self.report()
        self.place.write("other.txt", "00" * 32 + "\n")
        self.refused("unknown_commitment", *draw, "other.txt")
        self.place.write("other.txt", "no number\n")
        self.done(*draw, "other.txt", code=2)

    def test_of_several_commitments_the_last_before_the_report_counts(self):
        self.commit("first.txt")
        self.commit("second.txt")
        self.report()
        self.refused("unknown_commitment", "sample", "draw", "DEMO", "--number", "first.txt", *self.by("auditor"))
        self.assertEqual([each["stage"] for each in self.listed()["commitments"]], ["replaced", "unrevealed"])
        self.draw("second.txt")

    def test_a_report_replaced_after_the_reveal_needs_another_number(self):
        self.drawn()
        self.correct([console(number, country="DE") for number in range(20)])
        self.report()
        self.refused("unknown_commitment", "sample", "draw", "DEMO", "--number", "number.txt", *self.by("auditor"))

    def test_a_number_never_revealed_is_shown(self):
        seq = self.commit()
        self.assertEqual(self.status()["unrevealed"], [])
        self.report()
        self.assertEqual([each["entry"] for each in self.status()["unrevealed"]], [seq])
        self.assertIn(("auditor", "sample draw"), self.next())
        self.assertIn("never revealed", self.done("status", "DEMO"))
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
        self.record(sample, f"{shown['devices'][0]['seq']},0,resold abroad\n")
        self.commit("second.txt")
        self.report()
        later = self.show(self.draw("second.txt"))["sample"]
        self.assertEqual(later["population"], CONSOLES - 20)
        self.assertEqual(self.answer("verify", 0, "verify")["unrevealed"], [])

    def test_nobody_waits_for_a_sample_that_is_released(self):
        commitment = self.commit()
        report = self.report()
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
        kg = float(devices[0]["kgco2e"])
        self.assertEqual((clean["projected"], clean["differing"], clean["within"]), ("0", 0, True))
        self.assertAlmostEqual(float(clean["bound"]), 3.00 * 4 * kg)    # all that materiality leaves
        # One is worth nothing, one half, one more than booked; each speaks for four.
        self.record(sample, f"{devices[0]['seq']},0,not there\n{devices[1]['seq']},{kg / 2},half\n"
                            f"{devices[2]['seq']},{kg * 2},more\n", "--reason", "the papers of three were not theirs")
        found = self.listed()["samples"][0]["evaluation"]
        self.assertAlmostEqual(float(found["projected"]), 4 * kg + 2 * kg)
        self.assertAlmostEqual(float(found["bound"]), 3.00 * 4 * kg + 1.75 * 4 * kg + 1.55 * 2 * kg)
        self.assertEqual((found["differing"], found["within"]), (3, False))
        self.assertEqual([each["entry"] for each in self.listed()["samples"][0]["replaced"]], [clean["entry"]])
        self.assertIn("beyond materiality", self.done("sample", "list", "DEMO"))
        self.assertEqual(self.answer("verify", 0, "verify")["recomputed"], 4)

    def test_results_that_cannot_be(self):
        sample = self.drawn()
        record = ("sample", "record", "DEMO", "--document", "found.csv", "--results", "found.csv", *self.by("auditor"))
        self.place.write("found.csv", "seq,kgco2e,text\nx,1,a\n1,-1,a\n1,1,\n")
        answer = self.answer("refused", 1, *record, "--sample", sample)
        self.assertEqual([(each["line"], each["word"]) for each in answer["refused"]],
                         [(2, "malformed_number"), (3, "malformed_number"), (4, "missing_field")])
        self.place.write("found.csv", "seq,kgco2e,text\n1,1,a\n")
        self.refused("not_sampled", *record, "--sample", sample)
        self.refused("unknown_sample", *record, "--sample", sample - 1)
        self.refused("unknown_sample", "sample", "show", "DEMO", "1")

    def test_openings_lead_the_developer_to_devices_and_the_auditor_to_what_was_recorded(self):
        sample = self.drawn("monetary_unit")
        devices = self.show(sample)["devices"]
        opened = self.answer("sample-open", 0, "sample", "open", "DEMO", sample, "--output", "openings.ndjson")
        self.assertEqual(opened["devices"], len(devices))
        self.assertEqual(stat.S_IMODE(self.file("openings.ndjson").stat().st_mode), 0o600)
        self.done("sample", "open", "DEMO", sample, "--output", "openings.ndjson", code=2)

        match = ("device", "match", "--log", "sold.ndjson", "--openings", "openings.ndjson")
        found = self.answer("device-match", 0, *match, "--registry", "nowhere")["devices"]
        self.assertEqual([(each["seq"], each["device"]) for each in found],
                         [(each["seq"], each["device"]) for each in devices])
        lines = self.file("sold.ndjson").read_text().splitlines()
        for each in found:
            for line in each["lines"]:
                event = json.loads(lines[line["line"] - 1])
                self.assertEqual(event["device"]["serial"], line["identifiers"]["serial"])
                self.assertEqual((event["kind"], event.get("reference")), (line["kind"], line.get("reference")))
            self.assertEqual([line["kind"] for line in each["lines"]], ["collection", "reconditioning", "resale"])
            self.assertTrue(each["lines"][2]["reference"].startswith("LOT-"))

        check = ("sample", "check", "DEMO", sample, "--openings", "openings.ndjson", "--identifiers", "named.csv")
        named = self.done(*match, "--csv")
        self.place.write("named.csv", named)
        self.file("registry/pepper.key").rename(self.file("pepper.elsewhere"))
        answer = self.answer("sample-check", 0, *check)
        self.assertTrue(answer["all_recorded"])
        wrong = named.splitlines()[0] + f"\n{devices[0]['seq']},,,maker,C99999,,,,\n"
        self.place.write("named.csv", wrong)
        answer = self.answer("sample-check", 1, *check)
        self.assertEqual([each["identifier"] for each in answer["devices"]][:2], ["not_recorded", "not_named"])
        kept = self.file("openings.ndjson").read_text().splitlines(True)
        self.place.write("openings.ndjson", "".join(kept[1:]))
        self.assertEqual(self.answer("sample-check", 1, *check)["devices"][0]["identifier"], "not_opened")

    def test_devices_that_are_not_in_the_log_and_openings_that_are_none(self):
        sample = self.drawn()
        self.done("sample", "open", "DEMO", sample, "--output", "openings.ndjson")
        self.place.write("others.ndjson", log_of(console(number) for number in range(100, 110)) + "{}\n")
        answer = self.answer("device-match", 1, "device", "match", "--log", "others.ndjson", "--openings",
                             "openings.ndjson")
        self.assertEqual(([each["lines"] for each in answer["devices"]], answer["unreadable_lines"]), ([[]] * 10, 1))
        self.place.write("openings.ndjson", "{}\n")
        self.refused("malformed_opening", "device", "match", "--log", "others.ndjson", "--openings", "openings.ndjson")

    def test_a_period_that_credits_nothing_gives_no_sample(self):
        self.commit(period="2025-01")
        self.act("report", "file", "DEMO", "--period", "2025-01", "--estimate", "8", by="developer")
        self.refused("nothing_to_sample", "sample", "draw", "DEMO", "--number", "number.txt", *self.by("auditor"))
        asked = {each["who"]: each for each in self.answer("status", 0, "status", "DEMO")["next"]}
        self.assertIn("credits no cycle that a sample could be drawn from", asked["certifier"]["what"])
        self.assertRegex(asked["certifier"]["command"], "^lcl sample release DEMO --commitment [0-9]+ --reason TEXT$")


if __name__ == "__main__":
    unittest.main()
