#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What lcl serve gives away, what it says of itself, and how it ends."""
import contextlib
import hashlib
import json
import signal
import sqlite3
import stat
import subprocess
import time
import unittest

import program
from served import Service
from serving import HEAD, Serving, setUpModule

__all__ = ["setUpModule"]  # unittest looks for it here


class Files(Serving):
    def test_a_file_comes_whole_with_its_type_and_how_long_it_may_be_kept(self):
        size = self.shared.size()
        for path, media_type, kept in (("", "text/html; charset=utf-8", "no-cache"),
                                       ("checkpoint", "text/plain; charset=utf-8", "no-cache"),
                                       (f"tile/0/000.p/{size}", "application/octet-stream", "no-cache"),
                                       (f"at/{size}/en/index.html", "text/html; charset=utf-8", "public, max-age=31536000, immutable"),
                                       (f"at/{size}/checkpoint", "text/plain; charset=utf-8", "no-cache"),
                                       (f"at/{size}/style.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable")):
            answer = self.service.get("/" + path)
            self.assertEqual((answer.status, answer.getheader("Content-Type"), answer.getheader("Cache-Control")),
                             (200, media_type, kept), path)
            self.assertEqual(answer.body, (self.public / (path or "index.html")).read_bytes())
            self.assertEqual(answer.getheader("Access-Control-Allow-Origin"), "*")

    def test_a_folder_leads_to_its_page_under_its_own_name(self):
        answer = self.service.get(f"/at/{self.shared.size()}/en")
        self.assertEqual((answer.status, answer.getheader("Location")), (301, "./en/"))
        self.assertEqual(self.service.get(f"/at/{self.shared.size()}/en/").status, 200)

    def test_head_says_what_get_would_and_sends_nothing(self):
        for target in ("/checkpoint", "/large", "/v1/checkpoint", "/nothing"):
            got, head = self.service.get(target), self.service.request("HEAD", target)
            self.assertEqual((head.status, head.body, head.getheader("Content-Length"), head.getheader("ETag")),
                             (got.status, b"", str(len(got.body)), got.getheader("ETag")))

    def test_what_is_known_is_not_sent_again(self):
        for target in ("/checkpoint", "/v1/checkpoint"):
            etag = self.service.get(target).getheader("ETag")
            for known in (etag, f'"x", {etag}', f"W/{etag}", "*"):
                answer = self.service.get(target, If_None_Match=known)
                self.assertEqual((answer.status, answer.body, answer.getheader("ETag")), (304, b"", etag))
            self.assertEqual(self.service.get(target, If_None_Match='"x"').status, 200)

    def test_one_range_of_bytes_is_sent(self):
        whole = (self.public / "large").read_bytes()
        size = len(whole)
        etag = self.service.get("/large").getheader("ETag")
        for asked, first, last in (("0-0", 0, 0), ("70000-200000", 70_000, 200_000), (f"{size - 1}-", size - 1, size - 1),
                                   ("-5", size - 5, size - 1), (f"5-{size + 99}", 5, size - 1), (f"-{size + 99}", 0, size - 1)):
            answer = self.service.get("/large", Range=f"bytes={asked}", If_Range=etag)
            self.assertEqual((answer.status, answer.getheader("Content-Range")), (206, f"bytes {first}-{last}/{size}"))
            self.assertEqual(hashlib.sha256(answer.body).digest(), hashlib.sha256(whole[first:last + 1]).digest())
        for asked in (f"{size}-", "-0", f"{size + 5}-{size + 9}"):
            answer = self.service.get("/large", Range=f"bytes={asked}")
            self.assertEqual((answer.status, answer.getheader("Content-Range")), (416, f"bytes */{size}"))

    def test_what_is_no_single_range_or_of_another_version_is_answered_whole(self):
        size = (self.public / "large").stat().st_size
        for asked in ("bytes=0-1,5-6", "bytes=5-1", "bytes=a-b", "bytes=-", "lines=0-1", "bytes=99999999999999999999-"):
            answer = self.service.get("/large", Range=asked)
            self.assertEqual((answer.status, len(answer.body)), (200, size), asked)
        self.assertEqual(self.service.get("/large", Range="bytes=0-1", If_Range='"other"').status, 200)


