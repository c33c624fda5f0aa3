#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation say the same of the same ledgers: of sound ones, and of ones
that are spoilt in every way of tampers.py, to the byte of each tally.

LCL and LCL_SAMPLE_LOG in the environment name the two programs."""
import json
import pathlib
import random
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import canonical_json  # noqa: E402
import formula_check  # noqa: E402
import asked_tampers  # noqa: E402
import law_tampers  # noqa: E402
import succession_tampers  # noqa: E402
import methodology  # noqa: E402
import tampers  # noqa: E402
import time_tampers  # noqa: E402
import trust_tampers  # noqa: E402
from agreement import SecondOpinionCase, of_program, of_second  # noqa: E402
from forge import Forgery  # noqa: E402
from formula_syntax import Fault  # noqa: E402
from formula_value import Evaluation  # noqa: E402
from labelled_registry import ROOT, LabelledRegistry, generated_log, lcl  # noqa: E402
from two_projects import results_file  # noqa: E402


class SpoiltLedgers(SecondOpinionCase):
    """A small ledger, and what tampers.py makes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = LabelledRegistry(cls.folder)
        cls.registry.submit(ROOT / "samples/small.ndjson")
        cls.keys = {"certifier": cls.registry.certifier, "developer": cls.registry.developer,
                    "stranger": cls.folder / "stranger.pem"}
        lcl("key", "new", cls.keys["stranger"])

    def test_the_small_sample(self):
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)
        self.agree_on_tallies(self.registry.path)

    def test_every_way_to_spoil_it(self):
        met = set()
        for name, spoil in (tampers.CASES | time_tampers.CASES | law_tampers.CASES
                            | asked_tampers.CASES | succession_tampers.CASES).items():
            with self.subTest(name):
                forged = Forgery(self.registry.path, self.folder / "spoilt")
                spoil(forged, self.keys)
                folder = forged.finish()
                met |= {word for word, _, _ in self.agree_on_soundness(folder)[1]}
        self.assertGreaterEqual(len(met), 40)

    def test_guards_that_are_gone(self):
        forged = Forgery(self.registry.path, self.folder / "unguarded")
        self.assertEqual(self.agree_on_soundness(forged.finish(guards=False))[0], 1)

    def test_what_is_brought_from_outside(self):
        kept = self.folder / "kept"
        kept.write_text(self.registry.run("checkpoint"), encoding="utf-8")
        forged = Forgery(self.registry.path, self.folder / "forked")
        tampers.CASES["a fork"](forged, self.keys)
        for folder, spoilt in ((self.registry.path, False), (forged.finish(), True)):
            program = of_program(folder, "--checkpoint", kept, "--certifier", "0" * 64)
            second = of_second(folder, anchors=[kept.read_text(encoding="utf-8")], certifier="0" * 64)
            self.assertEqual(second[1], program[1])
            self.assertIn(("wrong_certifier", 0, None), program[1])
            self.assertEqual(any(word == "not_an_extension" for word, _, _ in program[1]), spoilt)


