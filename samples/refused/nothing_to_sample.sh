# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A sample of a month in which nothing happened.
before() {
  enrol_auditor 55208131766522
  quietly report 2025-01
}
refused() {
  commit_number number.txt --key "$auditor" "${options[@]}"
}
