#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures lcl serve under load: readers on connections that are kept (wrk), alone and beside parties that submit logs; nginx
with the same files for the same readers; and what a submission over HTTP costs beside one on the command line (README.md).

    serve_load.py BUILD [--seconds N] [--readers N] [--pause SECONDS] [--submitters N] [--devices N] [--beside]

    BUILD has cli/lcl and samples/lcl-sample-log
"""
import argparse
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EVENTS_OF_DEVICE = 3
# What readers ask for, and how many of a hundred.
MIX = {"checkpoint": 30, "tile": 30, "page": 20, "answer": 20}
FILES = ("tile", "page")
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

# One process of wrk for each kind: it tells times apart by process only. Each kind has an address of its own, since one has at most
# 200 requests at once.
SCRIPT = """
local targets = {%s}
function init() math.randomseed(%d) end
wrk.headers["X-Forwarded-For"] = "192.0.2.%d"
function request() return wrk.format("GET", targets[math.random(#targets)]) end
function delay() return math.random(0, %d) end
function done(summary, latency)
  local wrong, late = summary.errors, 0
  for i = 1, #latency do
    local microseconds, count = latency(i)
    if microseconds > 20000 then late = late + count end
  end
  io.write(string.format('{"answers": %%d, "p50": %%d, "p99": %%d, "longest": %%d, "late": %%d, "status": %%d, "broken": %%d}\\n',
    summary.requests, latency:percentile(50), latency:percentile(99), latency.max, late, wrong.status,
    wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
"""


class Readers:
    """`count` of them, who take `pause` seconds on average to read what they got."""

    def __init__(self, folder, targets, count, pause):
        self.folder, self.targets, self.pause = folder, targets, pause
        self.count = {kind: max(1, count * share // 100) for kind, share in MIX.items()}

    def begin(self, url, seconds, kinds=tuple(MIX)):
        self.running = {}
        for seed, kind in enumerate(kinds):
            script = self.folder / f"{kind}.lua"
            script.write_text(SCRIPT % (", ".join(f'"{each}"' for each in self.targets[kind]), seed, seed, 2000 * self.pause), encoding="utf-8")
            self.running[kind] = subprocess.Popen(
                ["wrk", "--threads", "1", "--connections", str(self.count[kind]), "--duration", f"{seconds}s", "--timeout", "60s", "--script", script, url],
                stdout=subprocess.PIPE)

    def end(self):
        """What each kind came to, and the processor time of them all."""
        before, told = resource.getrusage(resource.RUSAGE_CHILDREN), {}
        for kind, process in self.running.items():
            out = process.communicate()[0].decode().splitlines()
            told[kind] = json.loads(out[-1])
        return told, processors_of(resource.getrusage(resource.RUSAGE_CHILDREN)) - processors_of(before)


def processors_of(usage):
    return usage.ru_utime + usage.ru_stime


def processors_of_process(number):
    fields = pathlib.Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Nginx:
    """The published folder as nginx serves it."""

    def __init__(self, folder, published):
        configuration = folder / "nginx.conf"
        configuration.write_text(
            f"daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log; "
            "events { worker_connections 1024; } "
            f"http {{ access_log off; keepalive_requests 1000000; server {{ listen 127.0.0.1:18088; root {published}; }} }}", encoding="utf-8")
        published.parent.chmod(0o755)
        self.url = "http://127.0.0.1:18088"
        self.running = subprocess.Popen(["nginx", "-p", folder, "-c", configuration, "-g", "user root;"], stderr=subprocess.DEVNULL)
        time.sleep(0.5)

    def stop(self):
        self.running.terminate()
        self.running.wait()


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
    results.put((seen, processors_of(resource.getrusage(resource.RUSAGE_SELF))))


# ---- what is said

def table_of_reads(title, told, seconds):
    print(f"\n{title}:\n\n| what | answers a second | p50 | p99 | longest | over 20 ms | not 200 | broken off |\n|---|---|---|---|---|---|---|---|")
    for kind, one in told.items():
        p50, p99, longest = (one[each] / 1000 for each in ("p50", "p99", "longest"))
        print(f"| {kind} | {one['answers'] / seconds:,.0f} | {p50:.1f} ms | {p99:.1f} ms | {longest:.0f} ms | {100 * one['late'] / one['answers']:.2f} % | {one['status']} | {one['broken']} |")
    late, all_of_them = (sum(one[each] for one in told.values()) for each in ("late", "answers"))
    print(f"\nOf all {all_of_them:,} reads {100 * late / all_of_them:.2f} % took longer than 20 ms.")


def line_of_submissions(seen):
    times = sorted(took for _, _, took in seen)
    others = {}
    for status in (status for _, status, _ in seen if status != 200):
        others[status] = others.get(status, 0) + 1
    wrong = ", ".join(f"{status}: {count}" for status, count in sorted(others.items(), key=str)) or "none"
    p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
    print(f"\nSubmissions: {len(times):,}, p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {1000 * times[-1]:.0f} ms; not 200: {wrong}.")


def read_alone(title, url, process, readers, seconds, kinds=tuple(MIX)):
    before = process and processors_of_process(process)
    readers.begin(url, seconds, kinds)
    told, of_readers = readers.end()
    table_of_reads(title, told, seconds)
    own = f"the service {processors_of_process(process) - before:.1f} s, " if process else ""
    print(f"\nProcessor time: {own}readers {of_readers:.1f} s, of {seconds * os.cpu_count()} s.")


def read_beside_submitters(world, service, readers, seconds):
    results = multiprocessing.Queue()
    place = argparse.Namespace(url=service.url, send=service.send)
    submitters = multiprocessing.Process(target=submit_all, args=(place, world.origin, world.parties, seconds, results))
    before = processors_of_process(service.running.pid)
    submitters.start()
    readers.begin(service.url, seconds)
    told, of_readers = readers.end()
    own = processors_of_process(service.running.pid) - before
    seen, of_submitters = results.get()
    submitters.join()
    table_of_reads(f"Beside {len(world.parties)} submitters", told, seconds)
    line_of_submissions(seen)
    print(f"\nProcessor time: the service {own:.1f} s, readers {of_readers:.1f} s, submitters {of_submitters:.1f} s, of {seconds * os.cpu_count()} s.")


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
    parser.add_argument("--pause", type=float, default=0.1)
    parser.add_argument("--submitters", type=int, default=20)
    parser.add_argument("--devices", type=int, default=10_000)
    parser.add_argument("--beside", action="store_true", help="first, submissions over HTTP beside those of lcl submit")
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-load-"))
    os.environ.update(LCL=str(given.build.resolve() / "cli/lcl"), LCL_SAMPLE_LOG=str(given.build.resolve() / "samples/lcl-sample-log"),
                      VALIDATE_JSON="", XDG_STATE_HOME=str(folder / "state"))
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/cli")]
    import served
    try:
        world = World(folder, given.devices, given.submitters, given.seconds)
        service = served.Service(world.registry.path, folder / "work", "--published", world.published, "--rate", 100_000, "--trust-proxy")
        try:
            print(f"{given.readers} readers pausing {given.pause} s, {given.seconds} s; load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
            if given.beside:
                beside_the_command(world, service, given.devices)
            readers = Readers(folder, world.targets(), given.readers, given.pause)
            shorter = min(given.seconds, 15)
            read_alone("Readers alone", service.url, service.running.pid, readers, shorter)
            if given.submitters:
                read_beside_submitters(world, service, readers, given.seconds)
            if shutil.which("nginx"):
                nginx = Nginx(folder, world.published)
                read_alone("The same files from nginx", nginx.url, None, readers, shorter, FILES)
                nginx.stop()
        finally:
            code, _, err = service.stop()
        print(f"\nThe service ended with {code}{': ' + err if err else ''}.")
    finally:
        subprocess.run(["rm", "-rf", folder], check=False)


if __name__ == "__main__":
    main()