class TakenOver(SecondOpinionCase):
    """What trust_tampers.py makes of a registry with three certifier keys and a recovery key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder, cls.path = cls.folder, cls.folder / "registry"
        cls.keys = {name: folder / f"{name}.pem" for name in ("a", "b", "c", "recovery", "auditor", "thief")}
        for key in cls.keys.values():
            lcl("key", "new", key)
        certifiers = [word for name in "abc" for word in ("--certifier", f"{cls.keys[name]}.pub")]
        lcl("init", cls.path, "--origin", "registry.example/test", *certifiers, "--certifier-quorum", "2",
            "--recovery-key", f"{cls.keys['recovery']}.pub")
        cls.keys["operator"] = cls.path / "keys/operator.pem"
        lcl("key", "grant", f"{cls.keys['auditor']}.pub", "--role", "auditor", "--party", "55208131766522", "--signer",
            f"{cls.keys['a']}.pub", "--prepare", folder / "draft", "--registry", cls.path)
        lcl("key", "endorse", folder / "draft", "--key", cls.keys["b"])
        lcl("submit", "sign", folder / "draft", "--key", cls.keys["a"])
        lcl("submit", "commit", folder / "draft", "--registry", cls.path)
        lcl("participant", "register", "05982741000016", "--name", "A shop", "--key", cls.keys["a"], "--registry", cls.path)

    def spoilt(self, spoil):
        forged = Forgery(self.path, self.folder / "spoilt")
        spoil(forged, self.keys)
        return forged.finish()

    def test_every_attempt_is_found(self):
        for name, spoil in trust_tampers.CASES.items():
            with self.subTest(name):
                self.assertEqual(self.agree_on_soundness(self.spoilt(spoil))[0], 1)

    def test_what_a_quorum_may_do_is_named(self):
        for name, spoil in trust_tampers.SOUND.items():
            with self.subTest(name):
                self.assertEqual(self.agree_on_soundness(self.spoilt(spoil))[0], 0)

    def test_what_a_thief_signed_is_in_question_once_its_key_is_annulled(self):
        answer = self.agree_on_soundness(self.spoilt(trust_tampers.SOUND["taken over and brought back"]))[2]
        self.assertEqual(answer["questioned"], [4, 5, 6])
        self.assertEqual([each["act"] for each in answer["certifier_changes"]],
                         ["granted", "revoked", "revoked", "annulled", "revoked"])
        annulled = answer["certifier_changes"][3]
        self.assertEqual((annulled["by_recovery_key"], annulled["from_entry"], len(annulled["may_sign"])), (True, 3, 2))


class FlowOfActs(SecondOpinionCase):
    """Report, opinion, issuance, assignment, erasure, correction, suspension: as samples/demo.sh tells them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder
        cls.registry = registry = LabelledRegistry(folder)
        log = generated_log(folder / "log.ndjson", 150, 3)
        reported, sold_later = cls.split(log)
        registry.submit(reported)
        document, cls.auditor = folder / "document", folder / "auditor.pem"
        document.write_text("a document", encoding="utf-8")

        def run(*words, key=registry.developer):
            registry.run(*words, "--key", key)

        run("participant", "approve", "06173948800049", "--scheme", "esus", "--issuer", "DREETS", "--reference", "1",
            "--issued", "2023-06-01", "--expires", "2028-06-01", "--criteria", "not_for_profit", "--evidence", document)
        run("report", "file", "DEMO", "--period", "2024", "--estimate", "4")
        report = cls.last("period_reported")
        run("project", "exclusive", "DEMO", "--period", "2024", "--declaration", document)
        registry.enrol_auditor(cls.auditor)
        found = folder / "misstatements.csv"
        found.write_text('error_kgco2e,text\n12.5,"one van"\n', encoding="utf-8")
        run("opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified", "--assurance", "reasonable",
            "--materiality", "0.05", "--misstatements", found, "--document", document, "--independence", document,
            key=cls.auditor)
        registry.submit(sold_later)
        run("units", "issue", "DEMO", "--report", report, "--vintage", "2024", "--decision", "DGEC 1",
            "--decided-on", "2025-06-01", key=registry.certifier)
        serial = "TRIAL-DEMO-2024-1-000000001-000000002-95"
        run("units", "assign", serial, "--part", "1-1", "--anonymous", "A name", "--use", "contribution",
            "--contract-date", "2026-01-01", "--attestation", document)
        run("erase", cls.last("units_assigned"), "--reason", "asked", "--legal-ground", "GDPR, art. 17",
            key=registry.path / "keys/operator.pem")
        run("correct", "DEMO", cls.corrected(log), "--reason", "resold in Germany")
        run("participant", "suspend", "05982741000016", "--from", "2025-06-01", "--reason", "x", key=registry.certifier)

    @classmethod
    def last(cls, kind):
        entries = json.loads(cls.registry.run("log", "--kind", kind, "--json"))["entries"]
        return entries[-1]["entry"]["seq"]

    @classmethod
    def split(cls, log):
        """A log in two: the second has the resales of 2025 with which the devices' histories end."""
        events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        last = {json.dumps(event["device"], sort_keys=True): event for event in events}
        later = [event for event in last.values() if event["kind"] == "resale" and event["occurred_at"] >= "2025"]
        assert later, "no device is sold after 2024"
        paths = cls.folder / "reported.ndjson", cls.folder / "sold-later.ndjson"
        for path, part in zip(paths, ([event for event in events if event not in later], later)):
            path.write_text("".join(json.dumps(event) + "\n" for event in part), encoding="utf-8")
        return paths

    @classmethod
    def corrected(cls, log):
        """The first devices' events, their resales in France made resales in Germany."""
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        devices = [line["device"] for line in lines if line["kind"] == "resale"][:3]
        path = cls.folder / "corrected.ndjson"
        with path.open("w", encoding="utf-8") as file:
            for line in lines:
                if line["device"] in devices:
                    german = line["kind"] == "resale" and line["country"] == "FR"
                    print(json.dumps(line | ({"country": "DE"} if german else {})), file=file)
        return path

    def test_the_flow(self):
        program = self.agree_on_soundness(self.registry.path)
        self.assertEqual((program[0], program[2]["recomputed"], program[2]["erased"]), (0, 2, 1))
        self.agree_on_tallies(self.registry.path)

    def test_a_gap_before_an_erasure(self):
        """Behind a gap no statement is read: nobody can say then that what was erased is missing."""
        forged = Forgery(self.registry.path, self.folder / "forged")
        forged.sql("DELETE FROM entries WHERE seq = 20")
        words = {word for word, _, _ in self.agree_on_soundness(forged.finish())[1]}
        self.assertIn("missing_entry", words)
        self.assertNotIn("missing_private", words)

    def test_an_opinion_after_the_accreditation_was_withdrawn(self):
        """The same opinion again, once the first is reopened: one that vouches is not permitted, one that objects is."""
        given = Forgery(self.registry.path, self.folder / "read").payload(self.last("opinion_given"))["act"]
        withdrawn = {"accreditation": self.last("auditor_accredited"), "withdrawn_on": "2026-01-01", "reason": "x"}
        reopened = {"opinion": self.last("opinion_given"), "reason": "x"}
        for word, found in (("unmodified", {"not_permitted"}), ("qualified", {"not_permitted"}), ("adverse", set())):
            with self.subTest(word):
                forged = Forgery(self.registry.path, self.folder / "forged")
                forged.statement(self.registry.certifier, "accreditation_withdrawn", withdrawn)
                forged.statement(self.auditor, "opinion_reopened", reopened, "DEMO")
                forged.statement(self.auditor, "opinion_given", given | {"opinion": word}, "DEMO")
                self.assertEqual({each for each, _, _ in self.agree_on_soundness(forged.finish())[1]}, found)

    def test_a_tampered_figure(self):
        """The report's figures, changed and signed anew by the developer."""
        forged = Forgery(self.registry.path, self.folder / "forged")
        seen = forged.seen()
        act = forged.payload(self.last("period_reported"))["act"] | {"checkpoint": seen, "reduction": "1", "lines": "00" * 32}
        forged.statement(self.registry.developer, "period_reported", act, "DEMO", seen=seen)
        self.assertEqual({word for word, _, _ in self.agree_on_soundness(forged.finish())[1]}, {"wrong_figures"})


