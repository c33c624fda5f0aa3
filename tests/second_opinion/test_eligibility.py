#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the registry holds against a cycle, and figures at their limits: the program and the second implementation say
the same of each, and it is what the page says.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import canonical_json  # noqa: E402
import methodology  # noqa: E402
from agreement import SecondOpinionCase, tally_of_program  # noqa: E402
from labelled_registry import METHODOLOGY, LabelledRegistry  # noqa: E402

COLLECTOR, SELLER = "03571592900010", "06173948800049"
FIRST, FURTHER = "356741081234568", "490154203237518"


def event(kind, day, participant=COLLECTOR, **facts):
    own = {
        "collection": {"category": "smartphone", "holder": "consumer", "waste": False},
        "reconditioning": {"outcome": "reconditioned", "functions_tested": True, "data_erasure": {"standard": "Purge"}},
        "resale": {"warranty_months": 24},
    }
    return {"kind": kind, "occurred_at": f"{day}T10:00:00Z", "participant": participant, "country": "FR",
            "device": {"imei": FIRST}} | own.get(kind, {}) | facts


class Case(SecondOpinionCase):
    """Each test has a registry of its own."""

    def open(self, document=None):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        path = METHODOLOGY
        if document is not None:
            path = folder / "methodology.json"
            path.write_text(json.dumps(document), encoding="utf-8")
        self.registry = LabelledRegistry(folder, path)

    def submit(self, *events):
        log = self.folder / "log.ndjson"
        log.write_text("".join(json.dumps(each) + "\n" for each in events), encoding="utf-8")
        self.registry.submit(log)

    def tally(self, by=""):
        """The tally of 2025 that both give."""
        period = "2025-01-01/2026-01-01"
        self.assertEqual(self.agree_on_tally(self.registry.path, "DEMO", period, by)[0], 0)
        return tally_of_program(self.registry.path, "DEMO", period, by)[1]["tally"]

    def report(self):
        self.registry.run("report", "file", "DEMO", "--period", "2024-01-01/2026-01-01", "--estimate", "1", "--key",
                          self.registry.developer)


