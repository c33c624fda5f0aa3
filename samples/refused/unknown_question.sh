# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An answer to what nobody asked.
refused() {
  lcl question answer DEMO --question 1 --text "the workshop is next door" --key "$developer" "${options[@]}"
}
