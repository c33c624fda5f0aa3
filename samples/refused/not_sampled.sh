# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A result of a cycle that was not drawn.
before() {
  sample_2025
  printf 'seq,kgco2e,text\n17,0,"not there"\n' > found.csv
}
refused() {
  lcl sample record DEMO --sample "$(last_entry sample_drawn)" --results found.csv --document "$document" \
    --key "$auditor" "${options[@]}"
}
