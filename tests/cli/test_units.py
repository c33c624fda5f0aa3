#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Monitoring, audit, issuance, units and corrections: what each command does, and what it leads to."""
import unittest
from decimal import Decimal

from life import DECISION, RECONDITIONER, REASON, Life, console, log_of, today

CONSOLES = 60
ATTESTATION = ("--attestation", "opinion.txt")


class Monitoring(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))

    def reports(self):
        return self.answer("report-list", 0, "report", "list", "DEMO")["reports"]

    def test_a_report_freezes_figures_that_are_shown_before_signing(self):
        self.assertEqual(self.next(), [("developer", "report file")])
        words = ("report", "file", "DEMO", "--period", "2025", "--estimate", "8", *self.by("developer"))
        said = self.done(*words, "--dry-run")
        tally = self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "2025")
        self.assertIn(tally["digest"], said)
        self.assertRegex(said, r"reduction  [0-9,.]+ kgCO2e, S\n")
        seq = self.report()
        self.assertEqual([(each["entry"], each["stage"]) for each in self.reports()], [(seq, "reported")])
        self.assertEqual(self.next(), [("auditor", "opinion give")])

    def test_a_second_report_of_the_period_replaces_the_first(self):
        first = self.report()
        self.refused("report_unchanged", "report", "file", "DEMO", "--period", "2025", "--estimate", "8",
                     *self.by("developer"))
        self.submit([console(900)])
        self.assertIn(f"it replaces the report of entry {first}",
                      self.done("report", "file", "DEMO", "--period", "2025", "--estimate", "8", "--dry-run",
                                *self.by("developer")))
        second = self.report()
        self.assertEqual([(each["stage"], each.get("replaced_by")) for each in self.reports()],
                         [("replaced", second), ("reported", None)])
        self.assertIn(f"replaced by entry {second}", self.done("report", "list", "DEMO"))
        self.assertIn("begins on 2026-01-01: lcl report file DEMO --period 2026-01-01/",
                      self.refused("report_out_of_order", "report", "file", "DEMO", "--period", "2025-06/2026-02",
                                   "--estimate", "8", *self.by("developer"))[0]["message"])

    def test_opinions_decide_how_far_a_report_comes(self):
        report = self.report()
        stage = lambda: self.reports()[-1]["stage"]
        self.place.write("found.csv", "error_kgco2e,text\n-12.50,a lot counted twice\n3,a leg left out\n")
        first = self.opinion(report, "qualified", "--misstatements", "found.csv")
        self.assertEqual(stage(), "modified")
        self.assertEqual(self.reports()[-1]["opinions"][0]["misstated"], "15.5")
        self.assertEqual(self.next(), [("developer", "correct DEMO")])
        self.act("opinion", "reopen", "DEMO", "--opinion", first, *REASON, by="auditor")
        self.assertEqual(stage(), "reopened")
        self.place.write("found.csv", "error_kgco2e,text\n5000,nearly everything\n")
        self.refused("opinion_not_disposed", "opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified",
                     "--assurance", "reasonable", "--materiality", "0.05", "--document", "opinion.txt", "--independence",
                     "opinion.txt", *self.by("auditor"))
        second = self.opinion(report, "unmodified", "--misstatements", "found.csv", "--disposes-of", first)
        self.assertEqual(stage(), "misstated")
        self.act("opinion", "reopen", "DEMO", "--opinion", second, *REASON, by="certifier")
        self.opinion(report, "unmodified", "--disposes-of", first)
        self.assertEqual(stage(), "audited")
        self.assertEqual(self.next(), [("developer", "project exclusive")])
        self.exclusive()
        self.assertEqual(self.next(), [("certifier", "units issue")])

    def test_an_audit_recomputes_what_is_stated_and_asks_what_is_worth_asking(self):
        report = self.report()
        audit = self.answer("audit", 0, "audit", "DEMO")
        self.assertEqual([(act["entry"], act["kind"], act["agrees"]) for act in audit["recomputed"]],
                         [(report, "period_reported", True)])
        self.assertEqual(audit["period"], {"from": "2025-01-01T00:00:00.000Z", "to": "2026-01-01T00:00:00.000Z"})
        unchecked, serial = audit["unchecked"], audit["unchecked"]["serial"]
        self.assertEqual(unchecked["imei"], {"count": 0, "entries": []})
        self.assertEqual((serial["count"], len(serial["entries"])), (CONSOLES, 20))
        self.assertGreater(unchecked["collections"], CONSOLES)  # others have IMEIs
        self.assertIn(f"{serial['count']}  under a serial number alone: entries {serial['entries'][0]}, ", self.done("audit", "DEMO"))
        asked = {question["test"]: question for question in audit["questions"]}
        self.assertEqual((asked["same_facts"]["entry_count"], len(asked["same_facts"]["entries"])), (2 * CONSOLES, 20))
        self.assertIn("03571592900010: 60 events of kind", self.done("audit", "DEMO"))
        self.assertGreater(float(asked["same_facts"]["kgco2e"]), 0)
        self.assertEqual(self.answer("audit", 0, "audit", "DEMO", "--period", "2024")["questions"], [])
        self.refused("unknown_project", "audit", "NOWHERE")
        self.answer("error", 2, "audit", "DEMO", "--period", "tomorrow")

    def test_a_question_is_asked_and_answered_in_the_ledger(self):
        self.assertEqual(self.answer("question-list", 0, "question", "list", "DEMO")["questions"], [])
        self.act("question", "ask", "DEMO", "--test", "same_facts", "--entries", "14,12", "--text", "all at ten?",
                 by="auditor")
        [question] = self.answer("question-list", 0, "question", "list", "DEMO")["questions"]
        self.assertEqual((question["test"], question["entries"], question["answers"]), ("same_facts", [12, 14], []))
        self.assertIn(("developer", "question answer"), self.next())
        self.act("question", "answer", "DEMO", "--question", question["entry"], "--text", "one parcel, opened at ten",
                 by="developer")
        self.assertNotIn(("developer", "question answer"), self.next())
        self.assertIn("one parcel, opened at ten", self.done("question", "list", "DEMO"))
        self.refused("unknown_question", "question", "answer", "DEMO", "--question", 1, "--text", "so",
                     *self.by("developer"))
        self.refused("wrong_role", "question", "ask", "DEMO", "--text", "why?", *self.by("developer"))
        for entries in ("", "12,", "a", "12 13", "-1"):
            self.answer("error", 2, "question", "ask", "DEMO", "--entries", entries, "--text", "why?",
                        *self.by("auditor"))

    def test_misstatements_that_cannot_be_read_are_refused_by_line(self):
        report = self.report()
        self.place.write("found.csv", "error_kgco2e,text\n1e3,x\n3,\n")
        answer = self.answer("refused", 1, "opinion", "give", "DEMO", "--report", report, "--opinion", "unmodified",
                             "--assurance", "limited", "--materiality", "0.05", "--misstatements", "found.csv",
                             "--document", "found.csv", "--independence", "found.csv", *self.by("auditor"))
        self.assertEqual([(each["line"], each["word"]) for each in answer["refused"]],
                         [(2, "malformed_number"), (3, "missing_field")])

    def test_no_period_goes_on_to_the_end_of_the_year_9999(self):
        self.place.write("declaration.txt", "a declaration")
        for period in ("9999", "9999-12", "2025-01-01/10000-01-01"):
            for words in (("tally", "--project", "DEMO"), ("audit", "DEMO"),
                          ("report", "file", "DEMO", "--estimate", "1", *self.by("developer")),
                          ("project", "exclusive", "DEMO", "--declaration", "declaration.txt", *self.by("developer")),
                          ("project", "elsewhere", "DEMO", "--other-registry", "Other", "--foreign-project", "P-1",
                           "--serials", "X-1", *self.by("developer"))):
                error = self.answer("error", 2, *words, "--period", period)["error"]
                self.assertIn("is not a period like", error["message"])
        self.assertIn("tally", self.answer("tally", 0, "tally", "--project", "DEMO", "--period", "9999-12-01/9999-12-31"))

    def test_nothing_is_issued_before_its_time(self):
        issue = lambda report: ("units", "issue", "DEMO", "--report", report, "--vintage", "2025", *DECISION,
                                *self.by("certifier"))
        self.refused("unknown_report", *issue(1))
        report = self.report()
        self.refused("unknown_opinion", *issue(report))
        self.opinion(report)
        self.refused("exclusivity_not_declared", *issue(report))

    def test_what_a_correction_adds_after_the_report_waits_to_be_reported_again(self):
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.submit([console(900)])
        self.assertEqual(self.next(), [("certifier", "units issue"), ("developer", "report file")])
        self.assertIn("again: what its cycles come to has changed since", self.done("status", "DEMO"))
        period = self.answer("units-owed", 0, "units", "owed", "DEMO")["periods"][0]
        self.assertEqual((period["report"], period["counts_by"], period["risen"]), (report, report, True))
        self.assertIn("cycles come to more now", self.done("units", "owed", "DEMO"))
        changes = self.answer("tally", 0, "tally", "--project", "DEMO", "--report", report)
        (line,) = changes["changes"]
        self.assertEqual([each["kind"] for each in line["since"]], ["collection", "reconditioning", "resale"])
        self.assertEqual(Decimal(line["change"]), Decimal(changes["now"]["net"]) - Decimal(changes["seen"]["net"]))
        self.assertIn("lcl report file DEMO --period 2025", self.done("tally", "--project", "DEMO", "--report", report))
        again = self.report()
        self.assertIn(f"counts by the report of entry {report}, until there is an opinion on that of entry {again}",
                      self.done("units", "owed", "DEMO"))
        self.opinion(again)
        self.assertEqual(self.next(), [("certifier", "units issue")])

    def test_what_is_misstated_is_not_credited_and_has_its_line(self):
        report = self.report()
        self.place.write("found.csv", "error_kgco2e,text\n12.5,as projected\n")
        self.opinion(report, "unmodified", "--misstatements", "found.csv")
        owed = self.answer("units-owed", 0, "units", "owed", "DEMO")
        (line,) = owed["periods"][0]["vintages"]
        self.assertEqual((line["misstated"], owed["vintages"][0]["misstated"]), ("12.5", "12.5"))
        seen = {name: Decimal(value) for name, value in line["seen"].items()}
        self.assertEqual(Decimal(line["credited"]), seen["avoided"] - seen["emitted"] - seen["given_back"] - Decimal("12.5"))
        self.assertIn("misstated", self.done("units", "owed", "DEMO"))

    def test_one_opinion_is_on_several_reports(self):
        halves = [self.report("2025-01-01/2025-07-01"), self.report("2025-07-01/2026-01-01")]
        opinion = self.opinion(halves[0], "unmodified", "--report", halves[1])
        listed = self.answer("report-list", 0, "report", "list", "DEMO")["reports"]
        self.assertEqual([each["opinions"][0]["entry"] for each in listed], [opinion, opinion])
        self.assertEqual(listed[0]["opinions"][0]["reports"], halves)
        self.assertIn("on 2 reports", self.done("report", "list", "DEMO"))

    def test_the_sum_of_what_is_owed_can_be_followed_with_a_pencil(self):
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.correct([console(1, legs=[{"mode": "van", "distance_km": 500}])])
        owed = self.answer("units-owed", 0, "units", "owed", "DEMO")
        (vintage,), (period,) = owed["vintages"], owed["periods"]
        (line,) = period["vintages"]
        kg = {when: {name: Decimal(value) for name, value in line[when].items()} for when in ("seen", "now")}
        self.assertGreater(kg["now"]["emitted"], kg["seen"]["emitted"])
        # Only one cycle comes to something else, and to less: what is credited is what stands.
        self.assertEqual(Decimal(line["credited"]), kg["now"]["avoided"] - kg["now"]["emitted"] - kg["now"]["given_back"])
        self.assertEqual(vintage["reduction"], line["credited"])
        self.issue(report)

    def test_a_device_that_is_sold_after_the_report_does_not_hold_up_its_units(self):
        *until_resale, resale = console(CONSOLES, sold="2026-01-15T10:00:00Z")
        self.submit([until_resale])
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.submit([[resale]])
        self.assertEqual(self.next(), [("certifier", "units issue")])
        self.issue(report)


