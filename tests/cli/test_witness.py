#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints kept, cosigned and stamped outside: the whole way over files, with witnesses and authorities that
are not ours, and what each of them finds."""
import base64
import hashlib
import json
import shutil
import subprocess
import time
import unittest

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import program
from life import Life, console
from test_proofs import Elsewhere


def raw(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


class PythonWitness:
    """C2SP tlog-cosignature by another implementation."""

    def __init__(self, name):
        self.name = name
        self.key = Ed25519PrivateKey.generate()
        self.id = hashlib.sha256(name.encode() + b"\n\x04" + raw(self.key)).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(bytes([4]) + raw(self.key)).decode()}"

    def cosign(self, note, at):
        text = note[:note.rindex("\n\n") + 1]
        signature = self.key.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return f"— {self.name} {base64.b64encode(self.id + at.to_bytes(8, 'big') + signature).decode()}\n"


def cosigned_time(line, note, vkey):
    """The time of a cosignature, verified by Python; raises InvalidSignature."""
    name, key_id, key = vkey.split("+", 2)
    typed = base64.b64decode(key)
    assert typed[0] == 4 and hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() == key_id
    dash, named, encoded = line.rstrip("\n").split(" ")
    content = base64.b64decode(encoded, validate=True)
    assert (dash, named, content[:4].hex()) == ("—", name, key_id)
    at = int.from_bytes(content[4:12], "big")
    text = note[:note.rindex("\n\n") + 1]
    Ed25519PublicKey.from_public_bytes(typed[1:]).verify(content[12:], f"cosignature/v1\ntime {at}\n{text}".encode())
    return at


TSA = """[tsa]
default_tsa = ours
[ours]
serial = serial
signer_cert = own.pem
signer_key = own.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


