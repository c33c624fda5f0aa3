# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The revocation of a key that was never granted.
refused() {
  lcl key revoke 0000000000000000000000000000000000000000000000000000000000000000 --reason "typed by hand" \
    --key "$certifier" "${options[@]}"
}
