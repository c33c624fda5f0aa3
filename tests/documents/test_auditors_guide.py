#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The guide for auditors leads from an empty folder to an opinion: its commands are typed one after the other, each by
the party that it is noted for, in a folder of that party's own. What a party makes and is no secret is sent to the
others; nothing else is. LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import csv
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
import labelled_registry  # noqa: E402
from labelled_registry import LCL, LabelledRegistry, generated_log  # noqa: E402
from test_commands import commands  # noqa: E402

GUIDE = labelled_registry.ROOT / "schemas/guides/auditors.md"
PROJECT = "BREIZH1"  # of the guide; the registry's is DEMO
DEVICES = 120


def is_secret(name):
    return name == "number.txt" or name.endswith(".pem") or name.startswith("2024-h")


class Party:
    """Has a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def files(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}


class Reader:
    """Who types what the guide shows."""

    def __init__(self, folder):
        self.folder = folder
        made = LabelledRegistry(folder)
        self.parties = {name: Party(folder / name) for name in ("auditor", "operator", "certifier", "developer")}
        self.registry = made.path
        self.exported = {}  # the variables that the auditor sets
        self.numbers = {}  # of entries: as the guide has them → as they are
        self._bring_logs(made)
        self._bring_evidence(made)
        shutil.move(made.certifier, self.parties["certifier"].folder)
        shutil.move(made.developer, self.parties["developer"].folder)

    def _bring_logs(self, made):
        """Half a year each, both submitted."""
        whole = generated_log(self.folder / "whole.ndjson", DEVICES)
        halves = {"2024-h1.ndjson": [], "2024-h2.ndjson": []}
        for line in whole.read_text(encoding="utf-8").splitlines(True):
            early = re.search(r'"occurred_at":"2024-0[1-6]', line)
            halves["2024-h1.ndjson" if early else "2024-h2.ndjson"].append(line)
        for name, lines in halves.items():
            log = self.parties["developer"].folder / name
            log.write_text("".join(lines), encoding="utf-8")
            made.submit(log)

    def _bring_evidence(self, made):
        """What the auditor has from others: the log's key, the certifier's fingerprint, a cosigned checkpoint."""
        town, mine = self.folder / "town", self.parties["auditor"].folder
        town.mkdir()
        (mine / "log.vkey").write_text(made.run("checkpoint", "--vkey"))
        shown = labelled_registry.lcl("key", "show", f"{made.certifier}.pub", "--json")
        (mine / "certifier.txt").write_text(re.search(r'"fingerprint":"([0-9a-f]{64})"', shown)[1] + "\n")
        labelled_registry.lcl("witness", "init", town / "witness", "--name", "plouha.example/witness")
        (mine / "witnesses.policy").write_text(f"log {(mine / 'log.vkey').read_text().strip()}\nwitness plouha "
                                               f"{(town / 'witness/vkey').read_text().strip()}\nquorum plouha\n")
        made.run("checkpoint", "--for-witness", "0", "--output", town / "request.txt")
        labelled_registry.lcl("witness", "cosign", town / "request.txt", "--witness", town / "witness", "--log-key",
                              mine / "log.vkey", "--output", town / "cosignature")
        (mine / "checkpoint.txt").write_text(made.run("checkpoint", "--of", town / "request.txt", "--add", town / "cosignature",
                                                      "--policy", mine / "witnesses.policy"))

    def typed(self, command):
        """Does what a line of the guide says; the exit code and what was said."""
        words, _, note = command.partition("  # ")
        name = next((each for each in ("certifier", "developer") if each in note), "auditor")
        if note.startswith("at the registry"):
            name = "operator"
        party = self.parties[name]
        words = re.sub(r"\b\d+\b", lambda number: self.numbers.get(number[0], number[0]), words).replace(PROJECT, "DEMO")
        if words.startswith("export "):
            return self._export(words)
        self._write_what_is_named(shlex.split(words))
        before = party.files()
        more = {"LCL_REGISTRY": str(self.registry)} if "at the registry" in note else {}
        done = subprocess.run(["bash", "-c", words], cwd=party.folder, capture_output=True, text=True, check=False, timeout=300,
                              env=self._environment() | (self.exported if name == "auditor" else {}) | more)
        self._examine()
        self._send(party, before)
        if told := re.search(r"here (\d+)", note):
            found = re.findall(r"\bentry (\d+)", done.stdout) or re.findall(r"^ *(\d+) ", done.stdout, re.M)
            if found:
                self.numbers[told[1]] = found[-1] if "list" in words else found[0]
        return done.returncode, done.stdout + done.stderr

    @staticmethod
    def _environment():
        kept = {name: os.environ[name] for name in ("HOME", "XDG_STATE_HOME", "TMPDIR") if name in os.environ}
        return kept | {"PATH": f"{pathlib.Path(LCL).absolute().parent}:{os.environ['PATH']}", "LC_ALL": "C"}

    def _export(self, words):
        shown = subprocess.run(["bash", "-c", f"{words}; env"], cwd=self.parties["auditor"].folder, capture_output=True,
                               text=True, check=True, env=self._environment())
        variables = dict(line.split("=", 1) for line in shown.stdout.splitlines() if "=" in line)
        self.exported |= {name: variables[name] for name in re.findall(r"(\w+)=", words)}
        return 0, shown.stdout

    def _send(self, party, before):
        """What is new and no secret goes to all others."""
        for name, data in party.files().items():
            if is_secret(name) or before.get(name) == data:
                continue
            for other in self.parties.values():
                if other is not party:
                    (other.folder / name).write_bytes(data)

    def _write_what_is_named(self, words):
        """The auditor's own documents, the moment they are asked for."""
        mine = self.parties["auditor"].folder
        texts = {"papers.pdf": "working papers", "independence.pdf": "proof of independence",
                 "misstatements.csv": "error_kgco2e,text\n"}
        for name in texts.keys() & set(words):
            if not (mine / name).exists():
                (mine / name).write_text(texts[name], encoding="utf-8")

    def _examine(self):
        """Fills in what was found in each drawn device: all are right."""
        file = self.parties["auditor"].folder / "found.csv"
        if not file.exists():
            return
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        with file.open("w", encoding="utf-8", newline="") as text:
            filled = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
            filled.writeheader()
            filled.writerows(row | {"result": "right"} for row in rows)


class AuditorsGuide(unittest.TestCase):
    def test_it_leads_from_an_empty_folder_to_an_opinion(self):
        typed = list(commands(GUIDE.read_text(encoding="utf-8")))
        self.assertGreater(len(typed), 30)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        self.addCleanup(shutil.rmtree, folder)
        reader = Reader(folder)
        for command in typed:
            code, said = reader.typed(command)
            self.assertEqual(code, 0, f"$ {command}\n{said}")
        self.assertTrue((folder / "auditor/kept-2024.txt").exists())
        self.assertIn("audited", labelled_registry.lcl("report", "list", "DEMO", "--registry", reader.registry))
        for party in ("operator", "certifier", "developer"):
            self.assertFalse({"key.pem", "number.txt"} & set(os.listdir(folder / party)))


if __name__ == "__main__":
    unittest.main()
