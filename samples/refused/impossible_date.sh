# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A project that was closed before it was notified.
refused() {
  lcl project close DEMO --on 2024-12-31 --reason "typing error" --key "$developer" "${options[@]}"
}
