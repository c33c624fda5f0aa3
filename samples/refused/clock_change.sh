# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# In the night when clocks were put back, 02:30 came twice.
before() {
  sed 's/2025-01-15T09:30:00Z/26\/10\/2025 02:30/' "$here/malformed_siret.csv" > "$work/log.csv"
}
refused() {
  lcl submit "$work/log.csv" --project DEMO --key "$developer" --zone Europe/Paris "${options[@]}"
}
