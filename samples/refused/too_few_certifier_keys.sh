# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A certifier who would leave the registry without one.
refused() {
  lcl key revoke "$(fingerprint "$certifier")" --reason "retired" --key "$certifier" "${options[@]}"
}