class FlowOfSamples(SecondOpinionCase):
    """Samples of every method, with what was found in them, each of a report of its own."""

    PLANS = [("random", "reasonable", "0.3", "0.05"), ("stratified", "limited", "0.2", "0"),
             ("monetary_unit", "limited", "0.3", "0.05"), ("stratified", "reasonable", "0.4", "0.1")]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder
        cls.registry = registry = LabelledRegistry(folder)
        registry.submit(generated_log(folder / "log.ndjson", 60, 7))
        document, cls.auditor = folder / "document", folder / "auditor.pem"
        document.write_text("a document", encoding="utf-8")
        registry.enrol_auditor(cls.auditor)
        chance = random.Random(5)
        for place, (method, assurance, materiality, expected) in enumerate(cls.PLANS):
            number = folder / f"number-{place}"
            registry.submit(generated_log(folder / f"log-{place}.ndjson", 20, 70 + place))
            registry.run("report", "file", "DEMO", "--period", "2024", "--estimate", "4", "--key", registry.developer)
            registry.run("sample", "commit", "DEMO", "--report", FlowOfActs.last.__func__(cls, "period_reported"),
                         "--method", method, "--assurance", assurance,
                         "--materiality", materiality, "--expected", expected, "--number", number, "--key", cls.auditor)
            registry.run("sample", "challenge", "DEMO", "--commitment",
                         FlowOfActs.last.__func__(cls, "sample_committed"), "--key", registry.certifier)
            if place == len(cls.PLANS) - 1:
                break   # this one is never revealed
            registry.run("sample", "draw", "DEMO", "--number", number, "--key", cls.auditor)
            drawn = FlowOfActs.last.__func__(cls, "sample_drawn")
            shown = json.loads(registry.run("sample", "show", "DEMO", drawn, "--json"))["devices"]
            wrong = {each["seq"]: chance.choice(("0", "12.345678901"[:chance.randrange(4, 13)], "1000", None))
                     for each in chance.sample(shown, min(place + 1, len(shown)))}
            found = folder / "found.csv"
            found.write_text(results_file([each["seq"] for each in shown], wrong), encoding="utf-8")
            registry.run("sample", "record", "DEMO", "--sample", drawn, "--results", found, "--document", document,
                         "--key", cls.auditor)

    def test_the_flow(self):
        program = self.agree_on_soundness(self.registry.path)
        plans = len(self.PLANS)
        self.assertEqual((program[0], program[2]["recomputed"]), (0, 2 * plans + 2 * (plans - 1)))
        self.assertEqual(len(program[2]["unrevealed"]), 1)

    def test_tampered_figures(self):
        """Each figure of a draw and of its results, changed and signed anew by the auditor."""
        numbers = [(self.folder / f"number-{place}").read_text(encoding="utf-8").strip()
                   for place in range(len(self.PLANS))]
        listed = json.loads(self.registry.run("sample", "list", "DEMO", "--json"))
        last = {"commitment": listed["commitments"][-1]["entry"], "number": numbers[-1]}
        would = json.loads(self.registry.run("sample", "draw", "DEMO", "--number", self.folder / f"number-{len(numbers) - 1}",
                                             "--key", self.auditor, "--dry-run", "--json"))["would_append"]["act"]
        self.assertEqual({name: would[name] for name in last}, last)
        recorded = Forgery(self.registry.path, self.folder / "read").payload(
            FlowOfActs.last.__func__(type(self), "sample_recorded"))["act"]
        drawn = sorted(device["seq"] for device in json.loads(
            self.registry.run("sample", "show", "DEMO", recorded["sample"], "--json"))["devices"])
        stranger = next(seq for seq in range(10 ** 6) if seq not in drawn)
        cases = [("sample_drawn", would, None)] + [
            ("sample_drawn", would | changed, "wrong_figures")
            for changed in ({"interval": "1"}, {"sample": "0" * 64}, {"cycles": [1]})] + [
            ("sample_drawn", would | {"number": numbers[0]}, "not_permitted"),
            ("sample_recorded", recorded | {"bound": "1", "reason": "x"}, "wrong_figures"),
            ("sample_recorded", recorded, "not_permitted"),
            ("sample_recorded", recorded | {"reason": "x", "results": [{"result": "right", "seq": stranger}]},
             "not_permitted"),
            ("sample_recorded", recorded | {"reason": "x", "results": recorded["results"][1:]}, "not_permitted")]
        for kind, act, word in cases:
            with self.subTest(kind, changed=act):
                forged = Forgery(self.registry.path, self.folder / "forged")
                forged.statement(self.auditor, kind, act, "DEMO", seen=forged.seen())
                found = {word for word, _, _ in self.agree_on_soundness(forged.finish())[1]}
                self.assertEqual(found, set() if word is None else {word})


