# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A report of the month that pays, before the rest of the year.
before() {
  :
}
refused() {
  lcl report file DEMO --period 2025-12 --estimate 1 --key "$developer" "${options[@]}"
}
