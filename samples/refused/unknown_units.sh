# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units of an issuance that there never was.
refused() {
  lcl units retire TRIAL-DEMO-2025-1-000000001-000000042-21 --year 2025 --use contribution --key "$developer" "${options[@]}"
}
