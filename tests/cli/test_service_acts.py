#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What parties write over HTTP, played by a client that is written from schemas/service.md alone: requests are signed as
said there and not otherwise, uploads can be taken up again, and what was recorded is proven and recorded once."""
import concurrent.futures
import gzip
import json
import socket
import stat
import time
import unittest

import program
import signing_client as client
from program import InRegistry, event
from signing_client import Party, Service, Session

ORIGIN = "registry.example/demo"
PHONE = "350000000000048"
LOG = event("collection", PHONE, "2025-03-01T09:00:00Z").encode()
JSON = {"Content-Type": "application/json"}


class Served(InRegistry):
    """A registry that is served."""

    def setUp(self):
        super().setUp()
        self.serve()
        self.developer = client.read_key(self.place.developer)
        self.other = client.read_key(self.place.folder / "keys/other-developer.pem")
        self.certifier = client.read_key(self.place.certifier)
        self.party = self.party_of(self.developer)

    def serve(self):
        self.service = Service(self.place)
        self.addCleanup(self.service.stop)

    def serve_again(self):
        self.service.stop()
        time.sleep(1.1 - time.time() % 1)  # what was signed in the second in which it starts counts
        self.serve()
        self.party = self.party_of(self.developer)

    def party_of(self, key, **how):
        return Party(self.service, Session(key, ORIGIN, **how))

    def new_key(self, name):
        assert self.place.lcl("key", "new", name).returncode == 0
        return client.read_key(self.place.folder / name)

    def assert_error(self, answered, status, code, said=""):
        self.assertEqual((answered.status, answered.code), (status, code), answered)
        self.assertIn(said, answered.body["error"]["message"])
        self.assertNotIn(str(self.place.folder), answered.body["error"]["message"])

    def draft(self, *words, key):
        """A statement that a command drafts, signed with `key`: as a document, and its private part."""
        name = f"{words[0]}-{words[1]}-{words[2].replace('/', '-')}.draft"
        signer = self.place.write(f"{name}.pub", key.public_key().public_bytes(
            client.serialization.Encoding.PEM, client.serialization.PublicFormat.SubjectPublicKeyInfo).decode())
        done = self.place.lcl(*words, "--signer", signer, "--prepare", name)
        self.assertEqual(done.returncode, 0, done.err)
        document = json.loads((self.place.folder / name).read_text())
        document["signature"] = client.b64(key.sign(client.signed_text(document)))
        private = self.place.folder / f"{name}.private"
        return document, private.read_text() if private.exists() else None

    def closing(self, project="DEMO", key=None):
        return self.draft("project", "close", project, "--on", "2026-01-01", "--reason", "sold", key=key or self.developer)[0]

    def post_statement(self, document, private=None):
        said = {"statement": document} | ({} if private is None else {"private": private})
        return self.service.send("POST", "/v1/statements", client.canonical(said), JSON)

    def post_signature(self, preparation, signature):
        return self.service.send("POST", f"/v1/preparations/{preparation}/signature",
                                 client.canonical({"signature": signature}), JSON)

    def staged(self, preparation):
        """The statement that is to be signed."""
        got = self.party.ask("GET", f"/v1/preparations/{preparation}")
        self.assertEqual(got.status, 200)
        return json.loads(got.body.split(b"\n", 1)[0])


class Requests(Served):
    def begin(self, session=None, **how):
        party = Party(self.service, session) if session else self.party
        body = client.canonical({"bytes": 1, "name": "a.ndjson", "project": "DEMO", "sha256": "0" * 64})
        return party.ask("POST", "/v1/uploads", body, **how)

    def test_a_request_signed_as_said_is_answered(self):
        self.assertEqual(self.begin().status, 201)

    def test_one_that_is_not_signed_as_said_is_not(self):
        stranger = client.Ed25519PrivateKey.generate()
        for said, how in {"has expired": {"ago": 200, "lasts": 100},
                          "ahead of this machine's clock": {"ago": -90},
                          "by at most 300 seconds": {"lasts": 301},
                          "behind created": {"lasts": 0},
                          "the nonce": {},
                          "with the label lcl": {"label": "sig1"},
                          "in this order": {"covered": ("@target-uri", "@method", "content-digest", "session-key")},
                          "what is signed must be": {"covered": ("@method", "@target-uri", "session-key")},
                          "alg=\"ed25519\"": {"alg": "hmac-sha256"},
                          "nonce (16 to 64": {"nonce": "short"},
                          "not that of this request": {"signed_by": stranger}}.items():
            with self.subTest(said):
                if said == "the nonce":
                    how = {"nonce": "used-once-and-no-more"}
                    self.assertEqual(self.begin(**how).status, 201)
                    said = "used before"
                self.assert_error(self.begin(**how), 401, "unsigned", said)

    def test_a_signature_is_of_one_method_address_and_body(self):
        uri = self.service.url + "/v1/uploads"
        body = client.canonical({"bytes": 1, "name": "a.ndjson", "project": "DEMO", "sha256": "0" * 64})
        session = self.party.session
        for method, address, of in (("PATCH", uri, body), ("POST", uri + "?a=1", body), ("POST", uri, body + b" "),
                                    ("POST", "https://other.example/v1/uploads", body), ("POST", uri.upper(), body)):
            with self.subTest(method=method, address=address):
                answered = self.service.send("POST", "/v1/uploads", body, session.headers(method, address, of) | JSON)
                self.assert_error(answered, 401, "unsigned")
        self.assert_error(self.service.send("POST", "/v1/uploads", body, JSON), 401, "unsigned", "sign the request")
        for left_out in ("Signature", "Signature-Input", "Content-Digest", "Session-Key"):
            headers = session.headers("POST", uri, body) | JSON
            del headers[left_out]
            self.assert_error(self.service.send("POST", "/v1/uploads", body, headers), 401, "unsigned")

    def test_a_session_is_of_this_registry_by_a_key_that_stands_in_it_and_has_not_ended(self):
        stranger = client.Ed25519PrivateKey.generate()
        forged = Session(stranger, ORIGIN, key=client.key_id(self.developer))
        for said, session in {"another registry": Session(self.developer, "registry.example/other"),
                              "has ended": Session(self.developer, ORIGIN, days=-1),
                              "more than 30 days": Session(self.developer, ORIGIN, days=31),
                              "stands in the log": Session(stranger, ORIGIN),
                              "may sign": forged}.items():
            with self.subTest(said):
                self.assert_error(self.begin(session), 401, "unsigned", said)
        self.assertEqual(self.begin(Session(self.developer, ORIGIN, days=29)).status, 201)

    def test_a_revoked_key_opens_nothing_any_more(self):
        self.assertEqual(self.begin().status, 201)
        done = self.place.lcl("key", "revoke", client.key_id(self.developer), "--reason", "lost", "--key", self.place.certifier)
        self.assertEqual(done.returncode, 0, done.err)
        self.assert_error(self.begin(), 401, "unsigned", "may sign")

    def test_a_session_that_lcl_makes_is_one(self):
        done = self.place.lcl("key", "session", "s.pem", "--key", self.place.developer, "--origin", ORIGIN)
        self.assertEqual(done.returncode, 0, done.err)
        session = Session(self.developer, ORIGIN)
        session.key = client.read_key(self.place.folder / "s.pem")
        session.certificate = (self.place.folder / "s.pem.session").read_text().strip()
        self.assertEqual(self.begin(session).status, 201)

    def test_holders_have_no_signed_requests(self):
        holder = self.new_key("holder.pem")
        self.place.write("request.json", self.place.lcl("key", "request", "holder.pem", "--origin", ORIGIN).out)
        draft, private = self.draft("key", "grant", "request.json", "--role", "holder", "--anonymous", "Ville d'Albi", key=self.certifier)
        self.assertIsNotNone(private)
        self.assertEqual(self.post_statement(draft).body["refused"][0]["word"], "private_part_differs")
        self.assertEqual(self.post_statement(draft, private).status, 200)
        self.assert_error(self.begin(Session(holder, ORIGIN)), 403, "forbidden")

    def test_what_was_signed_before_the_service_was_started_is_signed_anew(self):
        body = client.canonical({"bytes": 1, "name": "a.ndjson", "project": "DEMO", "sha256": "0" * 64})
        self.service.stop()
        self.serve()
        headers = self.party.session.headers("POST", self.service.url + "/v1/uploads", body, ago=5)
        self.assert_error(self.service.send("POST", "/v1/uploads", body, headers | JSON), 401, "unsigned", "sign it anew")


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

    def test_nobody_else_on_the_machine_reads_them_and_after_a_day_they_are_gone(self):
        upload = self.party.begin(LOG).body["id"]
        self.party.part(upload, 0, LOG[:10])
        for path in (self.service.work, *self.service.work.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            self.assertEqual(mode, 0o700 if path.is_dir() else 0o600, path)
        about = self.service.work / "uploads" / upload / "about.json"
        about.write_text(json.dumps(json.loads(about.read_text()) | {"begun": "2020-01-01T00:00:00.000Z"}))
        self.assertEqual(self.offset(upload), 404)
        self.party.begin(LOG, name="another.ndjson")
        self.assertFalse(about.exists())


class Preparations(Served):
    def prepared(self, log=LOG, **how):
        answered = self.party.prepare(self.party.upload(log, **how), self.developer)
        self.assertEqual(answered.status, 201, answered)
        return answered.body

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

    def test_a_log_that_is_refused_is_answered_as_the_program_does(self):
        log = LOG + event("resale", "350000000000097", "2025-03-01T09:00:00Z").encode() + b"{}\n"
        answered = self.party.prepare(self.party.upload(log), self.developer)
        self.assertEqual(answered.status, 422)
        self.assertEqual(program.faults("refused", json.dumps(answered.body)), "")
        self.place.write("bad.ndjson", log.decode())
        code, local = self.place.json("submit", "prepare", "bad.ndjson", "--project", "DEMO", "--signer",
                                      "keys/developer.pem.pub", "--output", "bad.staged")
        self.assertEqual((code, local), (1, answered.body))
        self.assertEqual(list((self.service.work / "preparations").iterdir()), [])

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
                for id_ in (self.service.work / "uploads").iterdir():
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
        self.assertEqual({each.name for each in (self.service.work / "preparations").iterdir()}, set(ids[-4:]))


class Statements(Served):
    def test_a_statement_is_recorded_once_however_often_it_is_sent(self):
        draft = self.closing()
        size = self.place.size()
        first, *later = [self.post_statement(draft) for _ in range(3)]
        self.assertEqual(first.status, 200, first)
        self.assertNotIn("recorded_before", first.body)
        for answered in (first, *later):
            self.assertEqual(answered.body["entry"], {"kind": draft["kind"], "project": "DEMO", "seq": size})
            self.assertTrue(client.shows_statement(answered.body, draft))
        self.assertTrue(all(answered.body["recorded_before"] for answered in later))
        self.assertEqual(self.place.size(), size + 1)

    def test_the_proof_is_of_that_statement_alone(self):
        draft = self.closing()
        answer = self.post_statement(draft).body
        self.assertTrue(client.shows_statement(answer, draft))
        for changed in (draft | {"act": draft["act"] | {"reason": "lost"}}, draft | {"nonce": "00" * 16},
                        draft | {"seen": draft["seen"] | {"root": "00" * 32}}, draft | {"project": "OTHER"}):
            self.assertFalse(client.shows_statement(answer, changed))

    def test_what_is_no_signed_statement_of_the_registry_is_refused_and_nothing_recorded(self):
        draft = self.closing()
        size = self.place.size()
        for wrong in ({}, {"statement": 1}, {"statement": {}}, {"statement": draft, "more": 1}, {"statement": draft, "private": 1},
                      {"statement": {name: draft[name] for name in draft if name != "signature"}}, []):
            answered = self.service.send("POST", "/v1/statements", client.canonical(wrong), JSON)
            self.assert_error(answered, 400, "bad_request")
        for word, changed in (("bad_signature", {"act": draft["act"] | {"reason": "lost"}}), ("not_enrolled", {"key": "00" * 32})):
            answered = self.post_statement(draft | changed)
            self.assertEqual((answered.status, answered.body["refused"][0]["word"]), (422, word))
            self.assertEqual(program.faults("refused", json.dumps(answered.body)), "")
        others = self.closing("OTHER", self.other) | {"key": client.key_id(self.developer)}
        others["signature"] = client.b64(self.developer.sign(client.signed_text(others)))
        self.assertEqual(self.post_statement(others).body["refused"][0]["word"], "wrong_party")
        self.assertEqual(self.place.size(), size)

    def test_two_who_commit_at_once_are_both_recorded(self):
        drafts = [self.closing(), self.closing("OTHER", self.other)]
        size = self.place.size()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(self.post_statement, drafts * 4))
        self.assertEqual([each.status for each in answers], [200] * 8)
        for i in range(2):
            seqs = {each.body["entry"]["seq"] for each in answers[i::2]}
            self.assertEqual(len(seqs), 1)
            self.assertEqual(sum("recorded_before" not in each.body for each in answers[i::2]), 1)
        self.assertEqual(self.place.size(), size + 2)
        self.assertEqual(self.place.lcl("verify").returncode, 0)

    def test_who_got_no_answer_since_the_service_was_killed_sends_it_again(self):
        draft = self.closing()
        size = self.place.size()
        body = client.canonical({"statement": draft})
        with socket.create_connection(("127.0.0.1", self.service.port)) as connection:
            connection.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(body) + body)
            while self.place.size() == size:
                time.sleep(0.01)
            self.service.kill()
        self.serve()
        answered = self.post_statement(draft)
        self.assertTrue(answered.body["recorded_before"])
        self.assertTrue(client.shows_statement(answered.body, draft))
        self.assertEqual(self.place.size(), size + 1)


class Bundles(Served):
    def verified(self, octets):
        (self.place.folder / "fetched.bundle").write_bytes(octets)
        return self.answer("verify", 0, "verify", "fetched.bundle")

    def test_everybody_gets_all_statements_and_no_event(self):
        got = self.service.send("GET", "/v1/bundles/statements")
        self.assertEqual((got.status, got.headers["Content-Type"]), (200, "application/vnd.sqlite3"))
        report = self.verified(got.body)
        self.assertEqual(report["bundle"], {"private": False, "project": "", "size": self.place.size()})
        self.assertEqual(report["withheld"]["payloads"], 6)
        self.assertIn("of statements alone", self.place.lcl("verify", "fetched.bundle").out)
        self.assertEqual(self.place.lcl("key", "list", "--registry", "fetched.bundle").out, self.place.lcl("key", "list").out)
        tally = self.place.lcl("tally", "--registry", "fetched.bundle", "--project", "DEMO", "--period", "2025")
        self.assertEqual(tally.returncode, 2)
        self.assertIn("this is a bundle of statements alone", tally.err)

    def test_it_is_made_once_for_each_head(self):
        first = self.service.send("GET", "/v1/bundles/statements")
        tag = {"If-None-Match": first.headers["ETag"]}
        self.assertEqual(self.service.send("GET", "/v1/bundles/statements", headers=tag).status, 304)
        self.assertEqual(self.post_statement(self.closing()).status, 200)
        later = self.service.send("GET", "/v1/bundles/statements", headers=tag)
        self.assertEqual((later.status, self.verified(later.body)["bundle"]["size"]), (200, self.place.size()))
        part = self.service.send("GET", "/v1/bundles/statements", headers={"Range": "bytes=0-15", "If-Range": later.headers["ETag"]})
        self.assertEqual((part.status, part.body), (206, b"SQLite format 3\0"))

    def test_a_projects_bundle_is_for_those_who_may_read_it(self):
        auditor = self.new_key("auditor.pem")
        done = self.place.lcl("key", "grant", "auditor.pem.pub", "--role", "auditor", "--party", "55208131766522", "--key", self.place.certifier)
        self.assertEqual(done.returncode, 0, done.err)
        for key, project, status in ((self.developer, "DEMO", 200), (self.developer, "OTHER", 403), (self.other, "DEMO", 403),
                                     (auditor, "DEMO", 200), (auditor, "OTHER", 200), (self.certifier, "OTHER", 200),
                                     (client.read_key(self.place.operator), "DEMO", 200), (self.developer, "NONE", 403)):
            with self.subTest(project=project, status=status):
                got = self.party_of(key).ask("GET", f"/v1/bundles/{project}")
                self.assertEqual(got.status, status)
                if status == 200:
                    self.assertEqual(self.verified(got.body)["bundle"]["project"], project)
        self.assert_error(self.service.send("GET", "/v1/bundles/DEMO"), 401, "unsigned")


if __name__ == "__main__":
    unittest.main()
