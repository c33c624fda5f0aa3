#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Acknowledged means durable: makes the store's system calls fail, kills it, fills its disk.

    faults.py APPENDER            short form, about 10 seconds: some calls, some kills
    faults.py APPENDER --long     every call in every way, 500 kills (or LCL_FAULTS=long)

APPENDER (appender.cpp) appends numbered entries in transactions and prints each size of the log that it
acknowledges. After each fault a fresh process checks that every acknowledged entry is there and that no
transaction is half there, `PRAGMA integrity_check` finds nothing, and appending goes on. The faults are:

  once     the Nth call of one kind fails with EIO, ENOSPC or EACCES; the calls after it succeed
  on       the same, and so do all calls of that kind after it
  killed   the process is killed (SIGKILL) at the Nth call of one kind
  kill -9  the process is killed at a random moment (LCL_SEED gives other moments)
  full     the file system is full (a small tmpfs in a mount namespace of its own)

The first three need strace and permission to trace, the last one permission to mount; what is not possible is
skipped with a message. Exits with 0 if all that could be tried held, 1 if not, 77 if nothing could be tried.
"""

import copy
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

TRANSACTIONS = 4
ERRORS = {
    "pwrite64": ["ENOSPC", "EIO"],
    "write": ["ENOSPC"],
    "fsync": ["EIO"],
    "fdatasync": ["EIO"],
    "openat": ["EACCES", "ENOSPC"],
    "rename": ["EIO"],
    "unlink": ["EIO"],
    "ftruncate": ["EIO"],
    "pread64": ["EIO"],
    "fcntl": ["EIO"],
}


class Broken(Exception):
    """A promise that was not kept."""


class Trial:
    """One ledger in a folder of its own, and what was acknowledged of it."""

    def __init__(self, appender: str, folder: pathlib.Path):
        self.appender = appender
        self.folder = folder
        self.acknowledged = 0
        folder.mkdir()
        self.run("create", str(folder))
        self.append(2)

    def copied_to(self, folder: pathlib.Path) -> "Trial":
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        twin = copy.copy(self)
        twin.folder = folder
        return twin

    def run(self, *arguments: str, around: tuple = ()) -> subprocess.CompletedProcess:
        return subprocess.run([*around, self.appender, *arguments], capture_output=True, text=True, check=False)

    def append(self, transactions: int, around: tuple = ()) -> subprocess.CompletedProcess:
        done = self.run("append", str(self.folder), str(transactions), around=around)
        self.note(done.stdout)
        return done

    def note(self, printed: str) -> None:
        """What was printed up to the last line feed was acknowledged."""
        for line in printed[: printed.rfind("\n") + 1].split():
            self.acknowledged = max(self.acknowledged, int(line))

    def check(self) -> None:
        done = self.run("check", str(self.folder), str(self.acknowledged))
        if done.returncode != 0:
            raise Broken(done.stderr.strip())

    def check_file(self) -> None:
        self.check()
        said = subprocess.run(["sqlite3", self.folder / "ledger.db", "PRAGMA integrity_check"],
                              capture_output=True, text=True, check=False).stdout
        if said != "ok\n":
            raise Broken("integrity_check: " + said.strip())

    def check_and_go_on(self) -> None:
        self.check_file()
        before = self.acknowledged
        after = self.append(2)
        if after.returncode != 0 or self.acknowledged <= before:
            raise Broken("cannot go on: " + after.stderr.strip())
        self.check()


class Faults:
    def __init__(self, appender: str, folder: pathlib.Path, is_long: bool):
        self.appender = appender
        self.folder = folder
        self.is_long = is_long
        self.start = Trial(appender, folder / "start")
        self.tried = 0
        self.broken = 0

    def trial(self) -> Trial:
        return self.start.copied_to(self.folder / "trial")

    def attempt(self, name: str, action) -> None:
        try:
            action()
        except Broken as broken:
            self.broken += 1
            print(f"BROKEN {name}: {broken}", flush=True)

    def strace(self, *options: str) -> tuple:
        return ("strace", "-f", "-o", str(self.folder / "strace"), *options)

    def calls(self, transactions: int) -> dict:
        """How often each system call is made in a run; empty if tracing is not possible."""
        if shutil.which("strace") is None:
            return {}
        traced = self.trial().append(transactions, self.strace("-e", "trace=" + ",".join(ERRORS)))
        if traced.returncode != 0:
            return {}
        trace = (self.folder / "strace").read_text(errors="replace")
        return {call: len(re.findall(rf"^\d+ +{call}\(", trace, re.MULTILINE)) for call in ERRORS}

    def chosen(self, first: int, last: int, offset: int) -> range:
        """All calls from `first` to `last`, or in the short form every so many of them."""
        step = 1 if self.is_long else max(1, (last - first + 1) // 3)
        return range(first + offset % step, last + 1, step)

    def inject(self, call: str, number: int, how: str) -> None:
        self.tried += 1
        trial = self.trial()
        done = trial.append(TRANSACTIONS, self.strace("-e", f"trace={call}", "-e", f"inject={call}:{how}"))
        if "signal=KILL" in how and done.returncode == 0:
            raise Broken(f"call {number} was not reached: the test tests nothing")
        if done.returncode > 1:
            raise Broken(f"exit code {done.returncode}: {done.stderr.strip()}")
        trial.check_and_go_on()

    def failing_calls(self) -> None:
        program_start = self.calls(0)
        calls = self.calls(TRANSACTIONS)
        if not calls:
            print("skipped: failing system calls (strace is missing or may not trace)")
            return
        offset = random.randrange(1000)
        for call, last in calls.items():
            ways = [(f"error={error}", more) for error in ERRORS[call] for more in ("", "+")] + [("signal=KILL", "")]
            for way, more in ways:
                for number in self.chosen(program_start[call] + 1, last, offset):
                    how = f"{way}:when={number}{more}"
                    self.attempt(f"{call} {how}", lambda: self.inject(call, number, how))
                offset += 1
            if self.is_long:
                print(f"{call}: every call tried, {self.tried} faults so far", flush=True)

    def kills(self) -> None:
        for kill in range(500 if self.is_long else 15):
            if kill % 50 == 0:
                trial = self.trial()
            with subprocess.Popen([self.appender, "append", str(trial.folder), "100000"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True) as process:
                time.sleep(random.uniform(0.001, 0.08))
                process.kill()
                trial.note(process.communicate()[0])
            self.tried += 1
            trial.check_file()
        if trial.acknowledged <= 20:
            raise Broken("nothing was acknowledged between kills: the test tests nothing")

    def full_disk(self) -> None:
        disk = self.folder / "disk"
        disk.mkdir()
        inside = ["unshare", "--map-root-user", "--mount", sys.executable, "-B", __file__, self.appender, "--full", disk]
        done = subprocess.run(inside, capture_output=True, text=True, check=False)
        if done.returncode == 77 or "unshare" in done.stderr:
            print("skipped: a full disk (mounting is not possible)")
            return
        self.tried += 1
        if done.returncode != 0:
            self.broken += 1
            print("BROKEN full disk: " + (done.stdout + done.stderr).strip())


def fill_disk(appender: str, disk: str) -> int:
    """In a mount namespace of its own: appends until a small file system is full, and again after making room."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", disk], check=False).returncode != 0:
        return 77
    trial = Trial(appender, pathlib.Path(disk) / "trial")
    for reserve in (200_000, 100_000, 50_000, 30_000, 10_000):
        filler = pathlib.Path(disk) / f"filler-{reserve}"
        filler.write_bytes(b"x" * reserve)
    while True:
        done = trial.append(20)
        trial.check_file()
        if "disk is full; nothing was written" in done.stderr:
            break
    for filler in sorted(pathlib.Path(disk).glob("filler-*")):
        filler.unlink()
        before = trial.acknowledged
        trial.append(200)
        trial.check_file()
        if trial.acknowledged > before:
            return 0
    raise Broken("cannot go on after room was made")


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[2] == "--full":
        try:
            return fill_disk(sys.argv[1], sys.argv[3])
        except Broken as broken:
            print(broken)
            return 1
    seed = int(os.environ.get("LCL_SEED", "20250905"))
    random.seed(seed)
    print(f"faults: LCL_SEED={seed}", flush=True)
    is_long = "--long" in sys.argv or os.environ.get("LCL_FAULTS") == "long"
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # waiting for a disk would prove nothing
    with tempfile.TemporaryDirectory(prefix="lcl-faults-", dir=memory) as folder:
        faults = Faults(sys.argv[1], pathlib.Path(folder), is_long)
        faults.failing_calls()
        faults.attempt("kill -9", faults.kills)
        faults.full_disk()
    print(f"{faults.tried} faults, {faults.broken} broken promises")
    return 1 if faults.broken else 0 if faults.tried else 77


if __name__ == "__main__":
    sys.exit(main())
