#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the test cases of a CTest run: those that doctest and unittest programs report themselves, and one
for every other test. A program that fails without naming a failed case, or that ran none, is one failed case.

    count_tests.py JUNIT.xml…    prints `N passed, N failed` for all files; exit code 1 if any failed or none ran
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

DOCTEST = re.compile(r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_BROKEN = re.compile(r"\b(?:failures|errors|unexpected successes)=(\d+)")
UNITTEST_SKIPPED = re.compile(r"\bskipped=(\d+)")


def reported(output):
    """(passed, failed) as the program itself says, or nothing."""
    if doctest := DOCTEST.findall(output):
        return tuple(map(int, doctest[-1]))
    if ran := list(UNITTEST.finditer(output)):
        verdict = output[ran[-1].end():]
        failed = sum(map(int, UNITTEST_BROKEN.findall(verdict)))
        skipped = sum(map(int, UNITTEST_SKIPPED.findall(verdict)))
        return int(ran[-1].group(1)) - failed - skipped, failed
    return None


def counts(testcase):
    """(passed, failed) of one CTest test."""
    status = testcase.get("status")
    if status == "disabled":
        return 0, 0
    skipped = testcase.find("skipped")
    if status == "notrun" and skipped is not None and skipped.get("message", "").startswith("SKIP_"):
        return 0, 0
    sound = status == "run"
    output = testcase.findtext("system-out") or ""
    passed, failed = reported(output) or (int(sound), 0)
    if failed == 0 and (not sound or passed == 0):
        failed = 1
    return passed, failed


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    every = [counts(case) for path in sys.argv[1:] for case in ElementTree.parse(path).getroot().iter("testcase")]
    passed = sum(count[0] for count in every)
    failed = sum(count[1] for count in every)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed > 0 or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
