#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Corrections from afar: the same answer as at the registry, and nothing signed that was not asked for."""
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import unittest

import program
from from_afar import FromAfar
from life import console, log_of

WRONG, RIGHT, OTHER = "Maker:C00000", "Maker:C00777", "Maker:C00001"
REASON = ("--reason", "a slip")
PREPARED = "/v1/preparations/"


class FromAfarCorrected(FromAfar):
    DEVICES = 3

    def reach(self):
        self.submit(console(number, reference=f"sale {number}") for number in range(self.DEVICES))

    def setUp(self):
        super().setUp()
        self.developer = self.party("developer")

    def corrects(self, *words, code=0):
        return self.does(self.developer, "correct", "DEMO", *words, *REASON, "--key", "own.pem", code=code)

    def answers(self, words, *more):
        """What is answered from afar and at the registry, of a correction that is not recorded."""
        call = ("correct", "DEMO", *words, *REASON, "--dry-run", *more, "--key")
        return self.developer.json(*call, "own.pem"), self.place.json(*call, self.by("developer")[1])

    def write(self, name, text):
        self.place.write(name, text)
        return self.developer.write(name, text)

    def corrected_log(self):
        return self.write("right.ndjson", log_of([console(0, warranty_months=24), console(1)]))

    def sound(self):
        self.assertTrue(self.answer("verify", 0, "verify")["sound"])


class TheSameAsAtHome(FromAfarCorrected):
    def same(self, *words):
        there, here = self.answers(words)
        self.assertEqual(there, here)
        self.assertEqual(there[0], 0, there)
        self.assertEqual(program.faults("correct", json.dumps(there[1])), "")
        return there[1]

    def test_every_way_to_correct_answers_as_at_the_registry(self):
        self.corrected_log()
        for words, voids, events in ((("right.ndjson",), 1, 1), (("--remove", WRONG), 3, 0), (("--rename", f"{WRONG}={RIGHT}"), 3, 3),
                                     (("--device", WRONG, "--field", "warranty_months=24"), 1, 1)):
            with self.subTest(words):
                correction = self.same(*words)["correction"]
                self.assertEqual((correction["voids"], correction["events"]), (voids, events))
        self.write("same.ndjson", log_of([console(1, reference="sale 1")]))
        self.assertEqual(self.same("same.ndjson")["correction"]["unchanged"], 1)

    def test_every_way_to_correct_records_what_it_says(self):
        self.corrected_log()
        before = self.place.size()
        self.assertIn("1 void and 1 event", self.corrects("right.ndjson").out)
        self.assertEqual(self.place.size(), before + 3)
        self.assertIn("nothing differs", self.corrects("right.ndjson").out)
        self.corrects("--device", WRONG, "--field", "warranty_months=36")
        self.corrects("--rename", f"{WRONG}={RIGHT}")
        self.corrects("--remove", RIGHT)
        self.assertEqual(self.place.size(), before + 3 + 3 + 7 + 4)
        self.assertIn("nothing stands for", self.corrects("--remove", RIGHT, code=1).err)
        self.sound()

    def test_two_devices_change_their_names(self):
        before = self.place.size()
        self.corrects("--rename", f"{WRONG}={OTHER}", "--rename", f"{OTHER}={WRONG}")
        self.assertEqual(self.place.size(), before + 13)
        self.sound()

    def test_what_was_private_stays_on_record(self):
        self.corrects("--rename", f"{WRONG}={RIGHT}")
        with sqlite3.connect(self.place.registry / "ledger.db") as ledger:
            parts = [part for part, in ledger.execute("SELECT private FROM entries WHERE private IS NOT NULL")]
        self.assertEqual(sum(b"sale 0" in bytes(part, "utf-8") if isinstance(part, str) else b"sale 0" in part for part in parts), 2)

    def test_a_correction_is_prepared_here_signed_there_and_recorded(self):
        self.corrected_log()
        self.does(self.developer, "key", "session", "session.pem", "--key", "own.pem", "--origin", self.origin())
        before = self.place.size()
        self.does(self.developer, "correct", "DEMO", "right.ndjson", *REASON, "--signer", "own.pem.pub", "--prepare", "staged", "--session",
                  "session.pem")
        self.does(self.developer, "submit", "sign", "staged", "--key", "own.pem")
        self.does(self.developer, "submit", "commit", "staged")
        self.assertEqual(self.place.size(), before + 3)
        self.assertIn("nothing differs", self.corrects("right.ndjson").out)

    def test_what_is_refused_is_told_in_the_lines_of_the_log(self):
        right = console(0, warranty_months=24)
        right[1]["occurred_at"] = "2025-03-25T10:00:00Z"
        self.write("right.ndjson", log_of([console(1), right]))
        there, here = self.answers(("right.ndjson",))
        self.assertEqual(there[0], 1)
        told = [[{name: each.get(name) for name in ("word", "line", "field", "message")} for each in answer[1]["refused"]]
                for answer in (there, here)]
        self.assertEqual(*told)

    def test_a_correction_that_is_not_recorded_uses_up_no_upload(self):
        self.corrected_log()
        for _ in range(6):
            self.corrects("right.ndjson", "--dry-run")

    def test_a_device_that_was_collected_under_another_identifier_has_to_be_named_by_that(self):
        phone = [{**each, "device": {"imei": "350000000000048", "manufacturer": "Maker", "serial": "Z1"}} for each in console(9)[:1]]
        self.write("phone.ndjson", log_of([phone]))
        self.done("submit", "phone.ndjson", "--project", "DEMO", *self.by("developer"))
        done = self.corrects("--remove", "Maker:Z1", code=1)
        self.assertIn("was collected under another identifier", done.err)
        self.corrects("--remove", "350000000000048")
        self.sound()


