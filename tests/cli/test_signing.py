#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A developer signs what its own log says: what an operator puts into a staged file, or leaves out, is noticed before it
is signed."""
import unittest

import program
from program import event

NEW_PHONE = "350000000000048"


class Signing(program.InRegistry):
    def done(self, *words, code=0, **more):
        done = self.place.lcl(*words, **more)
        self.assertEqual(done.returncode, code, f"{words}\n{done.out}{done.err}")
        return done

    def path(self, name):
        return self.place.folder / name

    def lines(self):
        return [event("collection", NEW_PHONE, "2025-03-01T09:00:00Z", reference="batch 7"),
                event("collection", "350000000000055", "2025-03-02T09:00:00Z", mass_kg="0.2"),
                event("reconditioning", NEW_PHONE, "2025-03-03T09:00:00Z"),
                event("resale", NEW_PHONE, "2025-03-04T09:00:00Z")]

    def staged_of(self, lines):
        """What an operator prepares of `lines`, and what the developer is told who holds it against its own log."""
        self.path("staged").unlink(missing_ok=True)
        self.place.write("theirs.ndjson", "".join(lines))
        self.done("submit", "prepare", "theirs.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        self.place.write("own.ndjson", "".join(self.lines()))
        words = ("submit", "sign", "staged", "--log", "own.ndjson", "--key", str(self.place.developer))
        before = self.path("staged").read_bytes()
        done = self.place.lcl(*words)
        if done.returncode != 0:
            self.assertEqual(self.path("staged").read_bytes(), before)
            self.assertEqual(self.answer("submit-sign", 1, *words)["difference_count"] > 0, True)
        return done

    def test_a_staged_file_that_holds_the_own_log_is_signed(self):
        done = self.staged_of(self.lines())
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("the same events, in the same order, as in own.ndjson", done.out)
        self.done("submit", "commit", "staged")

    def test_an_event_added_to_a_staged_file_is_not_signed(self):
        invented = event("collection", "350000000000063", "2025-03-02T12:00:00Z")
        for at in range(5):
            lines = self.lines()
            lines.insert(at, invented)
            done = self.staged_of(lines)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.err, f"event {at + 1}: collection of 2025-03-02T12:00:00.000Z is in the staged file and "
                                       "not in own.ndjson\n1 difference; nothing was signed\n")

    def test_an_event_left_out_of_a_staged_file_is_noticed(self):
        done = self.staged_of(self.lines()[:1] + self.lines()[2:])
        self.assertEqual((done.returncode, done.err),
                         (1, "own.ndjson:2: collection of 2025-03-02T09:00:00.000Z is in the log and not in the staged "
                             "file\n1 difference; nothing was signed\n"))

    def test_a_fact_altered_in_a_staged_file_is_not_signed(self):
        lines = self.lines()
        lines[1] = lines[1].replace('"0.2"', '"0.30"')
        lines[0] = lines[0].replace("batch 7", "batch 8")
        done = self.staged_of(lines)
        self.assertEqual((done.returncode, done.err),
                         (1, 'own.ndjson:1: reference of event 1: "batch 7" in the log, "batch 8" in the staged file\n'
                             'own.ndjson:2: mass_kg of event 2: "0.2" in the log, "0.3" in the staged file\n'
                             "2 differences; nothing was signed\n"))

    def test_events_in_another_order_are_not_signed(self):
        lines = self.lines()
        self.assertEqual(self.staged_of([lines[1], lines[0], *lines[2:]]).returncode, 1)

    def test_an_event_of_another_device_is_not_signed(self):
        lines = self.lines()
        done = self.staged_of(lines[:2] + [line.replace(NEW_PHONE, "350000000000055") for line in lines[2:]])
        self.assertEqual(done.returncode, 1)
        self.assertIn("own.ndjson:3: device of event 3: ", done.err)

    def test_a_staged_file_whose_events_are_not_those_to_be_signed_is_refused(self):
        self.staged_of(self.lines()[:1])
        text = self.path("staged").read_text(encoding="utf-8").splitlines(True)
        for changed in (text + text[1:4], [text[0], *text[1:2], text[2].replace("consumer", "business"), text[3]]):
            self.path("staged").write_text("".join(changed), encoding="utf-8")
            said = self.done("submit", "sign", "staged", "--key", self.place.developer, code=1).err
            self.assertIn("manifest_mismatch", said)

    def test_without_a_log_a_summary_is_shown_and_that_nothing_was_compared(self):
        self.place.write("log.ndjson", "".join(self.lines()))
        self.done("submit", "prepare", "log.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        words = ("submit", "sign", "staged", "--key", str(self.place.developer))
        done = self.done(*words)
        self.assertIn("  events        4: 2 collection, 1 reconditioning, 1 resale\n  devices       2\n"
                      "  dates         2025-03-01 to 2025-03-04\n  participants  03571592900010\n", done.out)
        self.assertIn("not compared with your own log", done.err)
        content = self.answer("submit-sign", 0, *words)
        self.assertEqual((content["compared"], content["content"]["events"]), (False, 4))

    def test_a_staged_files_escape_sequences_are_not_obeyed(self):
        self.place.write("log.ndjson", event("collection", NEW_PHONE, "2025-03-01T09:00:00Z", reference="batch 7"))
        self.done("submit", "prepare", "log.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub",
                  "--output", "staged")
        text = self.path("staged").read_bytes()
        for found, escape in ((b"registry.example/", b"registry\x1b[2J/"), (b'"project":"DEMO"', b'"project":"\x1b[2J"'),
                              (b'"count":1', b'"count":"\xe2\x80\xae"')):
            self.path("staged").write_bytes(text.replace(found, escape))
            done = self.place.lcl("submit", "sign", "staged", "--key", self.place.developer)
            self.assertNotEqual(done.returncode, 0)
            self.assertNotIn("\x1b", done.out + done.err)
            self.assertNotIn("\u202e", done.out + done.err)


if __name__ == "__main__":
    unittest.main()
