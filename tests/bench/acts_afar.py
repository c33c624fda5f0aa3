#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what acts from afar cost, one after the other: bytes that the service sends, and the processor's time that it and lcl take
(README.md).

    acts_afar.py BUILD [--devices N] [--others N]    BUILD has cli/lcl and samples/generator/lcl-sample-log

`devices`: of the project; `others`: of another project of the same log, with some three events each."""
import argparse
import json
import os
import pathlib
import resource
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds_of(process):
    fields = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def label(registry, made, project, key, party):
    methodology = json.loads(made.METHODOLOGY.read_text(encoding="utf-8"))["id"]
    made.lcl("key", "new", key)
    registry.run("key", "grant", f"{key}.pub", "--role", "developer", "--party", party, "--key", registry.certifier)
    registry.run("project", "notify", project, "--title", "Other", "--region", "Bretagne", "--commune", "Rennes", "--applicant-standing",
                 "developer", "--notified-on", "2024-01-01", "--key", key)
    registry.run("project", "file", project, "--dossier", made.METHODOLOGY, "--key", key)
    registry.run("project", "label", project, "--decision", "fictive", "--methodology", methodology, "--potential-units", "1", "--from",
                 "2024-01-01", "--to", "2029-01-01", "--key", registry.certifier)


class Measured:
    def __init__(self, between, service, client):
        self.between, self.service, self.client = between, service, client

    def act(self, said, *words):
        before = seconds_of_children(), seconds_of(self.service.running.pid), len(self.between.sent)
        done = self.client.lcl(*words)
        assert done.returncode == 0, (words, done.out, done.err)
        client, service = seconds_of_children() - before[0], seconds_of(self.service.running.pid) - before[1]
        sent = sum(length for _, length in self.between.sent[before[2]:])
        print(f"| {said} | {sent:,} | {client:.2f} s | {service:.2f} s |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--devices", type=int, default=30_000)
    parser.add_argument("--others", type=int, default=33_000)
    given = parser.parse_args()
    sample_log = next(path for path in (given.build / "samples/generator/lcl-sample-log", given.build / "samples/lcl-sample-log") if path.exists())
    os.environ |= {"LCL": str((given.build / "cli/lcl").resolve()), "LCL_SAMPLE_LOG": str(sample_log.resolve()),
                   "VALIDATE_JSON": "not needed"}
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/cli")]
    with tempfile.TemporaryDirectory() as folder:
        measure(pathlib.Path(folder), given)


def measure(folder, given):
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    import labelled_registry as made
    from afar import Between, Client
    from served import Service
    registry = made.LabelledRegistry(folder)
    registry.submit(made.generated_log(folder / "demo.ndjson", given.devices))
    other = folder / "other.pem"
    label(registry, made, "OTHER", other, "04827163900030")
    registry.run("submit", made.generated_log(folder / "other.ndjson", given.others, 2), "--project", "OTHER", "--key", other)
    between = Between("")
    service = Service(registry.path, folder / "work", "--url", between.url, "--rate", 1000)
    between.to = service.url
    client = Client(between.url)
    client.take(registry.developer)
    client.write("declaration.txt", "nowhere else")
    measured = Measured(between, service, client)
    print("| act | bytes sent | lcl | service |\n|---|---|---|---|")
    try:
        for number, period in enumerate(("2024-01", "2024-02", "2024-03", "2024-04"), 1):
            measured.act(f"of the project, number {number}", "project", "exclusive", "DEMO", "--period", period, "--declaration",
                         "declaration.txt", "--key", "own.pem")
        for number, siret in enumerate(("73282932000074", "55210055400013", "32212091600208"), 1):
            measured.act(f"of none, number {number}", "participant", "register", siret, "--name", "Atelier", "--key", "own.pem")
    finally:
        client.remove()
        service.stop()
        between.stop()


if __name__ == "__main__":
    main()
