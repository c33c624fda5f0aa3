#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The public pages and the verifier in a real browser, the system's Chromium, held to WCAG 2.2 AA by axe."""
import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
import unittest

import program
from proven import serial
from test_explorer import COMPANY, HOSTILE, Published

BROWSER = program.ROOT / "tests/texts/verifier/browser.mjs"
CHROMIUM = shutil.which("chromium")

class Served(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        pass


class Browser(Published):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packages = program.npm("browser", "playwright-core", "axe-core")

    def setUp(self):
        super().setUp()
        self.publish()
        self.addCleanup(self.serve(self.public))
        self.verifier = self.elsewhere.folder / "verifier.html"
        self.elsewhere.text(0, "verifier", "--output", self.verifier)

    def serve(self, folder):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Served, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}/"

        def stop():
            server.shutdown()
            server.server_close()

        return stop

    def browse(self, **question):
        question |= {"chromium": CHROMIUM, "log_key": self.key, "shots": os.environ.get("LCL_SHOTS")}
        done = subprocess.run(["node", BROWSER, self.packages, json.dumps(question, default=str)], capture_output=True, text=True,
                              check=False, timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["faults"], [])
        return answer

    def step(self, **more):
        return {"certifier": self.certifier, "address": self.address} | more

    def file_step(self, **more):
        return {"certifier": self.certifier} | more

    def test_everybody_can_read_the_pages_and_none_runs_anything(self):
        below = f"at/{self.place.size()}"
        pages = ["index.html", *(f"{below}/{page}.html" for page in (
            "en/index", "fr/projects", "en/project/DEMO", "fr/project/EVIL1", "en/units", "fr/participants",
            f"en/participant/{COMPANY}", "fr/methodologies", "en/log", "fr/checkpoint"))]
        answer = self.browse(pages=[self.address + page for page in pages] + [(self.public / pages[3]).as_uri()])
        self.assertEqual((answer["violations"], answer["sideways"]), ([], []))

    def test_what_is_searched_for_is_found_and_leads_to_its_page(self):
        below = f"{self.address}at/{self.place.size()}"
        device = self.device()
        events = [each["entry"]["seq"] for each in self.answer("log", 0, "log")["entries"]
                  if device in [each["entry"].get("device"), *each["entry"].get("also", [])]]
        units = serial("DEMO", 1, 2)
        asked = ["demo", units, device.upper(), "3", str(self.place.size()), HOSTILE, "0" * 32]
        answer = self.browse(pages=[f"{below}/en/search.html"], searches=[{"address": f"{below}/en/search.html", "asked": asked},
                                                                         {"address": f"{below}/fr/search.html", "asked": [units]}])
        self.assertEqual((answer["violations"], answer["sideways"]), ([], []))
        project, held, of_device, entry, *unknown, french = answer["searches"]
        self.assertEqual(project["links"], [["Project DEMO", f"{below}/en/project/DEMO.html"]])
        self.assertEqual(held["links"], [[f"{units}: retired", f"{below}/en/units.html"]])
        self.assertEqual([text for text, _ in of_device["links"]], [f"Entry {seq}" for seq in events])
        self.assertEqual(entry["links"], [["Entry 3", f"{below}/en/log.html"]])
        for each, name in zip(unknown, asked[4:], strict=True):
            self.assertEqual((each["text"], each["links"]), (f"The registry has nothing called {name}.", []))
        self.assertEqual(french["links"], [[f"{units}: retirées", f"{below}/fr/units.html"]])

    def test_the_index_of_devices_has_every_event_under_each_of_its_pseudonyms(self):
        written = []
        for file in sorted((self.public / "search/0").glob("*.txt")):
            lines = file.read_text(encoding="utf-8").splitlines()
            written += [(file.stem + rest, int(seq)) for rest, seq in (line.split(" ") for line in lines)]
        entries = [each["entry"] for each in self.answer("log", 0, "log")["entries"]]
        named = [(device, each["seq"]) for each in entries if "device" in each
                 for device in [each["device"], *each.get("also", [])]]
        self.assertEqual(sorted(written), sorted(named))
        self.assertGreater(len(named), 10)

    def spoilt(self, name, path, old, new):
        """A copy of the folder in which one file says something else."""
        copy = self.elsewhere.folder / name
        shutil.copytree(self.public, copy)
        (file,) = [each for each in copy.glob(path) if each.is_file()]
        content = file.read_bytes()
        self.assertIn(old, content)
        file.write_bytes(content.replace(old, new, 1))
        return self.file_step(folder=copy)

    def test_the_verifier_proves_a_folder_and_says_in_words_what_was_tampered_with(self):
        size = self.place.size()
        older = self.elsewhere.folder / "older"
        shutil.copytree(self.public, older)
        tile = next(each for each in (self.public / "tile/0").rglob("*") if each.is_file()).read_bytes()[:32]
        tampered = {
            "wrong_root": self.spoilt("tile", "tile/0/000.p/*", tile, bytes(32)),
            "not_included": self.spoilt("entry", "statements/000.p/*", b'"kind":"key_granted"', b'"kind":"key_revoked"'),
            "wrong_payload": self.spoilt("payload", "statements/000.p/*", b'"role":"developer"', b'"role":"certifier"'),
            "wrong_checkpoint_signature": self.spoilt("checkpoint", "checkpoint", b"\n%d\n" % size, b"\n%d\n" % (size - 1)),
        }
        proof = self.file_step(proof=self.prove("units.retirement", "--retirement", serial("DEMO", 1, 2)))
        self.act("participant", "withdraw", COMPANY, "--reason", "moved", by="developer")
        self.publish()
        steps = [*tampered.values(), self.step(certifier="0" * 64), self.step(), self.file_step(folder=older), proof,
                 self.step(ask=serial("DEMO", 1, 2)), self.step(ask=self.device())]
        answer = self.browse(verifier=self.verifier, steps=steps, examined=[steps[0], steps[-2], proof])
        self.assertEqual((answer["violations"], answer["sideways"]), ([], []))
        self.assertEqual([each["word"] for each in answer["answers"]],
                         [*tampered, "wrong_certifier", "", "older_log", "", "", ""])
        proven, old, retired, units, device = [each["text"] for each in answer["answers"][-5:]]
        for sentence in ("The keys lead to the certifier", "This page has not seen the log before", serial("DEMO", 1, 2), HOSTILE,
                         "What the pages state of projects and units is what these statements come to"):
            self.assertIn(sentence, proven)
        self.assertIn("an older log: it has", old)
        self.assertIn("are retired, for good", retired)
        self.assertIn("It extends the log of", units)
        self.assertIn("units retired", units)
        self.assertIn("resale, is the log’s", device)

    def test_in_french_too(self):
        steps = [{"certifier": self.certifier, "address": self.address}, {"certifier": "0" * 64, "address": self.address}]
        proven, refuted = self.browse(verifier=self.verifier, steps=steps, locale="fr-FR")["answers"]
        for sentence in ("Les clés mènent à l’autorité dont vous avez donné l’empreinte.", "Sur quoi les unités ont été délivrées",
                         "labellisé", "retirées", "que les kilogrammes suivent des événements"):
            self.assertIn(sentence, proven["text"])
        self.assertIn(f"une autre autorité : l’entrée 0 nomme celle dont l’empreinte est {self.certifier}.", refuted["text"])

    def test_the_verifier_is_used_with_the_keyboard_alone(self):
        (answer,) = self.browse(verifier=self.verifier, steps=[self.step(by_keyboard=True)])["answers"]
        self.assertIn("The keys lead to the certifier", answer["text"])

    def test_an_address_at_which_nothing_answers_is_told(self):
        (answer,) = self.browse(verifier=self.verifier, steps=[self.step(address="http://127.0.0.1:1/")])["answers"]
        self.assertEqual(answer["word"], "no_answer")
        self.assertIn("127.0.0.1:1 does not answer", answer["text"])

    def test_a_page_datum_that_was_changed_is_told_beside_what_is_proven(self):
        size = self.place.size()
        datum = self.spoilt("datum", f"at/{size}/state.json", b'"state":"retired"', b'"state":"assigned"')
        (answer,) = self.browse(verifier=self.verifier, steps=[datum])["answers"]
        self.assertIn(f"the pages state something else of units {serial('DEMO', 1, 2)}", answer["text"])


if __name__ == "__main__":
    unittest.main()
