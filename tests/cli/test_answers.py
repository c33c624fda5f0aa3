#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a script relies on: exit codes that cannot be mistaken, and with --json exactly one document on standard
output, as its schema has it."""
import decimal
import hashlib
import json
import os
import pty
import re
import subprocess
import unittest

import program
from program import InRegistry, event

DOCUMENT = program.ROOT / "schemas/methodologies/reconditioning-reference-1.0.json"
PHONE, UNKNOWN_PHONE = "490154203237518", "350000000000048"
PARTICIPANT = "03571592900010"


class Json(InRegistry):
    def test_key_new(self):
        self.answer("key-new", 0, "key", "new", "new.pem", "--dry-run")
        made = self.answer("key-new", 0, "key", "new", "new.pem")
        self.assertEqual(made["fingerprint"], self.answer("key-show", 0, "key", "show", "new.pem")["fingerprint"])
        self.answer("error", 2, "key", "new", "new.pem")

    def test_key_session(self):
        words = ("key", "session", "session.pem", "--key", "keys/developer.pem", "--origin", "registry.example/lbc")
        self.answer("key-session", 0, *words, "--dry-run")
        made = self.answer("key-session", 0, *words, "--days", "30")
        self.assertEqual(made["fingerprint"], self.answer("key-show", 0, "key", "show", "session.pem")["fingerprint"])
        for name in (made["file"], made["certificate_file"]):
            self.assertEqual((self.place.folder / name).stat().st_mode & 0o777, 0o600)
        self.answer("error", 2, *words)
        self.assertEqual(self.answer("key-session", 0, "key", "session", "here.pem", *words[3:5])["origin"],
                         self.answer("key-session", 0, "key", "session", "there.pem", *words[3:5], "--registry", "registry")["origin"])
        for wrong in (("--days", "0"), ("--days", "31"), ("--origin", "not a name")):
            self.answer("error", 2, "key", "session", "other.pem", *words[3:5], *(words[5:] if wrong[0] == "--days" else ()), *wrong)
            self.assertFalse((self.place.folder / "other.pem").exists())

    def test_key_show_is_the_same_for_both_halves(self):
        halves = [self.answer("key-show", 0, "key", "show", f"keys/developer.pem{end}") for end in ("", ".pub")]
        self.assertEqual(*halves)
        self.answer("error", 2, "key", "show", "nowhere.pem")

    def test_init(self):
        words = ("init", "another", "--origin", "registry.example/another", "--certifier", "keys/certifier.pem.pub")
        self.answer("init", 0, *words, "--dry-run")
        self.assertEqual(self.answer("init", 0, *words)["head"]["size"], 1)
        self.answer("refused", 1, *words)
        self.answer("refused", 1, *words, "--dry-run")

    def test_lists_and_what_they_list(self):
        self.assertEqual(len(self.answer("key-list", 0, "key", "list")["keys"]), 4)
        self.assertEqual(len(self.answer("participant-list", 0, "participant", "list")["participants"]), 6)
        self.answer("participant-show", 0, "participant", "show", PARTICIPANT)
        self.answer("refused", 1, "participant", "show", "05982741000024")
        projects = self.answer("project-list", 0, "project", "list")["projects"]
        self.assertEqual([each["id"] for each in projects], ["DEMO", "OTHER"])
        shown = self.answer("project-show", 0, "project", "show", "DEMO")["project"]
        self.assertEqual(shown | projects[0], shown)
        self.answer("refused", 1, "project", "show", "NOWHERE")
        self.assertEqual(self.answer("dispute-list", 0, "dispute", "list", "DEMO")["collections"], [])
        self.answer("methodology-list", 0, "methodology", "list")
        self.answer("refused", 1, "methodology", "show", "other")

    def test_acts(self):
        register = ("participant", "register", "05982741000024", "--name", "Second site")
        self.answer("act", 0, *register, "--key", self.place.operator, "--dry-run")
        operator = self.answer("key-show", 0, "key", "show", self.place.operator)["fingerprint"]
        self.answer("act", 0, *register, "--signer", operator, "--prepare", "register.draft")
        self.answer("act", 0, *register, "--signer", operator, "--prepare", "-")
        self.answer("act", 0, *register, "--key", self.place.operator)
        self.answer("refused", 1, *register, "--key", self.place.operator)
        self.answer("error", 2, *register)
        close = ("project", "close", "DEMO", "--on", "2025-06-01", "--reason", "sold", "--key", self.place.developer)
        self.assertEqual(self.answer("act", 0, *close)["entry"]["project"], "DEMO")
        self.assertIn("closed_on", self.answer("project-show", 0, "project", "show", "DEMO")["project"])

    def test_participants_of_a_file(self):
        self.place.write("more.csv", 'name,siret\r\n"Second ""site""",05982741000024\r\nKnown,' + PARTICIPANT + "\r\n")
        words = ("participant", "register", "--from", "more.csv", "--key", self.place.operator)
        self.assertEqual(len(self.answer("participant-register", 0, *words, "--dry-run")["would_register"]), 1)
        answer = self.answer("participant-register", 0, *words)
        self.assertEqual(answer["registered"], [{"name": 'Second "site"', "siret": "05982741000024"}])
        self.assertEqual(len(answer["skipped"]), 1)
        self.assertEqual(self.answer("participant-register", 0, *words)["registered"], [])
        self.place.write("bad.csv", "siret,name\n1,a\n2,b\n")
        refused = self.answer("refused", 1, "participant", "register", "--from", "bad.csv", "--key",
                              self.place.operator)
        self.assertEqual([each["line"] for each in refused["refused"]], [2, 3])

    def test_methodology_check(self):
        self.assertEqual(self.answer("methodology-check", 0, "methodology", "check", DOCUMENT)["methodology"]["status"],
                         "reference")
        self.answer("refused", 1, "methodology", "check", program.SAMPLES / "methodology_syntax.json")

    def test_methodology_check_tells_of_factors_that_cancel_each_other_out_as_one_source(self):
        document = json.loads(DOCUMENT.with_name("reconditioning-reference-2.0.json").read_text(encoding="utf-8"))
        for factor in (document["parameters"]["rebound"], *document["tables"]["transport"]["rows"].values()):
            factor["group"] = "manufacture"
        hiding = self.place.write("hiding.json", json.dumps(document))
        together = self.answer("methodology-check", 0, "methodology", "check", hiding)["moved_together"]
        self.assertEqual(together["manufacture"],
                         ["lowest_manufacture", "manufacture", "manufacture_by_model", "rebound", "transport"])
        self.assertIn("manufacture, manufacture_by_model, rebound, transport\n",
                      self.place.lcl("methodology", "check", hiding).out)
        self.assertEqual(self.answer("methodology-check", 0, "methodology", "check", DOCUMENT)["moved_together"], {})

    def test_methodology_show_gives_the_bytes_that_the_digest_names(self):
        digest = self.answer("methodology-list", 0, "methodology", "list")["methodologies"][0]["digest"]
        document = self.place.lcl("methodology", "show", digest[:8], "--json").stdout
        self.assertEqual(hashlib.sha256(document.removesuffix(b"\n")).hexdigest(), digest)
        self.assertEqual(json.loads(document), json.loads(DOCUMENT.read_text(encoding="utf-8")))

    def test_submit(self):
        self.place.write("log.ndjson", event("collection", UNKNOWN_PHONE, "2025-03-01T09:00:00Z"))
        words = ("submit", "log.ndjson", "--project", "DEMO", "--key", self.place.developer)
        self.assertTrue(self.answer("submit", 0, *words, "--dry-run")["dry_run"])
        answer = self.answer("submit", 0, *words)
        self.assertEqual(answer["summary"] | {"devices": 1}, {"lines": 1, "accepted": 1, "skipped": 0, "refused": 0,
                                                               "devices": 1, "new_devices": 1, "unchecked_imeis": 0})
        self.assertEqual(answer["entries"]["to"] + 1, answer["head"]["size"])
        again = self.answer("submit", 0, *words)
        self.assertEqual((again["summary"]["skipped"], "entries" in again, again["head"]), (1, False, answer["head"]))

    def test_refused_logs_list_every_refusal_with_its_place(self):
        self.place.write("bad.ndjson", event("collection", "490154203237519", "2025-03-01T09:00:00Z") +
                         event("resale", PHONE, "2025-03-01T09:00:00Z") + "{\n")
        words = ("submit", "bad.ndjson", "--project", "DEMO", "--key", self.place.developer)
        answer = self.answer("refused", 1, *words)
        self.assertEqual([(each["line"], each["word"]) for each in answer["refused"]],
                         [(1, "imei_check_digit"), (2, "resale_before_reconditioning"), (3, "malformed_json")])
        self.assertEqual(answer["refused"][0]["field"], "device.imei")
        self.assertGreater(answer["refused"][0]["column"], 1)
        self.answer("refused", 1, *words, "--dry-run")

    def test_accept_valid(self):
        good, bad = (event("collection", UNKNOWN_PHONE, "2025-03-01T09:00:00Z"), "{}\n")
        self.place.write("mixed.ndjson", bad + good)
        answer = self.answer("submit", 0, "submit", "mixed.ndjson", "--project", "DEMO", "--key",
                             self.place.developer, "--accept-valid", "left.ndjson")
        self.assertEqual((answer["summary"]["accepted"], answer["summary"]["refused"]), (1, 1))
        self.assertEqual((self.place.folder / "left.ndjson").read_text(encoding="utf-8"), bad)

    def test_staged_submissions(self):
        self.place.write("log.ndjson", event("collection", UNKNOWN_PHONE, "2025-03-01T09:00:00Z"))
        words = ("submit", "prepare", "log.ndjson", "--project", "DEMO", "--signer", "keys/developer.pem.pub")
        self.answer("submit", 0, *words, "--output", "staged")
        self.answer("submit-sign", 0, "submit", "sign", "staged", "--key", self.place.developer, "--dry-run")
        self.answer("refused", 1, "submit", "sign", "staged", "--key", self.place.certifier)
        self.answer("refused", 1, "submit", "commit", "staged")
        self.answer("submit-sign", 0, "submit", "sign", "staged", "--key", self.place.developer)
        self.answer("act", 0, "submit", "commit", "staged", "--dry-run")
        first = self.answer("act", 0, "submit", "commit", "staged")
        again = self.answer("act", 0, "submit", "commit", "staged")
        self.assertEqual((again["entry"]["seq"], again["recorded_before"]), (first["entry"]["seq"], True))

    def test_device_and_explain(self):
        device = self.answer("device", 0, "device", PHONE)
        self.assertEqual((device["stage"], device["entries"][0]["seq"]), ("collected", 17))
        self.assertEqual(self.answer("device", 0, "device", device["device"]), device)
        self.answer("device", 1, "device", UNKNOWN_PHONE)
        self.answer("device", 1, "device", "--manufacturer", "Lenovo", "--serial", "PF1A2B3C")
        self.answer("error", 2, "device", "490154203237519")
        explained = self.answer("explain", 0, "explain", "350000000000014")
        self.assertEqual([each["seq"] for each in explained["cycles"][0]["events"]], [18, 19])
        self.assertEqual(len(self.answer("explain", 0, "explain", "350000000000022")["voided"]), 2)
        self.answer("explain", 1, "explain", UNKNOWN_PHONE)
        asked = self.answer("explain", 0, "explain", "350000000000014", "--set", "substitution=0.4")
        self.assertEqual((asked["project"], asked["cycles"][0]["effects"]["net"]["difference"]), ("DEMO", "0"))
        self.assertEqual(self.answer("explain", 0, "explain", "--project", "DEMO", "--period", "2025")["months"], [])
        self.answer("refused", 1, "explain", "--project", "NOWHERE", "--period", "2025")
        for wrong in (["--project", "DEMO"], ["--project", "DEMO", "--period", "2025", "--set", "substitution=1"],
                      ["--project", "DEMO", "--period", "2025", "--category", "toaster"], ["350000000000014", "--period", "2025"],
                      ["350000000000014", "--project", "DEMO"],
                      ["350000000000014", "--project", "OTHER", "--set", "substitution=1"]):
            self.answer("error", 2, "explain", *wrong)

    def test_explaining_what_is_a_periods(self):
        """Of a project under the second edition, which takes off what was done before it."""
        edition = program.ROOT / "schemas/methodologies/reconditioning-reference-2.0.json"
        for words in (["methodology", "adopt", edition, "--key", self.place.certifier],
                      ["project", "notify", "AGAIN", "--title", "Once more", "--region", "Bretagne", "--commune", "Brest",
                       "--applicant-standing", "developer", "--notified-on", "2025-01-01", "--key", self.place.developer],
                      ["project", "file", "AGAIN", "--dossier", edition, "--key", self.place.developer]):
            self.answer("act", 0, *words)
        digest = next(each["digest"] for each in self.answer("methodology-list", 0, "methodology", "list")["methodologies"]
                      if each["version"] == "2.0")
        words = ["project", "label", "AGAIN", "--decision", "fictive", "--methodology", digest, "--potential-units", "1",
                 "--from", "2025-01-01", "--to", "2030-01-01", "--key", self.place.certifier]
        refused = self.answer("refused", 1, *words)["refused"][0]["message"]
        self.assertIn("--parameter 'existing_practice[laptop]=NUMBER'", refused)
        for category in json.loads(edition.read_text(encoding="utf-8"))["tables"]["manufacture"]["rows"]:
            words += ["--parameter", f"existing_practice[{category}]=12"]
        self.answer("act", 0, *words, "--source", "existing_practice=books")
        self.place.write("log.ndjson", event("collection", UNKNOWN_PHONE, "2025-03-01T09:00:00Z"))
        self.answer("submit", 0, "submit", "log.ndjson", "--project", "AGAIN", "--key", self.place.developer)
        months = self.answer("explain", 0, "explain", "--project", "AGAIN", "--period", "2025-03/2025-05")["months"]
        self.assertEqual([(each["start"]["facts"]["period.collected"], each["end"]["facts"]["period.collected"])
                          for each in months], [("0", "1"), ("1", "1")])
        self.assertEqual((months[0]["start"]["steps"], len(months[0]["end"]["steps"])), ([], 4))
        explained = self.answer("explain", 0, "explain", UNKNOWN_PHONE)["cycles"][0]["parameters"]
        self.assertEqual(explained["existing_practice"]["values"]["smartphone"], "12")
        what_if = ["tally", "--project", "AGAIN", "--period", "2025", "--set"]
        asked = self.answer("tally", 0, *what_if, "existing_practice[smartphone]=20000000")
        self.assertEqual(asked["assumed"]["set"][0]["outside_span"], True)
        self.answer("error", 2, *what_if, "existing_practice=0")

    def test_tally(self):
        words = ("tally", "--project", "DEMO", "--period", "2025")
        tally = self.answer("tally", 0, *words, "--by", "category,month")
        self.assertEqual(tally["tally"]["cycles"]["open"], 2)
        self.answer("tally", 0, *words, "--by", "territory,effect")
        written = self.answer("exported", 0, *words, "--output", "tally.csv")
        self.assertEqual(written["sha256"], hashlib.sha256((self.place.folder / "tally.csv").read_bytes()).hexdigest())
        self.answer("refused", 1, "tally", "--project", "NOWHERE", "--period", "2025")
        self.answer("error", 2, *words, "--by", "colour")
        self.answer("error", 2, "tally", "--project", "DEMO", "--period", "yesterday")

    def test_what_if(self):
        words = ("tally", "--project", "DEMO", "--period", "2025")
        asked = self.answer("tally", 0, *words, "--set", "substitution=0.4", "--cycles")
        recorded = self.answer("tally", 0, *words)["tally"]
        self.assertEqual(asked["effects"]["net"]["recorded"], recorded["sums"]["net"])
        self.assertEqual(asked["assumed"]["set"], [{"assumed": "0.4", "name": "substitution", "outside_span": True,
                                                    "recorded": "0.8", "unit": "1"}])
        self.assertEqual(self.place.size(), recorded["checkpoint"]["size"])
        for rows in ("effects", "categories", "months"):
            net = [row["difference"] for name, row in asked[rows].items() if name != "net"]
            self.assertEqual(sum(map(decimal.Decimal, net)),
                             decimal.Decimal(asked["effects"]["net"]["difference"]), rows)
        document = json.loads(DOCUMENT.read_text())
        document["parameters"]["substitution"] |= {"value": "0.4", "span": ["0.4", "1"]}
        document["vectors"] = document["vectors"][:1]
        del document["vectors"][0]["cycle"], document["vectors"][0]["recollection"]
        self.place.write("other.json", json.dumps(document))
        other = self.answer("tally", 0, *words, "--methodology", "other.json")
        self.assertEqual(other["effects"], asked["effects"])
        document["steps"] = []
        self.place.write("other.json", json.dumps(document))
        self.answer("refused", 1, *words, "--methodology", "other.json")
        self.answer("refused", 1, *words, "--set", "additionality_discount=2")
        for wrong in (["--set", "substitution"], ["--set", "nothing=1"], ["--set", "substitution=1"] * 2,
                      ["--set", "substitution=1", "--by", "month"], ["--cycles"]):
            self.answer("error", 2, *words, *wrong)

    def test_uncertainty(self):
        words = ("uncertainty", "--project", "DEMO", "--period", "2025")
        self.assertEqual(self.answer("uncertainty", 0, *words)["groups"], [])
        asked = self.answer("uncertainty", 0, *words, "--spans")
        self.assertIn("substitution", [each["name"] for each in asked["spans"]])
        self.assertFalse(any(each["stated_by_project"] for each in asked["spans"]))
        drawn = self.answer("uncertainty", 0, *words, "--monte-carlo", "3", "--seed", "1")["monte_carlo"]
        self.assertEqual(drawn, {"draws": 3, "seed": "1", "vintages": []})
        for wrong in (["--monte-carlo", "3"], ["--seed", "1"], ["--monte-carlo", "0", "--seed", "1"],
                      ["--monte-carlo", "10001", "--seed", "1"]):
            self.answer("error", 2, *words, *wrong)
        self.answer("uncertainty", 0, "uncertainty", "--project", "DEMO")
        self.answer("error", 2, *words, "--report", "3")
        self.answer("refused", 1, *words[:3], "--report", "3")
        self.answer("refused", 1, "uncertainty", "--project", "NOWHERE")
        self.answer("error", 2, "uncertainty", "--period", "2025")

    def test_log(self):
        entries = self.answer("log", 0, "log")["entries"]
        self.assertEqual([each["entry"]["seq"] for each in entries], list(range(self.place.size())))
        statements = self.answer("log", 0, "log", "--statements", "--project", "DEMO")["entries"]
        self.assertEqual([each["entry"]["kind"] for each in statements],
                         ["project_notified", "project_filed", "project_labelled", "submission", "submission"])
        self.assertEqual(self.answer("log", 0, "log", "--kind", "nothing")["entries"], [])

    def test_a_log_that_breaks_off_is_still_one_document(self):
        database = program.without_guards(self.place.registry / "ledger.db")
        database.execute("UPDATE entries SET entry = X'7B7D' WHERE seq = 19")
        database.commit()
        database.close()
        answer = self.answer("log", 2, "log")
        self.assertEqual(len(answer["entries"]), 19)
        self.assertEqual(answer["error"]["obstacle"], "damaged")
        findings = self.answer("verify", 1, "verify")["findings"]
        self.assertEqual((findings[0]["seq"], findings[0]["word"]), (19, "malformed_entry"))

    def test_checkpoint(self):
        self.assertEqual(self.answer("checkpoint", 0, "checkpoint")["checkpoint"], self.place.lcl("checkpoint").out)

    def test_verify(self):
        self.assertTrue(self.answer("verify", 0, "verify")["unanchored"])
        self.answer("verify", 0, "verify", self.place.registry / "ledger.db", "--log-only")
        self.place.write("kept", self.place.lcl("checkpoint").out)
        self.place.write("vkey", self.place.lcl("checkpoint", "--vkey").out)
        self.answer("verify", 0, "verify", "--checkpoint", "kept", "--log-key", "vkey", "--certifier",
                    "keys/certifier.pem.pub")
        self.assertFalse(self.answer("verify", 1, "verify", "--certifier", "keys/developer.pem.pub")["sound"])
        self.answer("error", 2, "verify", "nowhere")
        self.answer("error", 2, "verify", "--log-key", "nowhere")

    def test_rebuild(self):
        self.answer("rebuild", 0, "rebuild", "--dry-run")
        self.assertEqual(self.answer("rebuild", 0, "rebuild")["rebuilt"]["entries"], self.place.size())
        self.answer("verify", 0, "verify")

    def test_help_version_and_refusals(self):
        self.answer("help", 0, "--help")
        self.answer("help", 0, "help", "submit")
        self.answer("help", 0, "key", "--help")
        self.answer("version", 0, "--version")
        self.answer("refusals", 0, "refusals")
        self.answer("error", 2, "refusals", "imei")
        self.answer("error", 2, "nosuch")
        self.answer("error", 2, "sumbit")
        self.answer("error", 2, "log", "--nonsense")

    def commands(self):
        """The names of all commands but help."""
        program_help = self.place.lcl("--help").out
        names = re.findall(r"^  ([a-z]+(?: [a-z-]+)?)  +\S", program_help.split("\ncommands\n")[1].split("\n\n")[0], re.M)
        self.assertGreater(len(names), 25)
        return names[:-1]

    def test_every_command_has_help_with_an_example(self):
        for name in self.commands():
            page = self.place.lcl("help", *name.split()).out
            self.assertIn(f"\n\nexamples\n  lcl {name}", page)
            self.assertEqual(page, self.place.lcl(*name.split(), "--help").out)

    def test_a_usage_line_names_every_option_and_what_it_requires_is_required(self):
        for name in self.commands():
            page = self.place.lcl("help", *name.split()).out
            usage = " ".join(re.search(rf"^usage: lcl {name}(.*?)\n\n", page, re.M | re.S)[1].split())
            listed = page.split("\noptions\n")[1].split("\n\n")[0] if "\noptions\n" in page else ""
            self.assertEqual(re.findall(r"--([a-z0-9-]+)", usage), re.findall(r"^  --([a-z0-9-]+)", listed, re.M), name)
            needed = re.sub(r"\([^)]*\)|\[[^]]*\]", "", usage)
            required = re.findall(r"--[a-z0-9-]+", needed)
            positionals = re.sub(r"--\S+ \S+", "", needed).split()
            for missing in required:
                given = [word for option in required if option != missing for word in (option, "x")]
                done = self.place.lcl(*name.split(), *("x" for _ in positionals), *given)
                self.assertEqual((done.returncode, done.err), (2, f"lcl: {missing} is missing\n"), name)
            for last in positionals[-1:]:
                done = self.place.lcl(*name.split(), *("x" for _ in positionals[1:]))
                self.assertEqual((done.returncode, done.err), (2, f"lcl: {last} is missing\n"), name)