class Units(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(CONSOLES))
        self.report_seq = self.report()
        self.opinion(self.report_seq)
        self.exclusive()
        self.issue(self.report_seq)

    def block(self):
        return self.holdings()[0]

    def assign(self, serial, *more, contract=today(-1), by="developer"):
        return self.act("units", "assign", serial, "--use", "contribution", "--contract-date", contract, *ATTESTATION,
                        *more, by=by)

    def test_what_is_owed_is_issued_once(self):
        owed = self.owed()[2025]
        self.assertEqual((owed["issued"], owed["units"], owed["in_debt"]), (self.block()["count"], 0, False))
        self.assertGreater(owed["issued"], 2)
        report = self.answer("report-list", 0, "report", "list", "DEMO")["reports"][0]
        self.assertEqual(report["stage"], "issued")
        self.refused("nothing_to_issue", "units", "issue", "DEMO", "--report", report["entry"], "--vintage", "2025",
                     *DECISION, *self.by("certifier"))
        self.assertIn("less than a unit", self.done("units", "owed", "DEMO"))
        self.assertEqual(self.next(), [])

    def test_a_block_is_split_and_every_unit_keeps_its_history(self):
        serial, count = self.block()["serial"], self.block()["count"]
        self.sell("holder", "Ville d'Albi", serial, "--part", "1-2")
        self.act("units", "retire", serial, "--part", "2-2", "--year", "2026", "--use", "contribution", by="holder")
        holdings = self.holdings()
        self.assertEqual([(each["count"], each["state"], each.get("beneficiary"), each.get("holder", {}).get("name"))
                          for each in holdings],
                         [(1, "assigned", None, "Ville d'Albi"), (1, "retired", "Ville d'Albi", "Ville d'Albi"),
                          (count - 2, "issued", None, None)])
        shown = self.answer("units-show", 0, "units", "show", serial)
        self.assertEqual([[step["kind"] for step in each["history"]] for each in shown["holdings"]],
                         [["units_issued", "units_assigned", "assignment_accepted"],
                          ["units_issued", "units_assigned", "assignment_accepted", "units_retired"],
                          ["units_issued"]])
        self.refused("units_not_held", "units", "assign", serial, "--use", "contribution", "--contract-date",
                     today(-1), "--beneficiary", "Ville d'Albi", *ATTESTATION, *self.by("developer"))
        units = self.status()["units"][0]
        self.assertEqual((units["issued"], units["assigned"], units["retired"]), (count - 2, 1, 1))

    def test_an_offer_waits_for_its_holder_and_says_whose_turn_it_is(self):
        serial = self.block()["serial"]
        self.enrol_holder("holder", "Ville d'Albi")
        said = self.place.lcl("units", "assign", serial, "--to", "Ville d'Albi", "--use", "contribution",
                              "--contract-date", today(-1), *ATTESTATION, *self.by("developer"))
        self.assertEqual(said.returncode, 0, said.err)
        self.assertIn("still with the developer", said.err)
        seq = self.last("units_assigned")
        self.assertIn(f"Ville d'Albi has 30 days to accept: lcl units accept DEMO {seq} --key", said.err)
        self.assertEqual(self.next(), [("holder", "units accept")])
        self.assertIn(f"lcl units accept DEMO {seq} --key", self.done("units", "list", "DEMO"))
        view = self.answer("units-list", 0, "units", "list", "--holder", "Ville d'Albi")
        self.assertEqual(([each["entry"] for each in view["offers"]], view["holdings"]), ([seq], []))
        self.act("units", "accept", "DEMO", seq, by="holder")
        view = self.answer("units-list", 0, "units", "list", "--holder", view["holder"]["id"][:6])
        self.assertEqual((view["offers"], [each["serial"] for each in view["holdings"]]), ([], [serial]))
        self.assertEqual(self.next(), [])
        self.done("verify")

    def test_a_seller_cannot_take_back_what_it_sold(self):
        serial = self.block()["serial"]
        self.sell("holder", "Ville d'Albi", serial)
        for words in (["cancel", serial, "--reason", "error", "--text", "x"],
                      ["retire", serial, "--year", "2026", "--use", "contribution", "--beneficiary", "us"]):
            self.refused("not_the_holder", "units", *words, *self.by("developer"))
        done = self.place.lcl("units", "cancel", serial, "--reason", "error", "--text", "x", *self.by("developer"))
        self.assertRegex(done.err, r"held by Ville d'Albi since entry [0-9]+")
        self.refused("not_the_holder", "units", "cancel", serial, "--reason", "correction", "--text", "x",
                     *self.by("certifier"))

    def test_for_who_has_no_key_the_certifier_acts_under_a_mandate(self):
        serial = self.block()["serial"]
        self.assign(serial, "--part", "1-1", "--beneficiary", "A. Martin")
        one = self.holdings()[0]["serial"]
        said = self.place.lcl("units", "mandate", one, "--document", "opinion.txt", *self.by("certifier"))
        seq = self.last("mandate_recorded")
        self.assertIn(f"lcl units retire {one} --year YEAR --use USE --mandate {seq} --key", said.err)
        view = self.answer("units-list", 0, "units", "list", "--holder", "A. Martin")
        self.assertEqual([each["entry"] for each in view["mandates"]], [seq])
        self.assertIn("object before", self.done("units", "list", "--holder", "A. Martin"))
        self.refused("mandate_pending", "units", "retire", one, "--year", "2026", "--use", "contribution", "--mandate",
                     seq, *self.by("certifier"))
        self.act("units", "mandate-withdraw", "DEMO", seq, "--reason", "forged", by="certifier")
        self.refused("not_mandated", "units", "retire", one, "--year", "2026", "--use", "contribution", "--mandate",
                     seq, *self.by("certifier"))

    def test_a_holder_sees_that_its_key_is_replaced_and_stops_it(self):
        self.enrol_holder("holder", "Ville d'Albi")
        self.done("key", "new", "second.pem")
        self.place.write("second.json", self.done("key", "request", "second.pem", "--origin", self.origin()))
        seq = self.act("holder", "replace", "Ville d'Albi", "--new", "second.json", "--reason", "lost", by="certifier")
        view = self.answer("units-list", 0, "units", "list", "--holder", "Ville d'Albi")
        self.assertEqual(view["holder"]["replacement"]["entry"], seq)
        self.assertIn("lcl holder keep", self.done("units", "list", "--holder", "Ville d'Albi"))
        listed = self.answer("holder-list", 0, "holder", "list")["holders"][0]
        self.assertEqual((listed["key"], listed["replacement"]["entry"]), (listed["id"], seq))
        self.act("holder", "keep", "Ville d'Albi", *REASON, by="holder")
        self.act("holder", "rename", "Ville d'Albi", "--name", "Albi Agglo", "--document", "opinion.txt", by="certifier")
        listed = self.answer("holder-list", 0, "holder", "list")["holders"][0]
        self.assertEqual((listed["name"], "replacement" in listed), ("Albi Agglo", False))
        self.assertIn("Albi Agglo", self.done("holder", "list"))
        self.answer("key-list", 0, "key", "list")
        self.assertEqual(len(self.answer("auditor-list", 0, "auditor", "list")["accreditations"]), 1)

    def test_units_lead_back_to_devices_and_events(self):
        shown = self.answer("units-show", 0, "units", "show", self.block()["serial"])
        self.assertEqual(shown["issuance"]["count"], self.block()["count"])
        self.assertEqual(shown["report"]["stage"], "issued")
        self.assertEqual(shown["opinion"]["opinion"], "unmodified")
        tally, log, _ = shown["see"]
        self.assertIn("credited", self.done(*tally.split()[1:]))
        lines = self.done(*log.split()[1:]).splitlines()
        self.assertEqual((len(lines), lines[-1][:5]), (CONSOLES + 1, "head:"))
        self.assertIn("net", self.done("explain", lines[0].split()[-1]))
        self.assertIn(lines[0].split()[-1], self.done("explain", lines[0].split()[-1]))

    def test_late_contracts_are_flagged(self):
        serial = self.block()["serial"]
        self.assign(serial, "--part", "1-1", "--beneficiary", "A", contract=today(-80))
        self.assign(serial, "--part", "2-2", "--beneficiary", "B", contract=today(-100))
        shown = self.answer("units-show", 0, "units", "show", serial)["holdings"]
        self.assertEqual([each["history"][-1].get("late") for each in shown[:2]], [False, True])
        self.assertIn("declared late", self.done("units", "show", serial))

    def test_price_and_anonymous_names_are_nowhere_in_public(self):
        serial = self.block()["serial"]
        seq = self.assign(serial, "--part", "1-1", "--anonymous", "Ada Martin", "--price", "38 EUR a unit")
        self.assertTrue(self.holdings()[0]["anonymous"])
        for words in (["log"], ["log", "--json"], ["log", "--entries"], ["units", "list", "DEMO"],
                      ["units", "show", serial], ["units", "show", serial, "--json"], ["status", "DEMO"]):
            said = self.done(*words)
            self.assertNotIn("Ada Martin", said)
            self.assertNotIn("38 EUR", said)
        self.assertIn("an anonymous beneficiary", self.done("units", "show", serial))
        database = self.place.registry / "ledger.db"
        self.assertIn(b"Ada Martin", database.read_bytes())
        self.act("erase", seq, "--reason", "asked for", "--legal-ground", "GDPR art. 17", by="operator")
        self.assertNotIn(b"Ada Martin", database.read_bytes())
        self.refused("nothing_to_erase", "erase", seq, "--reason", "again", "--legal-ground", "none",
                     *self.by("operator"))
        self.done("verify")

    def test_a_private_part_stays_where_the_draft_is_prepared(self):
        words = ("units", "assign", self.block()["serial"], "--anonymous", "Ada Martin", "--use", "contribution",
                 "--contract-date", today(-1), *ATTESTATION, "--signer", "keys/developer.pem.pub", "--prepare")
        self.answer("error", 2, *words, "-")
        prepared = self.answer("act", 0, *words, "draft")["prepared"]
        self.assertNotIn("Ada", (self.place.folder / "draft").read_text(encoding="utf-8"))
        self.assertIn("Ada", (self.place.folder / prepared["private_file"]).read_text(encoding="utf-8"))
        self.answer("submit-sign", 0, "submit", "sign", "draft", *self.by("developer"))
        (self.place.folder / "draft.private").rename(self.place.folder / "kept")
        self.answer("error", 2, "submit", "commit", "draft")
        (self.place.folder / "kept").rename(self.place.folder / "draft.private")
        self.answer("act", 0, "submit", "commit", "draft")
        self.assertEqual(self.holdings()[0]["state"], "assigned")

    def test_dates_that_come_due_are_on_the_screen(self):
        self.act("participant", "approve", RECONDITIONER, "--scheme", "b_corp", "--issuer", "B Lab", "--reference", "r",
                 "--issued", today(-100), "--expires", today(50), "--evidence", "opinion.txt", by="operator")
        due = {each["what"]: (each["on"], each["past"]) for each in self.status()["due"]}
        self.assertEqual(due["B Corp of Renaissance Mobile (fictive) expires"], (today(50), False))
        self.assertEqual(due["the crediting period ends"], ("2030-01-01", False))
        self.assertIn("a contract on units held is declared within three months", self.done("status", "DEMO"))

    def test_serials_that_name_no_units_are_refused(self):
        serial = self.block()["serial"]
        wrong = serial[:-1] + str((int(serial[-1]) + 1) % 10)
        for command in (["units", "show", wrong], ["units", "cancel", wrong, "--reason", "error", "--text", "x",
                                                   *self.by("developer")]):
            self.refused("serial_check_digits", *command)
        self.refused("unknown_units", "units", "show", "LBC-DEMO")
        words = ("--year", "2026", "--use", "contribution", "--beneficiary", "Ville d'Albi", *self.by("developer"))
        self.refused("unknown_units", "units", "retire", serial, "--part", "1-999", *words)
        self.answer("error", 2, "units", "retire", serial, "--part", "2-1", *words)
        self.answer("error", 2, "units", "retire", serial, "--year", "2026", "--use", "contribution",
                    *self.by("developer"))
        self.assertEqual(self.answer("units-list", 0, "units", "list", "OTHER")["holdings"], [])


