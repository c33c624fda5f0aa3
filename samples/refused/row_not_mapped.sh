# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A row that the mapping neither takes nor leaves out.
refused() {
  printf 'line,state,date,type\n1,lent,2025-03-01T09:00:00Z,phone\n' > orders.csv
  printf 'line,imei\n1,356741081234642\n' > phones.csv
  submit_mapped
}
