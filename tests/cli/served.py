# SPDX-License-Identifier: Apache-2.0
"""A registry as lcl serve answers it, on a port of this machine."""
import http.client
import json
import subprocess
import urllib.parse

import program
from signing_client import Answered


class Service:
    """lcl serve on `registry`, until `stop`."""

    def __init__(self, registry, work, *options, language="en", listen="127.0.0.1:0", within=()):
        """`language`: of whoever starts it; `within`: the words that lead to another host."""
        self.running = subprocess.Popen(
            [*within, program.LCL, "serve", "--registry", str(registry), "--listen", listen, "--work", str(work),
             *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environment(LC_ALL=f"{language}_FR.UTF-8"))
        said = self.running.stdout.readline().decode()
        assert "http://" in said, said + self.running.stderr.read().decode()
        self.url = said[said.index("http://"):].strip()
        self.address = urllib.parse.urlsplit(self.url).netloc

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=60)

    def request(self, method, target, body=None, headers=None):
        """Its answer, with `body` read."""
        connection = self.connect()
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    def send(self, method, target, body=b"", headers=()):
        """The same, as signing_client asks for it."""
        answer = self.request(method, target, body, dict(headers))
        of_json = answer.headers.get("Content-Type") == "application/json" and answer.body
        return Answered(answer.status, answer.headers, json.loads(answer.body) if of_json else answer.body)

    def get(self, target, **headers):
        return self.request("GET", target, headers={name.replace("_", "-"): text for name, text in headers.items()})

    def json(self, target):
        answer = self.get(target)
        assert answer.status == 200, (target, answer.status, answer.body)
        return json.loads(answer.body)

    def stop(self):
        if self.running.stdout.closed:
            return None  # it was stopped before
        self.running.terminate()
        out, err = self.running.communicate(timeout=60)
        return self.running.returncode, out.decode(), err.decode()
