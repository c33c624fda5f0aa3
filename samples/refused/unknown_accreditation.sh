# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An accreditation withdrawn that no entry records.
refused() {
  lcl auditor withdraw 1 --on 2025-06-01 --reason "the body's decision" --key "$certifier" "${options[@]}"
}
