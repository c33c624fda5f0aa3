# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Results of a sample that nobody drew.
before() {
  sample_2025
}
refused() {
  lcl sample record DEMO --sample 1 --document "$document" --key "$auditor" "${options[@]}"
}
