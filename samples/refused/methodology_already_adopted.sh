# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A document that was adopted before.
refused() {
  lcl methodology adopt "$document" --key "$certifier" "${options[@]}"
}
