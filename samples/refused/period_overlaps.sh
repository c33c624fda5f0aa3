# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A report of a month of the year that is reported.
before() {
  quietly report 2025
}
refused() {
  lcl report file DEMO --period 2025-06 --estimate 1 --key "$developer" "${options[@]}"
}
