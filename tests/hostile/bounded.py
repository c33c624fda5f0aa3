# SPDX-License-Identifier: Apache-2.0
"""The program, held to a time and to memory on files that somebody made to fool it, and one honest registry to make
them from. LCL and LCL_SAMPLE_LOG in the environment name the programs."""
import atexit
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import labelled_registry  # pylint: disable=wrong-import-position

os.environ.setdefault("ASAN_OPTIONS", "quarantine_size_mb=1")  # a sanitizer keeps what was freed: that is not measured

SECONDS = 10
MEMORY = 64 << 10  # KiB above what the honest file takes
THREADS = 2
PERIOD = ("--period", "2025")


class Said(NamedTuple):
    code: int
    out: str
    err: str
    peak: int  # KiB


# A small process that starts the program: the peak of a process counts from what started it, which here may be large.
_STARTER = """
import json, os, sys
for line in sys.stdin:
    words, out, err = json.loads(line)
    new = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    call = os.posix_spawnp(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, out, new, 0o600), (os.POSIX_SPAWN_OPEN, 2, err, new, 0o600)])
    _, status, usage = os.wait4(call, 0)
    print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, flush=True)
"""


class Starter:
    """Calls of the program, one after the other, each stopped after SECONDS (its code is then 137)."""

    def __init__(self):
        self._folder = tempfile.mkdtemp(prefix="lcl-test-")
        self._process = subprocess.Popen([sys.executable, "-S", "-c", _STARTER], stdin=subprocess.PIPE,  # pylint: disable=consider-using-with
                                         stdout=subprocess.PIPE, text=True)
        atexit.register(self._end)

    def _end(self):
        self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self._folder)

    def call(self, words):
        out, err = f"{self._folder}/out", f"{self._folder}/err"
        self._process.stdin.write(json.dumps([["timeout", "-s", "KILL", str(SECONDS), *words], out, err]) + "\n")
        self._process.stdin.flush()
        code, peak = map(int, self._process.stdout.readline().split())
        return Said(code, *(pathlib.Path(each).read_text(encoding="utf-8", errors="replace") for each in (out, err)), peak)


_of_thread = threading.local()


def lcl(*words):
    if not hasattr(_of_thread, "starter"):
        _of_thread.starter = Starter()
    return _of_thread.starter.call([os.path.abspath(labelled_registry.LCL), *map(str, words)])


class Question(NamedTuple):
    """A command whose answer about a hostile file is held to that about the honest one."""
    name: str
    words: tuple

    def ask(self, file):
        return lcl(*(str(file) if word == "FILE" else word for word in self.words))


def _about_file(*words):
    return Question(" ".join(words[:2] if len(words) > 1 and not words[1].startswith("-") else words[:1]),
                    (*words, "--registry", "FILE", "--json"))


VERIFY = Question("verify", ("verify", "FILE", "--json"))
LOG = _about_file("log")
TALLY = _about_file("tally", "--project", "DEMO", *PERIOD, "--by", "category,month")
FEW = (VERIFY, LOG, TALLY)
MANY = FEW + (_about_file("status", "DEMO"), _about_file("units", "list", "DEMO"), _about_file("report", "list", "DEMO"))


class Honest:
    """A registry with some submissions and a report, and of it a bundle and a copy of its ledger. `own` is the registry
    itself, which this user made."""

    def __init__(self, folder, devices=30):
        self.folder = pathlib.Path(folder)
        registry = labelled_registry.LabelledRegistry(self.folder)
        self.registry = registry
        for part, count in enumerate((devices, 4)):
            registry.submit(labelled_registry.generated_log(self.folder / f"log{part}.ndjson", count, part + 1))
        for year in ("2024", "2025"):
            registry.run("report", "file", "DEMO", "--period", year, "--estimate", "8", "--key", registry.developer)
        registry.run("bundle", "--project", "DEMO", "--output", self.folder / "bundle")
        shutil.copyfile(registry.path / "ledger.db", self.folder / "ledger")
        self.files = {"bundle": self.folder / "bundle", "ledger": self.folder / "ledger"}
        self._answers, self._adopted = {}, threading.local()

    def place(self, name):
        return self.registry.path if name == "own" else self.files[name]

    def content(self, name="bundle"):
        return self.files["ledger" if name == "own" else name].read_bytes()

    def adopted_copy(self):
        """A copy of the registry for each thread, adopted while it was honest."""
        if not hasattr(self._adopted, "path"):
            path = self.folder / f"adopted-{threading.get_ident()}"
            shutil.copytree(self.registry.path, path)
            assert lcl("adopt", path).code == 0
            self._adopted.path = path
        return self._adopted.path

    def answer(self, name, question):
        key = name, question.name
        if key not in self._answers:
            self._answers[key] = question.ask(self.place(name))
            assert self._answers[key].code == 0, self._answers[key]
        return self._answers[key]


