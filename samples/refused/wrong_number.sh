# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A draw that reveals another number than was committed to.
before() {
  commit_2025
  quietly challenge
  quietly lcl sample draw DEMO --number number.txt --signer "$auditor.pub" --prepare draw.draft
  sed -i "s/$(cat number.txt)/$(printf '0%.0s' {1..64})/" draw.draft
  quietly lcl submit sign draw.draft --key "$auditor"
}
refused() {
  lcl submit commit draw.draft "${options[@]}"
}
