#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a party reads of a registry from afar, and what becomes of an act that the registry, or who stands before it, does not
take."""
import json
import unittest

from from_afar import CONSOLES, SIRET, FromAfar
from life import console

PERIOD = ("--project", "DEMO", "--period", "2025")


class Reading(FromAfar):
    def reach(self):
        self.submit(console(number) for number in range(30))
        self.enrol_auditor()
        self.report()

    def in_session(self, name="developer"):
        client = self.party(name)
        self.does(client, "key", "session", "session.pem", "--key", "own.pem")
        return client, ("--session", "session.pem")

    def device(self, client, session):
        return client.json("device", "list", *PERIOD, *session)[1]["devices"][0]["device"]

    def test_a_device_is_looked_at_in_its_project_s_bundle(self):
        developer, session = self.in_session()
        pseudonym = self.device(developer, session)
        for words in (("device", pseudonym), ("explain", pseudonym)):
            there = developer.json(*words, "--project", "DEMO", *session)
            self.assertEqual(there, self.place.json(*words))
            self.assertEqual(there[0], 0)
            done = self.does(developer, *words, *session, code=2)
            self.assertIn("name its project and who asks, --project ID --session FILE", done.err)
        self.assertIn("give --project ID and --session FILE", self.does(developer, "device", "490154203237518", *session, code=2).err)
        done = self.place.lcl("device", pseudonym, "--project", "DEMO")
        self.assertEqual(done.returncode, 2)
        self.assertIn("here the registry itself is read", done.err)

    def test_its_developer_alone_finds_a_device_by_its_identifiers(self):
        developer, session = self.in_session()
        named = ("device", "--manufacturer", "Maker", "--serial", "C00003")
        there = developer.json(*named, "--project", "DEMO", *session)
        self.assertEqual(there, self.place.json(*named))
        self.assertEqual(there[0], 0)
        done = self.does(developer, "device", "352099001761481", "--project", "DEMO", *session, code=1)
        self.assertIn("was never recorded here", done.err)
        auditor, session = self.in_session("auditor")
        self.assertIn("403", self.does(auditor, *named, "--project", "DEMO", *session, code=2).err)

    def test_a_bundle_from_afar_is_the_one_that_the_registry_writes(self):
        auditor, session = self.in_session("auditor")
        self.does(auditor, "bundle", "--project", "DEMO", "--output", "afar.bundle", *session)
        self.done("bundle", "--project", "DEMO", "--output", "here.bundle")
        read = ("tally", *PERIOD, "--registry")
        self.assertEqual(auditor.json(*read, "afar.bundle"), self.place.json(*read, "here.bundle"))
        self.assertIn("sound", self.does(auditor, "verify", "afar.bundle").out)
        self.assertIn("--session", self.does(self.client(), "bundle", "--project", "DEMO", "--output", "b", code=2).err)
        self.does(auditor, "bundle", "--project", "DEMO", "--output", "private.bundle", "--private", *session, code=2)

    def test_what_an_auditor_reads_is_what_it_verifies(self):
        auditor, session = self.in_session("auditor")
        code, whole = auditor.json("verify", "--project", "DEMO", *session)
        self.assertEqual((code, whole["sound"]), (0, True))
        statements = auditor.json("verify")[1]
        self.assertLess(whole["withheld"]["payloads"], statements["withheld"]["payloads"])
        audit = ("audit", "DEMO", "--period", "2025")
        self.assertEqual(auditor.json(*audit, *session), self.place.json(*audit))
        self.assertIn("--registry", self.does(auditor, "verify", "afar.bundle", "--project", "DEMO", code=2).err)

    def test_who_may_not_read_a_project_s_events_is_told_what_is_said_to_anybody(self):
        for words, asked in ((("status", "DEMO"), "status"), (("units", "owed", "DEMO"), "units-owed")):
            done = self.does(self.client(), *words, code=2)
            self.assertIn(f"without a proof: {self.between.url}/v1/answers/{asked}?subject=DEMO", done.err)

    def test_a_holder_is_told_that_a_session_opens_nothing(self):
        self.enrol_holder("town", "Ville d'Albi")
        town = self.party("town")
        done = self.does(town, "key", "session", "session.pem", "--key", "own.pem", code=2)
        self.assertIn("a key of a holder needs no session", done.err)
        self.assertFalse((town.folder / "session.pem").exists())

    def test_a_key_is_asked_for_with_the_name_that_the_registry_has(self):
        client = self.client()
        self.does(client, "key", "new", "own.pem")
        self.assertEqual(json.loads(self.does(client, "key", "request", "own.pem").out)["origin"], self.origin())


class Acting(FromAfar):
    def acts(self, client, *more, code):
        return self.does(client, "participant", "register", SIRET, "--name", "Atelier", "--key", "own.pem", *more, code=code)

    def posted(self):
        return [path for method, path, _ in self.between.seen if method == "POST"]

    def answers_with(self, status, body, headers=()):
        def change(method, _path, send):
            return (status, dict(headers), body) if method == "POST" else send()

        self.between.change = change

    def test_what_the_own_copy_of_the_log_refuses_is_not_sent_and_said_in_one_s_own_language(self):
        developer = self.party("developer")
        self.acts(developer, code=0)
        sent = len(self.posted())
        done = self.acts(developer, "--lang", "fr", code=1)
        self.assertIn("est déjà inscrit", done.err)
        self.assertEqual(len(self.posted()), sent)

    def test_a_refusal_that_the_own_copy_of_the_log_does_not_bear_out_is_told_with_what_it_may_hide(self):
        developer = self.party("developer")
        refused = {"refused": [{"word": "not_enrolled", "message": "no"}], "refused_count": 1}
        self.answers_with(422, json.dumps(refused).encode())
        done = self.acts(developer, code=1)
        self.assertIn("not_enrolled", done.err)
        self.assertIn("could still be recorded within 30 days", done.err)

    def test_an_answer_that_is_no_service_s_leaves_it_open_whether_it_is_recorded(self):
        developer = self.party("developer")
        for status, body in ((422, b"<html>no</html>"), (413, b"<html>too large</html>"), (204, b""), (200, b"<html>hello</html>"),
                             (502, b"")):
            with self.subTest(status):
                self.answers_with(status, body, {"Retry-After": "1"})
                done = self.acts(developer, code=2)
                self.assertIn("it is not known whether participant_registered is recorded", done.err)
                self.assertEqual(len(developer.kept("XDG_STATE_HOME/lcl/remote/*/unanswered/*.json")), 1)
                for kept in developer.kept("XDG_STATE_HOME/lcl/remote/*/unanswered/*.json"):
                    kept.unlink()

    def test_of_a_submission_it_is_not_said_that_it_is_sent_again(self):
        developer = self.party("developer")
        self.log(developer)

        def change(_method, path, send):
            return (503, {"Retry-After": "1"}, b"") if path.endswith("/signature") else send()

        self.between.change = change
        done = self.submits(developer, code=2)
        self.assertIn("it is not known whether the submission is recorded: run the same command again", done.err)
        self.assertNotIn("kept", done.err)
        self.between.change = lambda _method, _path, send: send()
        before = self.place.size()
        self.submits(developer)
        self.assertEqual(self.place.size(), before + 1 + 3 * CONSOLES)

    def test_a_mirror_that_never_comes_whole_is_given_up(self):
        def change(method, path, send):
            if "bundles" not in path:
                return send()
            ranged = any(name.lower() == "range" for name in self.between.seen[-1][2])
            self.between.cut = None if ranged else 100
            return (416, {}, b"") if ranged else (200, {"ETag": '"1"'}, b"x" * 200_000)

        self.between.change = change
        done = self.does(self.client(), "project", "list", code=2)
        self.assertLess(len(self.between.seen), 12)
        self.assertIn("answers with status 416", done.err)


if __name__ == "__main__":
    unittest.main()
