#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What lcl serve says of itself in OpenAPI, and whether it keeps to it.

LCL_FUZZ_REQUESTS and LCL_FUZZ_SEED in the environment: how many requests are made at random, and which."""
import http.client
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import tempfile
import unittest

import program
from described_requests import Requests, raw_requests
from life import Life, console
from openapi_rules import METHODS, Rules, resolved
from served import Service
from signing_client import Party, Session, canonical, read_key

REQUESTS = int(os.environ.get("LCL_FUZZ_REQUESTS", "300"))
SEED = int(os.environ.get("LCL_FUZZ_SEED", "1"))
FRAME = program.ROOT / "cli/service/openapi.json"
PAGE = program.ROOT / "schemas/service.md"


def rows_of_page():
    """Of the page's table of paths: shape of the path, methods, whether signed."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| `/") or len(cells) != 4:
            continue
        path = "/{path}" if cells[0].startswith("`/`") else cells[0].strip("`")
        yield re.sub(r"\b[A-Z]{2,}\b", "{}", path), {each.strip().lower() for each in cells[1].split(",")}, cells[3] != ""


def shape_of(path):
    return path if path == "/{path}" else re.sub(r"\{[^}]*\}", "{}", path)


class Described(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(2))
        self.report()

    def setUp(self):
        super().setUp()
        published = self.place.folder / "published"
        self.done("publish", published, "--pages")
        self.service = Service(self.place.registry, self.place.folder / "work", "--published", published, "--rate", 100000)
        self.addCleanup(self.service.stop)
        self.text = self.service.get("/v1/openapi.json").body.decode()
        self.document = json.loads(self.text)

    def test_it_is_openapi_3_1_and_canonical(self):
        self.assertEqual(Rules(self.document).faults, [])
        self.assertEqual(self.text, json.dumps(self.document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")

    def test_the_rules_see_what_is_wrong(self):
        frame = json.loads(FRAME.read_text(encoding="utf-8"))
        frame["info"]["version"] = "1"
        frame["components"]["schemas"] |= {name: {"type": "object"} for name in ("refused", "preparation", "submit")}
        self.assertEqual(Rules(frame).faults, [])
        get = frame["paths"]["/v1/checkpoint"]["get"]
        for change, said in ((lambda: get["responses"].update({"999": {"description": "x"}}), "is no status"),
                             (lambda: get["responses"].update({"404": {"$ref": "#/components/responses/none"}}), "leads to nothing"),
                             (lambda: get.update(operationId="health"), "operationId of another"),
                             (lambda: get.update(parameters=[{"name": "x", "in": "body", "schema": {}}]), "in body"),
                             (lambda: get.update(tags=["no"]), "does not list"), (lambda: get.update(nonsense=1), "has nonsense"),
                             (lambda: frame["paths"].update({"/{other}": {}}), "same as another path"),
                             (lambda: frame["components"]["schemas"]["whole"].update(type="float"), "of type float")):
            change()
            self.assertIn(said, "\n".join(Rules(frame).faults))

    def test_schemas_are_those_of_the_program_s_answers(self):
        for name, schema in self.document["components"]["schemas"].items():
            file = program.SCHEMAS / f"{name}.schema.json"
            if not file.exists() or name in json.loads(FRAME.read_text(encoding="utf-8"))["components"]["schemas"]:
                continue
            own = json.loads(file.read_text(encoding="utf-8"))
            del own["$schema"]
            moved = json.loads(json.dumps(own).replace('"#/definitions', f'"#/components/schemas/{name}/definitions'))
            self.assertEqual(schema, moved, name)

    def test_every_path_of_the_page_is_described_and_no_other(self):
        frame = json.loads(FRAME.read_text(encoding="utf-8"))["paths"]
        page = {path: (methods, signed) for path, methods, signed in rows_of_page()}
        self.assertEqual(page.pop("/v1/answers/{}"), ({"get"}, False))
        self.assertEqual(page, {shape_of(path): (set(item), all("security" in each for each in item.values()))
                                for path, item in frame.items()})

    def test_it_serves_what_it_describes_and_nothing_else(self):
        frame = json.loads(FRAME.read_text(encoding="utf-8"))["paths"]
        described = self.document["paths"]
        for path in set(frame) | set(described):
            methods = {each.upper() for each in described.get(path, {})}
            methods |= {"HEAD"} if "GET" in methods else set()
            target = path.replace("{project}", "DEMO").replace("{id}", "ab" * 16).replace("{path}", "index.html")
            for method in {each.upper() for each in METHODS} - methods - {"TRACE", "OPTIONS"}:
                answer = self.service.request(method, target)
                self.assertEqual(answer.status, 405 if methods else 404, (method, path))
                self.assertEqual(set(filter(None, re.split(", ?", answer.headers.get("Allow", "")))), methods, path)

    # ---- requests at random

    def party(self):
        """How the developer signs, and the ids of its uploads, one whole, and of a preparation."""
        key = read_key(self.place.developer)
        session = Session(key, self.place.lcl("checkpoint").out.splitlines()[0])
        party = Party(self.service, session)
        log = canonical(console(5)[0]) + b"\n"
        ids = [party.upload(log), party.begin(log + b"\n").body["id"]]
        ids.append(party.prepare(ids[0], key).body["id"])
        return (lambda method, target, body: session.headers(method, self.service.url + target, body),
                {"^[0-9a-f]{32}$": [*ids, "ab" * 16]})

    def schema_faults(self, schema, text):
        """What keeps `text` from fitting; the same is asked once."""
        key = (json.dumps(schema), text)
        if key not in self.known:
            with tempfile.NamedTemporaryFile("w", suffix=".json", dir=self.place.folder) as file:
                json.dump({"allOf": [schema], "components": self.document["components"]}, file)
                file.flush()
                done = subprocess.run([program.VALIDATE_JSON, file.name], input=text, capture_output=True, timeout=60, check=False)
            self.known[key] = done.stderr.decode() if done.returncode else ""
        return self.known[key]

    def ask(self, method, target, headers, body):
        """The answer to exactly this, on a connection of its own."""
        head = f"{method} {target} HTTP/1.1\r\nHost: {self.service.address}\r\nConnection: close\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        if body or method in ("POST", "PATCH"):
            head += f"Content-Length: {len(body)}\r\n"
        return self.sent(head.encode("latin-1") + b"\r\n" + body, method)

    def sent(self, data, method="GET"):
        """None where the connection was closed without an answer."""
        name, port = self.service.address.rsplit(":", 1)
        with socket.create_connection((name, int(port)), timeout=30) as connection:
            try:
                connection.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has answered, and reads no more
            answer = http.client.HTTPResponse(connection, method=method)
            try:
                answer.begin()
                answer.content = answer.read()
            except (http.client.BadStatusLine, ConnectionResetError):
                return None
            return answer

    def hold(self, what, operation, answer, loose=False):
        """One answer to what the document says of the operation."""
        self.assertIsNotNone(answer, what)
        status = str(answer.status)
        if loose and status in ("404", "405"):
            return
        self.assertIn(status, operation["responses"], f"{what}: {answer.status} {answer.content[:300]}")
        self.assertNotEqual(status, "500", what)
        response = resolved(self.document, operation["responses"][status])
        content = response.get("content", {})
        media_type = answer.headers.get("Content-Type", "").split(";")[0]
        if what[0] == "HEAD" or not content:
            self.assertEqual(answer.content, b"", what)
            return
        if "*/*" not in content:
            self.assertIn(media_type, content, what)
        if media_type == "application/json":
            self.assertEqual(self.schema_faults(content[media_type]["schema"], answer.content), "", f"{what}: {answer.content[:300]}")
        for name, header in response.get("headers", {}).items():
            if resolved(self.document, header).get("required"):
                self.assertIn(name, answer.headers, what)

    def test_every_answer_to_a_request_at_random_is_one_that_it_describes(self):
        self.known = {}
        requests = Requests(self.document, random.Random(SEED), *self.party())
        statuses = {}
        for number in range(REQUESTS):
            operation, method, target, headers, body, loose = requests.next()
            what = (method, target, headers, body[:200], f"seed {SEED}, request {number}")
            answer = self.ask(method, target, headers, body)
            self.hold(what, operation, answer, loose)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
        self.assertEqual(self.service.get("/healthz").status, 200)
        self.assertGreater(statuses.get(200, 0), REQUESTS // 10, statuses)
        self.assertGreater(statuses.get(400, 0), REQUESTS // 10, statuses)

    def test_what_is_quoted_in_an_answer_stays_text(self):
        for before in range(60, 65):
            body = canonical({"a" * before + "ééé": 1, "statement": {}})
            answer = self.service.request("POST", "/v1/statements", body, {"Content-Type": "application/json"})
            self.assertEqual(answer.status, 400)
            self.assertIn("a" * 60, json.loads(answer.body)["error"]["message"])

    def test_what_is_no_request_gets_a_fault_or_nothing(self):
        self.known = {}
        fault = self.document["components"]["schemas"]["fault"]
        for data in raw_requests(self.service.address, random.Random(SEED)):
            answer = self.sent(data)
            if answer is None or answer.status in (200, 304):
                continue
            self.assertTrue(400 <= answer.status < 500 or answer.status in (501, 505), (data[:300], answer.status))
            self.assertEqual(self.schema_faults(fault, answer.content), "", data[:300])
        self.assertEqual(self.service.get("/healthz").status, 200)


if __name__ == "__main__":
    unittest.main()
