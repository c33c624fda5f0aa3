# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A statement that was signed for another registry.
before() {
  quietly lcl init elsewhere --origin registry.example/elsewhere --certifier "$certifier.pub"
  quietly lcl --registry elsewhere key grant "$developer.pub" --role developer --party 03571592900010 \
    --signer "$certifier.pub" --prepare close.draft
  quietly lcl submit sign close.draft --key "$certifier"
}
refused() {
  lcl submit commit close.draft "${options[@]}"
}
