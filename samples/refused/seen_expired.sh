# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An act that was signed, and kept back until it suits: the log went on, and 31 days later it is handed in.
before() {
  quietly lcl participant register 05982741000024 --name "Signed in time" --signer "$(fingerprint "$operator")" \
    --prepare register.draft
  quietly lcl submit sign register.draft --key "$operator"
  quietly lcl participant register 06173948800056 --name "The log goes on" --key "$operator"
}
refused() {
  faketime -f +31d lcl submit commit register.draft --accept-clock "${options[@]}"
}
