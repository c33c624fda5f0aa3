#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lcl serve towards those who send what they should not, or too much, or too slowly; and its files, limits and end."""
import contextlib
import hashlib
import json
import re
import signal
import socket
import sqlite3
import subprocess
import time
import unittest

import program
from served import Service

HEAD = b"Host: registry.example\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: registry.example\r\n\r\n"
# What two readers could take for different requests: each is refused, and nothing behind it is read.
AMBIGUOUS = {
    "Content-Length beside Transfer-Encoding":
        b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding beside Content-Length":
        b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 0\r\nContent-Length: 50\r\n\r\n",
    "the same length twice": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "a list of lengths": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 0, 50\r\n\r\n",
    "a length with a sign": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: +0\r\n\r\n",
    "a length in hex": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 0x0\r\n\r\n",
    "a length of 2^64": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length: 18446744073709551616\r\n\r\n",
    "an encoding that is nearly chunked": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: xchunked\r\n\r\n",
    "an encoding under another": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: identity, chunked\r\n\r\n",
    "an encoding twice":
        b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    "an encoding with a vertical tab":
        b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding:\x0bchunked\r\n\r\n",
    "a blank before the colon": b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"Content-Length : 50\r\n\r\n",
    "a header that goes on in the next line":
        b"POST /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"X: y\r\n Transfer-Encoding: chunked\r\n\r\n",
    "lines that end in LF": b"GET /healthz HTTP/1.1\nHost: x\n\n",
    "a line that ends in LF": b"GET /healthz HTTP/1.1\r\nHost: x\nContent-Length: 50\r\n\r\n",
    "a CR in a value": b"GET /healthz HTTP/1.1\r\n" + HEAD + b"X: a\rContent-Length: 50\r\n\r\n",
    "a NUL in a value": b"GET /healthz HTTP/1.1\r\n" + HEAD + b"X: a\0b\r\n\r\n",
    "a name that is no token": b"GET /healthz HTTP/1.1\r\n" + HEAD + b"X(y): z\r\n\r\n",
    "a header without a name": b"GET /healthz HTTP/1.1\r\n" + HEAD + b": z\r\n\r\n",
    "two hosts": b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\nAccept: */*\r\n\r\n",
    "an empty line first": b"\r\nGET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n",
    "two blanks in the first line": b"GET  /healthz HTTP/1.1\r\n" + HEAD + b"\r\n",
    "no version": b"GET /healthz\r\n" + HEAD + b"\r\n",
    "an address with a host": b"GET http://registry.example/healthz HTTP/1.1\r\n" + HEAD + b"\r\n",
    "an asterisk": b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"\r\n",
    "chunked in HTTP/1.0": b"POST /v1/checkpoint HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}
LIES = {
    "a size that is no number": b"zz\r\n",
    "a size that is too large for any number": b"fffffffffffffffffff\r\n",
    "a chunk longer than its size": b"1\r\nabc\r\n0\r\n\r\n",
    "a size with a sign": b"-1\r\n",
    "a chunk's line that ends in LF": b"1\na\r\n0\r\n\r\n",
    "a trailer": b"0\r\nContent-Length: 50\r\n\r\n",
}


def setUpModule():
    """The registry of the template with its published folder, which no test changes."""
    Serving.template = template = program.Template()
    unittest.addModuleCleanup(template.remove)
    Serving.shared = shared = program.Place(template)
    unittest.addModuleCleanup(shared.remove)
    Serving.public = public = shared.folder / "public"
    assert shared.lcl("publish", public, "--pages").returncode == 0
    (shared.folder / "secret").write_text("do not tell", encoding="utf-8")
    (public / ".hidden").write_text("do not tell", encoding="utf-8")
    (public / "link").symlink_to(shared.folder / "secret")
    (public / "folder").symlink_to(shared.folder)
    (public / "large").write_bytes(bytes(range(256)) * 80_000)


class Serving(unittest.TestCase):
    """Tests of one service, and of others with options of their own."""

    @classmethod
    def setUpClass(cls):
        cls.service = cls.started("--rate", 10_000)

    @classmethod
    def started(cls, *options):
        service = Service(cls.shared.registry, cls.shared.folder / "work", "--published", cls.public, *options)
        cls.addClassCleanup(service.stop)
        return service

    def connect(self, service=None):
        host, port = (service or self.service).address.split(":")
        connection = socket.create_connection((host, int(port)), timeout=30)
        self.addCleanup(connection.close)
        return connection

    @staticmethod
    def rest(connection):
        """What comes until the other side closes; then this one does too."""
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                received += piece
        connection.close()
        return received

    def sent(self, *pieces, service=None):
        connection = self.connect(service)
        for piece in pieces:
            connection.sendall(piece)
        return self.rest(connection)

    @staticmethod
    def statuses(received):
        return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", received)]


class Requests(Serving):
    def test_what_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read(self):
        for name, request in AMBIGUOUS.items():
            with self.subTest(name):
                received = self.sent(request + SMUGGLED)
                self.assertEqual(len(self.statuses(received)), 1, received)
                self.assertIn(self.statuses(received)[0], (400, 501), received)
                self.assertIn(b"Connection: close\r\n", received)

    def test_a_body_is_the_same_however_it_is_cut(self):
        body = b'{"statement":{}}' + b" " * 200_000
        head = b"POST /v1/statements HTTP/1.1\r\nContent-Type: application/json\r\nConnection: close\r\n" + HEAD
        chunks = b"".join(b"%x;name=value\r\n%s\r\n" % (len(piece), piece) for piece in (body[:1], body[1:70_000], body[70_000:]))
        whole = self.sent(head + b"Content-Length: %d\r\n\r\n" % len(body), body)
        self.assertNotIn(self.statuses(whole)[0], (404, 405, 413))
        for pieces in ((head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n",),
                       (head + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body), body[:5], body[5:])):
            received = self.sent(*pieces)
            self.assertEqual(received.split(b"\r\n\r\n")[-1], whole.split(b"\r\n\r\n")[-1])
            self.assertEqual(self.statuses(received)[-1], self.statuses(whole)[-1])

    def test_chunks_that_lie_are_never_the_beginning_of_another_request(self):
        for name, lie in LIES.items():
            with self.subTest(name):
                received = self.sent(b"POST /v1/statements HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + lie + SMUGGLED)
                self.assertEqual(len(self.statuses(received)), 1, received)
                self.assertIn(b"Connection: close\r\n", received)

    def test_headers_end_at_sixteen_kibibytes(self):
        self.assertEqual(self.statuses(self.sent(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 17_000)), [431])
        self.assertEqual(self.statuses(self.sent(b"GET /" + b"a" * 17_000)), [414])
        self.assertEqual(self.statuses(self.sent(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 15_000 +
                                                 b"\r\nConnection: close\r\n\r\n")), [200])

    def test_a_gigabyte_of_headers_is_cut_off_at_its_beginning(self):
        connection, line, taken = self.connect(), b"X: " + b"a" * 65_000 + b"\r\n", 0
        connection.sendall(b"GET /healthz HTTP/1.1\r\n" + HEAD)
        with contextlib.suppress(ConnectionError):
            while taken < 1 << 30:
                connection.sendall(line)
                taken += len(line)
        self.assertLess(taken, 64 << 20)
        self.assertEqual(self.service.get("/healthz").status, 200)

    def test_a_body_is_not_read_where_none_or_a_smaller_one_is_awaited(self):
        large = b"GET /healthz HTTP/1.1\r\n" + HEAD + b"Content-Length: 1000000000000\r\n\r\n"
        self.assertEqual(self.statuses(self.sent(large)), [413])
        expecting = b"GET /healthz HTTP/1.1\r\n" + HEAD + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"
        self.assertEqual(self.statuses(self.sent(expecting)), [413])

    def test_a_method_that_a_path_has_not_is_answered_with_those_that_it_has(self):
        for method in ("BREW", "PUT", "TRACE", "CONNECT", "DELETE"):
            answer = self.service.request(method, "/v1/checkpoint")
            self.assertEqual((answer.status, answer.getheader("Allow")), (405, "GET, HEAD"), method)
            self.assertEqual(json.loads(answer.body)["error"]["code"], "method")

    def test_other_versions_are_not_spoken(self):
        self.assertEqual(self.statuses(self.sent(b"GET /healthz HTTP/2.0\r\n" + HEAD + b"\r\n")), [505])
        self.assertEqual(self.statuses(self.sent(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")), [505])
        received = self.sent(b"GET /healthz HTTP/1.0\r\n\r\n")
        self.assertEqual(self.statuses(received), [200])
        self.assertIn(b"Connection: close\r\n", received)

    def test_nothing_outside_the_folder_and_nothing_hidden_is_told(self):
        for target in ("/../secret", "/%2e%2e/secret", "/.%2e/secret", "/at/../../secret", "/..%2fsecret", "/at/..%5c..%5csecret",
                       "//secret", "/%2fsecret", "/./index.html", "/link", "/folder/secret", "/folder/registry/pepper.key",
                       "/.hidden", "/%2ehidden", "/index.html%00", "/index.html%0a", "/%c0%ae%c0%ae/secret", "/%ff", "/%", "/%zz",
                       "/index.html/", "/a b", "/\\..\\secret", "/index.html#x"):
            with self.subTest(target):
                received = self.sent(f"GET {target} HTTP/1.1\r\n".encode() + HEAD + b"Connection: close\r\n\r\n")
                self.assertIn(self.statuses(received), ([400], [404]), received)
                self.assertNotIn(b"do not tell", received)
                self.assertNotIn(str(self.shared.folder).encode(), received)

    def test_every_answer_says_what_browsers_must_not_do_with_it_and_none_says_what_runs_here(self):
        for target in ("/healthz", "/v1/checkpoint", "/", "/nothing", "/%"):
            headers = {name.lower(): value for name, value in self.service.get(target).getheaders()}
            self.assertEqual((headers["x-content-type-options"], headers["referrer-policy"]), ("nosniff", "no-referrer"))
            self.assertIn("frame-ancestors 'none'", headers["content-security-policy"])
            self.assertNotIn("server", headers)


class Connections(Serving):
    def test_requests_sent_together_are_answered_in_their_order(self):
        received = self.sent(b"GET /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"\r\nGET /nothing HTTP/1.1\r\n" + HEAD +
                             b"\r\nGET /healthz HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n")
        self.assertEqual(self.statuses(received), [200, 404, 200])
        self.assertLess(received.index(b"registry.example/demo"), received.index(b"not_found"))
        self.assertTrue(received.endswith(b'"status":"ok"}\n'))

    def test_a_connection_is_kept_and_serves_one_request_after_the_other(self):
        connection = self.service.connect()
        self.addCleanup(connection.close)
        connection.connect()
        name = connection.sock.getsockname()
        for _ in range(50):
            connection.request("GET", "/healthz")
            self.assertEqual(connection.getresponse().read()[-16:], b',"status":"ok"}\n'[-16:])
            self.assertEqual(connection.sock.getsockname(), name)

    def test_two_hundred_at_once_are_all_answered(self):
        connections = [self.connect() for _ in range(200)]
        for connection in connections:
            connection.sendall(b"GET /v1/checkpoint HTTP/1.1\r\n" + HEAD)
        for connection in connections:
            connection.sendall(b"Connection: close\r\n\r\n")
        for connection in connections:
            self.assertEqual(self.statuses(self.rest(connection)), [200])

    def test_who_sends_slowly_is_cut_off_and_holds_up_nobody(self):
        service = self.started("--patience", 1)
        slow = [self.connect(service) for _ in range(100)]
        for connection in slow:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nX: ")
        cut, answered = 0, 0
        for _ in range(100):
            for connection in slow:
                with contextlib.suppress(ConnectionError):
                    connection.sendall(b"a")
            answered += service.get("/healthz").status == 200
            if cut := sum(self.is_closed(connection) for connection in slow) == len(slow):
                break
            time.sleep(0.1)
        self.assertTrue(cut)
        self.assertGreater(answered, 3)

    def test_who_takes_an_answer_slowly_is_cut_off_too(self):
        service = self.started("--patience", 1, "--journal")
        connection = self.connect(service)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(b"GET /large HTTP/1.1\r\n" + HEAD + b"\r\n")
        line = json.loads(service.running.stderr.readline())
        self.assertLess(line["bytes"], (self.public / "large").stat().st_size)

    @staticmethod
    def is_closed(connection):
        connection.setblocking(False)
        try:
            return connection.recv(4096) == b""
        except BlockingIOError:
            return False
        except ConnectionError:
            return True
        finally:
            connection.setblocking(True)

    def test_an_address_has_two_hundred_and_fifty_six_connections(self):
        service = self.started()
        held = [self.connect(service) for _ in range(256)]
        for connection in (held[0], held[-1]):
            connection.sendall(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
            self.assertEqual(self.statuses(connection.recv(4096)), [200])
        self.assertEqual(self.rest(self.connect(service)), b"")
        held.pop().close()
        for _ in range(200):
            with contextlib.suppress(OSError):
                if service.get("/healthz").status == 200:
                    return
            time.sleep(0.02)
        self.fail("nobody new is let in")

    def test_who_asks_too_often_is_told_when_to_ask_again(self):
        service = self.started("--rate", 1)
        answers = [service.get("/healthz") for _ in range(25)]
        refused = [each for each in answers if each.status == 429]
        self.assertEqual([each.status for each in answers[:20]], [200] * 20)
        self.assertTrue(refused)
        self.assertEqual(json.loads(refused[0].body)["error"]["code"], "too_many")
        time.sleep(int(refused[0].getheader("Retry-After")))
        self.assertEqual(service.get("/healthz").status, 200)

    def test_behind_a_proxy_that_is_trusted_the_address_is_the_last_that_it_names(self):
        service = self.started("--rate", 1, "--trust-proxy", "--journal")
        for number in range(30):
            self.assertEqual(service.get("/healthz", X_Forwarded_For=f"192.0.2.9, 198.51.100.{number}").status, 200)
        for _ in range(21):
            last = service.get("/healthz", X_Forwarded_For="192.0.2.9, 198.51.100.77")
        self.assertEqual(last.status, 429)
        _, _, journal = service.stop()
        addresses = {json.loads(line)["address"] for line in journal.splitlines()}
        self.assertEqual(addresses, {f"198.51.100.{number}" for number in (*range(30), 77)})


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
            waiting.sendall(b"GET /v1/checkpoint HTTP/1.1\r\n" + HEAD + b"\r\n")
            self.assertEqual(self.statuses(self.sent(b"GET /nothing HTTP/1.0\r\n\r\n", service=service)), [404])
            service.running.terminate()
            self.assertEqual(service.running.wait(30), 2)
        self.assertEqual(service.running.stderr.read().decode(), "lcl: stopped before all requests were answered\n")

    def test_a_registry_that_cannot_be_read_is_said_and_where_it_lies_is_not(self):
        place, service = self.of_its_own()
        with open(place.registry / "ledger.db", "r+b") as ledger:
            ledger.write(bytes(4096))
        for target, status, code in (("/healthz", 503, "unavailable"), ("/v1/checkpoint", 500, "failed")):
            answer = service.get(target)
            self.assertEqual((answer.status, json.loads(answer.body)["error"]["code"]), (status, code))
            self.assertNotIn(str(place.folder).encode(), answer.body)
        _, _, journal = service.stop()
        failed = [json.loads(line) for line in journal.splitlines()]
        self.assertEqual([each["path"] for each in failed], ["/healthz", "/v1/checkpoint"])
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
                                (("--url", "registry.example"), "is not https://HOST, without a path"),
                                (("--url", "https://registry.example/"), "is not https://HOST, without a path"),
                                (("--published", "nowhere"), "nowhere is no folder"),
                                (("--rate", "0"), "--rate is a number from 1 to"),
                                (("--patience", "9999999"), "--patience is a number from 1 to")):
            done = self.shared.lcl("serve", *words)
            self.assertEqual((done.returncode, done.out), (2, ""), words)
            self.assertIn(sentence, done.err)
        self.assertEqual(self.shared.lcl("serve", "--registry", self.shared.folder).returncode, 2)

    def test_with_json_it_says_where_it_listens_in_a_document(self):
        running = subprocess.Popen([program.LCL, "serve", "--registry", self.shared.registry, "--listen", "127.0.0.1:0", "--json",
                                    "--work", self.shared.folder / "work"], stdout=subprocess.PIPE, env=program.environment())
        self.addCleanup(running.stdout.close)
        line = running.stdout.readline().decode()
        running.terminate()
        self.assertEqual(running.wait(30), 0)
        self.assertEqual(program.faults("serve", line), "")


if __name__ == "__main__":
    unittest.main()
