# SPDX-License-Identifier: Apache-2.0
"""A service of a registry and its published folder to send anything to, and what it should not be sent."""
import contextlib
import re
import socket
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
    folders = 0

    @classmethod
    def setUpClass(cls):
        cls.service = cls.started("--rate", 10_000)

    @classmethod
    def started(cls, *options):
        cls.folders += 1
        service = Service(cls.shared.registry, cls.shared.folder / f"work-{cls.__name__}-{cls.folders}", "--published", cls.public,
                          *options)
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