class Cheats(FromAfarCorrected):
    """A registry, or whoever is between, that wants more signed than was asked for."""

    def staged_instead(self, *words):
        """From now on, what another correction would stage comes back."""
        self.done("correct", "DEMO", *words, "--signer", str(self.place.developer) + ".pub", "--prepare", "other.staged")
        other = (self.place.folder / "other.staged").read_bytes()

        def change(method, path, send):
            status, headers, body = send()
            if method == "GET" and path.startswith(PREPARED):
                return status, headers, other
            if method == "POST" and path == "/v1/preparations" and status == 201:
                body = json.dumps(json.loads(body) | {"staged_bytes": len(other)}).encode()
            return status, headers, body

        self.between.change = change

    def nothing_signed(self, said, *words, code=1):
        before = self.place.size()
        done = self.corrects(*words, code=code)
        self.assertIn(said, done.err)
        self.assertNotIn("/signature", "".join(path for _, path, _ in self.between.seen))
        self.assertEqual(self.place.size(), before)

    def test_another_device_s_events_are_not_voided(self):
        self.staged_instead("--remove", OTHER, *REASON)
        self.nothing_signed("nothing was signed", "--remove", WRONG)

    def test_no_event_is_added(self):
        self.staged_instead("--rename", f"{WRONG}={RIGHT}", *REASON)
        self.nothing_signed("another number of events", "--remove", WRONG)

    def test_no_event_is_left_out(self):
        self.staged_instead("--remove", WRONG, *REASON)
        self.nothing_signed("another number of events", "--rename", f"{WRONG}={RIGHT}")

    def test_no_other_fact_is_changed(self):
        self.staged_instead("--device", WRONG, "--field", "warranty_months=36", *REASON)
        self.nothing_signed("warranty_months", "--device", WRONG, "--field", "warranty_months=24")

    def test_no_other_reason_is_given(self):
        self.staged_instead("--remove", WRONG, "--reason", "fraud")
        self.nothing_signed("reason", "--remove", WRONG)

    def test_a_new_name_is_not_another_device(self):
        other = self.opening_of(OTHER)["device"]
        dry_run = self.developer.json("correct", "DEMO", "--rename", f"{WRONG}={RIGHT}", *REASON, "--key", "own.pem", "--dry-run")[1]
        new = dry_run["correction"]["devices"][1]["device"]

        def change(method, path, send):
            status, headers, body = send()
            if method == "GET" and path.startswith(PREPARED):
                body = self.signed_for(body.replace(new.encode(), other.encode()))
            return status, headers, body

        self.between.change = change
        self.nothing_signed("a device that is not recorded would be recorded as device", "--rename", f"{WRONG}={RIGHT}")

    @staticmethod
    def signed_for(staged):
        """The file, with the digest of the manifest that it has."""
        lines = staged.split(b"\n")
        draft = json.loads(lines[0])
        manifest = b"".join(line + b"\n" for line in lines[1::3] if line)
        draft["act"]["digest"] = hashlib.sha256(manifest).hexdigest()
        lines[0] = json.dumps(draft, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode().ljust(len(lines[0]))
        return b"\n".join(lines)

    def opened(self, change_of):
        """From now on, openings come as `change_of` makes them."""

        def change(method, path, send):
            status, headers, body = send()
            if path == "/v1/openings" and status == 200:
                answer = json.loads(body)
                answer["openings"] = change_of(answer["openings"])
                body = json.dumps(answer, sort_keys=True, separators=(",", ":")).encode()
            return status, headers, body

        self.between.change = change

    def opening_of(self, device):
        seen = []

        def keep(openings):
            seen.extend(openings)
            return openings

        self.opened(keep)
        self.corrects("--remove", device, "--dry-run")
        return seen[0]

    def test_another_device_is_not_taken_for_the_one_that_was_named(self):
        other = self.opening_of(OTHER)
        self.opened(lambda openings: [other])
        self.nothing_signed("was collected under another identifier", "--remove", WRONG)

    def test_an_opening_of_no_collection_is_found(self):
        own = self.opening_of(WRONG)
        self.opened(lambda openings: [own | {"seq": own["seq"] + 1}])
        self.nothing_signed("which is no collection of project DEMO", "--remove", WRONG, code=2)

    def test_an_opening_of_what_was_taken_back_is_found(self):
        own = self.opening_of(WRONG)
        self.between.change = lambda method, path, send: send()
        self.corrects("--remove", WRONG)
        self.between.seen.clear()
        self.opened(lambda openings: [own])
        self.nothing_signed("which was taken back", "--remove", WRONG, code=2)

    def test_private_parts_are_not_lost(self):
        self.opened(lambda openings: [each and {name: value for name, value in each.items() if name != "parts"} for each in openings])
        self.nothing_signed("which would be lost", "--rename", f"{WRONG}={RIGHT}", code=2)

    def test_private_parts_are_not_exchanged(self):
        def exchange(openings):
            for each in filter(None, openings):
                for part in each["parts"]:
                    part["private"]["reference"] = "another"
            return openings

        self.opened(exchange)
        self.nothing_signed("another private part than it names", "--rename", f"{WRONG}={RIGHT}", code=2)

    def test_a_device_that_is_hidden_is_not_corrected(self):
        self.opened(lambda openings: [None] * len(openings))
        self.nothing_signed("nothing stands for Maker:C00000", "--remove", WRONG)

    def test_another_party_corrects_nothing_of_the_project(self):
        stranger = self.client()
        stranger.take(self.place.folder / "keys/other-developer.pem")
        before = self.place.size()
        done = self.does(stranger, "correct", "DEMO", "--remove", WRONG, *REASON, "--key", "own.pem", code=2)
        self.assertIn("does not show project DEMO to who asks", done.err)
        self.assertEqual(self.place.size(), before)


class Recorded(FromAfarCorrected):
    def test_of_two_corrections_at_once_one_is_recorded(self):
        other = self.party("developer")
        for client, name in ((self.developer, "one.staged"), (other, "two.staged")):
            self.does(client, "key", "session", "session.pem", "--key", "own.pem", "--origin", self.origin())
            self.does(client, "correct", "DEMO", "--remove", WRONG, *REASON, "--signer", "own.pem.pub", "--prepare", name, "--session",
                      "session.pem")
            self.does(client, "submit", "sign", name, "--key", "own.pem")
        before = self.place.size()
        self.does(self.developer, "submit", "commit", "one.staged")
        self.does(other, "submit", "commit", "two.staged", code=1)
        self.assertEqual(self.place.size(), before + 4)
        self.sound()

    def test_a_correction_whose_answer_was_lost_with_the_server_is_recorded_once(self):
        killed = []

        def change(_method, path, send):
            if killed:
                return None
            answer = send()
            if path.endswith("/signature"):
                os.kill(self.services[-1].running.pid, signal.SIGKILL)
                killed.append(path)
                return None
            return answer

        self.between.change = change
        self.write("right.ndjson", log_of([console(0, warranty_months=24), console(1)]))
        before = self.place.size()
        done = self.corrects("right.ndjson", code=2)
        self.assertIn("it is not known whether", done.err)
        self.between.change = lambda method, path, send: send()
        self.between.to = self.serve(self.place.registry, self.between.url)
        self.assertIn("nothing differs", self.corrects("right.ndjson").out)
        self.assertEqual(self.place.size(), before + 3)
        self.sound()


if __name__ == "__main__":
    unittest.main()
