#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example and the table of factors in schemas/README.md, section Sampling, are what the second implementation gives."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sampling_example  # noqa: E402

PAGE = pathlib.Path(__file__).resolve().parents[2] / "schemas/README.md"


class Page(unittest.TestCase):
    def test_the_example_is_worked_out(self):
        self.assertIn(sampling_example.example(), PAGE.read_text(encoding="utf-8"))

    def test_every_factor_is_published(self):
        self.assertIn(f"```text reliability-factors\n{sampling_example.table()}```\n", PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
