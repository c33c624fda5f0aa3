# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A result of a cycle that was not drawn.
before() {
  sample_2025
  found_right "$(last_entry sample_drawn)" > found.csv
  echo "1,right,,," >> found.csv
}
refused() {
  lcl sample record DEMO --sample "$(last_entry sample_drawn)" --results found.csv --document "$document" \
    --key "$auditor" "${options[@]}"
}
