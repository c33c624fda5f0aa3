#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures lcl serve under load: readers on connections that are kept, parties that submit logs, and what a submission
over HTTP costs beside one on the command line, in the same run (README.md).

    serve_load.py BUILD [--seconds N] [--readers N] [--pause SECONDS] [--submitters N] [--devices N]    BUILD has cli/lcl and samples/lcl-sample-log
"""
import argparse
import asyncio
import json
import multiprocessing
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROCESSES = 4
EVENTS_OF_DEVICE = 3
# What readers ask for, and how often of a hundred times.
MIX = {"checkpoint": 30, "tile": 30, "page": 20, "answer": 20}
ANSWERS = ["project-list", "register", "key-list", "participant-list", "units-owed?subject=DEMO", "status?subject=DEMO",
           "report-list?subject=DEMO", "log?from=0&limit=20"]


# ---- the registry

def siret(number):
    """A SIRET of nobody: the Luhn check is its last digit."""
    digits = [int(each) for each in f"9{number:012}"]
    total = sum(each if place % 2 else sum(divmod(2 * each, 10)) for place, each in enumerate(reversed(digits)))
    return "".join(map(str, digits)) + str(-total % 10)


class World:
    """A registry with DEMO, of `devices` devices, and a developer with a project for each submitter."""

    def __init__(self, folder, devices, submitters, seconds):
        import labelled_registry
        self.folder, self.made = folder, labelled_registry
        self.registry = labelled_registry.LabelledRegistry(folder)
        self.registry.submit(labelled_registry.generated_log(folder / "demo.ndjson", devices))
        methodology = json.loads(labelled_registry.METHODOLOGY.read_text(encoding="utf-8"))["id"]
        self.parties = []
        for number in range(submitters):
            key, project, party = folder / f"developer{number}.pem", f"LOAD{number:02}", siret(number + 1)
            labelled_registry.lcl("key", "new", key)
            self.registry.run("key", "grant", f"{key}.pub", "--role", "developer", "--party", party, "--key", self.registry.certifier)
            self.registry.run("project", "notify", project, "--title", "Load", "--region", "Bretagne", "--commune", "Rennes",
                              "--applicant-standing", "developer", "--notified-on", "2024-01-01", "--key", key)
            self.registry.run("project", "file", project, "--dossier", labelled_registry.METHODOLOGY, "--key", key)
            self.registry.run("project", "label", project, "--decision", "fictive", "--methodology", methodology, "--potential-units", "1",
                              "--from", "2024-01-01", "--to", "2029-01-01", "--key", self.registry.certifier)
            # A party may prepare 60 submissions an hour.
            logs = [labelled_registry.generated_log(folder / f"{project}-{each}.ndjson", 10, 1000 + 100 * number + each).read_bytes()
                    for each in range(min(60, seconds))]
            self.parties.append((key, project, logs))
        self.published = folder / "published"
        self.registry.run("publish", self.published, "--pages")
        self.origin = self.registry.run("checkpoint").splitlines()[0]

    def targets(self):
        tiles = [path for path in self.published.glob("tile/**/*") if path.is_file()]
        pages = [path for path in self.published.glob("at/**/*.html")]
        below = {"tile": tiles, "page": pages}
        found = {kind: ["/" + str(path.relative_to(self.published)) for path in paths] for kind, paths in below.items()}
        return found | {"checkpoint": ["/v1/checkpoint"], "answer": [f"/v1/answers/{each}" for each in ANSWERS]}


# ---- readers

async def answered(reader, writer, host, target):
    """The status of an answer, read to its end."""
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    await reader.readexactly(length)
    return int(lines[0].split()[1])


async def read_on(host, targets, until, chance, seen, own, pause):
    """`own`: the address that is asked from; `pause`: what a reader takes to read what it got, on average."""
    name, port = host.split(":")
    reader = writer = None
    while time.monotonic() < until:
        kind = chance.choices(list(MIX), list(MIX.values()))[0]
        begun = time.monotonic()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(name, int(port), local_addr=(own, 0))
            status = await answered(reader, writer, host, chance.choice(targets[kind]))
        except (OSError, asyncio.IncompleteReadError):
            status, writer = "no answer", None
        seen.append((kind, status, time.monotonic() - begun))
        await asyncio.sleep(2 * pause * chance.random())


def read_all(host, targets, seconds, connections, pause, seed, results):
    async def all_of_them():
        seen, until = [], time.monotonic() + seconds
        # Several addresses, since one of them has at most 200 requests at once.
        own = f"127.0.0.{seed + 2}"
        await asyncio.gather(*(read_on(host, targets, until, random.Random(f"{seed}/{each}"), seen, own, pause) for each in range(connections)))
        return seen

    results.put(asyncio.run(all_of_them()))


# ---- submitters

def submit(party, key, project, log):
    """One submission over HTTP, step by step; its status at the end."""
    import signing_client
    begun = party.begin(log, project)
    if begun.status != 201:
        return begun.status
    for offset in range(0, len(log), begun.body["part_bytes"]):
        part = party.part(begun.body["id"], offset, log[offset:offset + begun.body["part_bytes"]])
        if part.status != 200:
            return part.status
    prepared = party.prepare(begun.body["id"], key)
    if prepared.status != 201:
        return prepared.status
    place = f"/v1/preparations/{prepared.body['id']}"
    staged = party.ask("GET", place)
    if staged.status != 200:
        return staged.status
    draft = json.loads(staged.body.split(b"\n", 1)[0])
    signature = signing_client.b64(key.sign(signing_client.signed_text(draft)))
    return party.ask("POST", place + "/signature", {"signature": signature}).status


def submit_on(service, origin, who, until, seen):
    import signing_client
    file, project, logs = who
    key = signing_client.read_key(file)
    party = signing_client.Party(service, signing_client.Session(key, origin))
    for log in logs:
        if time.monotonic() >= until:
            return
        begun = time.monotonic()
        try:
            status = submit(party, key, project, log)
        except OSError:
            status = "no answer"
        seen.append(("submission", status, time.monotonic() - begun))


def submit_all(service, origin, parties, seconds, results):
    seen, until = [], time.monotonic() + seconds
    threads = [threading.Thread(target=submit_on, args=(service, origin, each, until, seen)) for each in parties]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    results.put(seen)


# ---- what is said

def told(seen, seconds):
    print(f"\n| what | answers | a second | p50 | p99 | longest | not 200 |\n|---|---|---|---|---|---|---|")
    for kind in [*MIX, "submission"]:
        times = sorted(each[2] for each in seen if each[0] == kind)
        if not times:
            continue
        others = {}
        for _, status, _ in (each for each in seen if each[0] == kind and each[1] != 200):
            others[status] = others.get(status, 0) + 1
        p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
        wrong = ", ".join(f"{status}: {count}" for status, count in sorted(others.items(), key=str)) or "none"
        print(f"| {kind} | {len(times):,} | {len(times) / seconds:,.0f} | {p50:.1f} ms | {p99:.1f} ms | {1000 * times[-1]:.0f} ms | {wrong} |")


def beside_the_command(world, service, devices, rounds=3):
    """The same number of events by lcl submit and over HTTP, by turns, with nothing else asked."""
    import signing_client
    key = signing_client.read_key(world.registry.developer)
    party = signing_client.Party(service, signing_client.Session(key, world.origin))
    local, over_http = [], []
    for number in range(rounds):
        logs = [world.made.generated_log(world.folder / f"beside{each}.ndjson", devices, 10_000 + 2 * number + each) for each in range(2)]
        begun = time.monotonic()
        world.registry.submit(logs[0])
        local.append(time.monotonic() - begun)
        log = logs[1].read_bytes()
        begun = time.monotonic()
        status = submit(party, key, "DEMO", log)
        over_http.append(time.monotonic() - begun)
        assert status == 200, status
    here, there = statistics.median(local), statistics.median(over_http)
    events = EVENTS_OF_DEVICE * devices
    print(f"\nA submission of about {events:,} events, median of {rounds}: lcl submit {here:.2f} s, over HTTP {there:.2f} s, {there / here:.2f} times as long.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--submitters", type=int, default=20)
    parser.add_argument("--devices", type=int, default=10_000)
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-load-"))
    os.environ.update(LCL=str(given.build.resolve() / "cli/lcl"), LCL_SAMPLE_LOG=str(given.build.resolve() / "samples/lcl-sample-log"),
                      VALIDATE_JSON="", XDG_STATE_HOME=str(folder / "state"))
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/cli")]
    import served
    try:
        world = World(folder, given.devices, given.submitters, given.seconds)
        service = served.Service(world.registry.path, folder / "work", "--published", world.published, "--rate", 100_000)
        try:
            print(f"{given.readers} readers pausing {given.pause} s, {given.submitters} submitters, {given.seconds} s; load of the machine before: {os.getloadavg()[0]:.1f}")
            beside_the_command(world, service, given.devices)
            results, host = multiprocessing.Queue(), service.address
            place = argparse.Namespace(url=service.url, send=service.send)
            tasks = [multiprocessing.Process(target=read_all, args=(host, world.targets(), given.seconds, given.readers // PROCESSES, given.pause, each, results))
                     for each in range(PROCESSES)]
            tasks.append(multiprocessing.Process(target=submit_all, args=(place, world.origin, world.parties, given.seconds, results)))
            for each in tasks:
                each.start()
            seen = [one for _ in tasks for one in results.get()]
            for each in tasks:
                each.join()
            told(seen, given.seconds)
        finally:
            code, _, err = service.stop()
        print(f"\nThe service ended with {code}{': ' + err if err else ''}.")
    finally:
        subprocess.run(["rm", "-rf", folder], check=False)


if __name__ == "__main__":
    main()
