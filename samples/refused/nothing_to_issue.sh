# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units issued a second time.
before() {
  audit_2025
  quietly issue --key "$certifier"
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
