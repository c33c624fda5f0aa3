# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# More than a million rows to look up.
refused() {
  printf 'line,state,date,type\n1,bought,2025-03-01T09:00:00Z,phone\n' > orders.csv
  { echo line,imei && seq -f '%.0f,' 1000001; } > phones.csv
  submit_mapped
}