class Language(unittest.TestCase):
    """schemas/methodologies/language-vectors.json."""

    VECTORS = json.loads((ROOT / "schemas/methodologies/language-vectors.json").read_text(encoding="utf-8"))

    def outcome(self, vector):
        setting, is_rule = self.VECTORS["setting"], vector.get("type") == "truth"
        document = methodology.Methodology({})
        for name, value in setting["parameters"].items():
            document.parameters[name] = methodology.Parameter(second_decimal(value["value"]),
                                                              formula_check.read_unit(value["unit"]), None, None)
        for name, table in setting["tables"].items():
            rows = {methodology._row(table["by"], row): second_decimal(value) for row, value in table["rows"].items()}
            document.tables[name] = methodology.Table(tuple(table["by"]), formula_check.read_unit(table["unit"]), rows, {})
        asked = {name: value | {"title": "t", "asks": "a"} for name, value in setting["project_parameters"].items()}
        methodology._read_project_parameters(document, asked)
        methodology._check_categories(document)
        project = {name: ({key: second_decimal(each) for key, each in value.items()} if isinstance(value, dict)
                          else second_decimal(value)) for name, value in setting["project"].items()}
        scope, unit = vector.get("scope", "cycle"), vector.get("unit", "1")
        own = [] if is_rule else [{"name": "result", "scope": scope, "unit": unit}]
        for step in setting["steps_before"] + own + setting["steps_after"]:
            document.position[step["name"]] = len(document.steps)
            document.steps.append(methodology.Step(step["name"], step["scope"], formula_check.read_unit(step["unit"]),
                                                   "", None, None, None))
        wanted = formula_check.TRUTH if is_rule else formula_check.read_unit(unit)
        tree, faults = methodology.judge(document, None if is_rule else "result", scope, wanted, vector["formula"])
        if faults:
            return {"fault": faults[0].word, "column": faults[0].column, "when": "load"}
        facts = {name: methodology.methodology_vectors._fact(formula_check.FACTS[name][0], value)
                 for name, value in (setting["facts"] | vector.get("facts", {})).items()}
        lists = {f"event.{name}": methodology.methodology_vectors._elements(f"event.{name}", vector.get(name, []))
                 for name in ("legs", "parts")}
        figures = {step["name"]: second_decimal(step["figure"]) for step in setting["steps_before"]}
        try:
            value = Evaluation(document, facts, lists, figures, project).value(tree)
        except Fault as fault:
            return {"fault": fault.word, "column": fault.column, "when": "evaluation"}
        return {"result": value if isinstance(value, bool) else methodology.decimal9.form(value)}

    def test_formulas(self):
        for vector in self.VECTORS["vectors"]:
            with self.subTest(vector["formula"]):
                expected = {name: vector[name] for name in ("result", "fault", "column", "when") if name in vector}
                self.assertEqual(self.outcome(vector), expected)

    def test_refused_documents(self):
        for path in sorted((ROOT / "samples/refused").glob("methodology_*.json")):
            with self.subTest(path.stem):
                faults = methodology.faults_of(canonical_json.read(path.read_bytes()))
                self.assertEqual([fault.word for fault in faults][:1], [path.stem])

    def test_the_reference_methodology(self):
        document = canonical_json.read(
            (ROOT / "schemas/methodologies/reconditioning-reference-1.0.json").read_bytes())
        self.assertEqual(methodology.faults_of(document), [])


def second_decimal(text):
    return methodology.decimal9.parse(text)


if __name__ == "__main__":
    unittest.main()