def listing(folder):
    """What a folder holds: names, types, sizes, times of change, and the digests of what can be read."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(state.st_mode) else ""
        found[str(path.relative_to(folder))] = (state.st_mode, state.st_size, state.st_mtime_ns, digest)
    return found


def altered(content, folder, script):
    """A database after `script`, a function of its connection or SQL, was done to it by SQLite itself."""
    path = pathlib.Path(folder) / f"altered-{threading.get_ident()}"
    path.write_bytes(content)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA writable_schema = ON;")
    if callable(script):
        script(database)
    else:
        database.executescript(script)
    database.close()
    content = path.read_bytes()
    path.unlink()
    return content


def is_another(said, true):
    """Whether an answer is not the honest one. That tiles were made anew is said beside it."""
    return re.sub(r',"made_tiles_anew":true', "", said) != true


def faults_of(honest, name, folder, questions, file=None, must_differ=False):
    """What is wrong with how the program answers about the file in `folder`, which was made of the honest file `name`:
    a crash, a hang, too much memory, another answer than the honest one, a change to the folder; nothing if all is well.
    """
    file = file or folder / "file"
    folder = file if name == "own" else folder
    faults = []
    before = listing(folder)
    for question in questions:
        said, true = question.ask(file), honest.answer(name, question)
        end = f"{question.name}: exit {said.code}: {said.err[:300] or said.out[:300]}"
        if said.code not in (0, 1, 2):
            faults.append("crash or hang: " + end)
        elif said.code == 0 and is_another(said.out.replace(str(file), "FILE"),
                                           true.out.replace(str(honest.place(name)), "FILE")):
            faults.append("another answer: " + end)
        elif said.code == 0 and must_differ:
            faults.append("taken for a ledger: " + end)
        elif said.code == 2 and not said.out.strip() + said.err.strip():
            faults.append("no word: " + end)
        if said.peak > true.peak + MEMORY:
            faults.append(f"{said.peak - true.peak} KiB more: {end}")
    after = listing(folder)
    if before != after:
        faults.append(f"the folder was changed: {set(before.items()) ^ set(after.items())}")
    return faults


class Cases:
    """Hostile files, each in a folder of its own, tried on THREADS at a time."""

    def __init__(self, honest, folder):
        self.honest, self.folder = honest, pathlib.Path(folder)
        self.tried, self.faults, self._running = 0, {}, []
        self._waiting = threading.Semaphore(4 * THREADS)
        self._pool = concurrent.futures.ThreadPoolExecutor(THREADS)

    def content(self, label, content, questions=FEW, name="bundle", must_differ=False):
        """A file of this content; a function that makes it is called when its turn has come."""
        def make(folder):
            (folder / "file").write_bytes(content() if callable(content) else content)
        def make_own(_folder):
            registry = self.honest.adopted_copy()
            (registry / "ledger.db").write_bytes(content() if callable(content) else content)
            return registry
        self.made(label, make_own if name == "own" else make, questions, name, must_differ)

    def made(self, label, make, questions=FEW, name="bundle", must_differ=False):
        """A folder that `make` fills; it returns which file there to name, or nothing for `file`."""
        self.tried += 1
        self._waiting.acquire()  # pylint: disable=consider-using-with
        self._running.append(self._pool.submit(self._try, self.tried, label, make, questions, name, must_differ))

    def _try(self, number, label, make, questions, name, must_differ):
        try:
            folder = self.folder / f"case-{number}"
            folder.mkdir()
            faults = faults_of(self.honest, name, folder, questions, make(folder), must_differ)
            if faults:
                self.faults[label] = faults
            shutil.rmtree(folder)
        finally:
            self._waiting.release()

    def finish(self):
        """What was found, by label."""
        for each in self._running:
            each.result()
        self._pool.shutdown()
        return self.faults
