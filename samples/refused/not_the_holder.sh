# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A seller takes back what it has sold.
before() { sell_2025; }
refused() {
  lcl units cancel "$units" --part 1-2 --reason error --text "sold too cheaply" --key "$developer" "${options[@]}"
}
