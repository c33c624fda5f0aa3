# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A suspension of who is suspended.
before() {
  quietly lcl participant suspend 05982741000016 --from 2025-06-01 --reason "grave faults" --key "$certifier"
}
refused() {
  lcl participant suspend 05982741000016 --from 2025-06-01 --reason "grave faults" --key "$certifier" "${options[@]}"
}