class Eligibility(Case):
    def test_a_resale_that_was_returned_still_stands_so_a_suspension_at_it_counts(self):
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11"),
                    event("resale", "2025-02-01", SELLER), event("return", "2025-02-10"),
                    event("resale", "2025-03-01"))
        self.assertEqual(self.tally()["cycles"]["credited"], 1)
        self.registry.run("participant", "suspend", SELLER, "--from", "2025-01-20", "--reason", "x", "--key",
                          self.registry.certifier)
        self.registry.run("participant", "reinstate", SELLER, "--from", "2025-02-05", "--reason", "x", "--key",
                          self.registry.certifier)
        self.assertEqual(self.tally()["cycles"]["ineligible"]["participant_suspended"], 1)
        explained = json.loads(self.registry.run("explain", FIRST, "--json"))
        self.assertIn("participant_suspended", json.dumps(explained))
        self.report()
        self.submit(event("return", "2025-03-10"), event("resale", "2025-04-01"), event("collection", "2025-06-01"))
        tally = self.tally()
        self.assertEqual(tally["cycles"]["ineligible"]["participant_suspended"], 1)
        self.assertEqual(tally["sums"]["given_back"], "0")
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_a_listed_model_is_that_model_however_it_is_written(self):
        avoided = set()
        for model in ("iPhone 11 64 GB", "iphone 11 64gb", "IPHONE1164GB"):
            self.open()
            self.submit(event("collection", "2025-01-10", model=model), event("reconditioning", "2025-01-11"),
                        event("resale", "2025-02-01"))
            avoided.add(self.tally()["sums"]["avoided"])
        self.assertEqual(len(avoided), 1, avoided)
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11"), event("resale", "2025-02-01"))
        self.assertNotIn(self.tally()["sums"]["avoided"], avoided)

    def test_what_is_confirmed_takes_the_lowest_factor_and_is_counted(self):
        avoided = {}
        for confirmed in ("", "collection", "reconditioning", "resale"):
            self.open()
            self.submit(*(event(kind, day, **({"confirmed": True} if kind == confirmed else {}))
                          for kind, day in (("collection", "2025-01-10"), ("reconditioning", "2025-01-11"),
                                            ("resale", "2025-02-01"))))
            tally = self.tally()
            self.assertEqual((tally["cycles"]["credited"], tally["cycles"]["confirmed"]), (1, int(confirmed != "")))
            avoided[confirmed] = tally["sums"]["avoided"]
        self.assertEqual((avoided.pop(""), set(avoided.values())), ("43.12288", {"21.2432"}))

    def test_a_confirmation_goes_with_the_event_that_has_it(self):
        """A reconditioning that another follows, and a resale that is returned, no longer count; the collection does."""
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11", confirmed=True),
                    event("reconditioning", "2025-01-12"), event("resale", "2025-02-01", confirmed=True),
                    event("return", "2025-02-10", confirmed=True), event("resale", "2025-03-01"))
        self.assertEqual(self.tally()["cycles"]["confirmed"], 0)
        self.submit(event("collection", "2025-06-01"))
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_an_erasure_that_failed_is_none(self):
        self.open()
        self.submit(event("collection", "2025-01-10"),
                    event("reconditioning", "2025-01-11", data_erasure={"standard": "Purge", "result": "failed"}),
                    event("resale", "2025-02-01"))
        self.assertEqual(self.tally()["cycles"]["ineligible"]["data_not_erased"], 1)
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_an_erasure_said_to_have_succeeded_is_one(self):
        self.open()
        self.submit(event("collection", "2025-01-10"),
                    event("reconditioning", "2025-01-11", data_erasure={"standard": "Purge", "result": "succeeded"}),
                    event("resale", "2025-02-01"))
        self.assertEqual(self.tally()["cycles"]["credited"], 1)
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_a_device_is_credited_elsewhere_under_any_of_its_identifiers(self):
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11"),
                    event("resale", "2025-02-01"))
        self.report()
        both = {"device": {"imei": FIRST, "imei2": FURTHER}}
        self.submit(event("collection", "2025-06-01", **both))
        self.assertEqual(self.tally()["cycles"]["credited"], 1)
        last = self.registry.size() - 1
        [collection] = json.loads(self.registry.run("log", "--from", last, "--json"))["entries"]
        named = self.folder / "devices"
        named.write_text(collection["entry"]["also"][0] + "\n", encoding="utf-8")
        self.registry.run("project", "elsewhere", "DEMO", "--other-registry", "Other", "--foreign-project", "P-1",
                          "--serials", "X-1", "--devices", named, "--key", self.registry.developer)
        tally = self.tally()
        self.assertEqual((tally["cycles"]["credited"], tally["cycles"]["ineligible"]["credited_elsewhere"]), (0, 1))
        self.assertEqual((tally["sums"]["avoided"], tally["sums"]["given_back"]), ("0", "0"))
        self.assertIn("credited_elsewhere", self.registry.run("explain", FIRST, "--json"))
        # The report was made before the entry that brought the identifier: it says what it said.
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_what_is_given_back_has_the_category_of_the_cycle_that_was_credited(self):
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11"),
                    event("resale", "2025-02-01"), event("collection", "2025-06-01", category="tablet"))
        given_back = {row["labels"]["category"]: row["sums"]["given_back"] for row in self.tally("category")["rows"]}
        self.assertNotEqual(given_back["smartphone"], "0")
        self.assertEqual(given_back["tablet"], "0")

    def test_a_project_that_was_withdrawn_still_has_tallies_and_gives_back(self):
        self.open()
        self.submit(event("collection", "2025-01-10"), event("reconditioning", "2025-01-11"),
                    event("resale", "2025-02-01"), event("collection", "2025-06-01"))
        before = self.tally()
        self.registry.run("project", "withdraw", "DEMO", "--on", "2025-12-01", "--reason", "x", "--key",
                          self.registry.developer)
        self.assertEqual(self.tally() | {"checkpoint": None}, before | {"checkpoint": None})
        self.assertNotEqual(before["sums"]["given_back"], "0")

    def test_a_methodology_does_not_take_a_reason_of_the_registry(self):
        for reason in ("participant_suspended", "credited_elsewhere"):
            document = canonical_json.read(METHODOLOGY.read_bytes())
            document["eligibility"][0]["reason"] = reason
            self.assertEqual([fault.word for fault in methodology.faults_of(document)], ["methodology_malformed"])


def plain_methodology(emitted, avoided):
    """A methodology of two steps: what the events emit, and what a cycle avoids."""
    facts = {"collection.category": "smartphone", "collection.holder": "consumer", "collection.waste": False,
             "collection.country": "FR"}
    return {
        "format": "lcl methodology 1", "id": "plain", "version": "1", "title": "Plain", "status": "draft",
        "summary": "For tests.", "tables": {}, "eligibility": [],
        "parameters": {
            "one": {"value": "1", "unit": "kgCO2e", "assumption": True},
            "most": {"value": "9007199254740991999.999999999", "unit": "kgCO2e", "assumption": True},
            "none": {"value": "0", "unit": "1", "assumption": True}},
        "steps": [
            {"name": "emitted", "scope": "event", "unit": "kgCO2e", "formula": emitted, "effect": "emitted_energy",
             "territory": "france", "direct": True},
            {"name": "avoided", "scope": "cycle", "unit": "kgCO2e", "formula": avoided, "effect": "avoided_manufacture",
             "territory": "abroad", "direct": False}],
        "discounts": dict.fromkeys(methodology.DISCOUNTS, "none"),
        "vectors": [{"name": "a collection", "facts": facts,
                     "events": [{"facts": {"event.kind": "collection", "event.country": "FR"},
                                 "steps": {"emitted": "1"}}]}],
    }


