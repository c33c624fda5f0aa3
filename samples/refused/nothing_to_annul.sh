# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An annulment of all acts on keys, entry 0 included.
refused() {
  lcl key annul 0 --reason "start again" --key "$certifier" "${options[@]}"
}
