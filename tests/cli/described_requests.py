# SPDX-License-Identifier: Apache-2.0
"""Requests made at random from an OpenAPI document: some as it describes them, most broken in one place or more."""
import json
import re
import string
import urllib.parse

from openapi_rules import resolved

STRANGE = ["", " ", "0", "-1", "1e3", "9007199254740993", "18446744073709551616", "NaN", "null", "true", "../../etc/passwd", "%00", "a\x00b",
           "é", "日本", "\u202e", "'; DROP TABLE entries; --", "--help", "--registry=/", "-", "*", "<script>", "{}", "[]", "\"", "\\", "a" * 300,
           "𝄞", "DEMO", "OTHER", "2025", "2025-02-30", "LBC-DEMO-2025-1-000000001-000000002-00"]
FOUND_IN_TEXT = {"^[A-Z0-9]{3,16}$": ["DEMO", "OTHER", "NONE", "A1B2C3"], "^[0-9a-f]{64}$": ["0" * 64, "3f" * 32],
                 "^[a-z_]{1,32}$": ["project_labelled", "submission", "nonsense"], "^[0-9a-f]{32}$": ["ab" * 16],
                 "^[A-Za-z0-9+/]{86}==$": ["A" * 86 + "=="]}


class Generator:
    """Makes what fits a schema, and what does not."""

    def __init__(self, document, chance, known):
        self.document, self.chance = document, chance
        self.known = FOUND_IN_TEXT | known

    def fitting(self, schema, depth=0):
        schema = resolved(self.document, schema)
        chance = self.chance
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return self.fitting(chance.choice(schema[word]), depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return chance.choice(schema["enum"])
        kind = schema.get("type", "string")
        if kind == "object":
            members = schema.get("properties", {})
            needed = set(schema.get("required", []))
            return {name: self.fitting(each, depth + 1) for name, each in members.items()
                    if name in needed or (depth < 4 and chance.random() < 0.4)}
        if kind == "array":
            return [self.fitting(schema.get("items", {}), depth + 1) for _ in range(max(schema.get("minItems", 0), chance.randrange(3)))]
        if kind == "integer":
            low = schema.get("minimum", 0)
            return chance.choice([low, low + 1, chance.randint(low, schema.get("maximum", 2**53 - 1))])
        if kind == "boolean":
            return chance.random() < 0.5
        known = self.known.get(schema.get("pattern"))
        if known:
            return chance.choice(known)
        return "".join(chance.choice(string.ascii_letters) for _ in range(max(1, schema.get("minLength", 1))))

    def strange(self):
        chance = self.chance
        return chance.choice([chance.choice(STRANGE), chance.randrange(-2, 2**54), None, True, [], {}, [[[]]], {"a": {"b": []}}, 1.5])

    def broken(self, value):
        """`value` changed in one place."""
        chance = self.chance
        if isinstance(value, dict) and value and chance.random() < 0.8:
            name = chance.choice(sorted(value))
            how = chance.randrange(4)
            if how == 0:
                return {key: each for key, each in value.items() if key != name}
            if how == 1:
                more = ["more", "", "é", name.upper(), "é" * chance.randrange(100), "a" * 63 + "é"]
                return value | {chance.choice(more): self.strange()}
            return value | {name: self.broken(value[name]) if how == 2 else self.strange()}
        if isinstance(value, list) and value and chance.random() < 0.5:
            return [*value, self.strange()]
        return self.strange()

    def text_of(self, schema, how_often_strange=0.4):
        """A parameter's value."""
        if self.chance.random() < how_often_strange:
            return self.chance.choice(STRANGE)
        value = self.fitting(schema)
        return json.dumps(value) if not isinstance(value, str) else value

    def body(self, schema):
        """Bytes that are, or nearly are, what `schema` describes."""
        chance = self.chance
        value = self.fitting(schema)
        for _ in range(chance.randrange(3)):
            value = self.broken(value)
        text = json.dumps(value, sort_keys=chance.random() < 0.9, separators=(",", ":"), ensure_ascii=False)
        data = text.encode("utf-8", "surrogatepass")
        how = chance.randrange(12)
        if how == 0:
            return data[:chance.randrange(len(data) + 1)]
        if how == 1:
            at = chance.randrange(len(data) + 1)
            return data[:at] + bytes([chance.randrange(256)]) + data[at:]
        if how == 2:
            return chance.choice([b"", b"\x00", b"[" * 5000, b"{}" * 10, b'{"a":1,"a":1}', b"\xff\xfe", b'"' + b"a" * 20000 + b'"', b" " * 100])
        return data


class Requests:
    """(operation, method, target, headers, body, loose): `loose` where a broken path may be another's, or none's.

    `sign(method, target, body)` gives the headers of a signed request; `known` texts that fit a pattern."""

    def __init__(self, document, chance, sign, known):
        self.document, self.chance, self.sign = document, chance, sign
        self.make = Generator(document, chance, known)
        self.operations = [(path, method, operation) for path, item in sorted(document["paths"].items())
                           for method, operation in sorted(item.items())]

    def next(self):
        chance = self.chance
        path, method, operation = chance.choice(self.operations)
        loose = False

        def place(found):
            nonlocal loose
            parameter = next(each for each in parameters if each["in"] == "path" and each["name"] == found[1])
            value = self.make.text_of(parameter["schema"], 0.2)
            pattern = resolved(self.document, parameter["schema"]).get("pattern", "^$")
            loose = loose or re.search(pattern, value) is None
            return urllib.parse.quote(value.encode("utf-8", "surrogatepass"), safe="")

        parameters = [resolved(self.document, each) for each in operation.get("parameters", [])]
        target = re.sub(r"\{([^}]*)\}", place, path)
        query, headers = [], {}
        for parameter in parameters:
            wanted = 0.9 if parameter.get("required") else 0.4
            for _ in range((chance.random() < wanted) + (chance.random() < 0.03)):
                if parameter["in"] == "query":
                    query.append((parameter["name"], self.make.text_of(parameter["schema"])))
                elif parameter["in"] == "header":
                    headers[parameter["name"]] = self.header(parameter)
        if chance.random() < 0.1:
            query.append((chance.choice(["", "x", "at", "output", "registry", "limit", "after", "subject", "é"]), chance.choice(STRANGE)))
        if query:
            target += "?" + urllib.parse.urlencode(query, encoding="utf-8", errors="surrogatepass")
        body = b""
        if "requestBody" in operation:
            ((media_type, media),) = operation["requestBody"]["content"].items()
            body = self.make.body(media["schema"])
            headers["Content-Type"] = media_type if chance.random() < 0.9 else chance.choice(["text/html", "application/json; charset=utf-16", "x"])
        elif chance.random() < 0.05:
            body = b"not asked for"
        method = self.method_of(method)
        schemes = operation.get("security", [{}])[0]
        if schemes and chance.random() < 0.8:
            headers |= self.sign(method, target, body)
            schemes = [scheme for scheme in schemes if chance.random() < 0.03]
        for scheme in schemes:
            if chance.random() < 0.6:
                name = self.document["components"]["securitySchemes"][scheme]["name"]
                headers[name] = chance.choice(["lcl=:AAAA:", "lcl=()", 'lcl=("@method");keyid="x"', "e30=", "=", "é".encode().decode("latin-1")])
        return operation, method, target, headers, body, loose

    def method_of(self, method):
        """HEAD asks what GET does."""
        return "HEAD" if method == "get" and self.chance.random() < 0.1 else method.upper()

    def header(self, parameter):
        name = parameter["name"].lower()
        known = {"if-none-match": ["*", '"x"', 'W/"x"', '"', ", ,"], "range": ["bytes=0-9", "bytes=5-2", "bytes=-1", "bytes=0-1,3-4", "lines=1", "bytes=999999999999-"],
                 "if-range": ['"x"', "Mon, 30 Nov 2026 09:00:00 GMT"], "content-digest": ["sha-256=:" + "A" * 43 + "=:", "md5=:AAAA:", ""],
                 "upload-offset": ["0", "1", "-1", "x", "99999999999999999999"]}
        return self.chance.choice(known.get(name, [value for value in STRANGE if value.isascii() and value.isprintable()]))


def raw_requests(host, chance):
    """What is no request of HTTP, or one that several readers of HTTP would take differently."""
    get = "GET /v1/checkpoint HTTP/1.1\r\nHost: " + host + "\r\n"
    post = "POST /v1/statements HTTP/1.1\r\nHost: " + host + "\r\n"
    fixed = [
        get + "\r\n", "GET /v1/checkpoint HTTP/1.0\r\n\r\n", "GET /v1/checkpoint\r\n\r\n", "GET  /v1/checkpoint HTTP/1.1\r\n\r\n", "\r\n\r\n", "\x16\x03\x01\x02\x00\r\n\r\n",
        get + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", get + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n",
        post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", post + "Content-Length: -1\r\n\r\n", post + "Content-Length: 99999999999999999999\r\n\r\n",
        post + "Content-Length: 8388609\r\n\r\n", post + "Content-Length : 2\r\n\r\n{}", get + " folded: x\r\n\r\n", get + "X: a\r\n b\r\n\r\n", get + "X: \x00\r\n\r\n",
        get + "X" * 20000 + ": y\r\n\r\n", get + "X: y\r\n" * 3000 + "\r\n", "GET /" + "a" * 20000 + " HTTP/1.1\r\n\r\n", "GET http://other/v1/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/../v1/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/%2e%2e/healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/checkpoint HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /v1/checkpoint HTTP/2.0\r\nHost: x\r\n\r\n", get + "Expect: nothing\r\n\r\n",
        "GET /v1/checkpoint HTTP/1.1\nHost: x\n\n", get + "If-None-Match: *\r\nIf-None-Match: *\r\n\r\n", "get /v1/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
    ]
    for each in fixed:
        yield each.encode("latin-1")
    for _ in range(10):
        data = bytearray((get + "Accept: */*\r\n\r\n").encode())
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(data) + b"\r\n\r\n"