class Anchored(Life):
    def reach(self):
        self.submit([console(1)])

    def setUp(self):
        super().setUp()
        self.elsewhere = Elsewhere(self)
        self.key = self.done("checkpoint", "--vkey").strip()

    def file(self, name, content=None):
        path = self.elsewhere.folder / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def witness(self, name):
        """A new witness's key; its folder is `name` on the other machine."""
        answer = self.elsewhere.answer("witness-init", 0, "witness", "init", name, "--name", f"w.example/{name}")
        self.assertEqual(answer["folder"], name)
        return answer["key"]

    def ask(self, old):
        return self.file("request", self.done("checkpoint", "--for-witness", old))

    def cosign(self, name, *more, request="request", code=0):
        return self.elsewhere.answer("witness-cosign", code, "witness", "cosign", request, "--witness", name,
                                     "--log-key", self.key, *more)

    def policy(self, keys, quorum=None):
        lines = [f"witness W{at} {key}" for at, key in enumerate(keys)]
        members = " ".join(f"W{at}" for at in range(len(keys)))
        return self.file("policy", "\n".join([f"log {self.key}", *lines, f"group all-of-them {quorum or 'all'} {members}",
                                              "quorum all-of-them", ""]))

    def openssl(self, command):
        done = subprocess.run(["sh", "-ec", command], cwd=self.elsewhere.folder, capture_output=True, timeout=60,
                              check=False)
        return done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    def authority(self):
        self.file("ts.cnf", TSA)
        self.file("serial", "01\n")
        self.file("purpose", "extendedKeyUsage=critical,timeStamping\n")
        made, said = self.openssl(
            "openssl req -x509 -newkey ed25519 -nodes -keyout root.key -out root.pem -subj /CN=Root -days 9\n"
            "openssl req -new -newkey ed25519 -nodes -keyout other.key -out other.csr -subj /CN=Other\n"
            "openssl x509 -req -in other.csr -signkey other.key -out other.pem -days 9\n"
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr"
            " -subj /CN=Stamps\n"
            "openssl x509 -req -in own.csr -CA root.pem -CAkey root.key -days 9 -extfile purpose -out own.pem\n")
        self.assertTrue(made, said)

    def stamp(self, checkpoint):
        """kept.tsr: an answer of the authority on a checkpoint, which openssl takes too."""
        self.file("kept.tsq").unlink(missing_ok=True)
        self.elsewhere.text(0, "checkpoint", "--of", checkpoint, "--timestamp-query", "--output", "kept.tsq")
        answered, said = self.openssl("openssl ts -reply -queryfile kept.tsq -config ts.cnf -out kept.tsr")
        self.assertTrue(answered, said)
        accepted, said = self.openssl("openssl ts -verify -queryfile kept.tsq -in kept.tsr -CAfile root.pem")
        self.assertTrue(accepted, said)

    def verify(self, code, *words):
        answer = self.answer("verify", code, "verify", *words)
        return answer, [each["word"] for each in answer["findings"]]

    def anchored(self):
        """A checkpoint cosigned by two witnesses and stamped; the options that bring it to verify."""
        keys = [self.witness("w1"), self.witness("w2")]
        self.ask(0)
        for name in ("w1", "w2"):
            self.cosign(name, "--output", f"{name}.cosignature")
        policy = self.policy(keys)
        self.file("cosigned", self.elsewhere.text(0, "checkpoint", "--of", "request", "--add", "w1.cosignature",
                                                  "--add", "w2.cosignature", "--policy", policy))
        self.authority()
        self.stamp("cosigned")
        at = self.elsewhere.folder
        return {"kept": ("--checkpoint", at / "request.note"),
                "cosigned": ("--checkpoint", at / "cosigned", "--policy", policy),
                "stamped": ("--checkpoint", at / "request.note", "--timestamp", at / "kept.tsr",
                            "--authority", at / "root.pem")}

    def test_two_witnesses_and_an_authority_from_request_to_verdict(self):
        self.file("request.note", self.done("checkpoint"))
        size = self.place.size()
        ways = self.anchored()
        self.submit([console(2)])
        for name, words in ways.items():
            answer, found = self.verify(0, *words)
            self.assertEqual(found, [])
            anchor = answer["anchors"][0]
            self.assertEqual((anchor["size"], anchor["quorum"]), (size, name == "cosigned"))
            self.assertEqual([each["witness"] for each in anchor["seen_by"]],
                             ["w.example/w1", "w.example/w2"] if name == "cosigned" else [])
            self.assertEqual([each["authority"] for each in anchor["timestamps"]],
                             ["CN=Stamps"] if name == "stamped" else [])
        said = self.done("verify", *ways["cosigned"], *ways["stamped"][2:])
        self.assertIn(f"the log stood at size {size} when seen by w.example/w1 at 20", said)
        self.assertIn("stamped by CN=Stamps at 20", said)
        self.assertNotIn("keys taken", said)  # the policy names the log
        self.assertIn("internally consistent, no outside anchor", self.done("verify"))

    def test_a_restored_old_copy_is_found_by_each(self):
        old = self.place.folder / "old"
        shutil.copytree(self.place.registry, old)
        self.submit([console(2)])
        self.file("request.note", self.done("checkpoint"))
        ways = self.anchored()
        answer, found = self.verify(0, old)
        self.assertEqual((answer["anchors"], found), ([], []))
        for words in ways.values():
            self.assertEqual(self.verify(1, old, *words)[1], ["behind_anchor"])

    def test_a_fork_is_found_by_each_and_its_witnesses_see_no_other_branch(self):
        fork = self.place.folder / "fork"
        shutil.copytree(self.place.registry, fork)
        self.done("adopt", fork)
        self.submit([console(2)])
        self.file("request.note", self.done("checkpoint"))
        ways = self.anchored()
        program.run("submit", self.place.write("fork.ndjson", json.dumps(console(3)[0]) + "\n"), "--project", "DEMO",
                    *self.by("developer"), cwd=self.place.folder, LCL_REGISTRY=str(fork))
        program.run("submit", self.place.write("more.ndjson", "".join(json.dumps(each) + "\n" for each in console(4))),
                    "--project", "DEMO", *self.by("developer"), cwd=self.place.folder, LCL_REGISTRY=str(fork))
        answer, found = self.verify(0, fork)
        self.assertEqual((answer["anchors"], found), ([], []))
        self.assertGreater(answer["entries"], self.place.size())
        for words in ways.values():
            self.assertEqual(self.verify(1, fork, *words)[1], ["not_an_extension"])
        request = program.run("checkpoint", "--for-witness", self.place.size(), "--registry", fork)
        self.file("of_fork", request.out)
        refused = self.cosign("w1", request="of_fork", code=1)["not_witnessed"]
        self.assertEqual((refused["word"], refused["status"]), ("inconsistent", 422))

    def test_a_truncated_tail_is_found_by_each(self):
        self.file("request.note", self.done("checkpoint"))
        ways = self.anchored()
        size = self.place.size()
        cut = size - 3
        subprocess.run(["sqlite3", self.place.registry / "ledger.db"], check=True, input=(
            f".dbconfig enable_trigger off\nDELETE FROM entries WHERE seq >= {cut};\n"
            f"DELETE FROM checkpoints WHERE size > {cut};\n").encode(), capture_output=True)
        (self.place.registry / "head").unlink()
        alone = self.verify(1)[1]
        self.assertNotIn("behind_anchor", alone)
        for words in ways.values():
            self.assertIn("behind_anchor", self.verify(1, *words)[1])

    def test_our_cosignature_is_read_by_python_and_its_by_us(self):
        key = self.witness("w1")
        self.ask(0)
        note = self.done("checkpoint")
        before = int(time.time())
        line = self.cosign("w1")["cosignature"]
        self.assertLessEqual(before, cosigned_time(line, note, key))
        self.assertLessEqual(cosigned_time(line, note, key), int(time.time()))
        with self.assertRaises(InvalidSignature):
            cosigned_time(line, note.replace("registry.example", "registry.examplf"), key)

        theirs = PythonWitness("python.example/witness")
        self.file("theirs", theirs.cosign(note, 1_700_000_000))
        self.file("ours", line)
        policy = self.policy([key, theirs.vkey])
        answer = self.elsewhere.answer("checkpoint", 0, "checkpoint", "--of", "request", "--add", "ours", "--add",
                                       "theirs", "--policy", policy)
        self.assertTrue(answer["quorum"])
        self.assertEqual(answer["seen_by"][1], {"time": "2023-11-14T22:13:20.000Z", "witness": "python.example/witness"})
        self.file("cosigned", answer["checkpoint"])
        self.assertEqual(len(self.verify(0, "--checkpoint", self.file("cosigned"), "--policy", policy)[0]["anchors"]), 1)

        # A proof against it, and a published log with it, satisfy the same policy elsewhere.
        self.done("prove", 3, "--checkpoint", self.file("cosigned"), "--output", self.file("proof"))
        self.assertEqual(len(self.elsewhere.answer("check", 0, "check", "proof", "--policy", policy)["seen_by"]), 2)
        self.done("prove", 3, "--output", self.file("plain"))
        self.assertEqual(self.elsewhere.answer("check", 1, "check", "plain", "--policy", policy)["fault"]["word"],
                         "no_quorum")
        self.done("publish", self.file("public"), "--checkpoint", self.file("cosigned"))
        self.assertEqual(self.file("public/checkpoint").read_text(), answer["checkpoint"])

    def test_a_cosignature_of_another_checkpoint_is_not_added(self):
        theirs = PythonWitness("python.example/witness")
        self.file("early", theirs.cosign(self.done("checkpoint"), 1_700_000_000))
        self.submit([console(2)])
        policy = self.policy([theirs.vkey])
        answer = self.answer("checkpoint", 1, "checkpoint", "--add", self.file("early"), "--policy", policy, "--output",
                             "cosigned")
        self.assertIn("python.example/witness", answer["fault"])
        self.assertFalse((self.place.folder / "cosigned").exists())
        self.done("checkpoint", "--add", self.file("theirs", theirs.cosign(self.done("checkpoint"), 1_700_000_000)),
                  "--policy", policy, "--output", "cosigned")

    def test_a_witness_says_where_it_is_and_what_it_does_not_take(self):
        self.witness("w1")
        self.ask(0)
        size = self.cosign("w1")["size"]
        refused = self.cosign("w1", code=1)["not_witnessed"]
        self.assertEqual((refused["word"], refused["status"], refused["last_size"]), ("conflict", 409, size))
        done = program.run("witness", "cosign", "request", "--witness", "w1", "--log-key", self.key,
                           cwd=self.elsewhere.folder)
        self.assertEqual((done.returncode, done.out), (1, f"{size}\n"))
        self.ask(size)
        self.assertEqual(self.cosign("w1")["old_size"], size)  # once more, later
        self.submit([console(2)])
        self.ask(size)
        self.assertEqual(self.cosign("w1")["size"], self.place.size())
        self.assertEqual(self.place.lcl("checkpoint", "--for-witness", 10**6).returncode, 2)

        self.file("nonsense", "old x\n")
        self.assertEqual(self.cosign("w1", request="nonsense", code=1)["not_witnessed"]["word"], "malformed_request")
        stranger = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        refused = self.elsewhere.answer("witness-cosign", 1, "witness", "cosign", "request", "--witness", "w1",
                                        "--log-key", stranger)["not_witnessed"]
        self.assertEqual((refused["word"], refused["status"]), ("unknown_log", 404))
        self.assertEqual(program.run("witness", "cosign", "request", "--witness", "absent", "--log-key", self.key,
                                     cwd=self.elsewhere.folder).returncode, 2)
        self.assertEqual(program.run("witness", "init", "w1", "--name", "again", cwd=self.elsewhere.folder).returncode, 2)
        self.assertEqual(program.run("witness", "init", "w3", "--name", "a b", cwd=self.elsewhere.folder).returncode, 2)
        self.assertFalse(self.file("w3").exists())

    def test_a_witness_stopped_at_any_call_never_forgets_what_it_has_given_away(self):
        if not shutil.which("strace"):
            self.skipTest("strace is not installed")
        self.witness("template")
        self.ask(0)
        outcomes = set()
        calls = [(call, when, what) for call, times in (("fsync", 3), ("rename", 2), ("write", 4))
                 for when in range(1, times + 1) for what in ("signal=KILL", "error=EIO")]
        for call, when, what in calls:
            with self.subTest(call=call, when=when, what=what):
                name = f"{call}{when}{what[:5]}"
                shutil.copytree(self.file("template"), self.file(name))
                words = ["strace", "-f", "-qq", "-o", "/dev/null", f"-einject={call}:{what}:when={when}",
                         program.LCL, "witness", "cosign", "request", "--witness", name, "--log-key", self.key]
                done = subprocess.run(words, cwd=self.elsewhere.folder, capture_output=True, timeout=60,
                                      env=program.environment(), check=False)
                if b"ptrace" in done.stderr:
                    self.skipTest("strace may not trace here")
                kept = [each for each in self.file(f"{name}/logs").iterdir() if len(each.name) == 64]
                outcomes.add((what, bool(done.stdout), bool(kept)))
                self.assertTrue(kept or not done.stdout, "a cosignature was given away and not kept")
                self.assertEqual(bool(done.stdout), done.returncode == 0)
                # It goes on from what it has kept.
                answer = self.cosign(name, code=1 if kept else 0)
                self.assertEqual(answer["not_witnessed"]["last_size"] if kept else answer["size"], self.place.size())
        for what in ("signal=KILL", "error=EIO"):
            self.assertIn((what, False, False), outcomes)
            self.assertIn((what, False, True), outcomes)

    def test_a_timestamp_is_checked_and_a_wrong_one_is_not_taken(self):
        self.authority()
        self.file("kept", self.done("checkpoint"))
        self.stamp("kept")
        answer = self.elsewhere.answer("checkpoint", 0, "checkpoint", "--of", "kept", "--timestamp", "kept.tsr",
                                       "--authority", "root.pem")
        self.assertEqual((answer["authority"], answer["head"]["size"]), ("CN=Stamps", self.place.size()))
        text = self.file("kept").read_text().split("\n\n")[0] + "\n"
        self.assertEqual(answer["stamped"], hashlib.sha256(text.encode()).hexdigest())
        query = self.answer("checkpoint", 0, "checkpoint", "--timestamp-query")
        self.assertEqual(base64.b64decode(query["query"]), self.file("kept.tsq").read_bytes())
        fault = self.elsewhere.answer("checkpoint", 1, "checkpoint", "--of", "kept", "--timestamp", "kept.tsr",
                                      "--authority", "other.pem")["fault"]
        self.assertIn("does not verify", fault)
        self.submit([console(2)])
        self.answer("checkpoint", 1, "checkpoint", "--timestamp", self.file("kept.tsr"), "--authority",
                    self.file("root.pem"))
        # On a checkpoint that is not among those given, it anchors nothing and is said to.
        self.file("later", self.done("checkpoint"))
        found = self.verify(1, "--checkpoint", self.file("later"), "--timestamp", self.file("kept.tsr"), "--authority",
                            self.file("root.pem"))[1]
        self.assertEqual(found, ["wrong_timestamp"])

    def test_options_that_mean_nothing_together_are_said(self):
        note = self.file("kept", self.done("checkpoint"))
        policy = self.file("policy", "quorum none\n")
        for words in (("verify", "--timestamp", note, "--checkpoint", note),
                      ("verify", "--authority", note, "--checkpoint", note),
                      ("verify", "--checkpoint", note, "--timestamp", note, "--authority", note),
                      ("verify", "--checkpoint", note, "--policy", note),
                      ("checkpoint", "--vkey", "--timestamp-query"), ("checkpoint", "--of", note),
                      ("checkpoint", "--timestamp", note), ("checkpoint", "--add", note, "--authority", note),
                      ("checkpoint", "--of", policy, "--timestamp-query"), ("checkpoint", "--add", note),
                      ("check", note, "--policy", policy),
                      ("witness", "cosign", note, "--witness", "w")):
            with self.subTest(words=words):
                self.assertEqual(self.place.lcl(*words).returncode, 2)
        fault = self.place.lcl("verify", "--checkpoint", note, "--policy", self.file("bad", "quorum none\nlog x\n")).err
        self.assertIn("bad:2: not the key of a log", fault)

    def test_a_file_that_is_no_checkpoint_says_nothing_about_the_ledger(self):
        for text in ("", "quorum none\n", self.done("checkpoint", "--vkey"), self.done("checkpoint")[:-1]):
            with self.subTest(text=text):
                error = self.answer("error", 2, "verify", "--checkpoint", self.file("slip", text))["error"]
                self.assertIn("slip is not a checkpoint: it is what lcl checkpoint prints", error["message"])


if __name__ == "__main__":
    unittest.main()
