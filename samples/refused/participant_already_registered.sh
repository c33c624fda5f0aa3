# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A participant that is registered.
refused() {
  lcl participant register 03571592900010 --name "Renaissance Mobile" --key "$operator" "${options[@]}"
}
