#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A registry from afar: four machines lead a project's life through its service, and whoever lies on the way is found."""
import json
import shutil
import stat
import subprocess
import unittest

import program
from afar import Between
from from_afar import CONSOLES, SIRET, FromAfar
from life import AUDITOR, DECISION, console, log_of, today


class ALife(FromAfar):
    def test_four_machines_lead_a_project_s_life(self):
        certifier, developer, auditor, town = self.party("certifier"), self.party("developer"), self.client(), self.client()
        self.entry(developer, "project", "notify", "AFAR", "--title", "Led from afar", "--region", "Bretagne", "--commune", "Rennes",
                   "--applicant-standing", "2,000 devices a year", "--notified-on", "2025-01-01")
        developer.write("dossier.txt", "all there is to know")
        self.entry(developer, "project", "file", "AFAR", "--dossier", "dossier.txt")
        self.entry(certifier, "project", "label", "AFAR", "--decision", "2025-1", "--methodology", "reconditioning-reference",
                   "--potential-units", "100", "--from", "2025-01-01", "--to", "2030-01-01")
        self.assertIn("labelled", self.does(town, "project", "list").out)

        self.log(developer)
        told = self.submits(developer, "--dry-run")
        self.assertIn("nothing was written", told.out)
        told = self.submits(developer)
        self.assertIn(f"accepted  {3 * CONSOLES}", told.out)
        self.assertIn("credited", told.out)
        self.assertIn("nothing new", self.submits(developer).out)
        report = self.entry(developer, "report", "file", "DEMO", "--period", "2025", "--estimate", "8")
        developer.write("exclusive.txt", "nowhere else")
        self.entry(developer, "project", "exclusive", "DEMO", "--period", "2025", "--declaration", "exclusive.txt")

        self.does(auditor, "key", "new", "own.pem")
        shutil.copy(auditor.folder / "own.pem.pub", certifier.folder / "auditor.pub")
        self.entry(certifier, "key", "grant", "auditor.pub", "--role", "auditor", "--party", AUDITOR)
        self.entry(certifier, "auditor", "accredit", AUDITOR, "--body", "COFRAC", "--reference", "4-0001", "--scope", "ISO 14065",
                   "--from", "2020-01-01", "--to", "2050-01-01")
        self.does(auditor, "key", "session", "session.pem", "--key", "own.pem", "--origin", self.origin())
        tally = ("tally", "--project", "DEMO", "--period", "2025")
        code, told = auditor.json(*tally, "--session", "session.pem")
        self.assertEqual((code, told), self.place.json(*tally))
        auditor.write("opinion.txt", "an opinion")
        self.entry(auditor, "opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified", "--assurance", "reasonable",
                   "--materiality", "0.05", "--document", "opinion.txt", "--independence", "opinion.txt")
        self.entry(certifier, "units", "issue", "DEMO", "--report", report, "--vintage", "2025", *DECISION)

        self.does(town, "key", "new", "own.pem")
        certifier.write("request.json", self.does(town, "key", "request", "own.pem", "--origin", self.origin()).out)
        self.entry(certifier, "key", "grant", "request.json", "--role", "holder", "--name", "Plouha")
        serial = town.json("units", "list", "DEMO")[1]["holdings"][0]["serial"]
        developer.write("signed.txt", "by both")
        offer = self.entry(developer, "units", "assign", serial, "--to", "Plouha", "--use", "contribution", "--contract-date", today(-1),
                           "--attestation", "signed.txt", "--price", "38 EUR a unit")
        self.entry(town, "units", "accept", "DEMO", offer)
        self.entry(town, "units", "retire", serial, "--year", today()[:4], "--use", "contribution")
        self.assertEqual(town.json("units", "list", "DEMO")[1]["holdings"][0]["state"], "retired")
        self.assertTrue(self.answer("verify", 0, "verify")["sound"])

    def test_what_is_refused_there_is_refused_as_it_is_at_home(self):
        developer = self.party("developer")
        self.register(developer)
        there = developer.json("participant", "register", SIRET, "--name", "Atelier", "--key", "own.pem")
        here = self.place.json("participant", "register", SIRET, "--name", "Atelier", *self.by("developer"))
        self.assertEqual(there, here)
        self.assertEqual(there[0], 1)
        bad = log_of([console(0)]).replace('"country": "FR"', '"country": "Fr"', 1)
        developer.write("sold.ndjson", bad)
        self.place.write("sold.ndjson", bad)
        words = ("submit", "sold.ndjson", "--project", "DEMO", "--key")
        there, here = developer.json(*words, "own.pem"), self.place.json(*words, self.by("developer")[1])
        self.assertEqual((there[0], there[1]["refused"], there[1]["faults"]), (1, here[1]["refused"], here[1]["faults"]))

    def test_a_submission_is_prepared_signed_and_committed_on_three_machines(self):
        preparer, signer = self.party("developer"), self.party("developer")
        self.log(preparer)
        self.does(preparer, "key", "session", "session.pem", "--key", "own.pem", "--origin", self.origin())
        self.does(preparer, "submit", "prepare", "sold.ndjson", "--project", "DEMO", "--signer", "own.pem.pub", "--output", "staged",
                  "--session", "session.pem")
        shutil.copy(preparer.folder / "staged", signer.folder / "staged")
        self.log(signer)
        self.does(signer, "submit", "sign", "staged", "--log", "sold.ndjson", "--key", "own.pem")
        shutil.copy(signer.folder / "staged", preparer.folder / "staged")
        before = self.place.size()
        self.does(preparer, "submit", "commit", "staged")
        self.assertEqual(self.place.size(), before + 1 + 3 * CONSOLES)

    def test_an_encrypted_key_s_passphrase_is_read_once(self):
        client = self.client()
        client.write("passphrase", "correct horse")
        self.does(client, "key", "new", "own.pem", "--passphrase-file", "passphrase")
        self.act("key", "grant", client.folder / "own.pem.pub", "--role", "developer", "--party", "03571592900010", by="certifier")
        self.log(client)
        done = subprocess.run(["bash", "-c", '"$LCL" submit sold.ndjson --project DEMO --key own.pem --passphrase-file <(cat passphrase)'],
                              cwd=client.folder, env=client.environment(), capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_needs_the_registry_s_folder_says_so(self):
        developer = self.party("developer")
        self.assertIn("is an address", self.does(developer, "rebuild", code=2).err)
        self.assertIn("lcl status DEMO", self.does(developer).out)
        self.assertIn("sound", self.does(developer, "verify").out)

    def test_the_mirror_is_fetched_once_and_lies_where_nobody_else_reads(self):
        client = self.client()
        first = self.does(client, "status", "--registry", self.between.url, "DEMO", code=2)
        self.assertIn("is asked for the first time", first.err)
        self.does(client, "project", "list")
        self.assertIn("/v1/bundles/statements/growth?from=", self.between.seen[-1][1])
        self.assertEqual(len(self.between.seen), 2)
        for path in client.kept("XDG_*_HOME/lcl/remote/*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o700)
        for path in client.kept("XDG_*_HOME/lcl/remote/*/*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_a_certificate_is_believed_only_of_an_authority_that_is_trusted(self):
        certificate, key = self.place.folder / "tls.pem", self.place.folder / "tls.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
        between = Between(self.between.to, tls=(certificate, key))
        self.addCleanup(between.stop)
        client = self.client()
        done = client.lcl("project", "list", LCL_REGISTRY=between.url)
        self.assertEqual((done.returncode, done.out), (2, ""))
        self.assertIn("does not show a certificate that is trusted here", done.err)
        self.assertEqual(between.seen, [])
        done = client.lcl("project", "list", LCL_REGISTRY=between.url, SSL_CERT_FILE=str(certificate), CURL_CA_BUNDLE="/dev/null")
        self.assertEqual(done.returncode, 0, done.err)
        between.change = lambda method, path, send: (302, {"Location": "https://elsewhere.example/"}, b"")
        done = client.lcl("project", "list", LCL_REGISTRY=between.url, SSL_CERT_FILE=str(certificate))
        self.assertIn("leads to https://elsewhere.example/, and nothing is followed", done.err)
        self.assertEqual(done.returncode, 2)

    def test_who_is_not_known_is_told_and_reads_what_everybody_may(self):
        stranger = self.client()
        self.does(stranger, "key", "new", "own.pem")
        filing = ("report", "file", "DEMO", "--period", "2025", "--estimate", "8", "--key", "own.pem")
        done = self.does(stranger, *filing, code=2)
        self.assertIn("does not let who asks read the project", done.err)
        self.assertIn("a key that stands in the log", done.err)
        self.assertIn("--session", self.does(stranger, "tally", "--project", "DEMO", "--period", "2025", code=2).err)

    def test_a_service_that_is_busy_is_asked_again(self):
        busy = []

        def change(_method, _path, send):
            if busy:
                return send()
            busy.append(1)
            return 503, {"Retry-After": "1"}, b""

        self.between.change = change
        self.does(self.client(), "project", "list")
        self.assertEqual([path for _, path, _ in self.between.seen], ["/v1/bundles/statements"] * 2)

    def test_what_is_recorded_already_may_be_missing_in_what_is_signed(self):
        developer = self.party("developer")
        developer.write("sold.ndjson", log_of([console(1)]))
        self.submits(developer)
        developer.write("sold.ndjson", log_of([console(0), console(1), console(2)]))
        self.assertIn("skipped   3", self.submits(developer).out)
        self.assertTrue(self.answer("verify", 0, "verify")["sound"])

    def test_a_registry_that_is_not_the_one_that_was_meant_is_not_taken_for_it(self):
        client = self.client()
        done = self.does(client, "project", "list", "--certifier", str(self.place.developer) + ".pub", code=1)
        self.assertIn("wrong_certifier", done.err)
        self.assertEqual(client.kept("XDG_STATE_HOME/lcl/remote/*/seen.json"), [])
        self.does(client, "project", "list", "--certifier", str(self.place.certifier) + ".pub")
        self.assertEqual(len(client.kept("XDG_STATE_HOME/lcl/remote/*/seen.json")), 1)

    def test_nothing_is_asked_in_the_clear(self):
        for url, why in (("http://registry.example", "in the clear"), ("ftp://registry.example", "begins with https://"),
                         ("https://me:secret@registry.example", "no password"), ("https://registry.example?a=b", "not of the form")):
            done = self.does(self.client(), "project", "list", "--registry", url, code=2)
            self.assertIn(why, done.err)
            self.assertNotIn("secret", done.err)


class Lies(FromAfar):
    def setUp(self):
        super().setUp()
        self.before_registered = self.entries_of("participant_registered")

    def nothing_recorded(self, before):
        self.assertEqual(self.place.size(), before)

    def test_another_submission_than_the_own_is_not_signed(self):
        developer = self.party("developer")
        self.log(developer)
        self.place.write("other.ndjson", log_of(console(number, warranty_months=24) for number in range(CONSOLES)))
        self.done("submit", "prepare", "other.ndjson", "--project", "DEMO", "--signer", str(self.place.developer) + ".pub", "--output",
                  "other.staged")
        other = (self.place.folder / "other.staged").read_bytes()

        def change(method, path, send):
            status, headers, body = send()
            if method == "GET" and path.startswith("/v1/preparations/"):
                return status, headers, other
            if method == "POST" and path == "/v1/preparations":
                body = json.dumps(json.loads(body) | {"staged_bytes": len(other)}).encode()
            return status, headers, body

        self.between.change = change
        before = self.place.size()
        done = self.submits(developer, code=1)
        self.assertIn(f"{CONSOLES} differences; nothing was signed", done.err)
        self.assertIn("warranty_months", done.err)
        self.nothing_recorded(before)

    def test_an_entry_that_was_not_signed_is_no_receipt(self):
        developer = self.party("developer")
        self.register(developer)

        def change(method, path, send):
            if (method, path) != ("POST", "/v1/statements"):
                return send()
            entry = self.place.size() - 1
            answer = {"entry": {"kind": "participant_registered", "seq": entry}, "extends": [],
                      "proof": self.done("prove", entry)}
            return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()

        self.between.change = change
        before = self.place.size()
        done = self.does(developer, "participant", "register", "55210055400013", "--name", "Autre", "--key", "own.pem", code=2)
        self.assertIn("does not prove it", done.err)
        self.assertIn("another statement than the one that was signed", done.err)
        self.nothing_recorded(before)

    def test_a_log_that_does_not_extend_what_was_seen_is_no_receipt(self):
        developer = self.party("developer")

        def change(method, path, send):
            status, headers, body = send()
            if (method, path) == ("POST", "/v1/statements"):
                body = json.dumps(json.loads(body) | {"extends": ["A" * 43 + "="]}).encode()
            return status, headers, body

        self.between.change = change
        done = self.register(developer, code=2)
        self.assertIn("is not shown to extend the one that you had seen", done.err)

    def other_registry(self):
        """The registry as it is now, elsewhere, where it can be led on otherwise."""
        shutil.copytree(self.place.registry, self.place.folder / "other")
        other = self.place.folder / "other"
        self.done("adopt", other)
        return other

    def test_an_older_log_is_found(self):
        other = self.other_registry()
        developer = self.party("developer")
        self.register(developer)
        self.between.to = self.serve(other, self.between.url)
        done = self.does(developer, "project", "list", code=1)
        self.assertIn("behind_anchor", done.err)
        self.assertIn("shows another history than before; nothing was done", done.err)
        self.assertEqual(done.err.count("root "), 3)

    def test_another_history_is_found_and_nothing_is_signed_on_it(self):
        other = self.other_registry()
        developer = self.party("developer")
        self.register(developer)
        for name in ("Un", "Deux"):
            self.done("participant", "register", {"Un": "55210055400013", "Deux": "32212091600208"}[name], "--name", name,
                      *self.by("developer"), "--registry", other)
        self.between.to = self.serve(other, self.between.url)
        done = self.register(developer, code=1)
        self.assertIn("not_an_extension", done.err)
        self.assertIn("shows another history than before", done.err)
        self.assertEqual(self.between.seen[-1][0], "GET")

    def test_an_answer_that_is_lost_is_asked_for_again(self):
        developer = self.party("developer")
        lost = []

        def change(method, path, send):
            answer = send()
            if method == "POST" and not lost:
                lost.append(path)
                return None
            return answer

        self.between.change = change
        self.register(developer)
        self.assertEqual(lost, ["/v1/statements"])
        self.assertEqual(self.entries_of("participant_registered"), self.before_registered + 1)

    def test_what_has_no_answer_is_sent_again_by_the_next_call_and_recorded_once(self):
        developer = self.party("developer")
        self.register_without_answer(developer)
        kept = developer.kept("XDG_STATE_HOME/lcl/remote/*/unanswered/*.json")
        self.assertEqual([stat.S_IMODE(each.stat().st_mode) for each in kept], [0o600])
        self.between.change = lambda method, path, send: send()
        done = self.does(developer, "participant", "register", SIRET, "--name", "Atelier", "--key", "own.pem", code=0)
        self.assertIn("a statement that had no answer before is recorded", done.err)
        self.assertIn("recorded already, entry", done.out)
        self.assertEqual(self.entries_of("participant_registered"), self.before_registered + 1)
        self.assertEqual(developer.kept("XDG_STATE_HOME/lcl/remote/*/unanswered/*.json"), [])

    def register_without_answer(self, developer):
        def change(method, _path, send):
            answer = send()
            return None if method == "POST" else answer

        self.between.change = change
        done = self.register(developer, code=2)
        self.assertIn("it is not known whether participant_registered is recorded: run the same command again", done.err)

    def test_an_upload_whose_answer_is_lost_goes_on_from_where_it_is(self):
        developer = self.party("developer")
        self.log(developer)
        lost = []

        def change(method, _path, send):
            answer = send()
            if method == "PATCH" and not lost:
                lost.append(1)
                return None
            return answer

        self.between.change = change
        self.submits(developer)
        self.assertEqual([method for method, *_ in self.between.seen].count("PATCH"), 2)
        self.assertTrue(self.answer("verify", 0, "verify")["sound"])

    def test_a_mirror_that_is_cut_off_is_resumed(self):
        client = self.client()
        self.between.cut = 5000
        self.does(client, "project", "list")
        fetched = [headers for method, path, headers in self.between.seen if path == "/v1/bundles/statements"]
        self.assertEqual([headers.get("Range") for headers in fetched], [None, "bytes=5000-"])

    def test_a_mirror_that_is_forged_is_no_answer_and_is_fetched_anew(self):
        client = self.client()

        def change(method, path, send):
            status, headers, body = send()
            return status, headers, body.replace(b"Sample project DEMO", b"Sample project DUMP")

        self.between.change = change
        done = self.does(client, "project", "list", code=2)
        self.assertIn("damaged", client.lcl("project", "list", "--json").out)
        self.assertEqual(done.out, "")
        self.between.change = lambda method, path, send: send()
        self.does(client, "project", "list")


if __name__ == "__main__":
    unittest.main()
