# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A statement whose signer saw entries that this ledger does not have: it was prepared on a copy
# that went its own way.
before() {
  cp -a "$LCL_REGISTRY" copy
  quietly lcl adopt copy
  quietly lcl --registry copy participant register 05982741000024 --name "Only in the copy" --key "$operator"
  quietly lcl --registry copy participant register 06173948800056 --name "Prepared on the copy" \
    --signer "$(fingerprint "$operator")" --prepare register.draft
  quietly lcl submit sign register.draft --key "$operator"
}
refused() {
  lcl submit commit register.draft "${options[@]}"
}
