#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Debts, and who has units from their issuance on: what the commands do, and what they lead to."""
import unittest

from life import Life, console, today

CONSOLES = 60
ATTESTATION = ("--attestation", "opinion.txt")


class InitialBeneficiary(Life):
    """A town is to have the units from their issuance on."""

    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.enrol_holder("holder", "Ville d'Albi")

    def test_units_are_issued_to_whom_the_developer_names(self):
        words = ("units", "beneficiary", "DEMO", "--vintage", "2025")
        contract = ("--use", "contribution", "--contract-date", today(-1), *ATTESTATION, "--price", "38 EUR")
        self.done(*words, *contract, *self.by("developer"), code=2)
        said = self.place.lcl(*words, "--to", "Ville d'Albi", *contract, *self.by("developer"))
        self.assertEqual(said.returncode, 0, said.err)
        seq = self.last("beneficiary_named")
        self.assertIn(f"has to accept before it is issued any: lcl units accept DEMO {seq} --key", said.err)
        self.assertIn(("holder", "units accept"), self.next())
        self.assertIn(f"lcl units accept DEMO {seq} --key", self.done("units", "list", "DEMO"))
        view = self.answer("units-list", 0, "units", "list", "--holder", "Ville d'Albi")
        self.assertEqual([each["entry"] for each in view["initial_beneficiaries"]], [seq])
        self.act("units", "accept", "DEMO", seq, by="holder")
        self.issue(self.answer("report-list", 0, "report", "list", "DEMO")["reports"][0]["entry"])
        held = self.holdings()
        self.assertEqual([(each["state"], each["holder"]["name"]) for each in held], [("assigned", "Ville d'Albi")])
        self.refused("not_the_holder", "units", "retire", held[0]["serial"], "--year", "2026", "--use", "contribution",
                     "--beneficiary", "Somebody", *self.by("developer"))
        self.act("units", "retire", held[0]["serial"], "--year", "2026", "--use", "contribution", by="holder")

    def test_the_developer_takes_it_back(self):
        words = ("units", "beneficiary", "DEMO", "--vintage", "2025")
        seq = self.act(*words, "--to", "Ville d'Albi", "--use", "contribution", "--contract-date", today(-1), *ATTESTATION,
                       by="developer")
        self.act(*words, by="developer")
        self.refused("offer_not_open", "units", "accept", "DEMO", seq, *self.by("holder"))
        self.issue(self.answer("report-list", 0, "report", "list", "DEMO")["reports"][0]["entry"])
        self.assertEqual([each["state"] for each in self.holdings()], ["issued"])


class Debts(Life):
    """Too many units are issued; a corrected log finds it."""

    def reach(self):
        self.enrol_auditor()
        self.submit([console(number) for number in range(CONSOLES)] +
                    [console(number, "2026-02-01T10:00:00Z") for number in range(CONSOLES, CONSOLES + 20)])
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.issue(report)

    def test_units_of_one_year_pay_the_debt_of_another(self):
        self.correct([console(number, "2026-03-20T10:00:00Z") for number in range(20)])
        serial = self.holdings()[0]["serial"]
        words = ("units", "cancel", serial, "--part", "1-1", "--text", "returns")
        self.refused("beyond_debt", *words, "--reason", "correction", "--vintage", "2026", *self.by("certifier"))
        self.refused("malformed_statement", *words, "--reason", "error", "--vintage", "2025", *self.by("developer"))
        self.act(*words, "--reason", "correction", "--vintage", "2025", by="certifier")
        self.assertEqual(self.owed()[2025]["cancelled"], 1)
        self.assertIn("for the debt of vintage 2025", self.done("log", "--kind", "units_cancelled"))

    def test_a_debt_that_is_stated_stands_on_every_certificate(self):
        serial = self.holdings()[0]["serial"]
        self.correct([console(number, "2026-03-20T10:00:00Z") for number in range(20)])
        self.act("units", "debt", "DEMO", "--vintage", "2025", by="certifier")
        debt = self.owed()[2025]["owed"].lstrip("-")
        self.done("prove", "--units", serial, "--output", "certificate")
        words = ("check", "certificate", "--log-key", self.done("checkpoint", "--vkey").strip())
        shown = self.answer("check", 0, *words)["units"]
        self.assertEqual([(each["vintage"], each["kgco2e"]) for each in shown["debts"]], [(2025, debt)])
        self.assertIn(f"vintage 2025 owes {debt} kgCO2e", self.done(*words))


if __name__ == "__main__":
    unittest.main()
