#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""lcl serve behind nginx, set up as samples/service/nginx.conf says: what the one passes on the other reads as one request,
or closes. And the unit of systemd beside it."""
import collections
import contextlib
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import time
import unittest

import program
from served import Service
from serving import AMBIGUOUS, HEAD, LIES, SMUGGLED

SAMPLES_OF_SERVICE = program.ROOT / "samples/service"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Nginx:
    """nginx with the sample's configuration, in a folder of its own and on other ports."""

    def __init__(self, folder, service_port, address="127.0.0.1", within=()):
        """`within`: the words that lead to the host that has `address`."""
        self.folder, self.address = folder, address
        self.port, plain = free_port(), free_port()
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=registry.example", "-days", "2",
                        "-addext", f"subjectAltName=DNS:registry.example,IP:{address}",
                        "-keyout", key, "-out", certificate], check=True, capture_output=True)
        text = (SAMPLES_OF_SERVICE / "nginx.conf").read_text(encoding="utf-8")
        temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        for old, new in (("user www-data;", "user root;" if os.geteuid() == 0 else ""),
                         ("pid /run/nginx.pid;", f"pid {folder}/nginx.pid;\ndaemon off;"),
                         ("error_log /var/log/nginx/error.log;", f"error_log {folder}/error.log;"),
                         ("access_log /var/log/nginx/access.log;", f"log_format asked '$request_method $uri $status';\naccess_log {folder}/access.log asked;\n{temporary}"),
                         ("server 127.0.0.1:8080;", f"server 127.0.0.1:{service_port};"),
                         ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen [::]:80;", ""),
                         ("listen 443 ssl http2;", f"listen {address}:{self.port} ssl http2;"), ("listen [::]:443 ssl http2;", ""),
                         ("/etc/letsencrypt/live/registry.example/fullchain.pem", str(certificate)),
                         ("/etc/letsencrypt/live/registry.example/privkey.pem", str(key))):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.certificate = certificate
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(text, encoding="utf-8")
        self.words = [*within, NGINX, "-c", self.configuration, "-e", folder / "error.log"]

    def check(self):
        return subprocess.run([*self.words, "-t"], capture_output=True, text=True, check=False)

    def start(self):
        self.running = subprocess.Popen(self.words, stderr=subprocess.DEVNULL)
        while not (self.folder / "nginx.pid").exists():  # it is written once nginx listens
            assert self.running.poll() is None, (self.folder / "error.log").read_text()
            time.sleep(0.02)

    def stop(self):
        self.running.terminate()
        self.running.wait(30)

    def sent(self, request):
        """What comes back until the other side closes, or says nothing more for a while."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        received = b""
        with socket.create_connection((self.address, self.port), timeout=30) as plain, context.wrap_socket(plain) as connection:
            connection.sendall(request)
            connection.settimeout(0.3)
            with contextlib.suppress(TimeoutError, ConnectionResetError, ssl.SSLEOFError):
                while piece := connection.recv(65536):
                    received += piece
        return received


@unittest.skipUnless(NGINX, "nginx is not installed")
class BehindNginx(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        template = program.Template()
        cls.addClassCleanup(template.remove)
        cls.place = program.Place(template)
        cls.addClassCleanup(cls.place.remove)

    def setUp(self):
        self.service = Service(self.place.registry, self.place.folder / "work", "--trust-proxy", "--journal", "--rate", 10_000,
                               "--url", "https://registry.example")
        self.addCleanup(self.service.stop)
        folder = self.place.folder / self._testMethodName
        folder.mkdir()
        self.nginx = Nginx(pathlib.Path(folder), self.service.address.split(":")[1])
        done = self.nginx.check()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("warn", done.stderr)
        self.nginx.start()
        self.addCleanup(self.nginx.stop)

    def noted(self):
        """The paths that the service was asked for, once all is stopped."""
        _, _, journal = self.service.stop()
        return [json.loads(line) for line in journal.splitlines()]

    def test_what_is_asked_for_comes_through_with_the_address_of_who_asks(self):
        received = self.nginx.sent(b"GET /v1/checkpoint?x=%2F HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1\r\n" + HEAD + b"\r\n")
        self.assertIn(b"HTTP/1.1 200 OK\r\n", received)
        self.assertIn(b"registry.example/demo\n", received)
        for line in (b"Strict-Transport-Security: max-age=", b"X-Content-Type-Options: nosniff", b"ETag: \""):
            self.assertIn(line, received)
        self.assertEqual([(each["path"], each["address"]) for each in self.noted()], [("/v1/checkpoint", "127.0.0.1")])

    def passed_on(self):
        """What nginx took for requests, with the answer that it gave: (method, path, status)."""
        lines = (self.nginx.folder / "access.log").read_text(encoding="utf-8").splitlines()
        return collections.Counter((method, path, int(status)) for method, path, status in map(str.split, lines))

    def test_what_is_one_request_for_nginx_is_one_for_the_service(self):
        for name, request in AMBIGUOUS.items():
            with self.subTest(name):
                self.nginx.sent(request + SMUGGLED)
        for name, lie in LIES.items():
            with self.subTest(name):
                self.nginx.sent(b"POST /v1/statements HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + lie + SMUGGLED)
        for inner in (b"Content-Length: %d\r\n\r\n" % len(SMUGGLED), b"Content-Length: %d\r\nX: y\r\n\r\n" % len(SMUGGLED)):
            self.nginx.sent(b"POST /v1/statements HTTP/1.1\r\n" + HEAD + inner + SMUGGLED)
        self.assertIn(b"HTTP/1.1 200 OK", self.nginx.sent(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n"))
        self.nginx.stop()
        read = collections.Counter((each["method"], each["path"], each["status"]) for each in self.noted())
        self.assertEqual(read - self.passed_on(), collections.Counter(), "read without having been sent")
        self.assertEqual(read[("POST", "/v1/statements", 200)], 0)

    def test_two_requests_are_two(self):
        """That one behind another would be seen."""
        received = self.nginx.sent(b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n" + SMUGGLED)
        self.assertEqual(received.count(b"HTTP/1.1 "), 2)
        self.assertEqual(sorted(each["path"] for each in self.noted()), ["/healthz", "/smuggled"])

    def test_what_is_too_large_or_for_the_machine_alone_does_not_come_through(self):
        self.assertIn(b" 413 ", self.nginx.sent(b"POST /v1/uploads HTTP/1.1\r\n" + HEAD + b"Content-Length: 9000000\r\n\r\n"))
        self.assertRegex(self.nginx.sent(b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 20_000 + b"\r\n\r\n"), rb" (400|431) ")
        self.assertIn(b" 404 ", self.nginx.sent(b"GET /metrics HTTP/1.1\r\n" + HEAD + b"\r\n"))
        self.assertEqual(self.noted(), [])


class Unit(unittest.TestCase):
    def setUp(self):
        text = (SAMPLES_OF_SERVICE / "lcl.service").read_text(encoding="utf-8").replace("\\\n", " ")
        self.lines = [tuple(line.split("=", 1)) for line in text.splitlines() if "=" in line and not line.startswith("#")]
        self.unit = dict(self.lines)

    def test_it_is_locked_in_and_runs_as_a_user_of_its_own(self):
        for name, value in (("User", "lcl"), ("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"), ("ProtectHome", "yes"),
                            ("PrivateTmp", "yes"), ("PrivateDevices", "yes"), ("MemoryDenyWriteExecute", "yes"),
                            ("CapabilityBoundingSet", ""), ("RestrictAddressFamilies", "AF_INET AF_INET6"),
                            ("ReadWritePaths", "/var/lib/lcl"), ("UMask", "0077")):
            self.assertEqual(self.unit.get(name), value, name)
        self.assertIn(("SystemCallFilter", "@system-service"), self.lines)

    def test_its_command_is_one_that_the_program_understands(self):
        words = self.unit["ExecStart"].split()
        self.assertEqual(words[:2], ["/usr/bin/lcl", "serve"])
        page = program.run("help", "serve").out
        for option in (word for word in words if word.startswith("--")):
            self.assertRegex(page, rf"(?m)^  {option} ")
        self.assertGreater(int(self.unit["TimeoutStopSec"]), 10)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
    def test_systemd_knows_every_line_of_it(self):
        done = subprocess.run(["systemd-analyze", "verify", SAMPLES_OF_SERVICE / "lcl.service"], capture_output=True, text=True,
                              check=False)
        for line in done.stderr.splitlines():
            self.assertRegex(line, r"/usr/bin/lcl is not executable|man lcl-serve|^$|Failed to (connect|create|get)", line)


if __name__ == "__main__":
    unittest.main()
