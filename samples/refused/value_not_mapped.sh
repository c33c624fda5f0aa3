# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A word that the map of its column does not have.
refused() {
  printf 'line,state,date,type\n1,bought,2025-03-01T09:00:00Z,phones\n' > orders.csv
  printf 'line,imei\n1,356741081234642\n' > phones.csv
  submit_mapped
}
