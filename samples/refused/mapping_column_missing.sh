# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A table in which a column has another name than last month.
refused() {
  printf 'line,state,dates,type\n1,bought,2025-03-01T09:00:00Z,phone\n' > orders.csv
  printf 'line,imei\n1,356741081234642\n' > phones.csv
  submit_mapped
}
