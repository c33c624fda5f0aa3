# SPDX-License-Identifier: Apache-2.0
"""A project far enough on its way for monitoring and units: DEMO of the template, with consoles sold in 2025, an
auditor, and the calls that take it further."""
import datetime
import json

import program

COLLECTOR, RECONDITIONER, AUDITOR = "03571592900010", "03571592900010", "55208131766522"
REASON = ("--reason", "found later")
DECISION = ("--decision", "DGEC 1", "--decided-on", "2026-01-15")


def today(days=0):
    return (datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days)).isoformat()


def console(number, sold="2025-03-20T10:00:00Z", **facts):
    """The three events of a console, in order."""
    device = {"manufacturer": "Maker", "serial": f"C{number:05}"}
    shared = {"participant": COLLECTOR, "country": "FR", "device": device}
    return [
        {"kind": "collection", "occurred_at": "2025-02-01T10:00:00Z", "category": "console", "holder": "consumer",
         "waste": False} | shared,
        {"kind": "reconditioning", "occurred_at": "2025-02-10T10:00:00Z", "outcome": "reconditioned",
         "functions_tested": True, "data_erasure": {"standard": "NIST 800-88 Clear"}} | shared,
        {"kind": "resale", "occurred_at": sold, "warranty_months": 12} | shared | facts]


def log_of(consoles):
    return "".join(json.dumps(event) + "\n" for events in consoles for event in events)


class Life(program.InRegistry):
    """Each test starts where `reach` of its class leaves the shared registry."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        maker = cls()
        maker.place = program.Place(cls.template)
        maker.reach()
        cls.template.remove()
        cls.template.folder = maker.place.folder

    def reach(self):
        """How far the project has come before the tests."""

    def done(self, *words, code=0, **more):
        done = self.place.lcl(*words, **more)
        said = f"lcl {' '.join(map(str, words))}: exit {done.returncode}\n{done.out}{done.err}"
        assert done.returncode == code, said
        return done.out

    def refused(self, word, *words):
        """A call that is refused with `word`, with nothing changed."""
        before = program.digest_of_folder(self.place.registry)
        answer = self.answer("refused", 1, *words)
        self.assertEqual({each["word"] for each in answer["refused"]}, {word})
        self.assertEqual(program.digest_of_folder(self.place.registry), before)
        return answer["refused"]

    def by(self, key):
        own = {"developer": self.place.developer, "certifier": self.place.certifier, "operator": self.place.operator}
        return "--key", own.get(key, self.place.folder / f"{key}.pem")

    def act(self, *words, by, **more):
        """The entry of an act; its dry run says the same and changes nothing."""
        place = self.place
        code, would = place.json(*words, *self.by(by), "--dry-run", **more)
        assert code == 0, would
        code, answer = place.json(*words, *self.by(by), **more)
        assert code == 0, answer
        assert answer["entry"]["kind"] == would["would_append"]["kind"], (answer, would)
        return answer["entry"]["seq"]

    def submit(self, consoles):
        self.place.write("sold.ndjson", log_of(consoles))
        self.done("submit", "sold.ndjson", "--project", "DEMO", *self.by("developer"))

    def enrol_auditor(self):
        self.done("key", "new", "auditor.pem")
        self.act("key", "grant", "auditor.pem.pub", "--role", "auditor", "--party", AUDITOR, by="certifier")
        self.act("auditor", "accredit", AUDITOR, "--body", "COFRAC", "--reference", "4-0001", "--scope", "ISO 14065", "--from",
                 "2020-01-01", "--to", "2050-01-01", by="certifier")

    def origin(self):
        return self.done("checkpoint").splitlines()[0]

    def last(self, kind):
        """The entry of the last act of a kind."""
        return self.answer("log", 0, "log", "--kind", kind)["entries"][-1]["entry"]["seq"]

    def enrol_holder(self, key, name):
        """A holder of that name, whose key is in KEY.pem."""
        self.done("key", "new", f"{key}.pem")
        self.place.write("request.json", self.done("key", "request", f"{key}.pem", "--origin", self.origin()))
        self.act("key", "grant", "request.json", "--role", "holder", "--name", name, by="certifier")

    def sell(self, key, name, serial, *more, by="developer"):
        """Units pass to a new holder."""
        self.enrol_holder(key, name)
        offer = self.act("units", "assign", serial, "--to", name, "--use", "contribution", "--contract-date", today(-1),
                         "--attestation", "opinion.txt", *more, by=by)
        return self.act("units", "accept", "DEMO", offer, by=key)

    def report(self, period="2025"):
        return self.act("report", "file", "DEMO", "--period", period, "--estimate", "8", by="developer")

    def opinion(self, report, word="unmodified", *more):
        self.place.write("opinion.txt", "an opinion")
        return self.act("opinion", "give", "DEMO", "--report", report, "--opinion", word, "--assurance", "reasonable",
                        "--materiality", "0.05", "--document", "opinion.txt", "--independence", "opinion.txt", *more,
                        by="auditor")

    def exclusive(self, period="2025"):
        return self.act("project", "exclusive", "DEMO", "--period", period, "--declaration", "opinion.txt",
                        by="developer")

    def issue(self, report, vintage="2025"):
        return self.act("units", "issue", "DEMO", "--report", report, "--vintage", vintage, *DECISION,
                        by="certifier")

    def correct(self, consoles, *more):
        self.place.write("corrected.ndjson", log_of(consoles))
        return self.answer("correct", 0, "correct", "DEMO", "corrected.ndjson", *REASON, *self.by("developer"), *more)

    def holdings(self):
        return self.answer("units-list", 0, "units", "list", "DEMO")["holdings"]

    def owed(self):
        return {each["vintage"]: each for each in self.answer("units-owed", 0, "units", "owed", "DEMO")["vintages"]}

    def status(self):
        return self.answer("status", 0, "status", "DEMO")

    def next(self):
        """Who acts next, but for the years after 2025 that end while these tests are kept."""
        return [(each["who"], " ".join(each["command"].split()[1:3])) for each in self.status()["next"]
                if "--period 2" not in each["command"] or "--period 2025 " in each["command"] + " "]
