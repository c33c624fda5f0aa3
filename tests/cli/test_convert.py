#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lcl convert: a generated log, from format to format and back; what is refused, and what is not read."""
import json
import os
import pathlib
import stat
import subprocess
import tempfile
import unittest

import program


class Convert(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def lcl(self, *words, code=0):
        done = program.run("convert", *words, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.out + done.err)
        return done

    def test_a_generated_log_comes_back_from_every_format(self):
        made = subprocess.run([os.environ["LCL_SAMPLE_LOG"], "--devices", "300", "--seed", "7"], capture_output=True,
                              check=True, timeout=60)
        (self.folder / "log.ndjson").write_bytes(made.stdout)
        self.lcl("log.ndjson", "--to", "ndjson", "--output", "plain.ndjson")
        self.lcl("plain.ndjson", "--to", "epcis", "--output", "log.jsonld")
        self.lcl("log.jsonld", "--to", "csv", "--output", "log.csv")
        self.lcl("log.csv", "--to", "ndjson", "--output", "back.ndjson")
        plain = (self.folder / "plain.ndjson").read_bytes()
        self.assertGreater(plain.count(b"\n"), 600)
        self.assertEqual(plain, (self.folder / "back.ndjson").read_bytes())
        document = json.loads((self.folder / "log.jsonld").read_text(encoding="utf-8"))
        self.assertEqual(len(document["epcisBody"]["eventList"]), plain.count(b"\n"))
        self.assertEqual(stat.S_IMODE((self.folder / "log.jsonld").stat().st_mode), 0o600)

    def test_what_is_not_read_is_said_with_its_lines(self):
        sample = program.ROOT / "samples/small.jsonld"
        done = self.lcl(sample, "--to", "csv", "--output", "log.csv", "--json")
        self.assertEqual(program.faults("convert", done.out), "")
        answer = json.loads(done.out)
        self.assertEqual(answer["events"], 3)
        self.assertEqual([each["what"] for each in answer["not_read"]],
                         ['member "shop:depositBox"', 'event: bizStep "inspecting"', 'event: bizStep "packing"'])
        done = self.lcl(sample, "--to", "csv", "--output", "again.csv")
        self.assertIn('not read: event: bizStep "packing", 1 time, line 42\n', done.err)

    def test_a_refusal_leaves_no_file(self):
        for sample in ("unknown_epc.jsonld", "imei_check_digit.ndjson"):
            done = self.lcl(program.SAMPLES / sample, "--to", "ndjson", "--output", "log.ndjson", code=1)
            self.assertIn(sample.split(".", maxsplit=1)[0], done.err)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_json_file_is_known_by_its_beginning_and_a_file_that_is_there_stays(self):
        (self.folder / "partner.json").write_bytes((program.ROOT / "samples/small.jsonld").read_bytes())
        self.lcl("partner.json", "--to", "ndjson", "--output", "log.ndjson")
        done = self.lcl("partner.json", "--to", "ndjson", "--output", "log.ndjson", code=2)
        self.assertIn("log.ndjson", done.err)


if __name__ == "__main__":
    unittest.main()
