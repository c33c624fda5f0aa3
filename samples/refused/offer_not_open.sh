# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An offer accepted after it was withdrawn.
before() {
  issue_2025
  enrol_holder holder.pem "Ville d'Albi"
  quietly assign --to "Ville d'Albi" --key "$developer"
  quietly lcl units withdraw DEMO "$(last_entry units_assigned)" --reason "not paid" --key "$developer"
}
refused() { lcl units accept DEMO "$(last_entry units_assigned)" --key holder.pem "${options[@]}"; }
