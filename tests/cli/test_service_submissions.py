#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs that parties send over HTTP: uploads that can be taken up again, checked and staged as the program does it, signed
at home and recorded once; each is its own party's, within limits."""
import concurrent.futures
import contextlib
import gzip
import hashlib
import http.client
import json
import os
import stat
import threading
import time
import unittest
import zlib

import program
import signing_client as client
from party_registry import LOG, PHONE, Served
from program import event


class Uploads(Served):
    LONG = b"".join(event("collection", PHONE, f"2025-03-{day:02}T09:00:00Z").encode() for day in range(1, 29))

    def offset(self, upload, party=None):
        answered = (party or self.party).ask("HEAD", f"/v1/uploads/{upload}")
        return int(answered.headers["Upload-Offset"]) if answered.status == 200 else answered.status

    def test_an_upload_that_was_cut_off_is_taken_up_where_it_was_even_by_a_service_started_anew(self):
        begun = self.party.begin(self.LONG)
        upload = begun.body["id"]
        self.assertEqual((begun.status, begun.body["offset"]), (201, 0))
        self.assertEqual(self.party.part(upload, 0, self.LONG[:1000]).body, {"offset": 1000})
        self.serve_again()
        self.assertEqual(self.offset(upload), 1000)
        again = self.party.begin(self.LONG)
        self.assertEqual((again.body["id"], again.body["offset"]), (upload, 1000))
        self.assertEqual(self.party.part(upload, 1000, self.LONG[1000:]).body, {"offset": len(self.LONG)})
        self.assertEqual(self.party.prepare(upload, self.developer).status, 422)  # collected twice

    def test_a_part_goes_where_the_last_one_ended_and_nowhere_else(self):
        upload = self.party.begin(self.LONG).body["id"]
        self.party.part(upload, 0, self.LONG[:100])
        for offset in (0, 99, 101, len(self.LONG)):
            answered = self.party.part(upload, offset, self.LONG[offset:offset + 50] or b"x")
            self.assert_error(answered, 409, "wrong_offset")
            self.assertEqual(answered.body["offset"], 100)
        self.assert_error(self.party.part(upload, 100, self.LONG), 400, "bad_request", "beyond")
        self.assert_error(self.party.part(upload, 100, b""), 415, "media_type")
        self.assert_error(self.party.part(upload, "1e2", b"x"), 400, "bad_request", "Upload-Offset")
        self.assertEqual(self.offset(upload), 100)
        answered = self.party.prepare(upload, self.developer)
        self.assert_error(answered, 409, "wrong_offset")

    def test_bytes_that_are_not_those_announced_are_given_up(self):
        for parts in (1, 2):
            upload = self.party.begin(LOG, sha256="ab" * 32).body["id"]
            if parts == 2:
                self.assertEqual(self.party.part(upload, 0, LOG[:10]).status, 200)
                self.serve_again()
            self.assert_error(self.party.part(upload, 10 * (parts - 1), LOG[10 * (parts - 1):]), 400, "bad_request", "SHA-256")
            self.assertEqual(self.offset(upload), 404)

    def test_an_upload_is_its_own_partys(self):
        upload = self.party.begin(LOG).body["id"]
        stranger = self.party_of(self.other)
        self.assertEqual(self.offset(upload, stranger), 404)
        self.assert_error(stranger.part(upload, 0, LOG), 404, "not_found")
        self.assert_error(stranger.ask("DELETE", f"/v1/uploads/{upload}"), 404, "not_found")
        self.assert_error(stranger.prepare(upload, self.other), 404, "not_found")
        self.assert_error(stranger.begin(LOG), 403, "forbidden", "no such project")
        self.assert_error(stranger.begin(LOG, project="NONE"), 403, "forbidden", "no such project")
        self.assert_error(self.party_of(self.certifier).begin(LOG), 403, "forbidden", "no such project")
        self.assertEqual(self.offset(upload), 0)
        self.assertEqual(self.party.ask("DELETE", f"/v1/uploads/{upload}").body, {"id": upload})
        self.assertEqual(self.offset(upload), 404)

    def test_what_is_announced_must_make_sense(self):
        for wrong in ({"bytes": 0}, {"bytes": -1}, {"bytes": "1"}, {"name": "../a.ndjson"}, {"name": ""}, {"name": "a\n.csv"},
                      {"name": "a" * 256}, {"project": "../X"}, {"sha256": "AB" * 32}, {"sha256": "ab"}, {"more": 1}):
            with self.subTest(wrong):
                self.assert_error(self.party.begin(LOG, **wrong), 400, "bad_request")
        self.assert_error(self.party.begin(LOG, bytes=(4 << 30) + 1), 413, "too_large")
        self.assert_error(self.party.ask("POST", "/v1/uploads", b"{", "application/json"), 400, "bad_request")
        self.assert_error(self.party.ask("POST", "/v1/uploads", b"{}", "text/plain"), 415, "media_type")
        for unknown in ("0" * 32, "..", "%2e%2e", "x"):
            self.assertIn(self.party.ask("DELETE", f"/v1/uploads/{unknown}").status, (400, 404))

    def test_a_party_has_four_uploads_under_way_and_so_many_bytes_a_day(self):
        begun = [self.party.begin(LOG, bytes=4 << 30, name=f"{i}.ndjson") for i in range(4)]
        self.assertEqual([each.status for each in begun], [201] * 4)
        fifth = self.party.begin(LOG)
        self.assert_error(fifth, 429, "too_many", "4 uploads")
        self.assertGreater(int(fifth.headers["Retry-After"]), 0)
        self.assertEqual(self.party_of(self.other).begin(LOG, project="OTHER").status, 201)
        self.party.ask("DELETE", f"/v1/uploads/{begun[0].body['id']}")
        fifth = self.party.begin(LOG)
        self.assert_error(fifth, 429, "too_many", "16 GiB")
        self.assertGreater(int(fifth.headers["Retry-After"]), 80_000)

    def test_of_uploads_that_are_whole_or_forgotten_the_one_idle_longest_makes_room_for_a_fifth(self):
        whole = [self.party.upload(self.LONG[:-number or None]) for number in range(4)]
        fifth = self.party.begin(LOG, name="fifth.ndjson")
        self.assertEqual(fifth.status, 201)
        self.assertEqual([self.offset(upload) for upload in whole[:1]], [404])
        self.assertNotIn(404, [self.offset(upload) for upload in whole[1:]])
        begun = [self.party.begin(LOG, name=f"{i}.ndjson").body["id"] for i in range(3)]
        self.assert_error(self.party.begin(LOG, name="ninth.ndjson"), 429, "too_many", "4 uploads")
        forgotten = next((self.work / "uploads" / begun[1]).glob("log*"))
        an_hour_ago = time.time() - 3600
        os.utime(forgotten, (an_hour_ago, an_hour_ago))
        self.assertEqual(self.party.begin(LOG, name="ninth.ndjson").status, 201)
        self.assertEqual(self.offset(begun[1]), 404)

    def test_nobody_else_on_the_machine_reads_them_and_after_a_day_they_are_gone(self):
        upload = self.party.begin(LOG).body["id"]
        self.party.part(upload, 0, LOG[:10])
        for path in (self.work, *self.work.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            self.assertEqual(mode, 0o700 if path.is_dir() else 0o600, path)
        about = self.work / "uploads" / upload / "about.json"
        about.write_text(json.dumps(json.loads(about.read_text()) | {"begun": "2020-01-01T00:00:00.000Z"}))
        self.assertEqual(self.offset(upload), 404)
        self.party.begin(LOG, name="another.ndjson")
        self.assertFalse(about.exists())


class Openings(Served):
    IMEI, UNKNOWN = f"imei:{PHONE[:14]}", "imei:35209900176148"

    def setUp(self):
        super().setUp()
        self.place.write("march.ndjson", LOG.decode())
        done = self.place.lcl("submit", "march.ndjson", "--project", "DEMO", "--key", self.place.developer)
        self.assertEqual(done.returncode, 0, done.err)

    def ask(self, party=None, **asked):
        said = {"identifiers": [self.IMEI], "project": "DEMO"} | asked
        return (party or self.party).ask("POST", "/v1/openings", client.canonical(said), "application/json")

    def test_a_device_is_opened_to_its_developer_and_what_was_never_recorded_is_not(self):
        answered = self.ask(identifiers=[self.UNKNOWN, self.IMEI])
        self.assertEqual(answered.status, 200, answered)
        unknown, opening = answered.body["openings"]
        self.assertIsNone(unknown)
        self.assertEqual(hashlib.sha256(bytes.fromhex(opening["opening"]) + self.IMEI.encode()).hexdigest(), opening["identity"])
        entry = next(each for each in self.answer("log", 0, "log")["entries"] if each["entry"]["seq"] == opening["seq"])
        self.assertEqual((entry["entry"]["device"], entry["payload"]["identity"]), (opening["device"], opening["identity"]))

    def test_it_is_opened_to_nobody_else(self):
        for key in (self.other, self.certifier):
            self.assert_error(self.ask(self.party_of(key)), 403, "forbidden", "no such project")
        self.assert_error(self.ask(project="NONE"), 403, "forbidden", "no such project")
        self.assertEqual(self.ask(self.party_of(self.other), project="OTHER").body["openings"], [None])
        unsigned = self.service.send("POST", "/v1/openings", client.canonical({"identifiers": [self.IMEI], "project": "DEMO"}),
                                     {"Content-Type": "application/json"})
        self.assert_error(unsigned, 401, "unsigned")

    def test_what_is_asked_must_be_identifiers(self):
        for wrong in ({"identifiers": []}, {"identifiers": [1]}, {"identifiers": [PHONE]}, {"identifiers": ["imei:é"]},
                      {"identifiers": ["serial:" + "A" * 160]}, {"identifiers": [self.IMEI] * 5001}, {"identifiers": self.IMEI}, {"parts": 1},
                      {"project": 1}, {"more": 1}):
            with self.subTest(str(wrong)[:60]):
                self.assert_error(self.ask(**wrong), 400, "bad_request")


class Preparations(Served):
    def prepared(self, log=LOG, **how):
        answered = self.party.prepare(self.party.upload(log, **how), self.developer)
        self.assertEqual(answered.status, 201, answered)
        return answered.body

    def test_a_log_that_takes_long_to_read_keeps_neither_others_waiting_nor_the_service_from_ending(self):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        endless = b"".join(packer.compress(b"\n" * (1 << 20)) for _ in range(3000)) + packer.flush()
        uploads = [self.party.upload(endless[:-8] + bytes(8 * (1 + each)), name="h.ndjson.gz") for each in range(3)]
        def ask(upload):
            with contextlib.suppress(OSError, http.client.HTTPException):  # the service ends meanwhile
                self.party.prepare(upload, self.developer)

        asking = [threading.Thread(target=ask, args=(each,), daemon=True) for each in uploads]
        for each in asking:
            each.start()
        time.sleep(1)
        other = self.party_of(self.other)
        began = time.monotonic()
        self.assertEqual(other.prepare(other.upload(LOG, project="OTHER"), self.other).status, 201)
        self.assertLess(time.monotonic() - began, 15)
        self.service.running.terminate()
        self.service.running.wait(timeout=60)

    def test_a_log_is_uploaded_prepared_compared_signed_at_home_and_recorded(self):
        size = self.place.size()
        prepared = self.prepared()
        self.assertEqual(prepared["summary"]["accepted"], 1)
        id_ = prepared["id"]
        staged = self.party.ask("GET", f"/v1/preparations/{id_}")
        self.assertEqual(len(staged.body), prepared["staged_bytes"])
        (self.place.folder / "march.staged").write_bytes(staged.body)
        self.place.write("march.ndjson", LOG.decode())
        signed = self.place.lcl("submit", "sign", "march.staged", "--log", "march.ndjson", "--key", self.place.developer)
        self.assertEqual(signed.returncode, 0, signed.err)
        draft = json.loads((self.place.folder / "march.staged").read_bytes().split(b"\n", 1)[0])
        recorded = self.post_signature(id_, draft["signature"])
        self.assertEqual(recorded.status, 200, recorded)
        self.assertEqual(recorded.body["entry"], {"kind": "submission", "project": "DEMO", "seq": size})
        self.assertTrue(client.shows_statement(recorded.body, draft))
        self.assertNotIn("recorded_before", recorded.body)
        self.assertEqual(self.place.size(), size + 2)
        self.assertEqual(self.place.lcl("verify").returncode, 0)
        again = self.post_signature(id_, draft["signature"])
        self.assertTrue(again.body["recorded_before"])
        self.assertTrue(client.shows_statement(again.body, draft))
        self.assertEqual(self.place.size(), size + 2)

    def test_where_nothing_is_new_nothing_is_staged(self):
        prepared = self.prepared()
        signature = client.b64(self.developer.sign(client.signed_text(self.staged(prepared["id"]))))
        self.assertEqual(self.post_signature(prepared["id"], signature).status, 200)
        answered = self.party.prepare(self.party.upload(LOG), self.developer)
        self.assertEqual((answered.status, answered.body["summary"]["skipped"]), (200, 1))
        self.assertNotIn("id", answered.body)

    def test_what_is_accepted_is_staged_without_the_rest_where_that_is_asked_for(self):
        upload = self.party.upload(LOG + b"{}\n" * 3)
        answered = self.party.prepare(upload, self.developer, accept_valid=True, listed=2)
        self.assertEqual((answered.status, answered.body["summary"]["accepted"], answered.body["summary"]["refused"]), (201, 1, 3))
        self.assertEqual({each["line"] for each in answered.body["left_out"]}, {2})
        self.assertEqual(len(self.party.ask("GET", f"/v1/preparations/{answered.body['id']}").body), answered.body["staged_bytes"])
        self.assertEqual(self.party.prepare(upload, self.developer).status, 422)
        for wrong in ({"accept_valid": 1}, {"listed": 0}, {"listed": 10_001}, {"listed": "1"}):
            self.assert_error(self.party.prepare(upload, self.developer, **wrong), 400, "bad_request")

    def test_a_log_that_is_refused_is_answered_as_the_program_does(self):
        log = LOG + event("resale", "350000000000097", "2025-03-01T09:00:00Z").encode() + b"{}\n"
        answered = self.party.prepare(self.party.upload(log), self.developer)
        self.assertEqual(answered.status, 422)
        self.assertEqual(program.faults("refused", json.dumps(answered.body)), "")
        self.place.write("bad.ndjson", log.decode())
        code, local = self.place.json("submit", "prepare", "bad.ndjson", "--project", "DEMO", "--signer",
                                      "keys/developer.pem.pub", "--output", "bad.staged")
        self.assertEqual((code, local), (1, answered.body))
        self.assertEqual(list((self.work / "preparations").iterdir()), [])

    def test_what_the_program_says_of_how_a_table_was_read_is_said_here_too(self):
        self.place.write("one.ndjson", LOG.decode())
        self.place.lcl("convert", "one.ndjson", "--to", "csv", "--output", "one.csv")
        table = (self.place.folder / "one.csv").read_text().replace("2025-03-01T09:00:00.000Z", "01/02/2025 10:00")
        self.assertIn("01/02/2025", table)
        upload = self.party.upload(table.encode(), name="mars.CSV")
        self.assertEqual(self.party.prepare(upload, self.developer).status, 422)
        answered = self.party.prepare(upload, self.developer, dates="dmy", zone="Europe/Paris")
        self.assertEqual(answered.status, 201, answered)
        self.assertIn("table", answered.body)

    def test_no_option_names_a_file_of_the_service(self):
        upload = self.party.upload(LOG, name="log.csv")
        for options in ({"mapping": "/etc/passwd"}, {"with": "a=/etc/passwd"}, {"output": "x"}, {"registry": "/"},
                        {"zone": "../../../etc/passwd"}, {"zone": "/etc/localtime"}, {"format": "--registry"}, {"format": ""},
                        {"dates": ["dmy"]}, {"strict": "yes"}, {"decimal": 1}, {"encoding": "utf-8\0"}):
            with self.subTest(options):
                self.assert_error(self.party.prepare(upload, self.developer, **options), 400, "bad_request")

    def test_what_cannot_be_read_is_said_by_the_name_that_its_owner_gave_it(self):
        self.assert_error(self.party.prepare(self.party.upload(LOG, name="march"), self.developer), 400, "bad_request", '"march"')
        self.assertEqual(self.prepared(gzip.compress(LOG), name="march.ndjson.gz")["summary"]["accepted"], 1)
        for name, log in (("cut.ndjson.gz", gzip.compress(LOG)[:-12]), ("no.ndjson.gz", b"no gzip"), ("no.xlsx", b"PK\3\4 no"),
                          ("no.ndjson.zst", b"no zstd"), ("no.ods", LOG)):
            with self.subTest(name):
                answered = self.party.prepare(self.party.upload(log, name=name), self.developer)
                self.assertIn(answered.status, (400, 422), answered)
                self.assertNotIn(str(self.place.folder), json.dumps(answered.body))
                for id_ in (self.work / "uploads").iterdir():
                    self.party.ask("DELETE", f"/v1/uploads/{id_.name}")

    def test_a_preparation_is_its_own_partys_for_a_key_of_its_own(self):
        id_ = self.prepared()["id"]
        self.assert_error(self.party_of(self.other).ask("GET", f"/v1/preparations/{id_}"), 404, "not_found")
        upload = self.party.upload(LOG)
        for key in (self.other, self.certifier, client.Ed25519PrivateKey.generate()):
            self.assert_error(self.party.prepare(upload, key), 403, "forbidden")

    def test_nothing_is_recorded_with_another_signature(self):
        size = self.place.size()
        id_ = self.prepared()["id"]
        text = client.signed_text(self.staged(id_))
        for signature in (self.other.sign(text), self.party.session.key.sign(text), self.developer.sign(text + b" ")):
            answered = self.post_signature(id_, client.b64(signature))
            self.assertEqual((answered.status, answered.body["refused"][0]["word"]), (422, "bad_signature"))
            self.assertEqual(program.faults("refused", json.dumps(answered.body)), "")
        for wrong in ("", "AAAA", "x" * 88):
            self.assert_error(self.post_signature(id_, wrong), 400, "bad_request")
        self.assert_error(self.post_signature("0" * 32, client.b64(self.developer.sign(text))), 404, "not_found")
        self.assertEqual(self.place.size(), size)
        self.assertEqual(self.post_signature(id_, client.b64(self.developer.sign(text))).status, 200)

    def test_of_two_submissions_of_the_same_devices_one_is_recorded(self):
        ids = [self.party.prepare(self.party.upload(LOG, name=name), self.developer).body["id"] for name in ("1.ndjson", "2.ndjson")]
        signatures = [client.b64(self.developer.sign(client.signed_text(self.staged(id_)))) for id_ in ids]
        self.assertEqual(self.post_signature(ids[0], signatures[0]).status, 200)
        answered = self.post_signature(ids[1], signatures[1])
        self.assertEqual((answered.status, answered.body["refused_count"]), (422, 1))

    def test_who_asks_again_for_the_same_gets_the_same_while_the_ledger_is_the_same(self):
        upload = self.party.upload(LOG)
        first, again = (self.party.prepare(upload, self.developer) for _ in range(2))
        self.assertEqual(first.body, again.body)
        self.assertNotEqual(self.party.prepare(upload, self.developer, strict=True).body["id"], first.body["id"])
        self.assertEqual(self.post_statement(self.closing("OTHER", self.other)).status, 200)
        later = self.party.prepare(upload, self.developer)
        self.assertEqual((later.status, later.body["head"]["size"]), (201, self.place.size()))
        self.assertNotEqual(later.body["id"], first.body["id"])

    def test_more_logs_than_are_read_at_a_time_wait_for_their_turn(self):
        lines = (f"collection,2025-03-01 09:00,Maker,S{number:05},03571592900010,FR,console,consumer,false\n" for number in range(2000))
        upload = self.party.upload(("kind,occurred_at,manufacturer,serial,participant,country,category,holder,waste\n" + "".join(lines)).encode(),
                                   name="log.csv")
        with concurrent.futures.ThreadPoolExecutor(12) as asking:
            answers = list(asking.map(lambda zone: self.party.prepare(upload, self.developer, zone=zone).status,
                                      ("UTC", *(f"Etc/GMT+{hours}" for hours in range(1, 12)))))
        self.assertEqual(set(answers), {201})

    def test_a_service_started_anew_keeps_what_was_staged_and_drops_what_was_not_to_the_end(self):
        id_ = self.prepared()["id"]
        cut = self.work / "preparations" / ("0" * 32)
        cut.mkdir()
        about = json.loads((self.work / "preparations" / id_ / "about.json").read_text())
        (cut / "about.json").write_text(json.dumps(about))
        staged = (self.work / "preparations" / id_ / "staged").read_bytes()
        (cut / "staged").write_bytes(b" " * staged.index(b"\n") + staged[staged.index(b"\n"):])
        self.serve_again()
        self.assertFalse(cut.exists())
        signature = client.b64(self.developer.sign(client.signed_text(self.staged(id_))))
        self.assertEqual(self.post_signature(id_, signature).status, 200)

    def test_a_party_has_sixty_preparations_an_hour_and_keeps_the_last_four(self):
        ids = []
        for i in range(61):
            upload = self.party.upload(LOG, name=f"{i}.ndjson")
            answered = self.party.prepare(upload, self.developer)
            self.party.ask("DELETE", f"/v1/uploads/{upload}")
            if i < 60:
                ids.append(answered.body["id"])
        self.assert_error(answered, 429, "too_many", "60 preparations")
        self.assertGreater(int(answered.headers["Retry-After"]), 3000)
        self.assertEqual({each.name for each in (self.work / "preparations").iterdir()}, set(ids[-4:]))


if __name__ == "__main__":
    unittest.main()
