# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units on a report that later sales are not in.
before() {
  audit_2025
  sell 41 42 2025-04-10
}
refused() {
  issue --key "$certifier" "${options[@]}"
}
