# SPDX-License-Identifier: Apache-2.0
"""Whoever uses a registry from afar, each as on a machine of its own, and whoever lies on the way there."""
import contextlib
import http.client
import http.server
import json
import pathlib
import shutil
import ssl
import tempfile
import threading
import urllib.parse

import program


class Client:
    """A user with folders of its own, whose registry is at `url`."""

    def __init__(self, url, within=(), **more):
        """`within`: the words that lead to the user's host; `more`: what is set there."""
        self.url, self.within, self.more = url, within, more
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-client-"))

    def own(self):
        places = {name: str(self.folder / name) for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
        return places | {"LCL_REGISTRY": self.url} | self.more

    def environment(self):
        return program.environment(**self.own())

    def lcl(self, *words, **more):
        return program.run(*words, cwd=self.folder, within=self.within, **(self.own() | more))

    def json(self, *words, **more):
        done = self.lcl(*words, "--json", **more)
        assert done.out, (words, done.returncode, done.err)
        return done.returncode, json.loads(done.out)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def take(self, key, name="own"):
        """A private key, with its public half, as files of this machine."""
        for ending in ("", ".pub"):
            shutil.copy(f"{key}{ending}", self.folder / f"{name}.pem{ending}")
        return f"{name}.pem"

    def kept(self, pattern):
        return sorted(self.folder.glob(pattern))

    def remove(self):
        shutil.rmtree(self.folder)


class Between:
    """Hands requests on to `to`, and answers back, as `change` makes them: change(method, path, send) gives the answer,
    (status, headers, body), where send() asks for the true one; nothing: the connection breaks off. Where `cut` is given, so many
    bytes of the body are sent, and no more. A body that is no bytes but (length, pieces) is sent for as long as it is taken; of
    length None it is not said how long it is. `sent` is how many bytes of bodies each path was answered with."""

    def __init__(self, to, tls=None):
        """`tls`: (certificate, key), files that it shows as its own."""
        self.to, self.seen, self.sent = to, [], []
        self.change = lambda method, path, send: send()
        self.cut = None
        between = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                between.seen.append((self.command, self.path, dict(self.headers.items())))
                answer = between.change(self.command, self.path, lambda: between.ask(self.command, self.path, self.headers, body))
                self.close_connection = True
                if answer is None:
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "connection", "transfer-encoding", "date", "server"):
                        self.send_header(name, value)
                length, pieces = (len(body), [body]) if isinstance(body, bytes) else body
                if length is not None:
                    self.send_header("Content-Length", str(length))
                self.send_header("Connection", "close")
                self.end_headers()
                between.sent.append((self.path.split("?")[0], length))
                cut, between.cut = between.cut, None
                with contextlib.suppress(ConnectionError):
                    for piece in pieces:
                        self.wfile.write(piece if cut is None else piece[:cut])

            do_GET = do_POST = do_PATCH = do_HEAD = do_DELETE = handle_any

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*map(str, tls))
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.url = f"https://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ask(self, method, path, headers, body):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.to).netloc, timeout=60)
        try:
            kept = {name: value for name, value in headers.items() if name.lower() not in ("connection", "host")}
            connection.request(method, path, body, kept | {"Host": urllib.parse.urlsplit(self.url).netloc})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
