#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lcl serve towards those who send what they should not, or too much, or too slowly."""
import contextlib
import json
import socket
import time
import unittest

from serving import AMBIGUOUS, HEAD, LIES, SMUGGLED, Serving, setUpModule

__all__ = ["setUpModule"]  # unittest looks for it here


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


if __name__ == "__main__":
    unittest.main()
