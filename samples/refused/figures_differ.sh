# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An issuance signed elsewhere, while the log moved on.
before() {
  audit_2025
  quietly issue --signer "$certifier.pub" --prepare issuance.draft
  declare_exclusive 2026-01
  quietly lcl submit sign issuance.draft --key "$certifier"
}
refused() {
  lcl submit commit issuance.draft "${options[@]}"
}
