# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A reinstatement of who was never suspended.
refused() {
  lcl participant reinstate 05982741000016 --from 2025-06-01 --reason "faults corrected" --key "$certifier" "${options[@]}"
}
