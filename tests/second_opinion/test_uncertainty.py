#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program and the second implementation agree, to the last digit, on what each source of uncertainty changes and on
what is left, of methodologies whose factors are uncertain at random; and on what a tally would be under other values.

LCL and LCL_SAMPLE_LOG in the environment name the two programs. LCL_SEED is the seed of the methodologies;
LCL_UNCERTAINTIES says how many there are."""
import copy
import decimal
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import decimal9  # noqa: E402
import methodology  # noqa: E402
import second_opinion  # noqa: E402
from agreement import SecondOpinionCase  # noqa: E402
from forge import Forgery  # noqa: E402
from labelled_registry import METHODOLOGY, LabelledRegistry, command, generated_log  # noqa: E402
from random_methodology import RandomMethodology  # noqa: E402
from two_projects import collected_again  # noqa: E402

METHODOLOGIES = int(os.environ.get("LCL_UNCERTAINTIES", "4"))
PERIOD = "2024-07-01/2025-07-01"
GROUPS = ("ademe", "literature", "survey")
KINDS = {"ademe": "symmetric", "literature": "asymmetric", "survey": "symmetric"}


def decimal_text(value):
    text = format(value.quantize(decimal.Decimal("0.000000001")).normalize(), "f")
    return "0" if text == "-0" else text


class Maker:
    """The reference methodology, or one that also has steps of the scope period, made uncertain."""

    def __init__(self, chance, has_period):
        self._chance, self.stated = chance, {}
        self._made = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
        if has_period:
            made = RandomMethodology(chance)
            self._made, self.stated = made.document, made.stated

    def document(self):
        document = self._made
        document["id"] = f"uncertain-{self._chance.randrange(10**9)}"
        for name, parameter in document["parameters"].items():
            if name not in ("kg_per_tonne", "ms_per_year") and self._chance.random() < 0.6:
                self._make_uncertain(parameter)
        for table in document["tables"].values():
            share = self._chance.choice((0, 0.3, 1))
            for row in table["rows"].values():
                if self._chance.random() < share:
                    self._make_uncertain(row)
        warranty = document["parameters"]["minimum_warranty_months"]
        # A rule reads it, so that a scenario decides which cycles are credited.
        warranty |= {"value": "12", "low": "6", "high": self._chance.choice(("12", "13", "24"))}
        warranty.pop("group", None)
        warranty.setdefault("kind", "symmetric")
        return document

    def _make_uncertain(self, factor):
        value = decimal.Decimal(factor["value"])
        wide = decimal.Decimal(self._chance.randrange(1, 60)) / 100
        low, high = value * (1 - wide), value * (1 + wide * self._chance.choice((0, 1, 2)))
        factor |= {"low": decimal_text(low), "high": decimal_text(high)}
        chosen = self._chance.random()
        if chosen < 0.4:
            factor["group"] = self._chance.choice(GROUPS)
            factor["kind"] = KINDS[factor["group"]]
        elif chosen < 0.6:
            factor["kind"] = self._chance.choice(("symmetric", "asymmetric"))


class RandomUncertainty(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.seed = int(os.environ.get("LCL_SEED", "20261129"))
        print(f"random uncertainty: LCL_SEED={self.seed}", file=sys.stderr)

    def registry(self, document, stated, seed):
        path = self.folder / str(seed)
        path.mkdir()
        (path / "method.json").write_text(json.dumps(document), encoding="utf-8")
        registry = LabelledRegistry(path, path / "method.json", stated)
        registry.submit(generated_log(path / "log.ndjson", 40, seed, "ndjson", "--return-share", "15%",
                                      "--second-cycle-share", "30%", "--ineligible-share", "15%"))
        return registry

    def answer(self, registry, *words):
        done = subprocess.run([*command(*words), "--registry", registry.path, "--json"], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def test_uncertainty_of_random_methodologies(self):
        for number in range(METHODOLOGIES):
            seed = self.seed + number
            maker = Maker(random.Random(seed), number % 2 == 1)
            document = maker.document()
            registry = self.registry(document, maker.stated, seed)
            with self.subTest(seed=seed):
                program = self.answer(registry, "uncertainty", "--project", "DEMO", "--period", PERIOD)
                groups, vintages = second_opinion.uncertainty(registry.path, "DEMO", PERIOD)
                self.assertEqual([(group["name"], group["kind"]) for group in program["groups"]], list(groups.items()))
                self.assertEqual(program["vintages"], vintages)
                self.assertTrue(any(group["less"] != "0" for group in program["vintages"][0]["groups"]))
                drawn = self.answer(registry, "uncertainty", "--project", "DEMO", "--period", PERIOD, "--monte-carlo", "21",
                                    "--seed", f"é {seed}")["monte_carlo"]
                self.assertEqual(drawn["vintages"], second_opinion.draws(registry.path, "DEMO", PERIOD, 21, f"é {seed}"))
                self.agree_on_what_if(registry, document, maker.stated, random.Random(seed))
                self.agree_on_spans(registry, document, maker.stated)

    def agree_on_spans(self, registry, document, stated):
        """Each parameter, and each value that the project states, at both ends of its span."""
        spans = {span["name"]: span for span in
                 self.answer(registry, "uncertainty", "--project", "DEMO", "--period", PERIOD, "--spans")["spans"]}
        self.assertEqual({name for name, span in spans.items() if span["stated_by_project"]}, set(stated))
        certain = copy.deepcopy(document)
        for parameter in certain["parameters"].values():
            for field in ("span", "low", "high", "kind", "group"):
                parameter.pop(field, None)

        def net(name, value):
            changed = copy.deepcopy(certain)
            supposed = {each: dict.fromkeys(given, value) if isinstance(given, dict) else value
                        for each, given in stated.items() if each == name}
            if name in changed["parameters"]:
                changed["parameters"][name]["value"] = value
            read = methodology.methodology_of_fields(changed)
            self.assertEqual(methodology.check_formulas(read), [])
            values = {each: {key: decimal9.parse(one) for key, one in given.items()} if isinstance(given, dict)
                      else decimal9.parse(given) for each, given in (stated | supposed).items()}
            return second_opinion.tally_of(registry.path, "DEMO", PERIOD, read, values).net()

        recorded = net(None, None)
        for name in ("substitution", *stated):
            declared = document["parameters"].get(name) or document["project_parameters"][name]
            self.assertEqual([spans[name]["lowest"], spans[name]["highest"]],
                             [decimal9.form(net(name, end) - recorded) for end in declared["span"]], name)

    def agree_on_what_if(self, registry, document, stated, chance):
        """Other values of parameters, of what the project states too, and another document."""
        changed = copy.deepcopy(document)
        names = chance.sample(("substitution", "minimum_warranty_months", "corrugated_board", "additionality_discount"), 2)
        words = []
        for name in names:
            changed["parameters"][name]["value"] = value = chance.choice(("0.35", "0.5", "1"))
            words += ["--set", f"{name}={value}"]
        supposed = {}
        for name, given in stated.items():
            value = chance.choice(("0.5", "7", "20000000"))
            supposed[name] = value if isinstance(given, str) else {**given, "laptop": value}
            words += ["--set", f"{name}={value}" if isinstance(given, str) else f"{name}[laptop]={value}"]
        supposed = {name: {key: decimal9.parse(each) for key, each in given.items()} if isinstance(given, dict)
                    else decimal9.parse(given) for name, given in supposed.items()}
        for parameter in changed["parameters"].values():
            for field in ("span", "low", "high", "kind", "group"):
                parameter.pop(field, None)
        program = self.answer(registry, "tally", "--project", "DEMO", "--period", PERIOD, *words)
        read = methodology.methodology_of_fields(changed)
        self.assertEqual(methodology.check_formulas(read), [])
        recorded, assumed = (second_opinion.tally_of(registry.path, "DEMO", PERIOD, *other)
                             for other in ((), (read, supposed)))
        for member, tally in (("recorded", recorded), ("assumed", assumed)):
            self.assertEqual(program["effects"]["net"][member], decimal9.form(tally.net()))
        bodies = [tally.body("00", ["category"]) for tally in (recorded, assumed)]
        for category, row in program["categories"].items():
            sums = [next((each["sums"]["net"] for each in body["rows"] if each["labels"]["category"] == category), "0")
                    for body in bodies]
            self.assertEqual([row["recorded"], row["assumed"]], sums)
        for vintage, of in zip(program["vintages"], bodies[1]["vintages"]):
            self.assertEqual(vintage["creditable"]["assumed"], of["creditable"])


class ComputedDiscount(SecondOpinionCase):
    """A method that takes off what is uncertain as it comes out. Two periods of one year are audited; what was recorded since
    takes some of the first back, so that seen and now are uncertain by different amounts; units are issued."""

    PERIODS = ("2024-01-01/2024-07-01", "2024-07-01/2025-01-01")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        document = json.loads(METHODOLOGY.read_text(encoding="utf-8"))
        document["id"], document["discounts"]["uncertainty"] = "computed", "computed"
        for name, kind in (("manufacture", "symmetric"), ("transport", "symmetric"), ("second_life", "asymmetric")):
            for row in document["tables"][name]["rows"].values():
                value = decimal.Decimal(row["value"])
                row |= {"low": decimal_text(value * decimal.Decimal("0.9")), "high": decimal_text(value * 2),
                        "kind": kind, "group": name}
        (cls.folder / "method.json").write_text(json.dumps(document), encoding="utf-8")
        cls.registry = registry = LabelledRegistry(cls.folder, cls.folder / "method.json")
        cls.auditor, paper = cls.folder / "auditor.pem", cls.folder / "paper"
        paper.write_text("a document", encoding="utf-8")
        registry.enrol_auditor(cls.auditor)
        log = generated_log(cls.folder / "log.ndjson", 120, 3)
        registry.submit(log)
        for period in cls.PERIODS:
            registry.run("report", "file", "DEMO", "--period", period, "--estimate", "1", "--key", registry.developer)
        reports = [each["entry"] for each in json.loads(registry.run("report", "list", "DEMO", "--json"))["reports"]]
        for report, period in zip(reports, cls.PERIODS):
            registry.run("project", "exclusive", "DEMO", "--period", period, "--declaration", paper, "--key",
                         registry.developer)
            registry.run("opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified", "--assurance",
                         "limited", "--materiality", "0.05", "--document", paper, "--independence", paper, "--key",
                         cls.auditor)
        again = collected_again(log, cls.folder / "again.ndjson", "2024-12-20T00:00:00Z", 3)
        registry.submit(again)
        Forgery(registry.path, cls.folder / "before").finish()
        registry.run("units", "issue", "DEMO", "--report", reports[0], "--vintage", "2024", "--decision", "DGEC 1",
                     "--decided-on", "2026-05-01", "--key", registry.certifier)

    def test_what_is_issued(self):
        self.assertEqual(self.agree_on_soundness(self.registry.path)[0], 0)

    def test_what_is_owed(self):
        program = json.loads(self.registry.run("units", "owed", "DEMO", "--json"))["vintages"]
        second = second_opinion.owed(self.registry.path, "DEMO")
        members = ("creditable", "owed", "reduction", "units", "vintage")
        self.assertEqual([{name: vintage[name] for name in members} for vintage in program],
                         [{name: vintage[name] for name in members} for vintage in second])
        self.assertNotEqual(program[0]["uncertain"], "0")

    def test_tallies(self):
        for period in ("2024-01-01/2025-01-01", "2024-03-01/2026-01-01"):
            self.assertEqual(self.agree_on_tally(self.registry.path, "DEMO", period)[0], 0)

    def test_units_as_if_nothing_were_uncertain_are_not_issued(self):
        """The act forged with what X comes to after the other discounts alone."""
        seq = json.loads(self.registry.run("log", "--kind", "units_issued", "--json"))["entries"][-1]["entry"]["seq"]
        act = Forgery(self.registry.path, self.folder / "read").payload(seq)["act"]
        flat = decimal.Decimal(act["reduction"]) * decimal.Decimal("0.9") * decimal.Decimal("0.95")
        flat = {"creditable": decimal_text(flat), "owed": decimal_text(flat), "count": int(flat // 1000)}
        for changes, word in (({}, []), (flat, ["wrong_figures"])):
            forged = Forgery(self.folder / "before", self.folder / "forged")
            forged.statement(self.registry.certifier, "units_issued", act | changes, "DEMO", seen=forged.seen())
            self.assertEqual([word for word, *_ in self.agree_on_soundness(forged.finish())[1]], word)


if __name__ == "__main__":
    unittest.main()