class ExitCodes(InRegistry):
    def test_a_full_disk_is_no_answer(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.LCL, "log"], stdout=full, stderr=subprocess.PIPE, check=False,
                                  env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write to standard output", done.stderr)

    def test_a_reader_that_goes_away_is_no_answer_and_no_noise(self):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([program.LCL, "log"], stdout=write, stderr=subprocess.PIPE, check=False,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        os.close(write)
        self.assertEqual((done.returncode, done.stderr), (2, b""))

    def test_closed_standard_streams_do_not_reach_the_ledger(self):
        before = program.digest_of_folder(self.place.registry)
        done = subprocess.run(["sh", "-c", f'exec "{program.LCL}" verify <&- >&- 2>&-'], check=False,
                              env=program.environment(LCL_REGISTRY=str(self.place.registry)))
        self.assertIn(done.returncode, (0, 2))
        self.assertEqual(program.digest_of_folder(self.place.registry), before)

    def test_no_registry_is_no_answer(self):
        for words in (["log"], ["verify"], ["checkpoint"], ["rebuild"], ["project", "list"]):
            done = program.run(*words, "--registry", self.place.folder)
            self.assertEqual((done.returncode, done.out), (2, ""), words)

    def test_an_empty_ledger_is_not_sound(self):
        (self.place.folder / "empty.db").touch()
        self.assertNotEqual(self.place.lcl("verify", "empty.db").returncode, 0)

    def test_global_options_stand_before_or_after_the_command(self):
        before = program.run("--registry", self.place.registry, "--json", "checkpoint")
        after = program.run("checkpoint", "--json", f"--registry={self.place.registry}")
        self.assertEqual((before.returncode, before.out), (0, after.out))

    def test_abbreviations_are_not_guessed(self):
        done = self.place.lcl("log", "--state")
        self.assertEqual(done.returncode, 2)
        self.assertIn("unknown option --state", done.err)


class Terminal(InRegistry):
    def on_a_terminal(self, *words, **more):
        """What `lcl` writes where both its streams are one terminal."""
        main, side = pty.openpty()
        environment = program.environment(LCL_REGISTRY=str(self.place.registry), TERM="xterm", **more)
        child = subprocess.Popen([program.LCL, *map(str, words)], stdin=side, stdout=side, stderr=side, env=environment,
                                 cwd=self.place.folder)
        os.close(side)
        said = b""
        try:
            while part := os.read(main, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        os.close(main)
        child.wait()
        return said.decode()

    def test_colours_are_for_terminals_that_want_them(self):
        self.assertIn("\x1b[1;32msound\x1b[0m", self.on_a_terminal("verify"))
        self.assertNotIn("\x1b", self.on_a_terminal("verify", NO_COLOR="1"))
        self.assertNotIn("\x1b", self.place.lcl("verify", TERM="xterm").out)

    def test_control_characters_of_a_log_do_not_reach_the_terminal(self):
        self.place.write("bad.ndjson", '{"kind":"\x1b]0;owned\x07"}\n{"kind":"\\u001b[2J"}\n')
        said = self.on_a_terminal("submit", "bad.ndjson", "--project", "DEMO", "--key", self.place.developer,
                                  NO_COLOR="1")
        self.assertNotIn("\x1b", said)
        self.assertNotIn("\x07", said)


if __name__ == "__main__":
    unittest.main()
