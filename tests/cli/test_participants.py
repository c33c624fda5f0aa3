#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Approvals and suspensions of participants, and keys that are replaced."""
import unittest

from life import Life, today
import program

SOCIAL = "06173948800049"
ESUS = ("participant", "approve", SOCIAL, "--scheme", "esus", "--issuer", "DREETS Occitanie", "--reference",
        "2024-ESUS-081", "--evidence", "decision.pdf")
CRITERIA = ("--criteria", "disability_or_reintegration,not_for_profit")


class Approvals(Life):
    def reach(self):
        self.place.write("decision.pdf", "decision")

    def shown(self):
        return self.answer("participant-show", 0, "participant", "show", SOCIAL)["participant"]

    def test_an_esus_agreement_makes_an_impact_champion_while_it_is_valid(self):
        self.assertNotIn("impact_champion", self.shown())
        seq = self.act(*ESUS, *CRITERIA, "--issued", today(-30), "--expires", today(60), by="operator")
        shown = self.shown()
        self.assertTrue(shown["impact_champion"])
        self.assertEqual([(each["entry"], each["valid"]) for each in shown["approvals"]], [(seq, True)])
        self.assertEqual(shown["approvals"][0]["criteria"], ["disability_or_reintegration", "not_for_profit"])
        listed = self.answer("participant-list", 0, "participant", "list")["participants"]
        self.assertEqual([each["siret"] for each in listed if "impact_champion" in each], [SOCIAL])
        self.act("participant", "withdraw-approval", seq, "--on", today(-1), "--reason", "site closed", by="operator")
        self.assertNotIn("impact_champion", self.shown())
        self.assertEqual(self.shown()["approvals"][0]["withdrawn_on"], today(-1))
        self.refused("unknown_approval", "participant", "withdraw-approval", seq, "--on", today(-1), "--reason", "again",
                     *self.by("operator"))

    def test_a_registration_is_taken_back_by_its_maker_or_the_certifier_and_made_again(self):
        words = ("participant", "withdraw", SOCIAL, "--reason", "registered in error")
        self.refused("wrong_party", *words, *self.by("developer"))
        seq = self.act(*words, by="certifier")
        self.assertEqual(self.shown()["withdrawn"], seq)
        self.assertIn(f"withdrawn by entry {seq}", self.done("participant", "list"))
        self.act("participant", "register", SOCIAL, "--name", "Encore Utile", by="operator")
        self.assertNotIn("withdrawn", self.shown())

    def test_the_lack_of_an_approval_is_never_shown(self):
        text = self.done("participant", "show", SOCIAL)
        self.assertEqual([line.split()[0] for line in text.splitlines()], ["siret", "name", "since", "head:"])

    def test_evidence_is_a_file_or_its_digest(self):
        digest = program.hashlib.sha256(b"decision").hexdigest()
        self.act(*ESUS, *CRITERIA, "--issued", "2024-03-01", "--expires", "2029-03-01", by="operator")
        self.assertEqual(self.shown()["approvals"][0]["evidence"], digest)
        words = [*ESUS[:-1], digest, *CRITERIA, "--issued", "2024-03-02", "--expires", "2029-03-01"]
        self.act(*words, by="operator")
        self.assertEqual(self.shown()["approvals"][1]["evidence"], digest)
        self.answer("error", 2, *ESUS[:-1], "nowhere.pdf", *CRITERIA, "--issued", "2024-03-01", "--expires", "2029-03-01",
                    *self.by("operator"))

    def test_expiring_approvals_are_listed_ahead_of_time(self):
        expiring = lambda *more: self.answer("participant-expiring", 0, "participant", "expiring", *more)["approvals"]
        scorecard = ("participant", "approve", SOCIAL, "--scheme", "ecovadis", "--issuer", "EcoVadis", "--evidence",
                     "decision.pdf")
        first = self.act(*scorecard, "--reference", "SC-1", "--rating", "silver", "--issued", today(-300), "--expires",
                         today(40), by="operator")
        self.assertEqual([each["entry"] for each in expiring()], [first])
        self.assertEqual(expiring("--within", "39"), [])
        self.assertIn("EcoVadis (silver)", self.done("participant", "expiring"))
        self.act(*scorecard, "--reference", "SC-2", "--issued", today(), "--expires", today(360), by="operator")
        self.assertEqual(expiring(), [])

    def test_forms_are_refused(self):
        self.refused("malformed_statement", *ESUS, "--issued", "2024-03-01", "--expires", "2029-03-01",
                     *self.by("operator"))
        self.refused("impossible_date", *ESUS, *CRITERIA, "--issued", "2024-03-01", "--expires", "2031-03-01",
                     *self.by("operator"))
        done = self.place.lcl(*ESUS[:3], "--scheme", "bcorp", *ESUS[5:], "--issued", "2024-03-01", "--expires",
                              "2029-03-01", *self.by("operator"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean b_corp?", done.err)

    def test_suspension_and_reinstatement(self):
        suspend = ("participant", "suspend", SOCIAL, "--from", "2025-04-01", "--reason", "finding")
        seq = self.act(*suspend, by="certifier")
        self.assertEqual(self.shown()["suspensions"], [{"entry": seq, "from": "2025-04-01", "reason": "finding"}])
        self.assertIn("suspended  from 2025-04-01", self.done("participant", "show", SOCIAL))
        self.refused("already_suspended", *suspend, *self.by("certifier"))
        self.refused("wrong_role", "participant", "reinstate", SOCIAL, "--from", "2025-07-01", "--reason", "done",
                     *self.by("operator"))
        self.act("participant", "reinstate", SOCIAL, "--from", "2025-07-01", "--reason", "done", by="certifier")
        self.assertEqual(self.shown()["suspensions"][0]["to"], "2025-07-01")


class Keys(Life):
    def reach(self):
        self.done("key", "new", "next.pem")

    def fingerprint(self, file):
        return self.answer("key-show", 0, "key", "show", file)["fingerprint"]

    def key(self, fingerprint):
        return next(each for each in self.answer("key-list", 0, "key", "list")["keys"]
                    if each["fingerprint"] == fingerprint)

    def test_a_key_is_rotated(self):
        old, new = self.fingerprint("keys/developer.pem.pub"), self.fingerprint("next.pem.pub")
        words = ("key", "rotate", old[:12], "--new", "next.pem.pub", *self.by("certifier"))
        size = self.place.size()
        self.answer("key-rotate", 0, *words, "--dry-run")
        self.assertEqual(self.place.size(), size)
        self.answer("key-rotate", 0, *words)
        self.assertEqual(self.place.size(), size + 2)
        self.assertEqual({name: self.key(new)[name] for name in ("party", "role")},
                         {name: self.key(old)[name] for name in ("party", "role")})
        self.assertIn("revoked", self.key(old))
        self.refused("key_already_granted", *words)

    def test_the_only_certifier_key_can_replace_itself(self):
        old = self.fingerprint("keys/certifier.pem.pub")
        words = ("key", "rotate", old, "--new", "next.pem.pub", *self.by("certifier"))
        self.answer("error", 2, *words)
        self.answer("key-rotate", 0, *words, "--party", "05982741000024", "--dry-run")
        self.answer("key-rotate", 0, *words, "--party", "05982741000024")
        self.done("verify")

    def test_a_key_is_revoked_from_an_instant(self):
        old = self.fingerprint("keys/developer.pem.pub")
        words = ("key", "revoke", old, "--reason", "stolen", "--from")
        self.answer("error", 2, *words, "yesterday", *self.by("certifier"))
        self.act(*words, "2025-02-02T10:00:00+01:00", by="certifier")
        self.assertEqual(self.key(old)["compromised"], "2025-02-02T09:00:00.000Z")
        questioned = self.answer("status", 0, "status", "DEMO")["questioned"]
        self.assertGreater(len(questioned), 2)
        self.assertLessEqual(set(questioned), set(self.answer("verify", 0, "verify")["questioned"]))


if __name__ == "__main__":
    unittest.main()
