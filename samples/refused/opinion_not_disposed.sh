# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An unmodified opinion that says nothing of the adverse one before it.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly opine adverse --key "$auditor"
  sell 41 42 2025-03-10
  quietly report 2025
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
