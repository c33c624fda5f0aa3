# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The certifier retires what somebody without a key has, and was not asked to.
before() {
  issue_2025
  quietly assign --beneficiary "A. Martin" --key "$developer"
}
refused() { lcl units retire "$units" --year 2025 --use contribution --key "$certifier" "${options[@]}"; }
