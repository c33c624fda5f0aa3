# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A certifier who would leave the registry without one.
before() {
  fingerprint=$(lcl key show "$certifier.pub" | awk '/^fingerprint/ { print $2 }')
}
refused() {
  lcl key revoke "$fingerprint" --reason "retired" --key "$certifier" "${options[@]}"
}
