#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What lcl serve answers to anybody: as the program answers it at the size of the last checkpoint."""
import contextlib
import json
import sqlite3
import threading
import time
import unittest
import urllib.parse

import program
from life import Life, console
from served import Service

# By the path's last word: the question, as parameters and as the words of a call.
QUESTIONS = [
    ("auditor-list", {}, ["auditor", "list"]),
    ("holder-list", {}, ["holder", "list"]),
    ("key-list", {}, ["key", "list"]),
    ("log", {}, ["log", "--statements"]),
    ("log", {"project": "DEMO", "kind": "project_labelled"},
     ["log", "--statements", "--project", "DEMO", "--kind", "project_labelled"]),
    ("methodology-list", {}, ["methodology", "list"]),
    ("participant-list", {}, ["participant", "list"]),
    ("project-list", {}, ["project", "list"]),
    ("question-list", {"subject": "DEMO"}, ["question", "list", "DEMO"]),
    ("register", {}, ["register"]),
    ("register", {"subject": "DEMO", "cdop": "true"}, ["register", "DEMO", "--cdop"]),
    ("register", {"subject": "DEMO", "cdop": "false"}, ["register", "DEMO"]),
    ("report-list", {"subject": "DEMO"}, ["report", "list", "DEMO"]),
    ("sample-list", {"subject": "DEMO"}, ["sample", "list", "DEMO"]),
    ("status", {"subject": "DEMO"}, ["status", "DEMO"]),
    ("units-list", {"subject": "DEMO"}, ["units", "list", "DEMO"]),
    ("units-list", {"holder": "DEMO"}, ["units", "list", "--holder", "DEMO"]),
    ("units-owed", {"subject": "DEMO"}, ["units", "owed", "DEMO"]),
]


def target(word, parameters):
    query = urllib.parse.urlencode(parameters)
    return f"/v1/answers/{word}" + (f"?{query}" if query else "")


