# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units retired while they are offered to somebody.
before() {
  issue_2025
  enrol_holder holder.pem "Ville d'Albi"
  quietly assign --to "Ville d'Albi" --key "$developer"
}
refused() {
  lcl units retire "$units" --part 1-1 --year 2025 --use contribution --beneficiary "The shop" --key "$developer" \
    "${options[@]}"
}
