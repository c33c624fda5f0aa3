# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Results of a sample that nobody drew.
before() {
  sample_2025
  found_right "$(last_entry sample_drawn)" > found.csv
}
refused() {
  lcl sample record DEMO --sample 1 --results found.csv --document "$document" --key "$auditor" "${options[@]}"
}
