# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A draw before the certifier has challenged the commitment.
before() {
  commit_2025
}
refused() {
  draw number.txt "${options[@]}"
}
