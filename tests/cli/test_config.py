#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How a project's tables are read is kept for its next one, said where it is taken again, shown and forgotten."""
import stat
import unittest

import program

HEADER = "kind,occurred_at,device.imei,participant,country,category,holder,waste\n"


def row(imei, at):
    return f"collection,{at},{imei},03571592900010,FR,smartphone,consumer,false\n"


class Kept(program.InRegistry):
    def submit(self, text, *options, code=0, schema="submit", **more):
        self.place.write("log.csv", text)
        return self.answer(schema, code, "submit", "log.csv", "--project", "DEMO", "--key", self.place.developer, *options, **more)

    def settings(self, *words):
        return {each["setting"]: (each["value"], each["from"]) for each in
                self.answer("config", 0, "config", *words)["settings"]}

    def test_what_was_said_of_the_last_table_holds_for_the_next_and_is_said(self):
        ambiguous = HEADER + row("350000000000048", "01/03/2025 10:00")
        self.submit(ambiguous, "--dates", "dmy", "--zone", "Europe/Paris", "--dry-run")
        refused = self.submit(ambiguous, code=1, schema="refused")["refused"]
        self.assertEqual([each["word"] for each in refused], ["ambiguous_date"])
        self.submit(ambiguous, "--dates", "dmy", "--zone", "Europe/Paris")
        self.assertEqual(stat.S_IMODE((self.place.registry / "reading.json").stat().st_mode), 0o600)
        again = self.submit(HEADER + row("350000000000055", "02/03/2025 10:00"))
        self.assertEqual(again["table"]["from_before"], ["dates", "zone"])
        self.assertEqual(again["table"]["zone"], "Europe/Paris")
        other = self.submit(HEADER + row("350000000000063", "03/04/2025 10:00"), "--dates", "mdy")
        self.assertEqual((other["table"]["dates"], other["table"]["from_before"]), ("mdy", ["zone"]))
        self.place.write("log.csv", HEADER + row("350000000000071", "03/04/2025 10:00"))
        said = self.place.lcl("submit", "log.csv", "--project", "DEMO", "--key", self.place.developer, "--dry-run").err
        self.assertIn("as with the project's last table, unless you say otherwise: --dates mdy, --zone Europe/Paris\n", said)

    def test_other_logs_neither_take_nor_change_it(self):
        self.submit(HEADER + row("350000000000048", "01/03/2025 10:00"), "--dates", "dmy", "--zone", "Europe/Paris")
        self.place.write("log.ndjson", program.event("collection", "350000000000055", "2025-03-01T09:00:00Z"))
        answer = self.answer("submit", 0, "submit", "log.ndjson", "--project", "DEMO", "--key", self.place.developer)
        self.assertNotIn("table", answer)
        self.assertEqual(self.settings("--project", "DEMO")["dates"][0], "dmy")

    def test_it_is_shown_with_what_says_so_and_forgotten(self):
        self.assertEqual(self.settings()["registry"], (str(self.place.registry), "LCL_REGISTRY"))
        self.assertEqual(self.settings("--registry", "registry")["registry"], ("registry", "--registry"))
        self.submit(HEADER + row("350000000000048", "01/03/2025 10:00"), "--dates", "dmy", "--zone", "Europe/Paris")
        self.assertIn("reading.json, the last table of DEMO", self.settings("--project", "DEMO")["zone"][1])
        self.assertNotIn("zone", self.settings("--project", "OTHER"))
        self.assertNotIn("zone", self.settings("--project", "DEMO", "--forget"))
        self.submit(HEADER + row("350000000000055", "02/03/2025 10:00"), code=1, schema="refused")
        self.answer("error", 2, "config", "--forget")

    def test_what_says_so_is_a_column_that_is_asked_for(self):
        plain, told = (self.place.lcl("config", *words).out.splitlines() for words in ((), ("--origin",)))
        self.assertEqual(plain[0].split(), ["registry", str(self.place.registry)])
        self.assertEqual(told[0].split(), ["registry", str(self.place.registry), "LCL_REGISTRY"])

    def test_what_a_user_has_settled_lies_beneath_the_project_and_is_said(self):
        own = {"XDG_CONFIG_HOME": str(self.place.folder / "config")}
        settled = self.answer("config", 0, "config", "--set", "dates=dmy", "--set", "zone=Europe/Paris", **own)["settings"]
        file = self.place.folder / "config/lcl/reading.json"
        self.assertIn({"setting": "zone", "value": "Europe/Paris", "from": str(file)}, settled)
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        again = self.submit(HEADER + row("350000000000048", "01/03/2025 10:00"), **own)
        self.assertEqual((again["table"]["zone"], again["table"]["settled"]), ("Europe/Paris", ["dates", "zone"]))
        self.assertFalse((self.place.registry / "reading.json").exists())
        self.submit(HEADER + row("350000000000055", "03/04/2025 10:00"), "--dates", "mdy", **own)
        last = self.submit(HEADER + row("350000000000063", "03/05/2025 10:00"), **own)["table"]
        self.assertEqual((last["dates"], last["from_before"], last["settled"]), ("mdy", ["dates"], ["zone"]))
        shown = {each["setting"]: each["from"] for each in
                 self.answer("config", 0, "config", "--project", "DEMO", **own)["settings"]}
        self.assertIn("the last table of DEMO", shown["dates"])
        self.assertEqual(shown["zone"], str(file))
        self.answer("config", 0, "config", "--set", "zone=", **own)
        self.assertEqual(file.read_text(encoding="utf-8"), '{"dates":"dmy"}\n')
        for wrong in ("dates=xyz", "zone=Nowhere/Land", "output=x", "zone"):
            self.answer("error", 2, "config", "--set", wrong, **own)
        file.write_text('{"registry": "elsewhere"}', encoding="utf-8")
        self.assertIn("is not what lcl keeps there", self.answer("error", 2, "config", **own)["error"]["message"])

    def test_the_folder_of_a_registry_settles_nothing_but_how_tables_are_read(self):
        (self.place.registry / "reading.json").write_text('{"DEMO": {"output": "/tmp/x", "sheet": "Other", "dates": "dmy"}}',
                                                          encoding="utf-8")
        self.assertEqual(set(self.settings("--project", "DEMO")), {"registry", "state", "dates"})

    def test_a_file_that_is_not_what_was_kept_is_named(self):
        (self.place.registry / "reading.json").write_text('{"DEMO": ["dmy"]}', encoding="utf-8")
        error = self.submit(HEADER + row("350000000000048", "01/03/2025 10:00"), code=2, schema="error")["error"]
        self.assertIn("reading.json is not what lcl keeps there", error["message"])
        (self.place.registry / "reading.json").write_text('{"DEMO": {"dates": "xyz"}}', encoding="utf-8")
        self.submit(HEADER + row("350000000000048", "01/03/2025 10:00"), code=2, schema="error")


if __name__ == "__main__":
    unittest.main()
