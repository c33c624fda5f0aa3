# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An opinion reopened that nobody gave.
refused() {
  lcl opinion reopen DEMO --opinion 1 --reason "a fact found later" --key "$certifier" "${options[@]}"
}
