# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A commitment to a number that could be chosen after the population was known.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly commit_number number.txt --key "$auditor"
}
refused() {
  draw number.txt "${options[@]}"
}
