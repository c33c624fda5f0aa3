#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a log earns is said when it is submitted, and is what the tally says afterwards; what is refused names what
helps; and single devices are corrected without a log, so that nothing is credited twice."""
import decimal
import unittest

from program import InRegistry, event

PHONES = ["350000000000048", "350000000000055", "350000000000063", "350000000000071"]
OPEN_PHONE, OTHERS_PHONE = "490154203237518", "350000000000030"
ERASED = {"data_erasure": {"standard": "Purge"}}


def sale(imei, day="2025-03-01", erasure=ERASED, **resale):
    """A phone that is collected, reconditioned and resold on one day."""
    return (event("collection", imei, f"{day}T08:00:00Z") + event("reconditioning", imei, f"{day}T09:00:00Z", **erasure)
            + event("resale", imei, f"{day}T10:00:00Z", **({"warranty_months": 24} | resale)))


def sale_of(imei, model):
    """A phone of a model."""
    return sale(imei).replace('"category": "smartphone"', f'"category": "smartphone", "model": "{model}"')


class Submitting(InRegistry):
    def setUp(self):
        super().setUp()
        self.by = ("--project", "DEMO", "--key", self.place.developer)
        self.correct = ("correct", "DEMO", "--reason", "a misread label", "--key", self.place.developer)

    def submit(self, text, *more, code=0, name="log.ndjson"):
        self.place.write(name, text)
        return self.answer("submit" if code == 0 else "refused", code, "submit", name, *self.by, *more)

    def tally(self):
        return self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")["tally"]

    def avoided(self):
        return decimal.Decimal(self.tally()["sums"]["avoided"])

    def words(self, answer):
        return [each["word"] for each in answer["refused"]]


class Earnings(Submitting):
    def test_they_are_what_the_tally_says_afterwards_with_the_reasons_and_lines_of_the_rest(self):
        log = (sale(PHONES[0]) + sale(PHONES[1], erasure={}) + sale(PHONES[2], warranty_months=6)
               + event("collection", PHONES[3], "2025-03-02T08:00:00Z"))
        before = self.avoided()
        tried = self.submit(log, "--dry-run")["earnings"]
        earned = self.submit(log)["earnings"]
        self.assertEqual(tried, earned)
        self.assertEqual((earned["credited"], earned["resales"], earned["open"]), (1, 3, 1))
        self.assertEqual(decimal.Decimal(earned["avoided_kg_co2e"]), self.avoided() - before)
        self.assertEqual({each["reason"]: each["lines"] for each in earned["not_credited"]},
                         {"data_not_erased": [6], "warranty_too_short": [9]})
        looked_at = {each["reason"]: each["decided_by"] for each in earned["not_credited"]}
        self.assertIn("warranty_months of the resale is 6", looked_at["warranty_too_short"])
        self.assertIn("data_erasure.standard", looked_at["data_not_erased"])

    def test_of_several_lines_the_first_is_said_to_be_what_is_told_of(self):
        self.place.write("log.ndjson", sale(PHONES[0], warranty_months=6) + sale(PHONES[1], erasure={})
                         + sale(PHONES[2], warranty_months=3))
        said = self.place.lcl("submit", "log.ndjson", *self.by, "--dry-run").out
        self.assertIn("lines 3, 9; the first: warranty_months of the resale is 6", said)
        self.assertIn("line 6: category of the collection is smartphone; data_erasure.standard", said)

    def test_a_device_that_was_collected_before_is_judged_by_all_that_is_recorded(self):
        lines = sale(PHONES[0]).splitlines(keepends=True)
        self.submit(lines[0])
        self.submit(lines[1])
        before = self.avoided()
        earned = self.submit(lines[2])["earnings"]
        self.assertEqual((earned["credited"], earned["open"]), (1, 0))
        self.assertEqual(decimal.Decimal(earned["avoided_kg_co2e"]), self.avoided() - before)
        back = self.submit(event("return", PHONES[0], "2025-03-05T08:00:00Z"))["earnings"]
        self.assertEqual((back["taken_back"], back["taken_back_kg_co2e"]), (1, earned["avoided_kg_co2e"]))
        self.assertEqual(self.avoided(), before)
        again = self.submit(event("resale", PHONES[0], "2025-03-06T08:00:00Z", warranty_months=6))["earnings"]
        self.assertEqual((again["credited"], again["not_credited"][0]["reason"]), (0, "warranty_too_short"))

    def test_strict_refuses_what_earns_nothing_and_accept_valid_leaves_it_out(self):
        log = sale(PHONES[0]) + sale(PHONES[1], country="BE")
        refused = self.submit(log, "--strict", code=1)
        self.assertEqual([(each["line"], each["word"]) for each in refused["refused"]], [(6, "earns_nothing")])
        self.assertIn("country of the resale is BE", refused["refused"][0]["message"])
        taken = self.submit(log, "--strict", "--accept-valid", "left.ndjson")
        self.assertEqual((taken["earnings"]["credited"], taken["earnings"]["open"], taken["summary"]["refused"]), (1, 1, 1))

    def test_what_may_be_a_slip_is_counted_by_kind_and_changes_no_exit_code(self):
        warned = {(each["word"], each["field"]): each for each in self.submit(sale_of(PHONES[0], "Galaxy S21"))["warnings"]}
        self.assertEqual(warned["model_not_listed", "model"]["found"], "Galaxy S21")
        self.assertEqual(warned["model_not_listed", "model"]["line"], 1)
        self.assertEqual(warned["quantity_unstated", "mass_kg"]["count"], 1)

    def test_each_model_that_is_not_listed_is_told_of_with_the_listed_one_in_it(self):
        log = sale_of(PHONES[0], "iPhone 11 64GB noir") + sale_of(PHONES[1], "smartphone") + sale_of(PHONES[2], "smartphone") \
            + sale_of(PHONES[3], "iPhone 11 64 Go")
        told = [(each["found"], each["count"], each["line"], each["meant"])
                for each in self.submit(log, "--dry-run")["warnings"] if each["word"] == "model_not_listed"]
        self.assertEqual(told, [("smartphone", 2, 4, ""), ("iPhone 11 64GB noir", 1, 1, "iPhone 11 64 GB")])
        said = self.place.lcl("submit", "log.ndjson", *self.by, "--dry-run")
        self.assertIn('the methodology lists no model "iPhone 11 64GB noir", which may count for less; it lists "iPhone 11 64 GB"',
                      said.out + said.err)

    def test_of_many_models_that_are_not_listed_twenty_are_told_of_and_the_rest_together(self):
        phones = [f"35000000{number:06}" for number in range(100, 125)]
        log = "".join(event("collection", phone, "2025-03-01T08:00:00Z", model=f"Phone {number}")
                      for number, phone in enumerate(phones))
        told = [each for each in self.submit(log, "--dry-run")["warnings"] if each["word"] == "model_not_listed"]
        self.assertEqual(len(told), 21)
        self.assertEqual((told[0]["found"], told[0]["count"], told[0]["line"]), ("", 5, 21))


class Refusals(Submitting):
    def test_a_log_that_is_newest_first_is_one_refusal(self):
        lines = [line for number, phone in enumerate(PHONES)
                 for line in sale(phone, f"2025-03-{20 - number:02}").splitlines(keepends=True)[::-1]]
        refused = self.submit("".join(lines), code=1)
        self.assertEqual(self.words(refused), ["newest_first"])
        self.assertEqual(refused["refused_count"], 1)
        self.submit("".join(reversed(lines)))

    def test_a_second_collection_is_told_in_a_log_that_is_newest_first(self):
        lines = [line for number, phone in enumerate(PHONES)
                 for line in sale(phone, f"2025-03-{20 - number:02}").splitlines(keepends=True)[::-1]]
        refused = self.submit("".join([*lines[:3], lines[2].replace('"consumer"', '"business"'), *lines[3:]]), code=1)
        self.assertEqual(sorted(self.words(refused)), ["cycle_already_open", "newest_first"])

    def test_a_device_of_another_project_is_not_led_to_correct(self):
        refused = self.submit(event("resale", OTHERS_PHONE, "2027-03-01T08:00:00Z", warranty_months=24), code=1)["refused"]
        self.assertNotIn("is this line to change that one?", "".join(each["message"] for each in refused))

    def test_faults_are_counted_by_word(self):
        log = "".join(event("collection", phone, "2025-03-01T08:00:00Z", category="téléphone") for phone in PHONES)
        refused = self.submit(log + "{}\n", code=1)
        self.assertIn({"count": 4, "line": 1, "word": "unknown_category"}, refused["faults"])
        self.assertIn("smartphone, ", refused["refused"][0]["message"])
        said = self.place.lcl("submit", "log.ndjson", *self.by).err
        self.assertRegex(said, r"(?m)^ *4  × unknown_category \(first: line 1\)$")

    def test_a_changed_copy_of_what_is_recorded_is_led_to_correct(self):
        self.submit(sale(PHONES[0]))
        refused = self.submit(sale(PHONES[0], country="BE"), code=1)["refused"][0]
        self.assertEqual((refused["word"], refused["line"]), ("resale_before_reconditioning", 3))
        self.assertIn("is this line to change that one?", refused["message"])
        self.assertIn("lcl correct", refused["remedy"])
        corrected = self.answer("correct", 0, *self.correct[:2], "log.ndjson", *self.correct[2:])["earnings"]
        self.assertEqual((corrected["taken_back"], corrected["credited"]), (1, 0))


class SingleDevices(Submitting):
    def test_a_wrong_identifier_is_exchanged_and_nothing_is_credited_twice(self):
        self.submit(sale(PHONES[0], reference="CMD-7"))
        before = self.tally()
        words = (*self.correct, "--rename", f"{PHONES[0]}={PHONES[1]}")
        tried = self.answer("correct", 0, *words, "--dry-run")
        self.assertEqual((tried["correction"]["voids"], tried["correction"]["events"]), (3, 3))
        self.assertEqual(self.tally(), before)
        shown = self.place.lcl(*words, "--dry-run").out
        self.assertEqual((shown.count("  void "), shown.count("  record  anew ")), (3, 3))
        done = self.answer("correct", 0, *words)["earnings"]
        self.assertEqual((done["taken_back"], done["credited"]), (1, 1))
        self.assertEqual(done["taken_back_kg_co2e"], done["avoided_kg_co2e"])
        self.assertEqual(self.tally()["cycles"], before["cycles"])
        self.assertEqual(self.words(self.answer("refused", 1, *words)), ["void_of_unknown_event"])
        self.assertEqual(self.place.lcl("verify").returncode, 0)

    def test_two_devices_change_their_names_in_one_submission(self):
        self.submit(sale(PHONES[0]) + sale(PHONES[1], "2025-04-01", country="BE"))
        before = self.tally()["cycles"]
        self.answer("correct", 0, *self.correct, "--rename", f"{PHONES[0]}={PHONES[1]}", "--rename", f"{PHONES[1]}={PHONES[0]}")
        self.assertEqual(self.tally()["cycles"], before)
        self.assertEqual(self.place.lcl("verify").returncode, 0)

    def test_a_device_takes_no_name_under_which_another_is_recorded(self):
        self.submit(sale(PHONES[0], "2025-01-20"))
        size = self.place.size()
        for name, word in ((OPEN_PHONE, "out_of_order"), (OTHERS_PHONE, "device_of_another_project"),
                           (PHONES[0], "void_of_unknown_event")):
            refused = self.answer("refused", 1, *self.correct, "--rename", f"{PHONES[0]}={name}")
            self.assertIn(word, self.words(refused), name)
        self.assertEqual(self.words(self.answer("refused", 1, *self.correct, "--rename", f"{PHONES[0]}=1")), ["junk_identifier"])
        self.answer("refused", 1, *self.correct, "--rename", f"{OTHERS_PHONE}={PHONES[1]}")
        self.assertEqual(self.place.size(), size)

    def test_a_device_that_never_was_is_removed(self):
        before = self.tally()["cycles"]
        self.submit(sale(PHONES[0]))
        done = self.answer("correct", 0, *self.correct, "--remove", PHONES[0])
        self.assertEqual((done["correction"]["voids"], done["correction"]["events"]), (3, 0))
        self.assertEqual((done["earnings"]["taken_back"], done["earnings"]["credited"]), (1, 0))
        self.assertEqual(self.tally()["cycles"], before)
        self.answer("refused", 1, *self.correct, "--remove", PHONES[0])
        self.submit(sale(PHONES[0]))

    def test_one_field_is_put_right(self):
        self.submit(sale(PHONES[0], warranty_months=6))
        words = (*self.correct, "--device", PHONES[0], "--field")
        done = self.answer("correct", 0, *words, "warranty_months=24")
        self.assertEqual((done["correction"]["voids"], done["earnings"]["credited"]), (1, 1))
        self.assertEqual(self.answer("correct", 0, *words, "warranty_months=24")["correction"]["unchanged"], 1)
        for field, word in (("warranty_months=x", "malformed_number"), ("country=DE", "unknown_field"),
                            ("device.imei=1", "unknown_field"), ("legs=van:1", "unknown_field"), ("nothing=1", "unknown_field")):
            self.assertEqual(self.words(self.answer("refused", 1, *words, field)), [word], field)
        resale = done["entries"]["to"]
        abroad = self.answer("correct", 0, *words, "country=DE", "--entry", resale)
        self.assertEqual((abroad["earnings"]["taken_back"], abroad["earnings"]["credited"]), (1, 0))

    def test_a_second_identifier_is_not_lost_when_a_fact_is_put_right(self):
        twice = sale(PHONES[0]).replace(f'"imei": "{PHONES[0]}"', f'"imei": "{PHONES[0]}", "imei2": "{PHONES[1]}"')
        self.submit(twice)
        words = (*self.correct, "--device", PHONES[0], "--field")
        refused = self.answer("refused", 1, *words, "holder=business")["refused"][0]
        self.assertEqual((refused["word"], refused["field"]), ("missing_identifier", "--device"))
        self.assertIn("corrected log", refused["message"])
        self.answer("correct", 0, *words, "warranty_months=36")
        second = self.submit(event("collection", PHONES[1], "2025-03-01T08:00:00Z"))
        self.assertEqual(second["summary"]["skipped"], 1)
        self.place.write("log.ndjson", twice.replace('"consumer"', '"business"').replace('"warranty_months": 24',
                                                                                         '"warranty_months": 36'))
        done = self.answer("correct", 0, *self.correct[:2], "log.ndjson", *self.correct[2:])
        self.assertEqual((done["correction"]["voids"], done["earnings"]["credited"]), (3, 1))
        second = self.submit(event("collection", PHONES[1], "2025-03-01T08:00:00Z", holder="business"))
        self.assertEqual(second["summary"]["skipped"], 1)
        self.assertEqual(self.place.lcl("verify").returncode, 0)

    def test_another_pepper_is_named_before_devices_are_looked_for(self):
        self.submit(sale(PHONES[0]))
        pepper = self.place.registry / "pepper.key"
        own = pepper.read_text(encoding="utf-8")
        pepper.write_text("0" * 64 + "\n", encoding="utf-8")
        for more in (("--rename", f"{PHONES[0]}={PHONES[1]}"), ("--remove", PHONES[0]),
                     ("--device", PHONES[0], "--field", "grade=A")):
            self.assertEqual(self.words(self.answer("refused", 1, *self.correct, *more)), ["wrong_pepper"], more)
        pepper.write_text(own, encoding="utf-8")

    def test_the_void_of_a_return_gives_again_what_it_took(self):
        first = self.submit(sale(PHONES[0]))["earnings"]
        returned = self.submit(event("return", PHONES[0], "2025-03-05T08:00:00Z"))
        undone = self.submit(event("void", PHONES[0], "2025-03-06T08:00:00Z", voids=returned["entries"]["to"],
                                   reason="never came back"))["earnings"]
        self.assertEqual((undone["resales"], undone["credited"], undone["given_again"]), (0, 0, 1))
        self.assertEqual(undone["given_again_kg_co2e"], first["avoided_kg_co2e"])
        self.assertEqual(undone["avoided_kg_co2e"], "0")

    def test_one_way_to_say_what_is_right_is_asked_for(self):
        for more in ((), ("--rename", "1=2", "--remove", "3"), ("log.ndjson", "--remove", PHONES[0]), ("--field", "grade=A"),
                     ("--remove", PHONES[0], "--entry", "3"), ("--rename", PHONES[0])):
            self.answer("error", 2, *self.correct, *more)


if __name__ == "__main__":
    unittest.main()
