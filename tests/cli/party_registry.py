# SPDX-License-Identifier: Apache-2.0
"""A registry that is served, with the keys of its parties, for what they write over HTTP."""
import json
import time

import signing_client as client
from program import InRegistry, event
from served import Service
from signing_client import Party, Session

ORIGIN = "registry.example/demo"
PHONE = "350000000000048"
LOG = event("collection", PHONE, "2025-03-01T09:00:00Z").encode()
JSON = {"Content-Type": "application/json"}


class Served(InRegistry):
    """A registry that is served."""

    def setUp(self):
        super().setUp()
        self.serve()
        self.developer = client.read_key(self.place.developer)
        self.other = client.read_key(self.place.folder / "keys/other-developer.pem")
        self.certifier = client.read_key(self.place.certifier)
        self.party = self.party_of(self.developer)

    def serve(self):
        self.work = self.place.folder / "work"
        self.service = Service(self.place.registry, self.work)
        self.addCleanup(self.service.stop)

    def serve_again(self):
        self.service.stop()
        time.sleep(1.1 - time.time() % 1)  # what was signed in the second in which it starts counts
        self.serve()
        self.party = self.party_of(self.developer)

    def party_of(self, key, **how):
        return Party(self.service, Session(key, ORIGIN, **how))

    def new_key(self, name):
        assert self.place.lcl("key", "new", name).returncode == 0
        return client.read_key(self.place.folder / name)

    def assert_error(self, answered, status, code, said=""):
        self.assertEqual((answered.status, answered.code), (status, code), answered)
        self.assertIn(said, answered.body["error"]["message"])
        self.assertNotIn(str(self.place.folder), answered.body["error"]["message"])

    def draft(self, *words, key):
        """A statement that a command drafts, signed with `key`: as a document, and its private part."""
        name = f"{words[0]}-{words[1]}-{words[2].replace('/', '-')}.draft"
        signer = self.place.write(f"{name}.pub", key.public_key().public_bytes(
            client.serialization.Encoding.PEM, client.serialization.PublicFormat.SubjectPublicKeyInfo).decode())
        done = self.place.lcl(*words, "--signer", signer, "--prepare", name)
        self.assertEqual(done.returncode, 0, done.err)
        document = json.loads((self.place.folder / name).read_text())
        document["signature"] = client.b64(key.sign(client.signed_text(document)))
        private = self.place.folder / f"{name}.private"
        return document, private.read_text() if private.exists() else None

    def closing(self, project="DEMO", key=None):
        return self.draft("project", "close", project, "--on", "2026-01-01", "--reason", "sold", key=key or self.developer)[0]

    def post_statement(self, document, private=None):
        said = {"statement": document} | ({} if private is None else {"private": private})
        return self.service.send("POST", "/v1/statements", client.canonical(said), JSON)

    def post_signature(self, preparation, signature):
        return self.service.send("POST", f"/v1/preparations/{preparation}/signature",
                                 client.canonical({"signature": signature}), JSON)

    def staged(self, preparation):
        """The statement that is to be signed."""
        got = self.party.ask("GET", f"/v1/preparations/{preparation}")
        self.assertEqual(got.status, 200)
        return json.loads(got.body.split(b"\n", 1)[0])
