# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units on a qualified opinion.
before() {
  sell 1 40 2025-03-10
  quietly report 2025
  declare_exclusive 2025
  enrol_auditor 55208131766522
  quietly opine qualified --key "$auditor"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
