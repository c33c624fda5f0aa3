# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A second challenge, for a certifier who does not like what the first draws.
before() {
  commit_2025
  quietly challenge
}
refused() {
  challenge "${options[@]}"
}
