# SPDX-License-Identifier: Apache-2.0
"""The program under test, and registries to try it on. LCL and VALIDATE_JSON in the environment are the paths of
lcl and validate_json."""
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LCL = os.environ["LCL"]
VALIDATE_JSON = os.environ["VALIDATE_JSON"]
SCHEMAS = ROOT / "schemas/output"
SAMPLES = ROOT / "samples/refused"


def without_guards(file):
    """A ledger's file, opened to be changed as only a tool for databases can: its triggers are gone."""
    database = sqlite3.connect(file)
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{trigger}"')
    return database


def environment(**more):
    names = ("PATH", "HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    kept["PATH"] = f"{pathlib.Path(LCL).parent}:{kept['PATH']}"
    return kept | {"LC_ALL": "C", "LCL": LCL} | more


def run(*words, cwd=None, stdin="", within=(), **more):
    """A call of lcl: its exit code, standard output and standard error. `within`: the words that lead to another host."""
    done = subprocess.run([*within, LCL, *map(str, words)], cwd=cwd, input=stdin.encode(), capture_output=True,
                          env=environment(**more), timeout=60, check=False)
    done.out, done.err = done.stdout.decode(), done.stderr.decode()
    return done


def npm(name, *packages):
    """A folder of the build tree in which these npm packages are installed, the first time that it is asked for."""
    folder = pathlib.Path(LCL).parents[1] / "npm" / name
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages], cwd=folder,
                              capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise AssertionError(f"npm install {' '.join(packages)}: {done.stderr}")
        (folder / "complete").touch()
    return folder


def digest_of_folder(folder):
    """One digest of every file's name, mode and bytes below `folder`."""
    digest = hashlib.sha256()
    for path in sorted(pathlib.Path(folder).rglob("*")):
        digest.update(f"{path.relative_to(folder)} {path.stat().st_mode:o}\n".encode())
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def faults(schema, text):
    """What keeps `text` from being a document of schemas/output/SCHEMA.schema.json; empty if nothing does."""
    done = subprocess.run([VALIDATE_JSON, SCHEMAS / f"{schema}.schema.json"], input=text.encode(),
                          capture_output=True, timeout=60, check=False)
    return done.stderr.decode() if done.returncode else ""


class Template:
    """The registry of samples/refused/registry.sh, made once and copied for every test."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        made = subprocess.run(["bash", SAMPLES / "registry.sh", self.folder], env=environment(), timeout=120,
                              capture_output=True, check=False)
        assert made.returncode == 0, made.stderr.decode()

    def copy_to(self, folder):
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)

    def remove(self):
        shutil.rmtree(self.folder)


class Place:
    """A temporary folder with a copy of the template: registry/ and keys/."""

    def __init__(self, template=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        if template:
            template.copy_to(self.folder)
        self.registry = self.folder / "registry"
        if template:
            assert run("adopt", self.registry).returncode == 0
        self.certifier = self.folder / "keys/certifier.pem"
        self.developer = self.folder / "keys/developer.pem"
        self.operator = self.registry / "keys/operator.pem"

    def lcl(self, *words, **more):
        return run(*words, cwd=self.folder, **({"LCL_REGISTRY": str(self.registry)} | more))

    def json(self, *words, **more):
        done = self.lcl(*words, "--json", **more)
        return done.returncode, json.loads(done.out)

    def size(self):
        return int(self.lcl("checkpoint").out.splitlines()[1])

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def remove(self):
        shutil.rmtree(self.folder)


def event(kind, imei, at, **facts):
    """A line of a log in NDJSON."""
    needed = {"collection": {"category": "smartphone", "holder": "consumer", "waste": False},
              "reconditioning": {"outcome": "reconditioned", "functions_tested": True},
              "resale": {"warranty_months": 12}}
    line = {"kind": kind, "occurred_at": at, "device": {"imei": imei}, "participant": "03571592900010",
            "country": "FR"} | needed.get(kind, {}) | facts
    return json.dumps(line) + "\n"


class InRegistry(unittest.TestCase):
    """Tests that each have a copy of the registry of samples/refused/registry.sh."""

    @classmethod
    def setUpClass(cls):
        cls.template = Template()
        cls.addClassCleanup(cls.template.remove)

    def setUp(self):
        self.place = Place(self.template)
        self.addCleanup(self.place.remove)

    def answer(self, schema, code, *words, **more):
        """The document of a call that must end with `code`."""
        done = self.place.lcl(*words, "--json", **more)
        said = f"lcl {' '.join(map(str, words))}: exit {done.returncode}\n{done.out}{done.err}"
        self.assertEqual(done.returncode, code, said)
        self.assertEqual(faults(schema, done.out), "", said)
        return json.loads(done.out)
