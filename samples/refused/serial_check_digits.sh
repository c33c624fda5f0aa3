# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A serial with its last digit mistyped.
refused() {
  lcl units retire TRIAL-DEMO-2025-1-000000001-000000042-22 --year 2025 --use contribution --key "$developer" "${options[@]}"
}