class Told(Case):
    def test_amounts_are_told_apart_by_whether_parts_were_fitted_until_then(self):
        self.open()
        self.submit(event("collection", "2025-01-10", legs=[{"mode": "van", "distance_km": 100}]),
                    event("reconditioning", "2025-01-11", energy_kwh=1),
                    event("reconditioning", "2025-01-12", parts=[{"part": "battery", "quantity": 1, "origin": "new"}]),
                    event("resale", "2025-02-01"))
        rows = {row["labels"]["reconditioning"]: row for row in self.tally("reconditioning")["rows"]}
        self.assertEqual(sorted(rows), ["full", "light", "none"])
        self.assertEqual({name: row["cycles"]["credited"] for name, row in rows.items()}, {"full": 1, "light": 0, "none": 0})
        self.assertEqual(rows["light"]["sums"]["emitted"], "0.0519")
        self.assertEqual(rows["full"]["sums"]["emitted"], "2")
        self.submit(event("return", "2025-03-01"))
        rows = {row["labels"]["reconditioning"]: row for row in self.tally("reconditioning")["rows"]}
        self.assertEqual(rows["none"]["cycles"]["open"], 1)
        self.assertEqual(rows["full"]["sums"]["avoided"], "0")

    def test_a_method_may_credit_what_is_on_french_territory_alone(self):
        story = (event("collection", "2025-01-10"), event("reconditioning", "2025-01-11", energy_kwh=1),
                 event("resale", "2025-02-01"), event("collection", "2025-03-01"))
        document = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
        self.open(document)
        self.submit(*story)
        everywhere = self.tally()["sums"]
        self.open(document | {"credited_territory": "france"})
        self.submit(*story)
        sums = self.tally()["sums"]
        self.assertNotEqual(everywhere["avoided"], "0")
        self.assertEqual((sums["avoided"], sums["given_back"], sums["emitted"]), ("0", "0", everywhere["emitted"]))
        self.report()
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)


class SecondEdition(Case):
    def test_both_tally_the_small_sample_under_the_second_edition_of_the_reference(self):
        document = METHODOLOGY.with_name("reconditioning-reference-2.0.json")
        categories = json.loads(document.read_text(encoding="utf-8"))["tables"]["manufacture"]["rows"]
        self.registry = LabelledRegistry(pathlib.Path(tempfile.mkdtemp(dir=self.folder)), document,
                                         {"existing_practice": dict.fromkeys(categories, 3)})
        self.registry.submit(HERE.parents[1] / "samples/small.ndjson")
        self.agree_on_tallies(self.registry.path)
        self.report()
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)


class Limits(Case):
    TURNS = 'if(event.kind = "collection", one, if(event.kind = "reconditioning", -one, one - one))'

    def test_vintages_do_not_depend_on_what_rows_are_told_apart_by(self):
        """Amounts that cancel exactly within a month, while the participant gains an approval between them."""
        self.open(plain_methodology(self.TURNS, "one - one"))
        self.submit(event("collection", "2025-03-02"), event("reconditioning", "2025-03-20"))
        document = self.folder / "document"
        document.write_text("a document", encoding="utf-8")
        self.registry.run("participant", "approve", COLLECTOR, "--scheme", "b_corp", "--issuer", "B Lab", "--reference", "1",
                          "--issued", "2025-03-10", "--expires", "2026-03-10", "--evidence", document, "--key",
                          self.registry.developer)
        whole, apart = self.tally(), self.tally("approval")
        self.assertEqual((whole["vintages"], apart["vintages"]), ([], []))
        self.assertEqual([row["sums"]["emitted"] for row in apart["rows"]], ["-1", "1"])

    def test_a_vintage_has_no_more_units_than_an_integer_of_the_formats(self):
        period = "2025-03-10/2026-01-01"    # without the collection, which emits
        for avoided, units in (("most", 2**53 - 1), ("most + 0.000000001 * one", None)):
            self.open(plain_methodology('if(event.kind = "collection", one, one - one)', avoided))
            self.submit(event("collection", "2025-03-02"), event("reconditioning", "2025-03-20"),
                        event("resale", "2025-04-01"))
            code, _ = self.agree_on_tally(self.registry.path, "DEMO", period)
            answer = tally_of_program(self.registry.path, "DEMO", period, "")[1]
            if units is None:
                self.assertEqual((code, answer["error"]["obstacle"]), (2, "arithmetic"))
            else:
                self.assertEqual((code, answer["tally"]["vintages"][0]["units"]), (0, units))


if __name__ == "__main__":
    unittest.main()
