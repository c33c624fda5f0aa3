# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units of a year that a correction has put in debt.
before() {
  audit_2025
  quietly issue --key "$certifier"
  consoles 1 10 2025-03-10 DE > corrected.ndjson
  quietly lcl correct DEMO corrected.ndjson --reason "sold in Germany" --key "$developer"
  quietly report 2025
  quietly opine unmodified --key "$auditor"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
