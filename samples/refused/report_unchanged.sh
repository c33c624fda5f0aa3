# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The report on which an auditor gave an adverse opinion, filed again as it was.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly opine adverse --key "$auditor"
}
refused() {
  lcl report file DEMO --period 2025 --estimate 1 --key "$developer" "${options[@]}"
}
