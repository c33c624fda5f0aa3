# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A set-off of a year that owes nothing.
before() {
  audit_2025
}
refused() {
  lcl units set-off DEMO --vintage 2025 --from-vintage 2026 --kgco2e 100 --key "$certifier" "${options[@]}"
}
