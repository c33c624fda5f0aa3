# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A draw with a number that a later commitment had replaced before the report.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly commit_number first.txt --key "$auditor"
  quietly commit_number second.txt --key "$auditor"
  quietly report 2025
}
refused() {
  draw first.txt "${options[@]}"
}
