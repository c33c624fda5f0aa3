# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A line of an order without a phone.
refused() {
  printf 'line,state,date,type\n2,bought,2025-03-01T09:00:00Z,phone\n' > orders.csv
  printf 'line,imei\n1,356741081234642\n' > phones.csv
  submit_mapped
}
