# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An opinion on a period that the certifier gave up.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly lcl report forgo DEMO --report "$(last_entry period_reported)" --reason "the records burnt" --key "$certifier"
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
