# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Two phones for one line of an order.
refused() {
  printf 'line,state,date,type\n1,bought,2025-03-01T09:00:00Z,phone\n' > orders.csv
  printf 'line,imei\n1,356741081234642\n1,358817110000176\n' > phones.csv
  submit_mapped
}
