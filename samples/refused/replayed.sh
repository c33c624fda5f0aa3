# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The very same signed statement a second time.
before() {
  quietly lcl participant register 05982741000024 --name "Bonne Reprise, second site" --signer "$operator.pub" \
    --prepare register.draft
  quietly lcl submit sign register.draft --key "$operator"
  quietly lcl submit commit register.draft
}
refused() {
  lcl submit commit register.draft "${options[@]}"
}