class Answers(Life):
    def reach(self):
        self.enrol_auditor()
        self.submit(console(number) for number in range(3))
        self.report()

    def setUp(self):
        super().setUp()
        self.service = Service(self.place.registry, self.place.folder / "work")
        self.addCleanup(self.service.stop)

    def test_it_answers_as_the_program_does_at_this_size(self):
        size = self.place.size()
        for word, parameters, words in QUESTIONS:
            with self.subTest(word, parameters=parameters):
                answer = self.service.get(target(word, parameters))
                done = self.place.lcl(*words, "--json", "--at", size)
                self.assertEqual(answer.body, self.in_one_line(done.stdout), done.err)
                self.assertEqual(answer.status, {0: 200, 1: 422}[done.returncode])

    @staticmethod
    def in_one_line(document):
        """The log's own form has each entry on a line."""
        return json.dumps(json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    def test_all_that_it_answers_is_asked_here(self):
        paths = self.service.json("/v1/openapi.json")["paths"]
        answers = {path.removeprefix("/v1/answers/") for path in paths if path.startswith("/v1/answers/")}
        self.assertEqual(answers, {word for word, _, _ in QUESTIONS})

    def test_no_answer_tells_of_an_event(self):
        devices = {line["entry"]["device"] for line in self.events()}
        self.assertTrue(devices)
        for word, parameters, _ in QUESTIONS:
            body = self.service.get(target(word, parameters)).body.decode()
            for device in devices:
                self.assertNotIn(device, body, word)

    def events(self):
        return json.loads(self.done("log", "--kind", "collection", "--json"))["entries"]

    def test_what_is_not_for_everybody_is_not_there(self):
        for word in ("tally", "device-list", "device", "explain", "dispute-list", "submit", "key-new", "config", "project", "log-",
                     "units%20list", "LOG"):
            answer = self.service.get(f"/v1/answers/{word}?subject=DEMO")
            self.assertEqual((answer.status, json.loads(answer.body)["error"]["code"]), (404, "not_found"), word)

    def test_no_parameter_names_a_file_a_form_a_size_or_a_registry(self):
        for parameter in ("registry", "output", "format", "locale", "force", "at", "lang", "json", "help", "version", "checkpoint",
                          "log-key", "policy", "entries", "statements"):
            answer = self.service.get(target("log", {parameter: "1"}))
            self.assertEqual((answer.status, json.loads(answer.body)["error"]["code"]), (400, "bad_request"), parameter)

    def test_a_wrong_parameter_is_said_in_a_sentence(self):
        for query, said in (("log?kinds=x", "did you mean kind?"), ("log?limit=0", "from 1 to 1000"), ("log?limit=1001", "from 1 to 1000"),
                            ("log?from=-1", '--from: "-1" is not a whole number'), ("log?project=A&project=B", "given twice"),
                            ("status", "parameter subject is missing"), ("register?cdop=yes", "is true or false"),
                            ("units-list", "give a project's ID"), ("key-list?after=x", "after is a whole number"),
                            ("key-list?subject=x", 'no parameter "subject"')):
            answer = self.service.get("/v1/answers/" + query)
            self.assertEqual(answer.status, 400, query)
            self.assertIn(said, json.loads(answer.body)["error"]["message"])

    def test_a_subject_is_never_taken_for_an_option(self):
        answer = self.service.get(target("status", {"subject": "--registry=/"}))
        self.assertEqual(answer.status, 422)
        self.assertEqual(program.faults("refused", answer.body.decode()), "")

    def pages(self, word, parameters):
        """Every page, from link to link."""
        at = target(word, parameters)
        while at:
            answer = self.service.get(at)
            self.assertEqual(answer.status, 200, answer.body)
            yield json.loads(answer.body)
            link = answer.headers.get("Link")
            at = link and link[1:link.index(">")]
            self.assertIn(link and link[link.index(">"):], (None, '>; rel="next"'))

    def test_pages_have_each_item_once(self):
        for word, list_name in (("key-list", "keys"), ("log", "entries"), ("participant-list", "participants")):
            whole = self.service.json(target(word, {}))
            for limit in (1, 2, len(whole[list_name]) - 1, len(whole[list_name])):
                pages = list(self.pages(word, {"limit": limit}))
                self.assertEqual([item for page in pages for item in page[list_name]], whole[list_name], (word, limit))
                self.assertTrue(all(len(page[list_name]) <= limit for page in pages))
                self.assertEqual({json.dumps(page["head"]) for page in pages}, {json.dumps(whole["head"])})

    def test_pages_keep_what_was_asked(self):
        pages = list(self.pages("log", {"project": "DEMO", "limit": 2}))
        entries = [item for page in pages for item in page["entries"]]
        self.assertGreater(len(entries), 2)
        self.assertEqual({item["entry"]["project"] for item in entries}, {"DEMO"})

    def test_a_page_behind_the_end_is_empty(self):
        self.assertEqual(self.service.json(target("key-list", {"after": 9007199254740991}))["keys"], [])
        self.assertEqual(self.service.json(target("log", {"from": 9007199254740991}))["entries"], [])

    def test_an_answer_known_is_not_sent_again_until_the_log_goes_on(self):
        at = target("project-list", {})
        first = self.service.get(at)
        etag = first.headers["ETag"]
        for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
            again = self.service.get(at, If_None_Match=known)
            self.assertEqual((again.status, again.body, again.headers["ETag"]), (304, b"", etag))
        self.assertEqual(self.service.get(at, If_None_Match='"other"').status, 200)
        self.assertNotEqual(self.service.get(target("project-list", {"limit": 1})).headers["ETag"], etag)
        self.submit([console(77)])
        after = self.service.get(at, If_None_Match=etag)
        self.assertEqual(after.status, 200)
        self.assertEqual(json.loads(after.body)["head"]["size"], self.place.size())

    def test_head_says_what_get_would(self):
        at = target("project-list", {})
        got, asked = self.service.get(at), self.service.request("HEAD", at)
        self.assertEqual(asked.body, b"")
        for name in ("Content-Length", "Content-Type", "ETag"):
            self.assertEqual(asked.headers[name], got.headers[name])

    def test_many_at_once_get_the_same(self):
        at, found = target("units-owed", {"subject": "DEMO"}), []

        def ask():
            for _ in range(10):
                answer = self.service.get(at)
                found.append((answer.status, answer.body))

        threads = [threading.Thread(target=ask) for _ in range(16)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual(len(found), 160)
        self.assertEqual(set(found), {(200, self.service.get(at).body)})

    def test_figures_that_are_kept_are_those_of_the_log(self):
        asked = {word: target(word, {"subject": "DEMO"}) for word in ("status", "units-owed")}
        for recorded in (lambda: self.submit([console(80)]), lambda: self.report("2026-01"), lambda: self.submit([console(81)])):
            for at in asked.values():
                self.service.json(at)
            recorded()
            for word, at in asked.items():
                with self.subTest(word, size=self.place.size()):
                    self.assertEqual(self.answer_at_the_head(at), self.in_one_line(
                        self.done(*word.split("-"), "DEMO", "--json", "--at", self.place.size()).encode()))

    def test_the_last_figures_are_given_while_the_next_are_derived(self):
        at = target("status", {"subject": "DEMO"})
        before = self.service.json(at)["head"]
        self.submit([console(82)])
        self.service.get("/v1/checkpoint")
        time.sleep(2.1)  # as long as they are given anyhow
        with contextlib.closing(sqlite3.connect(self.place.registry / "ledger.db", isolation_level=None)) as writing:
            writing.execute("BEGIN EXCLUSIVE")
            self.assertEqual(self.service.json(at)["head"], before)
            self.assertEqual(self.service.json(at)["head"], before)
        self.assertGreater(json.loads(self.answer_at_the_head(at))["head"]["size"], before["size"])

    def answer_at_the_head(self, at):
        """The service's, which may be two seconds old."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = self.service.get(at)
            if json.loads(answer.body)["head"]["size"] == self.place.size():
                return answer.body
            time.sleep(0.1)
        self.fail(f"{at} stays behind the head")

    def test_it_is_answered_in_english_whatever_its_user_speaks(self):
        french = Service(self.place.registry, self.place.folder / "other", language="fr")
        self.addCleanup(french.stop)
        answer = french.get(target("status", {"subject": "NONE"}))
        self.assertIn("there is no project", json.loads(answer.body)["refused"][0]["message"])


if __name__ == "__main__":
    unittest.main()
