# SPDX-License-Identifier: Apache-2.0
"""A registry with one labelled project, made with the program as a user has it.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
LCL = os.environ["LCL"]
SAMPLE_LOG = os.environ["LCL_SAMPLE_LOG"]
METHODOLOGY = ROOT / "schemas/methodologies/reconditioning-reference-1.0.json"
DEVELOPER = "03571592900010"
AUDITOR = "55208131766522"


def command(*words):
    return [LCL, *map(str, words)]


def lcl(*words):
    done = subprocess.run(command(*words), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"lcl {' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def generated_log(path, devices, seed=1, form="ndjson", *more):
    with path.open("wb") as file:
        subprocess.run([SAMPLE_LOG, "--devices", str(devices), "--from", "2024-01-01", "--to", "2026-01-01",
                        "--seed", str(seed), "--format", form, *more], stdout=file, check=True)
    return path


def stating(values):
    """The options that state these values: name → value, or value by category."""
    words = []
    for name, value in values.items():
        places = {f"{name}[{category}]": each for category, each in value.items()} if isinstance(value, dict) \
            else {name: value}
        for place, each in places.items():
            words += ["--parameter", f"{place}={each}"]
        words += ["--source", f"{name}=stock books"]
    return words


class LabelledRegistry:
    """A registry in `folder`, its keys beside it, and the project DEMO, notified on 2024-01-01 and bound to a methodology.
    """

    def __init__(self, folder, methodology=METHODOLOGY, stated=None):
        """`stated`: what projects state for the methodology, name → value, or value by category."""
        self.path = folder / "registry"
        self.certifier, self.developer = folder / "certifier.pem", folder / "developer.pem"
        lcl("key", "new", self.certifier)
        lcl("key", "new", self.developer)
        lcl("init", self.path, "--origin", "registry.example/test", "--certifier", f"{self.certifier}.pub")
        self.run("key", "grant", f"{self.developer}.pub", "--role", "developer", "--party", DEVELOPER,
                 "--key", self.certifier)
        self.run("methodology", "adopt", methodology, "--key", self.certifier)
        self.run("participant", "register", "--from", ROOT / "samples/participants.csv", "--key", self.developer)
        self.run("project", "notify", "DEMO", "--title", "A project", "--region", "Bretagne", "--commune", "Rennes",
                 "--applicant-standing", "developer", "--notified-on", "2024-01-01", "--key", self.developer)
        self.run("project", "file", "DEMO", "--dossier", METHODOLOGY, "--key", self.developer)
        self.run("project", "label", "DEMO", "--decision", "fictive", "--methodology",
                 json.loads(methodology.read_text(encoding="utf-8"))["id"], "--potential-units", "1",
                 "--from", "2024-01-01", "--to", "2029-01-01", "--key", self.certifier, *stating(stated or {}))

    def enrol_auditor(self, key, party=AUDITOR):
        """Makes a key, grants it as an auditor's, and records an accreditation."""
        lcl("key", "new", key)
        self.run("key", "grant", f"{key}.pub", "--role", "auditor", "--party", party, "--key", self.certifier)
        self.run("auditor", "accredit", party, "--body", "COFRAC", "--reference", "4-0001", "--scope", "ISO 14065",
                 "--from", "2020-01-01", "--to", "2050-01-01", "--key", self.certifier)

    def words(self, *words):
        return command(*words, "--registry", self.path)

    def run(self, *words):
        return lcl(*words, "--registry", self.path)

    def adopt(self):
        """Makes a copy one that is written to."""
        lcl("adopt", self.path)

    def submission(self, log):
        return self.words("submit", log, "--project", "DEMO", "--key", self.developer)

    def submit(self, log):
        self.run("submit", log, "--project", "DEMO", "--key", self.developer)

    def tally(self, period, by):
        return json.loads(self.run("tally", "--project", "DEMO", "--period", period, "--by", by, "--json"))

    def size(self):
        return int(self.run("checkpoint").splitlines()[1])
