# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A challenge of something that is no commitment.
before() {
  commit_2025
}
refused() {
  lcl sample challenge DEMO --commitment 1 --key "$certifier" "${options[@]}"
}
