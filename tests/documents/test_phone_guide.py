#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The guide for a first phone leads from an empty folder to a figure and a sound ledger: what it shows is typed, and
its table is saved, in the order in which they stand. LCL in the environment is the path of lcl."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from test_commands import LCL, ROOT, commands

GUIDE = (ROOT / "schemas/guides/phone.md").read_text(encoding="utf-8")
TABLE = re.compile(r"^```csv\n(.*?)^```$", re.M | re.S)


class Start(unittest.TestCase):
    def test_what_the_guide_shows_leads_to_a_figure_and_a_sound_ledger(self):
        before, table, after = TABLE.split(GUIDE)
        typed = [*commands(before), f"cat > phone.csv <<'END'\n{table}END", *commands(after)]
        self.assertEqual(len(typed), 10)
        typed.append("lcl")
        with tempfile.TemporaryDirectory() as folder:
            for name in ("README.md", "samples", "schemas"):
                pathlib.Path(folder, name).symlink_to(ROOT / name)
            environment = {name: value for name, value in os.environ.items() if name != "LCL_REGISTRY"}
            run = subprocess.run(["sh", "-e", "-c", "\n".join(["lcl", *typed])], cwd=folder, capture_output=True, text=True,
                                 check=False, timeout=60,
                                 env=environment | {"PATH": f"{LCL.parent}:{environment['PATH']}"})
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertTrue(run.stdout.startswith("there is no registry in this folder\n"), run.stdout)
        self.assertIn("\nlcl key grant first-phone/developer.pem.pub --role developer --party 03571592900010", run.stdout)
        self.assertRegex(run.stdout, r"\naccepted +3\n")
        self.assertRegex(run.stdout, r"\nverdict +sound\n")
        self.assertIn("\n  lcl status PHONE1  My first phone\n", run.stdout)


if __name__ == "__main__":
    unittest.main()
