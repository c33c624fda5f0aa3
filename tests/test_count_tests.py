#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""count_tests.py counts what programs report, and never takes a crash or an empty run for a success."""
import unittest
import xml.etree.ElementTree as ElementTree

from count_tests import counts

DOCTEST = "[doctest] test cases: 12 | {} passed | {} failed | 0 skipped\n[doctest] assertions: 30 | 30 passed\n"
UNITTEST = ".....\n------\nRan 5 tests in 0.012s\n\n{}\n"


def counted(status, output, skipped=None):
    case = ElementTree.Element("testcase", status=status)
    ElementTree.SubElement(case, "system-out").text = output
    if skipped is not None:
        ElementTree.SubElement(case, "skipped", message=skipped)
    return counts(case)


class CountTests(unittest.TestCase):
    def test_doctest_cases(self):
        self.assertEqual(counted("run", DOCTEST.format(12, 0)), (12, 0))
        self.assertEqual(counted("fail", DOCTEST.format(10, 2)), (10, 2))

    def test_unittest_cases(self):
        self.assertEqual(counted("run", UNITTEST.format("OK")), (5, 0))
        self.assertEqual(counted("run", UNITTEST.format("OK (skipped=2)")), (3, 0))
        self.assertEqual(counted("fail", UNITTEST.format("FAILED (failures=1, errors=2)")), (2, 3))

    def test_any_other_program_is_one_case(self):
        self.assertEqual(counted("run", "done"), (1, 0))
        self.assertEqual(counted("fail", "done"), (0, 1))

    def test_a_program_that_fails_after_its_last_case_has_failed(self):
        self.assertEqual(counted("fail", DOCTEST.format(12, 0) + "ERROR: LeakSanitizer"), (12, 1))

    def test_a_program_that_ran_no_case_has_failed(self):
        self.assertEqual(counted("run", DOCTEST.format(0, 0)), (0, 1))

    def test_a_program_that_was_not_found_has_failed(self):
        self.assertEqual(counted("notrun", "", skipped="Unable to find executable"), (0, 1))

    def test_a_skipped_test_is_not_counted(self):
        self.assertEqual(counted("notrun", "", skipped="SKIP_RETURN_CODE=77"), (0, 0))


if __name__ == "__main__":
    unittest.main()