class Running(Serving):
    def test_whether_it_is_well_and_what_it_has_done_is_said_on_the_machine_alone(self):
        service = self.started("--journal")
        self.assertEqual(service.json("/healthz")["head"]["size"], self.shared.size())
        service.get("/nothing?secret=1")
        text = service.get("/metrics").body.decode()
        self.assertIn(f"\nlcl_log_entries {self.shared.size()}\n", text)
        self.assertIn('\nlcl_requests_total{method="GET",path="/healthz",status="2xx"} 1\n', text)
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9]+)$')
        self.assertEqual(service.get("/metrics", X_Forwarded_For="127.0.0.1").status, 403)
        code, _, journal = service.stop()
        lines = [json.loads(line) for line in journal.splitlines()]
        self.assertEqual(code, 0)
        self.assertEqual({(each["path"], each["status"]) for each in lines},
                         {("/healthz", 200), ("/nothing", 404), ("/metrics", 200), ("/metrics", 403)})
        self.assertEqual(set(lines[0]), {"address", "bytes", "method", "microseconds", "path", "status", "time"})
        self.assertNotIn("secret", journal)

    def test_nobody_waits_for_whoever_reads_the_journal(self):
        service = self.started("--journal", "--rate", 10_000)
        asked = 2000
        for number in range(asked):
            self.assertEqual(service.get(f"/{number}{'x' * 1500}").status, 404)
        _, _, journal = service.stop()
        lines = [json.loads(line) for line in journal.splitlines()]
        noted, dropped = [each for each in lines if "path" in each], [each["dropped"] for each in lines if "dropped" in each]
        self.assertEqual(len(noted) + sum(dropped), asked)
        self.assertGreater(sum(dropped), 0)

    def test_a_line_of_the_journal_stays_a_line_whatever_is_asked(self):
        service = self.started("--journal")
        self.sent("GET /é%E2%80%AEx HTTP/1.1\r\n".encode() + HEAD + b"\r\n", b"", service=service)
        service.get("/%C3%A9%22%7B")
        _, _, journal = service.stop()
        self.assertEqual(sorted(json.loads(line)["path"] for line in journal.splitlines()), ["", '/é"{'])

    def test_it_ends_when_it_is_told_to_and_those_being_answered_get_their_answers(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            service = self.started()
            idle, taking, sending = self.connect(service), self.connect(service), self.connect(service)
            idle.sendall(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
            idle.recv(65536)
            taking.sendall(b"GET /large HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n")
            begun = taking.recv(4096)
            sending.sendall(b"GET /v1/checkpoint HTTP/1.1\r\n")
            service.get("/healthz")  # by now it has read what was sent before
            service.running.send_signal(number)
            self.assertEqual(self.rest(idle), b"")
            with self.assertRaises(ConnectionRefusedError):
                self.connect(service)
            sending.sendall(HEAD + b"\r\n")
            self.assertEqual(self.statuses(self.rest(sending)), [200])
            received = begun + self.rest(taking)
            self.assertTrue(received.endswith((self.public / "large").read_bytes()))
            self.assertEqual(service.running.wait(30), 0)

    def of_its_own(self, *options):
        """A service of a copy of the registry, which the test may spoil."""
        place = program.Place(self.template)
        self.addCleanup(place.remove)
        service = Service(place.registry, place.folder / "work", *options)
        self.addCleanup(service.stop)
        return place, service

    def test_who_cannot_be_answered_in_time_is_left_when_it_ends(self):
        place, service = self.of_its_own("--patience", 1)
        with contextlib.closing(sqlite3.connect(place.registry / "ledger.db", isolation_level=None)) as writing:
            writing.execute("BEGIN EXCLUSIVE")
            waiting = self.connect(service)
            waiting.sendall(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
            self.assertEqual(self.statuses(self.sent(b"GET /nothing HTTP/1.0\r\n\r\n", service=service)), [404])
            service.running.terminate()
            self.assertEqual(service.running.wait(30), 2)
        self.assertEqual(service.running.stderr.read().decode(), "lcl: stopped before all requests were answered\n")

    def test_what_is_known_is_answered_while_somebody_writes(self):
        place, service = self.of_its_own("--patience", 1)
        known = ("/v1/checkpoint", "/v1/answers/key-list", "/v1/answers/status?subject=DEMO", "/metrics", "/v1/openapi.json")
        before = [service.get(target) for target in known]
        with contextlib.closing(sqlite3.connect(place.registry / "ledger.db", isolation_level=None)) as writing:
            writing.execute("BEGIN EXCLUSIVE")
            for target, then in zip(known, before):
                now = service.get(target)
                self.assertEqual((now.status, now.headers["ETag"]), (200, then.headers["ETag"]), target)

    def test_a_checkpoint_is_told_as_soon_as_it_is_written(self):
        place, service = self.of_its_own()
        before = service.get("/v1/checkpoint").body.decode()
        self.assertEqual(before, place.lcl("checkpoint").out)
        done = place.lcl("participant", "register", "05982741000024", "--name", "Second site", "--key", place.operator)
        self.assertEqual(done.returncode, 0, done.err)
        now = service.get("/v1/checkpoint").body.decode()
        self.assertNotEqual(now, before)
        self.assertEqual(now, place.lcl("checkpoint").out)

    def test_a_registry_that_cannot_be_read_is_said_and_where_it_lies_is_not(self):
        place, service = self.of_its_own()
        with open(place.registry / "ledger.db", "r+b") as ledger:
            ledger.write(bytes(4096))
        for target, status, code in (("/healthz", 503, "unavailable"), ("/v1/answers/key-list", 500, "failed")):
            answer = service.get(target)
            self.assertEqual((answer.status, json.loads(answer.body)["error"]["code"]), (status, code))
            self.assertNotIn(str(place.folder).encode(), answer.body)
        _, _, journal = service.stop()
        failed = [json.loads(line) for line in journal.splitlines()]
        self.assertEqual([each["path"] for each in failed], ["/healthz", "/v1/answers/key-list"])
        self.assertIn(str(place.registry), failed[0]["failed"])

    def test_a_second_signal_ends_it_at_once(self):
        service = self.started("--patience", 600)
        connection = self.connect(service)
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        service.get("/healthz")
        service.running.terminate()
        while not self.refuses(service):
            time.sleep(0.01)
        service.running.terminate()
        self.assertEqual(service.running.wait(30), -signal.SIGTERM)

    def refuses(self, service):
        try:
            self.connect(service)
        except ConnectionRefusedError:
            return True
        return False

    def test_what_it_is_told_wrongly_is_said(self):
        for words, sentence in ((("--listen", "here"), '--listen: "here" is not ADDRESS:PORT'),
                                (("--listen", "127.0.0.1:70000"), "is not ADDRESS:PORT"),
                                (("--listen", "localhost.example:80"), "cannot listen on localhost.example, port 80"),
                                (("--listen", self.service.address), "Address already in use"),
                                (("--registry", "https://registry.example"), "this is done where the registry's folder is"),
                                (("--url", "registry.example"), "is not https://HOST, without a path"),
                                (("--url", "https://registry.example/"), "is not https://HOST, without a path"),
                                (("--published", "nowhere"), "nowhere is no folder"),
                                (("--rate", "0"), "--rate is a number from 1 to"),
                                (("--patience", "9999999"), "--patience is a number from 1 to")):
            done = self.shared.lcl("serve", *words)
            self.assertEqual((done.returncode, done.out), (2, ""), words)
            self.assertIn(sentence, done.err)
        self.assertEqual(self.shared.lcl("serve", "--registry", self.shared.folder).returncode, 2)

    def test_its_folder_for_what_is_under_way_is_its_own_alone(self):
        work = self.shared.folder / f"work-{type(self).__name__}-1"
        self.assertEqual(stat.S_IMODE(work.stat().st_mode), 0o700)
        done = self.shared.lcl("serve", "--listen", "127.0.0.1:0", "--work", work)
        self.assertEqual((done.returncode, done.out), (2, ""))
        self.assertIn("another lcl serve works in", done.err)
        open_one = self.shared.folder / "open"
        open_one.mkdir()
        open_one.chmod(0o750)
        done = self.shared.lcl("serve", "--listen", "127.0.0.1:0", "--work", open_one)
        self.assertEqual((done.returncode, done.out), (2, ""))
        self.assertIn("is open to others than you; chmod 700 closes it", done.err)

    def test_with_json_it_says_where_it_listens_in_a_document(self):
        running = subprocess.Popen([program.LCL, "serve", "--registry", self.shared.registry, "--listen", "127.0.0.1:0", "--json",
                                    "--work", self.shared.folder / "work-json"], stdout=subprocess.PIPE, env=program.environment())
        self.addCleanup(running.stdout.close)
        line = running.stdout.readline().decode()
        running.terminate()
        self.assertEqual(running.wait(30), 0)
        self.assertEqual(program.faults("serve", line), "")


if __name__ == "__main__":
    unittest.main()
