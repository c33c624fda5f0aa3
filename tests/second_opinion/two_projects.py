# SPDX-License-Identifier: Apache-2.0
"""A registry of two projects that share devices: of either a bundle can be made, in which the other's events are
withheld."""
import json
import subprocess
import urllib.request

from labelled_registry import METHODOLOGY, LabelledRegistry, command, stating



def results_file(seqs, wrong):
    """The CSV file for `lcl sample record`, of cycles drawn of which some are wrong: seq → kgCO2e or None."""
    def row(seq):
        if seq not in wrong:
            return f"{seq},right,,\n"
        return f"{seq},not_available,,x\n" if wrong[seq] is None else f"{seq},differing,{wrong[seq]},x\n"
    return "seq,result,found_kgco2e,text\n" + "".join(map(row, seqs))


class TwoProjects(LabelledRegistry):
    """DEMO and OTHER, of one developer, and an auditor's key."""

    def __init__(self, folder, methodology=METHODOLOGY, stated=None):
        super().__init__(folder, methodology, stated)
        self.folder, self.auditor, self.document = folder, folder / "auditor.pem", folder / "document"
        self.document.write_text("a document", encoding="utf-8")
        self.enrol_auditor(self.auditor)
        self.run("project", "notify", "OTHER", "--title", "Another project", "--region", "Bretagne", "--commune",
                 "Brest", "--applicant-standing", "developer", "--notified-on", "2024-01-01", "--key", self.developer)
        self.run("project", "file", "OTHER", "--dossier", METHODOLOGY, "--key", self.developer)
        self.run("project", "label", "OTHER", "--decision", "fictive", "--methodology",
                 json.loads(methodology.read_text(encoding="utf-8"))["id"], "--potential-units", "1",
                 "--from", "2024-01-01", "--to", "2029-01-01", "--key", self.certifier, *stating(stated or {}))

    def submit_to(self, project, log):
        self.run("submit", log, "--project", project, "--key", self.developer)

    def last(self, kind):
        """The seq of the last entry of a kind."""
        return json.loads(self.run("log", "--kind", kind, "--json"))["entries"][-1]["entry"]["seq"]

    def report(self, project, period):
        self.run("report", "file", project, "--period", period, "--estimate", "1", "--key", self.developer)

    def commit(self, project, method, number, assurance="limited", materiality="0.5", reports=None):
        """To a sample of the last report, or of these."""
        named = [word for seq in reports or [self.last("period_reported")] for word in ("--report", seq)]
        self.run("sample", "commit", project, *named, "--method", method, "--assurance", assurance,
                 "--materiality", materiality, "--expected", "0", "--number", number, "--key", self.auditor)

    def challenge(self, project):
        self.run("sample", "challenge", project, "--commitment", self.last("sample_committed"), "--key", self.certifier)

    def draw(self, project, number):
        self.challenge(project)
        self.run("sample", "draw", project, "--number", number, "--key", self.auditor)

    def sample(self, project, period, method, number):
        """The period's report, a commitment to it, and what is drawn."""
        self.report(project, period)
        self.commit(project, method, number)
        self.draw(project, number)

    def record(self, project, found):
        """What was found in the last sample: a function of the seqs that were drawn gives seq → kgCO2e, or None where
        there is nothing to examine; all others are right."""
        drawn = self.last("sample_drawn")
        seqs = [device["seq"] for device in json.loads(self.run("sample", "show", project, drawn, "--json"))["devices"]]
        results = self.folder / "results.csv"
        wrong = found(seqs)
        results.write_text(results_file(seqs, wrong), encoding="utf-8")
        self.run("sample", "record", project, "--sample", drawn, "--results", results, "--document", self.document,
                 "--key", self.auditor)

    def ask(self, project, *words):
        self.run("question", "ask", project, "--text", "how is that?", *words, "--key", self.auditor)

    def answer(self, project):
        self.run("question", "answer", project, "--question", self.last("question_asked"), "--text", "as it should be",
                 "--key", self.developer)

    def disputable(self, project):
        """The entries of collections that give something back, and that nobody has disputed."""
        listed = json.loads(self.run("dispute", "list", project, "--json"))["collections"]
        return [each["entry"] for each in listed if "gives_back" in each and "dispute" not in each]

    def dispute(self, project, entry):
        self.run("dispute", "open", project, "--entry", entry, "--reason", "sold", "--key", self.developer)
        return self.last("collection_disputed")

    def settle(self, project, dispute, outcome):
        self.run("dispute", "settle", project, "--dispute", dispute, "--outcome", outcome, "--reason", "seen", "--key",
                 self.certifier)

    def erase(self, seq):
        self.run("erase", seq, "--reason", "asked", "--legal-ground", "GDPR, art. 17", "--key",
                 self.path / "keys/operator.pem")

    def bundle(self, project, file, *more):
        file.unlink(missing_ok=True)
        self.run("bundle", "--project", project, "--output", file, *more)
        return file

    def statements_bundle(self, file):
        """The one of no project, which a service gives to everybody."""
        words = ("serve", "--registry", self.path, "--listen", "127.0.0.1:0", "--work", file.parent / "work")
        with subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as service:
            said = service.stdout.readline()
            with urllib.request.urlopen(said[said.index("http://"):].strip() + "/v1/bundles/statements", timeout=60) as answer:
                file.write_bytes(answer.read())
            service.terminate()
        return file


def sold_devices(log):
    """Of a log's devices whose last event is a resale, the first event, a collection."""
    first, last = {}, {}
    for line in log.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        name = json.dumps(event["device"], sort_keys=True)
        first.setdefault(name, event)
        last[name] = event["kind"]
    return [first[name] for name, kind in last.items() if kind == "resale"]


def collected_again(log, path, at, most):
    """Writes a log: of the devices that `log` left sold, the first `most` are collected at an instant."""
    with path.open("w", encoding="utf-8") as file:
        for event in sold_devices(log)[:most]:
            print(json.dumps(event | {"occurred_at": at}), file=file)
    return path
