# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# One opinion on the first and the last of three reports.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025-01-01/2025-05-01
  quietly report 2025-05-01/2025-09-01
  quietly report 2025-09-01/2026-01-01
}
refused() {
  opine adverse --report "$(first_entry period_reported)" --key "$auditor" "${options[@]}"
}
