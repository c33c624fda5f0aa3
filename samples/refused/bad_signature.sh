# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A statement that was changed after it was signed.
before() {
  quietly lcl project close DEMO --on 2025-06-01 --reason "as signed" --signer "$developer.pub" --prepare close.draft
  quietly lcl submit sign close.draft --key "$developer"
  sed -i 's/as signed/as forged/' close.draft
}
refused() {
  lcl submit commit close.draft "${options[@]}"
}
