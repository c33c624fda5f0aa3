# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A declaration taken back that nobody made.
refused() {
  lcl project withdraw-declaration DEMO --declaration 1 --reason "an error" --key "$developer" "${options[@]}"
}
