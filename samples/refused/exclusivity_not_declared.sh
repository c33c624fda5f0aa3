# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units for a year that may be credited elsewhere as well.
before() {
  sell 1 40 2025-03-10
  quietly report 2025
  enrol_auditor 55208131766522
  quietly opine unmodified --key "$auditor"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
