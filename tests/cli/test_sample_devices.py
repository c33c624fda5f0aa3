#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The devices of a sample: what the operator opens, the developer finds and the auditor checks."""
import csv
import io
import json
import stat
import unittest

from life import console, log_of
from sampled import Sampled


class SampleDevices(Sampled):
    def test_openings_lead_the_developer_to_devices_and_the_auditor_to_what_was_recorded(self):
        sample = self.drawn("monetary_unit")
        devices = self.show(sample)["devices"]
        opened = self.answer("sample-open", 0, "sample", "open", "DEMO", sample, "--output", "openings.ndjson")
        self.assertEqual(opened["devices"], len(devices))
        self.assertEqual(stat.S_IMODE(self.file("openings.ndjson").stat().st_mode), 0o600)
        self.done("sample", "open", "DEMO", sample, "--output", "openings.ndjson", code=2)

        match = ("device", "match", "--log", "whole.ndjson", "--openings", "openings.ndjson")
        found = self.answer("device-match", 0, *match, "--registry", "nowhere")["devices"]
        self.assertEqual([(each["seq"], each["device"]) for each in found],
                         [(each["seq"], each["device"]) for each in devices])
        lines = self.file("whole.ndjson").read_text().splitlines()
        for each in (each for each, drawn in zip(found, devices) if drawn["category"] == "console"):
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
        self.assertEqual(answer["totals"], {"recorded": len(devices), "not_recorded": 0, "not_named": 0, "not_opened": 0})
        wrong = named.splitlines()[0] + f"\n{devices[0]['seq']},,,maker,C99999,,,,,\n"
        self.place.write("named.csv", wrong)
        answer = self.answer("sample-check", 1, *check)
        self.assertEqual([each["identifier"] for each in answer["devices"]][:2], ["not_recorded", "not_named"])
        kept = self.file("openings.ndjson").read_text().splitlines(True)
        self.place.write("openings.ndjson", "".join(kept[1:]))
        self.assertEqual(self.answer("sample-check", 1, *check)["devices"][0]["identifier"], "not_opened")

    def test_a_log_for_each_month_need_not_be_joined(self):
        sample = self.drawn()
        self.done("sample", "open", "DEMO", sample, "--output", "openings.ndjson")
        lines = self.file("whole.ndjson").read_text().splitlines(True)
        months = {}
        for line in lines:
            months.setdefault(json.loads(line)["occurred_at"][:7], []).append(line)
        self.assertGreater(len(months), 1)
        logs = []
        for month, those in sorted(months.items()):
            logs += ["--log", self.place.write(f"{month}.ndjson", "".join(those))]
        match = ("device", "match", "--openings", "openings.ndjson", *logs)
        whole = ("device", "match", "--openings", "openings.ndjson", "--log", "whole.ndjson")
        facts = lambda answer: [(device["seq"], sorted((line["occurred_at"], line["kind"]) for line in device["lines"]))
                                for device in answer["devices"]]
        answer = self.answer("device-match", 0, *match)
        self.assertEqual(facts(answer), facts(self.answer("device-match", 0, *whole)))
        self.assertLessEqual({line["log"] for device in answer["devices"] for line in device["lines"]}, set(logs[1::2]))
        self.place.write("named.csv", self.done(*match, "--csv"))
        checked = self.answer("sample-check", 0, "sample", "check", "DEMO", sample, "--openings", "openings.ndjson",
                              "--identifiers", "named.csv")
        self.assertTrue(checked["all_recorded"])

    def test_devices_that_are_not_in_the_log_and_openings_that_are_none(self):
        sample = self.drawn()
        self.done("sample", "open", "DEMO", sample, "--output", "openings.ndjson")
        self.place.write("others.ndjson", log_of(console(number) for number in range(100, 110)) + "{}\n")
        answer = self.answer("device-match", 1, "device", "match", "--log", "others.ndjson", "--openings",
                             "openings.ndjson")
        self.assertEqual(([each["lines"] for each in answer["devices"]], answer["unreadable_lines"]), ([[]] * len(self.show(sample)["devices"]), 1))
        self.place.write("openings.ndjson", "{}\n")
        self.refused("malformed_opening", "device", "match", "--log", "others.ndjson", "--openings", "openings.ndjson")

    def test_references_of_sampled_devices_are_opened_and_a_doctored_one_is_noticed(self):
        sample = self.drawn()
        opened = self.answer("sample-open", 0, "sample", "open", "DEMO", sample, "--output", "with.ndjson", "--private")
        self.done("sample", "open", "DEMO", sample, "--output", "without.ndjson")
        self.assertNotIn("LOT-", self.file("without.ndjson").read_text())
        match = ("device", "match", "--log", "whole.ndjson", "--csv", "--openings")
        named = self.done(*match, "with.ndjson")
        self.assertEqual(named, self.done(*match, "without.ndjson"))
        self.place.write("named.csv", named)
        check = ("sample", "check", "DEMO", sample, "--identifiers", "named.csv", "--openings")

        def shown(file, code=0):
            answer = self.answer("sample-check", code, *check, file)
            parts = [part for each in answer["devices"] for part in each["parts"]]
            words = [part["shown"] for part in parts]
            self.assertEqual(answer["part_totals"], {word: words.count(word) for word in answer["part_totals"]})
            self.assertEqual(answer["all_recorded"], code == 0)
            return parts

        parts = shown("with.ndjson")
        self.assertEqual((len(parts), {part["shown"] for part in parts}), (opened["parts"], {"recorded"}))
        claimed = [row["reference"] for row in csv.DictReader(io.StringIO(named)) if row["reference"]]
        self.assertGreater(len(claimed), 1)
        self.assertEqual(sorted(part["reference"] for part in parts), sorted(claimed))
        self.assertEqual({part["shown"] for part in shown("without.ndjson")}, {"not_opened"})
        self.assertNotIn("private parts", self.done(*check, "without.ndjson"))

        text = self.file("with.ndjson").read_text()
        first, second = ([json.loads(line) for line in text.splitlines() if "parts" in line][at]["parts"][0] for at in (0, 1))
        spelt = [json.dumps(part["private"], separators=(",", ":"), sort_keys=True) for part in (first, second)]
        self.place.write("doctored.ndjson", text.replace(spelt[0], spelt[0].replace("LOT-", "BILL-")))
        self.place.write("another.ndjson", text.replace(spelt[0], spelt[1]))
        for file, reference in (("doctored", first["private"]["reference"].replace("LOT-", "BILL-")),
                                ("another", second["private"]["reference"])):
            with self.subTest(file):
                altered = [part for part in shown(f"{file}.ndjson", 1) if part["shown"] == "altered"]
                self.assertEqual(altered, [{"entry": first["entry"], "reference": reference, "shown": "altered"}])
        self.assertIn(", 0 not opened\n", self.done(*check, "doctored.ndjson", code=1))

        self.act("erase", first["entry"], "--reason", "asked for", "--legal-ground", "GDPR art. 17", by="operator")
        again = self.answer("sample-open", 0, "sample", "open", "DEMO", sample, "--output", "again.ndjson", "--private")
        self.assertEqual(again["parts"], opened["parts"] - 1)
        self.assertEqual([part["entry"] for part in shown("again.ndjson") if part["shown"] == "erased"], [first["entry"]])


if __name__ == "__main__":
    unittest.main()
