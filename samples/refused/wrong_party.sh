# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A developer who closes another developer's project.
refused() {
  lcl project close DEMO --on 2025-06-01 --reason "not mine" --key "$other" "${options[@]}"
}
