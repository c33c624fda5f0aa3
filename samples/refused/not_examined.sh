# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# What was found in a sample, without the cycle that the auditor would rather not have seen.
before() {
  sample_2025
  found_right "$(last_entry sample_drawn)" | sed '$d' > found.csv
}
refused() {
  lcl sample record DEMO --sample "$(last_entry sample_drawn)" --results found.csv --document "$document" \
    --key "$auditor" "${options[@]}"
}
