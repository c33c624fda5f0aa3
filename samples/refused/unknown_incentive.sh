# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An incentive that nobody declared is taken back.
refused() {
  lcl project withdraw-incentive DEMO --incentive 1 --reason "never paid" --key "$developer" "${options[@]}"
}
