# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units on a report of which more is misstated than its materiality.
before() {
  sell 1 40 2025-03-10
  quietly report 2025
  declare_exclusive 2025
  enrol_auditor 55208131766522
  printf '%s\n' error_kgco2e,text '300,"consoles counted twice"' '-300,"consoles left out"' > misstatements.csv
  quietly opine unmodified --misstatements misstatements.csv --key "$auditor"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
