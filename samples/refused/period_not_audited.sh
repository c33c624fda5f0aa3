# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units on the report of December, while nobody has audited that of the months before it.
before() {
  sell 1 40 2025-03-10
  sell 41 80 2025-12-10
  enrol_auditor 55208131766522
  quietly lcl report file DEMO --period 2025-01-01/2025-12-01 --estimate 1 --key "$developer"
  quietly lcl report file DEMO --period 2025-12 --estimate 1 --key "$developer"
  quietly opine unmodified --key "$auditor"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
