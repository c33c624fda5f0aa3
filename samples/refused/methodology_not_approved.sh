# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An official registry is to take a methodology that nobody has approved.
before() {
  official=$(mktemp -d)
  quietly lcl init "$official/registry" --origin registry.example/official --certifier "$certifier.pub" --official \
    --mandate "$document"
}
refused() {
  lcl methodology adopt "$document" --key "$certifier" --registry "$official/registry" "${options[@]}"
}
