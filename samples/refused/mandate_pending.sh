# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A mandate used on the day on which it is recorded.
before() {
  issue_2025
  quietly assign --beneficiary "A. Martin" --key "$developer"
  quietly lcl units mandate "$units" --document "$document" --key "$certifier"
}
refused() {
  lcl units retire "$units" --year 2025 --use contribution --mandate "$(last_entry mandate_recorded)" \
    --key "$certifier" "${options[@]}"
}
