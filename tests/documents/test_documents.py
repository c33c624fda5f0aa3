#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Markdown pages say what the code does: their links lead somewhere, the tables of schemas/README.md are
those of the sources, and its byte-exact examples hash, sign and add up to what the page says."""
import base64
import hashlib
import hmac
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError:
    Ed25519PrivateKey = None

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/oracle"), str(ROOT / "tests/second_opinion")]
import tally  # noqa: E402

FORMATS = (ROOT / "schemas/README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^(```+)[^\n]*\n.*?^\1[ ]*$", re.M | re.S)
# ```text NAME: one line, without its line feed; ```text NAME lines: lines, each with its line feed.
EXAMPLE = re.compile(r"^```text ([a-z]+-\d+)( lines)?\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def source(path):
    return (ROOT / path).read_text(encoding="utf-8")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def root_of_lines(lines):
    """The root of the tree whose leaves are these lines."""
    level = [hashlib.sha256(b"\0" + line).digest() for line in lines.splitlines()]
    while len(level) > 1:
        pairs = [level[at:at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def canonical(document):
    """RFC 8785 for documents whose names are ASCII and whose numbers are integers."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def pages():
    """Every Markdown page of the project, as (path, text)."""
    for top in sorted(ROOT.iterdir()):
        if top.name in (".git", ".cache", "build"):
            continue
        for path in sorted(top.rglob("*.md")) if top.is_dir() else [top] * (top.suffix == ".md"):
            yield path, path.read_text(encoding="utf-8")


def prose(text):
    return re.sub(r"`[^`\n]*`", "", FENCED.sub("", text))


