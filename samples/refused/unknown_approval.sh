# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An approval withdrawn that no entry records.
refused() {
  lcl participant withdraw-approval 1 --on 2025-06-01 --reason "site closed" --key "$certifier" "${options[@]}"
}
