# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A second opinion on a report.
before() {
  audit_2025
}
refused() {
  opine qualified --key "$auditor" "${options[@]}"
}
