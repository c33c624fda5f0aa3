#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A registry that keeps no rules, whoever of its parties cheats: what it signs, appends and publishes is told by the verifier."""
import base64
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import program
from life import AUDITOR
from proven import serial
from test_explorer import MODULES, Published

FORGE = program.ROOT / "tests/texts/verifier/forge.mjs"
STRANGER = "73282932000074"
DEVELOPER = "03571592900010"


@unittest.skipIf(shutil.which("node") is None, "node is not installed")
class Forgeries(Published):
    honest = None  # the folder that all forgeries begin with

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="lcl-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        maker = cls("publish")
        maker.setUp()
        maker.publish()
        maker.done("key", "new", "stranger.pem")
        cls.entries = maker.answer("log", 0, "log", "--statements")["entries"]
        cls.log_key, cls.fingerprint = maker.key, maker.certifier
        shutil.copytree(maker.place.folder, cls.folder / "place")
        cls.honest = shutil.copytree(maker.public, cls.folder / "honest")
        maker.doCleanups()

    def setUp(self):
        if self.honest is None:
            super().setUp()
            return
        self.public, self.key, self.certifier = self.honest, self.log_key, self.fingerprint

    def pem(self, name):
        below = {"certifier": "keys/", "developer": "keys/", "operator": "registry/keys/"}.get(name, "")
        return self.folder / f"place/{below}{name}.pem"

    def made(self, kind):
        """The last act of a kind, as it was signed, and its entry."""
        (entry,) = [each for each in self.entries if each["entry"]["kind"] == kind][-1:]
        return json.loads(json.dumps(entry["payload"]["act"])), entry["entry"]["seq"]

    def forged(self, *statements):
        """A folder in which these are appended: (kind, act, by), on DEMO but for acts on no project."""
        to = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        matters = ("key_", "holder_", "auditor_", "participant_", "accreditation_", "methodology_")
        forgery = {"from": self.public, "to": to, "log_pem": self.folder / "place/registry/keys/log.pem", "statements": [
            {"kind": kind, "act": act, "pem": self.pem(by)} | ({} if kind.startswith(matters) else {"project": "DEMO"})
            for kind, act, by in statements]}
        done = subprocess.run(["node", FORGE, MODULES, json.dumps(forgery, default=str)], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return to

    def told(self, word, *statements, says=""):
        answer = self.ask(folder=self.forged(*statements), certifier=self.certifier)
        self.assertEqual(answer.get("failed"), word, answer)
        self.assertIn(says, answer["sentence"])
        self.assertNotEqual(answer["sentence"], answer["french"])

    def retirement(self, **other):
        return {"units": serial("DEMO", 1, 2), "year": 2026, "use": "contribution", "beneficiary": "a town"} | other

    def third(self):
        return next(each["serial"] for each in json.loads(self.state().read_text())["units"] if "-000000003-" in each["serial"])

    def state(self):
        (state,) = self.public.glob("at/*/state.json")
        return state

    def grant(self, role, party, **more):
        public = subprocess.run(["openssl", "pkey", "-in", self.pem("stranger"), "-pubout", "-outform", "DER"], capture_output=True,
                                check=True, timeout=60).stdout
        return ("key_granted", {"public_key": base64.b64encode(public).decode(), "role": role, "party": party} | more, "certifier")

    def reopened(self):
        return ("opinion_reopened", {"opinion": self.made("opinion_given")[1], "reason": "found later"}, "auditor")

    def test_what_the_rules_allow_is_proven(self):
        folder = self.forged(("units_retired", self.retirement(units=self.third()), "town"))
        proven = self.ask(folder=folder, certifier=self.certifier)["proven"]
        self.assertEqual([each["state"] for each in proven["units"]], ["retired", "retired", "assigned"])

    def test_a_retired_unit_is_sold_again(self):
        self.told("units_not_held", ("units_retired", self.retirement(), "town"))

    def test_the_developer_retires_what_it_has_sold(self):
        self.told("not_the_holder", ("units_retired", self.retirement(units=self.third()), "developer"))

    def test_units_are_retired_for_nobody_or_for_a_year_to_come(self):
        act = self.retirement(units=self.third())
        del act["beneficiary"]
        self.told("malformed_statement", ("units_retired", act, "town"), says="for nobody")
        self.told("impossible_date", ("units_retired", self.retirement(units=self.third(), year=2090), "town"), says="2090")

    def test_a_serial_is_issued_that_was_never_counted(self):
        act, seq = self.made("units_issued")
        again = act | {"previous": seq, "issued_before": act["count"], "checkpoint": "SEEN", "owed": "9999996000", "creditable": "10000000000",
                       "reduction": "10000000000", "count": 9999996}
        self.told("figures_differ", ("units_issued", again, "certifier"), says="the audited reports state 6388.56")

    def test_more_units_are_issued_than_are_owed(self):
        act, seq = self.made("units_issued")
        owed = f"{float(act['creditable']) - 1000 * act['count']:.9f}".rstrip("0").rstrip(".")
        again = act | {"previous": seq, "issued_before": act["count"], "checkpoint": "SEEN", "owed": owed}
        self.told("figures_differ", ("units_issued", again, "certifier"), says='"count"')
        self.told("figures_differ", ("units_issued", again | {"issued_before": 0}, "certifier"), says='"issued_before"')

    def test_units_are_issued_by_an_opinion_that_was_taken_back(self):
        act, seq = self.made("units_issued")
        self.told("unknown_opinion", self.reopened(), ("units_issued", act | {"previous": seq, "checkpoint": "SEEN"}, "certifier"))

    def test_the_developer_is_its_own_auditor(self):
        act, _ = self.made("opinion_given")
        self.told("wrong_role", ("opinion_given", act, "developer"))
        self.told("contradictory_roles", self.grant("auditor", DEVELOPER))
        self.told("contradictory_roles", self.grant("auditor", "FR83035715929"), says="as auditor")

    def test_an_auditor_is_not_accredited(self):
        act, _ = self.made("opinion_given")
        self.told("not_accredited", self.grant("auditor", STRANGER), self.reopened(), ("opinion_given", act, "stranger"))

    def test_an_auditor_vouches_while_its_own_question_has_no_answer(self):
        act, _ = self.made("opinion_given")
        asked = ("question_asked", {"text": "Where are the invoices?"}, "auditor")
        answered = ("question_answered", {"question": json.loads(self.state().read_text())["head"]["size"], "text": "Here."}, "developer")
        opinion = ("opinion_given", act, "auditor")
        self.told("contradicts_record", asked, self.reopened(), opinion)
        self.assertIn("proven", self.ask(folder=self.forged(asked, answered, self.reopened(), opinion), certifier=self.certifier))

    def test_a_modified_opinion_is_passed_by(self):
        act, _ = self.made("opinion_given")
        issue, seq = self.made("units_issued")
        size = json.loads(self.state().read_text())["head"]["size"]
        forged = issue | {"previous": seq, "checkpoint": "SEEN", "opinion": size + 1}
        self.told("opinion_modified", self.reopened(), ("opinion_given", act | {"opinion": "adverse"}, "auditor"), ("units_issued", forged, "certifier"))

    def test_a_period_is_left_out(self):
        act, _ = self.made("period_reported")
        self.told("report_out_of_order", ("period_reported", act | {"period": {"from": "2026-02-01", "to": "2026-03-01"}, "checkpoint": "SEEN"},
                                          "developer"))

    def test_a_key_signs_that_was_never_granted_or_that_was_revoked(self):
        retired = ("units_retired", self.retirement(units=self.third()), "stranger")
        self.told("not_enrolled", retired)
        _, seq = self.made("opinion_given")
        revoked = {"key": next(each for each in self.entries if each["entry"]["seq"] == seq)["payload"]["key"], "reason": "lost"}
        self.told("key_was_revoked", ("key_revoked", revoked, "certifier"), self.reopened())

    def test_an_act_has_a_field_that_means_something_else(self):
        self.told("malformed_statement", ("units_retired", self.retirement(units=self.third(), text="<script>alert(1)</script>"), "town"), says='"text"')
        self.told("malformed_statement", ("units_retired", self.retirement(units=self.third(), use="__proto__"), "town"), says='"use"')
        self.told("malformed_statement", ("units_retired", self.retirement(units=self.third(), beneficiary="a\u202eb"), "town"), says='"beneficiary"')
        self.told("malformed_statement", ("participant_registered", {"participant": "12345678901234", "name": "A"}, "operator"), says='"participant"')

    def test_an_auditor_is_given_a_part_in_the_project(self):
        self.told("contradictory_roles", ("participant_registered", {"participant": AUDITOR, "name": "A"}, "operator"), says=AUDITOR)

    def test_two_logs_are_shown_to_two_visitors(self):
        one = self.forged(("participant_registered", {"participant": STRANGER, "name": "One"}, "operator"))
        other = self.forged(("participant_registered", {"participant": STRANGER, "name": "Other"}, "operator"))
        kept = self.ask(folder=one, certifier=self.certifier)["proven"]["kept"]
        self.assertEqual(self.ask(folder=other, certifier=self.certifier, kept=[kept])["failed"], "rewritten")


if __name__ == "__main__":
    unittest.main()
