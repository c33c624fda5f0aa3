# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A draw from a report that credits nothing.
before() {
  enrol_auditor 55208131766522
  quietly commit_number number.txt --key "$auditor"
  quietly report 2025
}
refused() {
  draw number.txt "${options[@]}"
}
