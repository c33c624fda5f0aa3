# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The settlement of what nobody disputes.
refused() {
  lcl dispute settle DEMO --dispute 24 --outcome upheld --reason "never collected" --key "$certifier" "${options[@]}"
}
