#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The verifier that holds a published register to the log: its modules run in Node as they are."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
import unittest

import program
from life import console
from proven import serial
from test_explorer import COMPANY, MODULES, Published


@unittest.skipIf(shutil.which("node") is None, "node is not installed")
class Verifier(Published):
    def setUp(self):
        super().setUp()
        self.publish()

    def spoil(self, path, change=lambda content: content[:-1] + bytes([content[-1] ^ 1])):
        path.write_bytes(change(path.read_bytes()))

    def test_a_folder_is_proven_with_who_holds_what(self):
        proven = self.proven(certifier=self.certifier)
        listed = self.answer("units-list", 0, "units", "list", "DEMO")["holdings"]
        self.assertEqual([(each["serial"], each["state"], each.get("use")) for each in proven["units"]],
                         [(each["serial"], each["state"], each.get("use")) for each in listed])
        self.assertEqual((proven["differing"], proven["questioned"]), ([], []))
        self.assertEqual(proven["kept"]["size"], self.place.size())
        statements = self.answer("log", 0, "log", "--statements")["entries"]
        self.assertEqual(proven["statements"], len(statements))

    def test_it_extends_the_log_that_was_seen_before(self):
        kept = self.proven()["kept"]
        self.act("participant", "withdraw", COMPANY, "--reason", "moved", by="developer")
        self.publish()
        self.assertGreater(self.proven(kept=[kept])["kept"]["size"], kept["size"])

    def test_an_older_log_and_a_rewritten_one_are_told(self):
        kept = self.proven()["kept"]
        self.failed("older_log", kept=[kept | {"size": kept["size"] + 1}])
        self.failed("rewritten", kept=[kept | {"root": "0" * 64}])

    def test_another_certifier_is_told(self):
        self.failed("wrong_certifier", certifier="0" * 64)

    def test_another_log_key_is_told(self):
        self.failed("unknown_log_key", log_key="example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")

    def test_a_tampered_checkpoint_is_told(self):
        self.spoil(self.public / "checkpoint", lambda note: note.replace(b"\n%d\n" % self.place.size(),
                                                                          b"\n%d\n" % (self.place.size() - 1)))
        self.failed("wrong_checkpoint_signature")

    def test_a_tampered_tile_is_told(self):
        for tile in sorted((self.public / "tile/0").rglob("*")):
            if tile.is_file():
                self.spoil(tile)
        self.failed("wrong_root")

    def test_a_tampered_statement_is_told(self):
        (bundle,) = [each for each in (self.public / "statements").rglob("*") if each.is_file()]
        original = bundle.read_bytes()
        self.spoil(bundle, lambda content: content.replace(b'"title":"A project"', b'"title":"B project"', 1)
                   if b'"title":"A project"' in content else content[:-1] + bytes([content[-1] ^ 1]))
        self.failed("wrong_payload")
        bundle.write_bytes(original)
        self.spoil(bundle, lambda content: content.replace(b'"kind":"key_granted"', b'"kind":"key_revoked"', 1))
        self.failed("not_included")

    def test_statements_that_are_kept_back_are_told(self):
        state = self.public / f"at/{self.place.size()}/state.json"
        count = json.loads(state.read_text())["statements"]
        self.spoil(state, lambda content: content.replace(b'"statements":%d' % count, b'"statements":%d' % (count - 1)))
        bundle = self.public / f"statements/000.p/{count}"
        bundle.rename(bundle.with_name(str(count - 1)))
        self.failed("cut_short")

    def test_what_pages_state_otherwise_is_told(self):
        state = self.public / f"at/{self.place.size()}/state.json"
        self.spoil(state, lambda content: content.replace(b'"state":"retired"', b'"state":"issued"', 1))
        differing = self.proven()["differing"]
        self.assertEqual(len(differing), 1)
        for sentence in differing[0]:
            self.assertIn(serial("DEMO", 1, 2), sentence)

    def test_a_balance_that_does_not_follow_from_the_acts_is_told(self):
        state = self.public / f"at/{self.place.size()}/state.json"
        original = json.loads(state.read_text())
        retired, held, sold = original["units"]
        for units, told in (([retired, held | {"holder": {"id": "0" * 64}}, sold], "something else of units"),
                            ([retired, held, sold | {"beneficiary": "somebody else"}], "something else of units"),
                            ([retired, held], "something else of units"), ([retired, retired, held, sold], "something else of units"),
                            ([retired, held, sold, sold | {"serial": serial("DEMO", 2, 9)}], "which are not on record")):
            state.write_text(json.dumps(original | {"units": units}, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
            ((english, french),) = self.proven()["differing"]
            self.assertIn(told, english)
            self.assertIn("les pages affirment", french)

    def test_hostile_data_neither_hides_what_is_proven_nor_stops_the_verifier(self):
        state = self.public / f"at/{self.place.size()}/state.json"
        original = json.loads(state.read_text())

        def states(**other):
            state.write_text(json.dumps(original | other, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")

        for other in ({"units": 7}, {"units": [None]}, {"projects": {"length": 3}}, {"projects": [{"id": 4}]}, {"units": {"__proto__": []}}):
            states(**other)
            self.assertEqual([english for english, _ in self.proven()["differing"]], ["what the pages state cannot be read"])
        states(units=[{"serial": "__proto__", "state": "retired"}])
        self.assertIn("the pages state units __proto__, which are not on record", [english for english, _ in self.proven()["differing"]])
        states(units=original["units"] + [original["units"][0] | {"state": "issued"}])
        self.assertEqual(len(self.proven()["differing"]), 1)
        for count in (9007199254740991, 257):
            states(statements=count)
            self.failed("missing_file")
        states(statements=-1)
        self.failed("cut_short")
        state.write_text("[" * 100_000)
        self.failed("missing_file")

    def test_a_policy_of_witnesses_is_asked_for(self):
        witness = self.elsewhere.folder / "witness"
        key = self.elsewhere.text(0, "witness", "init", witness, "--name", "witness.example/w1").split()
        vkey = (witness / "vkey").read_text().strip()
        self.assertTrue(key)
        policy = f"witness w1 {vkey}\nquorum w1\n"
        self.failed("no_quorum", policy=policy)
        self.place.write("request", self.done("checkpoint", "--for-witness", "0"))
        line = self.done("witness", "cosign", "request", "--witness", witness, "--log-key", self.key)
        self.place.write("cosigned", self.done("checkpoint") + line)
        self.publish("--checkpoint", "cosigned")
        self.assertIsInstance(self.proven(policy=policy)["cosigned_at"], int)
        self.proven(policy=policy, age=1)
        self.failed("too_old", policy=policy, age=-1)
        self.failed("no_quorum", policy=f"witness w1 {vkey}\nwitness w2 {self.other_witness()}\ngroup both all w1 w2\nquorum both\n")

    def other_witness(self):
        other = self.elsewhere.folder / "other-witness"
        self.elsewhere.text(0, "witness", "init", other, "--name", "witness.example/w2")
        return (other / "vkey").read_text().strip()

    def test_a_proof_of_retirement_and_a_passport_are_proven(self):
        file = self.prove("units.retirement", "--retirement", serial("DEMO", 1, 2))
        proven = self.ask(proof=file, certifier=self.certifier)["proven"]
        self.assertEqual((proven["kind"], [each["state"] for each in proven["units"]]), ("retirement", ["retired"]))
        passport = self.prove("passport", "--device", self.device())
        proven = self.ask(proof=passport, certifier=self.certifier)["proven"]
        self.assertEqual([kind for _, kind in proven["entries"]], ["collection", "reconditioning", "resale"])
        entry = self.prove("entry.tlog-proof", 12)
        self.assertEqual(self.ask(proof=entry)["proven"]["entries"][0][0], 12)

    def test_a_proof_in_which_something_was_changed_proves_nothing(self):
        file = self.prove("units.retirement", "--retirement", serial("DEMO", 1, 2))
        self.failed("wrong_certifier", proof=file, certifier="0" * 64)
        document = json.loads(file.read_text())
        document["entries"].pop(-2)
        altered = self.elsewhere.folder / "altered"
        altered.write_text(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
        self.failed("broken_chain", proof=altered)
        document = json.loads(file.read_text())
        document["entries"].pop()
        altered.write_text(json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
        self.failed("cut_short", proof=altered)

    def test_units_projects_entries_and_devices_are_looked_up(self):
        (unit,) = self.proven(ask=serial("DEMO", 1, 2))["units"]
        self.assertEqual(unit["state"], "retired")
        self.assertEqual(len(self.proven(ask="demo")["units"]), 3)
        device = self.device()
        chain = self.answer("device", 0, "device", device)["entries"]
        self.assertEqual(self.proven(ask=device)["entries"], [[each["seq"], each["kind"], False] for each in chain])
        self.publish("--payloads")
        self.assertEqual(self.proven(ask=str(chain[0]["seq"]))["entries"], [[chain[0]["seq"], "collection", True]])
        self.assertIsNone(self.proven(ask="0" * 32))
        self.assertIsNone(self.proven(ask=str(self.place.size())))

    def test_a_tampered_entry_is_told_where_it_is_looked_up(self):
        device = self.device()
        for bundle in (each for each in (self.public / "tile/entries").rglob("*") if each.is_file()):
            self.spoil(bundle, lambda content: content.replace(device.encode(), device[::-1].encode(), 1))
        self.failed("not_included", ask=device)

    def test_the_verifier_is_one_page_whose_digest_the_program_says(self):
        answer = self.elsewhere.answer("verifier", 0, "verifier", "--output", "verifier.html")
        page = (self.elsewhere.folder / "verifier.html").read_bytes()
        self.assertEqual(answer["sha256"], hashlib.sha256(page).hexdigest())
        (served,) = (self.public / "verifier").iterdir()
        self.assertEqual(served.read_bytes(), page)
        text = page.decode()
        self.assertNotRegex(text, r"(?m)^(import|export) ")
        (script,) = re.findall(r'<script type="module">(.*?)</script>', text, re.S)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.assertIn(f"script-src 'sha256-{digest}'", text)
        script_file = self.elsewhere.folder / "script.mjs"
        script_file.write_text(script, encoding="utf-8")
        subprocess.run(["node", "--check", script_file], check=True, timeout=60)

    def test_every_failure_is_said_in_french_too(self):
        text = r"(?:`[^`]*`|'[^']*')"
        for module in sorted(MODULES.glob("*.mjs")):
            source = module.read_text(encoding="utf-8")
            failures = re.findall(rf"\bfail\('[a-z_0-9]+',\s*({text}),\s*({text})\)", source)
            with self.subTest(module.name):
                self.assertEqual(len(failures), len(re.findall(r"\bfail\('", source)))
                for english, french in failures:
                    self.assertNotEqual(english, french)
                    values = r"\$\{(?:frenchWord\()?([a-z.]+)\)?\}"
                    self.assertEqual(set(re.findall(values, english)), set(re.findall(values, french)))

    def test_public_words_are_called_as_on_the_registrys_pages(self):
        named = {}
        for page in ("word", "certificate"):
            source = (MODULES.parent / f"page/{page}_messages.hpp").read_text(encoding="utf-8")
            named |= dict((name, [english, french]) for name, english, french in re.findall(
                r'X\((?:project_state|role|event|kind|unit|use)_(\w+), "([^"]*)", "([^"]*)"\)', source))
        named = {{"voluntary": "voluntary_compensation", "mandatory": "mandatory_compensation"}.get(name, name): texts
                 for name, texts in named.items() if name != "word"}
        source = (MODULES / "words.mjs").read_text(encoding="utf-8")
        self.assertEqual({name: [english, french] for name, english, french in re.findall(r"^  (\w+): \['(.*)', '(.*)'\],$", source, re.M)}, named)

    def test_its_table_of_acts_is_that_of_the_reference(self):
        rows = re.findall(r"^\| `([a-z_]+)` \| ([a-z, ]+) \| (.*?) \| ([a-z, —]+) \| [^|]*\|$",
                          (program.ROOT / "schemas/README.md").read_text(encoding="utf-8"), re.M)
        self.assertGreater(len(rows), 50)
        (said,) = self.node("console.log(JSON.stringify(Object.entries(acts).map(([kind, { roles, states }]) => "
                            "[kind, roles.join(', '), fields[kind].trim().replaceAll(/\\s+/g, ' '), states?.join(', ') ?? '—'])));")
        self.assertEqual(sorted(json.loads(said)), sorted([kind, roles, fields.replace("`", ""), states] for kind, roles, fields, states in rows))

    def test_a_proof_file_is_held_to_the_policy_and_the_age_too(self):
        witness = self.elsewhere.folder / "witness"
        self.elsewhere.text(0, "witness", "init", witness, "--name", "witness.example/w1")
        policy = f"witness w1 {(witness / 'vkey').read_text().strip()}\nquorum w1\n"
        for name, words in (("units.retirement", ("--retirement", serial("DEMO", 1, 2))), ("passport", ("--device", self.device())),
                            ("entry.tlog-proof", (12,))):
            with self.subTest(name):
                file = self.prove(name, *words)
                self.failed("no_quorum", proof=file, policy=policy)
                self.assertIn("proven", self.ask(proof=file, age=1))
                self.failed("too_old", proof=file, age=-1)

    def node(self, *lines):
        imports = "".join(f"import {{ {names} }} from '{(MODULES / name).as_uri()}.mjs';\n" for name, names in (
            ("acts", "acts"), ("bytes", "canonical, hex, parseCanonical"), ("forms", "fields"), ("matters", "Matters"),
            ("reading", "fileReader, webReader"), ("replay", "Replay")))
        done = subprocess.run(["node", "--input-type=module", "-"], input=imports + "\n".join(lines), capture_output=True, text=True,
                              check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()

    def test_json_that_has_another_meaning_to_others_is_not_read(self):
        hostile = ['{"a":1,"a":1}', "9007199254740993", "9007199254740992", "1.5", "-0", "1e2", '"\\ud800"', '{"\\udc00":1}', "[" * 100_000,
                   "[" * 100_000 + "]" * 100_000, '{"b":1,"a":1}', " 1", "NaN", "\ufeff1"]
        said = self.node(f"for (const text of {json.dumps(hostile)}) console.log(parseCanonical(new TextEncoder().encode(text)));",
                         """const own = parseCanonical(new TextEncoder().encode('{"__proto__":{"isWhole":true}}'));""",
                         "console.log(own.isWhole, {}.isWhole, canonical(own));")
        self.assertEqual(said, ["undefined"] * len(hostile) + ['undefined undefined {"__proto__":{"isWhole":true}}'])

    def test_an_answer_that_never_begins_never_ends_or_is_endless_is_told(self):
        said = self.node(
            "import http from 'node:http';",
            "const server = http.createServer((asked, answer) => {",
            "  if (asked.url === '/checkpoint') return;",
            "  const drip = () => answer.destroyed || (answer.write('x'.repeat(asked.url === '/tile/0/000' ? 5000 : 1)), setTimeout(drip, 20));",
            "  drip();",
            "});",
            "await new Promise((ready) => server.listen(0, '127.0.0.1', ready));",
            "const read = webReader(`http://127.0.0.1:${server.address().port}`, 400);",
            "for (const path of ['checkpoint', 'statements/000', 'tile/0/000'])",
            "  await read(path).catch((failure) => console.log(failure.word, failure.message.replace(/:[0-9]+/, '')));",
            "process.exit();")
        self.assertEqual(said, ["no_answer 127.0.0.1: checkpoint does not come to an end, or comes too slowly",
                                "no_answer 127.0.0.1: statements/000 does not come to an end, or comes too slowly",
                                "too_long tile/0/000 is longer than any such file may be: more than 8192 bytes"])

    def test_a_data_file_of_100_megabytes_is_not_read(self):
        said = self.node("const read = fileReader([{ webkitRelativePath: 'public/at/220/state.json', size: 100e6 }]);",
                         "await read('at/220/state.json').catch((failure) => console.log(failure.word));",
                         "console.log(await read('checkpoint'));")
        self.assertEqual(said, ["too_long", "undefined"])

    def test_a_folder_that_is_published_anew_while_it_is_read_shows_one_checkpoint_or_says_why_not(self):
        older, size = (self.public / "checkpoint").read_bytes(), self.place.size()
        before = self.elsewhere.folder / "before"
        shutil.copytree(self.public, before)
        self.act("participant", "withdraw", COMPANY, "--reason", "moved", by="developer")
        self.publish()
        newer = (self.public / "checkpoint").read_bytes()
        (self.public / "checkpoint").write_bytes(older)
        self.assertEqual(self.proven()["kept"]["size"], size)
        (before / "checkpoint").write_bytes(newer)
        self.assertIn(self.ask(folder=before)["failed"], ("missing_file", "wrong_root"))

    def test_the_tree_of_matters_is_that_of_the_reference(self):
        page = (program.ROOT / "schemas/README.md").read_text(encoding="utf-8")
        (root,) = re.findall(r"- root of the tree of matters `matters-12`: `([0-9a-f]{64})`", page)
        said = self.node("const matters = new Matters();",
                         "for (const [matter, seq] of [['keys', 0], ['registry', 3], ['keys', 5], ['registry', 9], ['RENO1', 10], ['RENO1', 12]])",
                         "  await matters.take(matter, seq);",
                         "console.log(hex(await matters.root()), matters.last('keys'), matters.last('RENO2'));")
        self.assertEqual(said, [f"{root} 5 undefined"])

    def test_what_was_signed_more_than_thirty_days_before_is_told_also_where_the_clock_was_wrong(self):
        said = self.node(
            "async function word(time, corrected) {",
            "  const replay = new Replay();",
            "  replay.keys.require = () => ({ role: 'certifier' });",
            "  replay.keys.take = () => {};",
            "  replay.history.set(5, { time: '2026-03-01T00:00:00.000Z' });",
            "  const take = (kind, seq, time, act) => replay.take({ entry: { kind, seq, time }, statement: { act, key: '', seen: { size: 5 } } })",
            "    .catch((failure) => failure.word ?? 'later');",
            "  if (corrected) replay.correct({ checkpoint: { size: 5 }, time: '2026-02-01T00:00:00.000Z', last: '2026-01-31T00:00:00.000Z' }, 6);",
            "  return take('clock_corrected', 9, time, {});",
            "}",
            "console.log(await word('2026-03-31T00:00:00.000Z'), await word('2026-03-31T00:00:00.001Z'));",
            "console.log(await word('2026-03-02T00:00:00.000Z', true), await word('2026-03-02T00:00:00.001Z', true));")
        self.assertEqual(said, ["wrong_signature seen_expired", "wrong_signature seen_expired"])


if __name__ == "__main__":
    unittest.main()
