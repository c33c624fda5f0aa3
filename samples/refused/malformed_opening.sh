# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Openings that somebody has edited.
before() {
  sample_2025
  consoles 1 40 2025-03-10 > mine.ndjson
  quietly lcl sample open DEMO "$(last_entry sample_drawn)" --output openings.ndjson
  sed -i '2s/"seq"/ "seq"/' openings.ndjson
}
refused() {
  lcl device match --log mine.ndjson --openings openings.ndjson "${options[@]}"
}
