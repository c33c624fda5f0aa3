# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A second commitment to the same report, for an auditor who does not like what the first draws.
before() {
  commit_2025
}
refused() {
  commit_number better.txt --key "$auditor" "${options[@]}"
}