def anchors(text):
    """The fragments that headings can be linked by, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+?) *$", FENCED.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(*header):
    """The cells of the rows of the one table of schemas/README.md with this header."""
    start = "| " + " | ".join(header) + " |\n"
    if FORMATS.count(start) != 1:
        raise AssertionError(f"{FORMATS.count(start)} tables are headed {header}")
    rows = FORMATS[FORMATS.index(start) + len(start):].split("\n\n", 1)[0].strip().split("\n")[1:]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def code(cell):
    """The text of a cell that is one piece of code."""
    return re.fullmatch(r"`([^`]+)`", cell).group(1)


class Links(unittest.TestCase):
    def test_there_are_pages(self):
        self.assertLessEqual({"schemas/README.md", "ledger/README.md"},
                             {str(path.relative_to(ROOT)) for path, _ in pages()})

    def test_every_relative_link_leads_to_a_file_and_a_heading(self):
        broken = []
        for path, text in pages():
            for target in LINK.findall(prose(text)):
                if re.match(r"[a-z]+:", target):
                    continue
                name, _, fragment = target.partition("#")
                file = (path.parent / name).resolve() if name else path
                sound = file.exists() and file.is_relative_to(ROOT)
                if sound and fragment:
                    sound = file.suffix == ".md" and fragment in anchors(file.read_text(encoding="utf-8"))
                if not sound:
                    broken.append(f"{path.relative_to(ROOT)}: {target}")
        self.assertEqual(broken, [])


class Architecture(unittest.TestCase):
    PAGE = ROOT / "ledger/README.md"
    # `chain/entry.cpp`, `figures/cycle.*`, `schemas/events/`: a path from the root, from ledger/ or as the page links.
    NAMED = re.compile(r"`((?:[\w.-]+/)+(?:[\w-]+(?:\.(?:[a-z]+|\*))?)?|[\w-]+\.(?:[ch]pp|md|txt))`")

    def test_the_files_and_folders_it_names_exist(self):
        text = FENCED.sub("", self.PAGE.read_text(encoding="utf-8"))
        named = {name for name in self.NAMED.findall(text) if "NAME" not in name}
        self.assertGreater(len(named), 60)
        for name in sorted(named):
            with self.subTest(name=name):
                patterns = (name.rstrip("/"), f"{name}.cpp", f"*/{name}")
                self.assertTrue(any(path for base in (ROOT, ROOT / "ledger") for pattern in patterns
                                    for path in base.glob(pattern)), "no such file or folder")

    def test_every_folder_of_the_library_has_a_row(self):
        rows = re.findall(r"^\| \[(\w+)/\]", self.PAGE.read_text(encoding="utf-8"), re.M)
        folders = {path.name for path in (ROOT / "ledger").iterdir() if path.is_dir()}
        self.assertEqual(set(rows), folders)


class Tables(unittest.TestCase):
    maxDiff = None

    def test_the_acts_are_those_of_the_code(self):
        text = source("ledger/registry/acts.cpp")
        field = re.compile(r'(optional\()?\{"(\w+)", Form::(\w+)(?:, (\w+)_words)?\}')
        fields = {name: [f"{field}: {form}{words and ' ' + words}{optional and '?'}"
                         for optional, field, form, words in field.findall(body)]
                  for name, body in re.findall(r"constexpr ActField (\w+_fields)\[\]\{(.*?)\};", text, re.S)}
        found = re.findall(r'\{Act::(\w+), "(\w+)",\s*by\(([^)]*)\),\s*(\w+_fields),\s*'
                           r'(?:in\(([^)]*)\)|(off_project)),', text)
        in_code = []
        for act, kind, roles, list_name, states, off_project in found:
            self.assertEqual(act, kind)
            in_code.append([kind, roles.replace("operator_", "operator").split(", "), fields[list_name],
                            [] if off_project else states.split(", ")])
        self.assertEqual(len(in_code), text.count("{Act::"))
        self.assertEqual(text.count("Form::"), sum(map(len, fields.values())))
        on_page = [[code(kind), signers.split(", "), [field.replace("`", "") for field in listed.split(", ")],
                    [] if states == "—" else states.split(", ")]
                   for kind, signers, listed, states, _ in
                   table("kind", "signers", "fields", "on a project in state", "effect")]
        self.assertEqual(on_page, in_code)

    def test_the_lists_of_words_are_those_of_the_code(self):
        text = source("ledger/registry/words.hpp")
        in_code = {name: re.findall(r'"(\w+)"', body)
                   for name, body in re.findall(r"> (\w+)_words\{(.*?)\};", text, re.S)}
        self.assertEqual(len(in_code), text.count("_words{"))
        on_page = {name: [code(word) for word in words.split(", ")] for name, words in table("list", "words")}
        self.assertEqual(on_page, in_code)

    def test_the_serials_shown_are_1_modulo_97(self):
        serials = [code(serial) for serial, _ in table("serial", "units")]
        self.assertGreater(len(serials), 2)
        for serial in serials:
            body, check = serial.rsplit("-", 1)
            number = int("".join(str(int(letter, 36)) for letter in body if letter != "-"))
            self.assertEqual(f"{98 - 100 * number % 97:02}", check)
            self.assertEqual((100 * number + int(check)) % 97, 1)

    def test_what_acts_on_a_project_or_the_registry_ask_is_said_of_each(self):
        rows = {code(act) for act, _ in table("act", "refused, in order") if act.startswith("`")}
        acts = re.findall(r'\{Act::(\w+), ', source("ledger/registry/acts.cpp"))
        self.assertEqual(set(acts) - rows, {"registry_opened", "project_filed"})

    def test_the_forms_of_fields_are_those_of_the_code(self):
        body = re.search(r"enum class FieldForm[^{]*\{(.*?)\};", source("ledger/registry/acts.hpp"), re.S)[1]
        in_code = re.findall(r"^ +(\w+),", body, re.M)
        self.assertGreater(len(in_code), 5)
        self.assertEqual([row[0] for row in table("form", "value")], in_code)

    def test_the_fields_of_events_are_those_of_the_code(self):
        text = source("ledger/events/event_fields.hpp")
        in_code = [[path, f"{needs or '-'}/{has}", shape] for path, shape, has, needs in
                   re.findall(r'X\(\w+, "([^"]+)", (\w+), "(\w*)", "(\w*)"\)', text)]
        self.assertGreater(len(in_code), 30)
        rows = table("field", "needed/allowed", "shape", "goes to", "range")
        self.assertEqual([[code(path), kinds, shape] for path, kinds, shape, *_ in rows], in_code)

    def test_every_refusal_of_events_and_statements_is_explained(self):
        groups = re.split(r"/\* ([\w ]+) \*/", source("ledger/values/refusal.hpp"))
        words = {title: re.findall(r"X\((\w+),", body) for title, body in zip(groups[1::2], groups[2::2])}
        for title in ("what the methodology and the registry know", "the device", "statements"):
            self.assertGreater(len(words[title]), 5)
            missing = [word for word in words[title] if f"`{word}`" not in FORMATS]
            self.assertEqual(missing, [], title)

    def test_the_life_cycle_is_made_of_known_words(self):
        stages = re.search(r"enum class Stage[^{]*\{([^}]*)\}", source("ledger/registry/lifecycle.hpp"))[1].split(",")
        stages = [stage.strip() for stage in stages]
        refusals = set(re.findall(r"X\((\w+),", source("ledger/values/refusal.hpp")))
        rows = table("stage", "collection", "reconditioning", "resale", "return", "disposal")
        self.assertEqual([row[0] for row in rows], stages)
        for stage, *cells in rows:
            for cell in cells:
                known = code(cell) in refusals if cell.startswith("`") else cell in stages + ["by outcome"]
                self.assertTrue(known, f"{stage}: {cell}")

    def test_every_finding_is_explained(self):
        words = re.findall(r"X\((\w+),", source("ledger/audit/finding.hpp"))
        self.assertGreater(len(words), 30)
        self.assertEqual([word for word in words if f"`{word}`" not in FORMATS], [])


class Page(unittest.TestCase):
    """The examples of schemas/README.md by name."""

    def setUp(self):
        self.examples = {}
        for name, lines, text in EXAMPLE.findall(FORMATS):
            self.assertNotIn(name, self.examples)
            self.examples[name] = (text if lines else text.removesuffix("\n")).encode()

    def json(self, name):
        return json.loads(self.examples[name])


class Examples(Page):
    def test_what_is_stated_of_examples_is_so(self):
        functions = {"SHA-256": sha256, "leaf hash": leaf_hash, "root of the tree of matters": root_of_lines}
        stated = re.findall(r"^- (SHA-256|leaf hash|root of the tree of matters)(?: of)? `([a-z]+-\d+)`: `([0-9a-f]{64})`$", FORMATS, re.M)
        for what, name, value in stated:
            self.assertEqual(functions[what](self.examples[name]), value, f"{what} of {name}")
        self.assertEqual({name for _, name, _ in stated}, set(self.examples))

    def test_examples_are_canonical(self):
        for name, data in self.examples.items():
            text = data.removeprefix(b"lcl statement 1\n")
            for part in text.splitlines() if name.startswith("matters-") else [text]:
                if part.startswith(b"{"):
                    self.assertEqual(canonical(json.loads(part)), part, name)

    def test_entries_name_their_payloads_and_each_other(self):
        for number in (0, 8, 9, 10):
            entry = self.json(f"entry-{number}")
            self.assertEqual(entry["seq"], number)
            self.assertEqual(entry["payload"], sha256(self.examples[f"payload-{number}"]))
        self.assertEqual(self.json("entry-0")["prev"], "0" * 64)
        for number in (9, 10):
            self.assertEqual(self.json(f"entry-{number}")["prev"], leaf_hash(self.examples[f"entry-{number - 1}"]))
            self.assertEqual(self.json(f"entry-{number}")["after"], number - 1)
        self.assertEqual(self.json("payload-8")["private"], sha256(self.examples["private-8"]))

    def test_the_manifest_lists_the_events(self):
        lines = ""
        for number in (8, 9, 10):
            entry = self.json(f"entry-{number}")
            lines += f"{entry['kind']} {','.join([entry['device'], *entry.get('also', [])])} {entry['payload']}\n"
        self.assertEqual(self.examples["manifest-7"].decode(), lines)

    def test_the_command_shown_gives_the_digest_of_a_staged_manifest(self):
        command = re.search(r"^```sh\n(.*STAGED.*)\n```$", FORMATS, re.M)[1]
        lines = ["{}".ljust(1023)]
        for number, line in zip((8, 9, 10), self.examples["manifest-7"].decode().splitlines()):
            private_part = self.examples.get(f"private-{number}", b"").decode()
            lines += [line, self.examples[f"payload-{number}"].decode(), private_part]
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "STAGED").write_text("\n".join(lines) + "\n", encoding="utf-8")
            run = subprocess.run(["sh", "-c", command], cwd=folder, check=True, capture_output=True, text=True)
        self.assertEqual(run.stdout.split()[0], sha256(self.examples["manifest-7"]))

    def test_pseudonyms_and_identity_come_from_the_pepper(self):
        def mac(message):
            return hmac.new(pepper, message, hashlib.sha256).digest()[:16]

        pepper = bytes(range(32))
        payload, entry = self.json("payload-8"), self.json("entry-8")
        first, second = "imei:35209900176148", "imei:35209900176152"
        opening = mac(b"open" + bytes.fromhex(payload["salt"]))
        self.assertEqual({name: code(value) for name, value in table("what", "value")}, {
            "pepper commitment": sha256(b"lcl pepper 1\n" + pepper),
            f"pseudonym of `{first}`": mac(first.encode()).hex(),
            f"pseudonym of `{second}`": mac(second.encode()).hex(),
            "opening": opening.hex(),
            f"identity of `{first}`": sha256(opening + first.encode()),
        })
        self.assertEqual([entry["device"], *entry["also"]], [mac(text.encode()).hex() for text in (first, second)])
        self.assertEqual(payload["identity"], sha256(opening + first.encode()))
        self.assertEqual(self.json("payload-0")["act"]["pepper"], sha256(b"lcl pepper 1\n" + pepper))

    def test_the_signed_bytes_are_those_of_the_statement(self):
        entry, payload = self.json("entry-0"), self.json("payload-0")
        signed = {name: value for name, value in payload.items() if name != "signature"}
        signed |= {"kind": entry["kind"], "origin": payload["act"]["origin"]}
        self.assertEqual(self.examples["signed-0"], b"lcl statement 1\n" + canonical(signed))

    def test_the_checkpoint_is_of_the_first_entry(self):
        origin, size, root, empty, _ = self.examples["checkpoint-1"].decode().splitlines()
        self.assertEqual((origin, size, empty), (self.json("payload-0")["act"]["origin"], "1", ""))
        self.assertEqual(base64.b64decode(root).hex(), leaf_hash(self.examples["entry-0"]))

    def test_the_tally_is_what_the_oracle_computes(self):
        other = tally.Tally(tally.milliseconds("2026-01-01"), tally.milliseconds("2027-01-01"))
        for number in (8, 9, 10):
            event = json.loads(self.examples[f"payload-{number}"], parse_int=str)
            other.take(event | {"kind": self.json(f"entry-{number}")["kind"], "device": {"imei": "352099001761481"}})
        other.close_all()
        report, body = tally.report(other), self.json("tally-1")
        sums = {effect: tally.text_of(sum(tally.decimal(kg) for place in places.values() for kg in place.values()))
                for effect, places in body["effects"].items()}
        self.assertEqual(sums, report["amounts"])
        self.assertEqual(body["cycles"], report["cycles"])
        (vintage,), (expected,) = body["vintages"], report["vintages"]
        self.assertEqual({name: vintage[name] for name in body["sums"]}, body["sums"])
        self.assertEqual((vintage["vintage"], vintage["net"], vintage["creditable"]),
                         (expected["year"], expected["net"], expected["creditable"]))
        avoided, *taken_off = [tally.decimal(vintage[name]) for name in ("avoided", "emitted", "given_back")]
        self.assertEqual(tally.text_of(avoided - sum(taken_off)), vintage["net"])
        self.assertIn(f"S = {vintage['net']}; C = {vintage['creditable']}", " ".join(FORMATS.split()))

    def test_the_digest_of_the_reference_methodology_is_stated(self):
        document = json.loads(source("schemas/methodologies/reconditioning-reference-1.0.json"))
        self.assertIn(f"`{sha256(canonical(document))}`", FORMATS)
        self.assertEqual(self.json("tally-1")["methodology"], sha256(canonical(document)))


@unittest.skipIf(Ed25519PrivateKey is None, "python3-cryptography is not installed")
class Signatures(Page):
    """The examples' keys are those of RFC 8032 §7.1, TEST 1 to 3."""
    SECRETS = {"log": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
               "operator": "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
               "certifier": "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"}
    DER_PREFIX = bytes.fromhex("302a300506032b6570032100")

    def setUp(self):
        super().setUp()
        self.keys = {name: Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
                     for name, secret in self.SECRETS.items()}

    def raw(self, name):
        return self.keys[name].public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def test_the_opening_names_the_three_keys(self):
        act = self.json("payload-0")["act"]
        for name in self.SECRETS:
            stated = act["certifier_keys"][0] if name == "certifier" else act[f"{name}_key"]
            self.assertEqual(base64.b64decode(stated), self.DER_PREFIX + self.raw(name))
        self.assertEqual([[name, code(key_id)] for name, key_id in table("key", "id")],
                         [[name, sha256(self.DER_PREFIX + self.raw(name))] for name in self.SECRETS])

    def test_the_opening_is_signed_by_the_operator(self):
        payload = self.json("payload-0")
        self.assertEqual(payload["key"], sha256(self.DER_PREFIX + self.raw("operator")))
        self.assertEqual(base64.b64decode(payload["signature"]), self.keys["operator"].sign(self.examples["signed-0"]))

    def test_the_checkpoint_is_signed_by_the_log_key(self):
        text, line = self.examples["checkpoint-1"].decode().split("\n\n")
        name = text.split("\n")[0]
        key_id = hashlib.sha256(name.encode() + b"\n\1" + self.raw("log")).digest()[:4]
        signature = key_id + self.keys["log"].sign((text + "\n").encode())
        self.assertEqual(line, f"— {name} {base64.b64encode(signature).decode()}\n")
        vkey = f"{name}+{key_id.hex()}+{base64.b64encode(bytes([1]) + self.raw('log')).decode()}"
        self.assertIn(f"\n- vkey of `checkpoint-1`: `{vkey}`\n", FORMATS)

    def test_the_cosignature_is_of_that_checkpoint(self):
        text = self.examples["checkpoint-1"].decode().split("\n\n")[0] + "\n"
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(
            "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5"))  # RFC 8032 §7.1, TEST 1024
        raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        _, name, encoded = self.examples["cosignature-1"].decode().rstrip("\n").split(" ")
        content = base64.b64decode(encoded)
        key_id = hashlib.sha256(name.encode() + b"\n\4" + raw).digest()[:4]
        seconds = int.from_bytes(content[4:12], "big")
        message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        self.assertEqual(content, key_id + seconds.to_bytes(8, "big") + key.sign(message))
        vkey = f"{name}+{key_id.hex()}+{base64.b64encode(bytes([4]) + raw).decode()}"
        self.assertIn(f"\n- vkey of `cosignature-1`: `{vkey}`\n", FORMATS)

    def test_the_timestamp_query_is_the_one_that_openssl_makes(self):
        text = self.examples["checkpoint-1"].decode().split("\n\n")[0] + "\n"
        query = subprocess.run(["openssl", "ts", "-query", "-digest", sha256(text.encode()), "-sha256", "-cert",
                                "-no_nonce"], capture_output=True, check=True).stdout
        self.assertEqual(bytes.fromhex(self.examples["query-1"].decode()), query)


if __name__ == "__main__":
    unittest.main()
