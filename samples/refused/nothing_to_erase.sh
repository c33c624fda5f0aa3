# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An entry without a private part.
refused() {
  lcl erase 1 --reason "asked for" --legal-ground "GDPR, art. 17" --key "$operator" "${options[@]}"
}
