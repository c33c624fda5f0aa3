#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What lcl needs is looked at line by line; what is not in order is said with what to do, and the exit code is 1."""
import unittest

import program


class Examined(program.InRegistry):
    def examined(self, code, **more):
        answer = self.answer("doctor", code, "doctor", **more)
        self.assertEqual(answer["in_order"], code == 0)
        return {each["what"]: each for each in answer["examined"]}

    def to_do(self, **more):
        return {what: each["to_do"] for what, each in self.examined(1, **more).items() if not each["in_order"]}

    def test_all_is_in_order_in_a_registry_of_one_s_own(self):
        found = self.examined(0)
        self.assertEqual(list(found), ["program", "time zones", "PDF", "state folder", "registry", "yours", "file modes", "clock",
                                       "room"])
        self.assertRegex(self.place.lcl("doctor").out, r"(?m)^ok +registry +\S+, \d+ entries$")

    def test_where_there_is_no_registry_that_is_said(self):
        self.assertIn("give --registry", self.examined(0, LCL_REGISTRY=str(self.place.folder))["registry"]["found"])

    def test_what_others_can_read_is_named(self):
        (self.place.registry / "pepper.key").chmod(0o644)
        self.assertEqual(self.to_do(), {"file modes": f"chmod go-rwx {self.place.registry}/pepper.key"})
        self.assertRegex(self.place.lcl("doctor").out, r"(?m)^mend +file modes .*\n +to do: chmod go-rwx ")

    def test_a_registry_that_was_copied_is_adopted(self):
        copy = self.place.folder / "copy"
        program.shutil.copytree(self.place.registry, copy)
        self.assertEqual(self.to_do(LCL_REGISTRY=str(copy)), {"yours": f"if it is yours: lcl adopt {copy}"})

    def test_time_zones_that_are_not_there_are_missed(self):
        self.assertIn("tzdata", self.to_do(TZDIR=str(self.place.folder))["time zones"])

    def test_a_ledger_that_cannot_be_read_is_an_answer(self):
        (self.place.registry / "ledger.db").write_bytes(b"no ledger")
        self.assertIn("lcl verify", self.to_do()["registry"])


if __name__ == "__main__":
    unittest.main()
