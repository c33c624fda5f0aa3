# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An opinion on an entry that is no report.
before() {
  enrol_auditor 55208131766522
}
refused() {
  lcl opinion give DEMO --report 1 --opinion unmodified --assurance limited --materiality 0.05 \
    --document "$document" --independence "$document" --key "$auditor" "${options[@]}"
}
