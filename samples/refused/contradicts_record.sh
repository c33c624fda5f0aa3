# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An unmodified opinion on a year whose sample the auditor has not drawn.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly commit_number number.txt --key "$auditor"
  quietly report 2025
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
