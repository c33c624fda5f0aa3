# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A sample of a report that credits nothing.
before() {
  enrol_auditor 55208131766522
  quietly report 2025
}
refused() {
  commit_number number.txt --key "$auditor" "${options[@]}"
}
