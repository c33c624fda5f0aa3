#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What parties write over HTTP, played by a client that is written from schemas/service.md alone: requests are signed as
said there and not otherwise, and what was recorded is proven and recorded once."""
import concurrent.futures
import json
import socket
import time
import unittest

import program
import signing_client as client
from grown_bundle import grow, rows_of
from party_registry import JSON, ORIGIN, PHONE, Served
from program import event
from signing_client import Party, Session


class Requests(Served):
    def begin(self, session=None, **how):
        party = Party(self.service, session) if session else self.party
        body = client.canonical({"bytes": 1, "name": "a.ndjson", "project": "DEMO", "sha256": "0" * 64})
        return party.ask("POST", "/v1/uploads", body, **how)

    def test_a_request_signed_as_said_is_answered(self):
        self.assertEqual(self.begin().status, 201)

    def test_one_that_is_not_signed_as_said_is_not(self):
        stranger = client.Ed25519PrivateKey.generate()
        for said, how in {"the request expired at": {"ago": 200, "lasts": 100},
                          "ahead of the service's clock": {"ago": -90},
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
        with socket.create_connection(self.service.address.split(":")) as connection:
            connection.sendall(b"POST /v1/statements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(body) + body)
            while self.place.size() == size:
                time.sleep(0.01)
            self.service.running.kill()
            self.service.stop()
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
        self.assertIn("a bundle of statements alone", tally.err)

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

    def fetched(self, party, name):
        got = party.ask("GET", f"/v1/bundles/{name}")
        self.assertEqual(got.status, 200)
        file = self.place.folder / f"{name}.bundle"
        file.write_bytes(got.body)
        head = self.place.json("verify", file)[1]["head"]
        return file, f"/v1/bundles/{name}/growth?from={head['size']}&root={head['root']}"

    def sell(self, project, key, **days):
        self.place.write("log.ndjson", "".join(event(kind, PHONE, f"2025-{day}T09:00:00Z") for kind, day in days.items()))
        done = self.place.lcl("submit", "log.ndjson", "--project", project, "--key", key)
        self.assertEqual(done.returncode, 0, done.out + done.err)

    def test_a_bundle_grows_to_what_it_is_now(self):
        party = self.party_of(self.certifier)
        kept = {name: self.fetched(party, name) for name in ("DEMO", "OTHER", "statements")}
        steps = [lambda: self.sell("OTHER", self.place.folder / "keys/other-developer.pem", collection="03-01", reconditioning="03-02",
                                   resale="03-03"),
                 lambda: self.sell("DEMO", self.place.developer, collection="04-01"),
                 lambda: self.post_statement(self.closing())]
        for step in steps:
            step()
            for name, (file, path) in kept.items():
                with self.subTest(name):
                    got = party.ask("GET", path)
                    self.assertEqual((got.status, got.headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
                    grow(file, got.body)
                    grown = file.rename(file.with_suffix(".grown"))
                    whole, path = self.fetched(party, name)
                    self.assertEqual(rows_of(grown), rows_of(whole))
                    self.assertTrue(self.place.json("verify", whole)[1]["sound"])
                    kept[name] = whole, path

    def test_where_nothing_is_new_a_growth_says_so(self):
        _, path = self.fetched(self.party, "DEMO")
        got = self.party.ask("GET", path)
        self.assertEqual((got.status, got.body.count(b"\n")), (200, 1))

    def test_a_growth_is_for_those_who_may_read_the_bundle(self):
        _, path = self.fetched(self.party, "DEMO")
        self.assert_error(self.service.send("GET", path), 401, "unsigned")
        self.assert_error(self.party_of(self.other).ask("GET", path), 403, "forbidden")

    def test_a_growth_begins_at_a_head_of_this_log(self):
        _, path = self.fetched(self.party, "DEMO")
        size = self.place.size()
        for changed in (path.replace(f"from={size}", "from=0"), path.replace(f"from={size}", f"from={size + 1}"),
                        path.replace(f"from={size}", f"from={size - 1}"), path.split("root=")[0] + "root=" + "0" * 64):
            self.assert_error(self.party.ask("GET", changed), 409, "no_growth", "fetch it whole")
        for changed in (path.split("?")[0], path + "&limit=1", path.replace("root=", "tree="), path.replace("from=", "from=-")):
            self.assert_error(self.party.ask("GET", changed), 400, "bad_request")


if __name__ == "__main__":
    unittest.main()