class Corrections(Life):
    """Too many units are issued; a corrected log finds it; the debt is settled."""

    def reach(self):
        self.enrol_auditor()
        self.submit([console(number) for number in range(CONSOLES)] +
                    [console(number, "2026-02-01T10:00:00Z") for number in range(CONSOLES, CONSOLES + 20)])
        report = self.report()
        self.opinion(report)
        self.exclusive()
        self.issue(report)

    def test_only_what_differs_is_voided_and_recorded(self):
        moved = [console(number, "2026-03-20T10:00:00Z") for number in range(20)]
        same = [console(number) for number in range(20, 25)]
        size = self.place.size()
        shown = self.correct(moved + same, "--dry-run")
        self.assertEqual((shown["correction"]["voids"], shown["correction"]["events"]), (20, 20))
        self.assertEqual((shown["correction"]["unchanged"], self.place.size()), (5, size))
        first = shown["correction"]["devices"][0]
        self.assertEqual(([each["kind"] for each in first["voided"]], [each["line"] for each in first["recorded"]]),
                         (["resale"], [3]))
        answer = self.correct(moved + same)
        self.assertEqual((answer["entries"], self.place.size()), ({"from": size, "to": size + 40}, size + 41))
        self.assertEqual(self.correct(moved + same)["correction"]["devices"], [])
        self.assertEqual(self.place.size(), size + 41)
        self.done("verify")

    def test_a_debt_is_seen_and_settled(self):
        self.correct([console(number, "2026-03-20T10:00:00Z") for number in range(20)])
        owed = self.owed()[2025]
        self.assertTrue(owed["in_debt"])
        self.assertIn(("certifier", "units cancel"), self.next())
        self.assertIn("kgCO2e in debt", self.done("status", "DEMO"))
        self.refused("nothing_to_set_off", "units", "set-off", "DEMO", "--vintage", "2025", "--from-vintage", "2026",
                     "--kgco2e", "10", *self.by("certifier"))
        units = -(-int(-float(owed["owed"])) // 1000)
        words = ("units", "cancel", self.holdings()[0]["serial"], "--reason", "correction", "--text", "sold a year later")
        self.refused("beyond_debt", *words, *self.by("certifier"))
        self.act(*words, "--part", f"1-{units}", by="certifier")
        self.assertFalse(self.owed()[2025]["in_debt"])
        self.assertEqual(self.owed()[2025]["cancelled"], units)
        self.assertNotIn(("certifier", "units cancel"), self.next())

    def test_a_corrected_log_that_cannot_be_read_changes_nothing(self):
        self.place.write("corrected.ndjson", "{}\n")
        self.refused("missing_field", "correct", "DEMO", "corrected.ndjson", *REASON, *self.by("developer"))
        self.answer("error", 2, "correct", "DEMO", "corrected.txt", *REASON, *self.by("developer"))

    def test_a_correction_is_signed_elsewhere(self):
        self.place.write("corrected.ndjson", log_of([console(1, "2026-03-20T10:00:00Z")]))
        words = ("correct", "DEMO", "corrected.ndjson", *REASON, "--signer", "keys/developer.pem.pub", "--prepare")
        self.assertEqual(self.answer("correct", 0, *words, "staged")["prepared"], "staged")
        self.answer("submit-sign", 0, "submit", "sign", "staged", *self.by("developer"))
        self.answer("act", 0, "submit", "commit", "staged")
        self.assertEqual(self.answer("correct", 0, *words, "again")["correction"]["unchanged"], 1)


if __name__ == "__main__":
    unittest.main()
