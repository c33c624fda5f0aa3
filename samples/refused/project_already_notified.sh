# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A project id that is taken.
refused() {
  lcl project notify DEMO --title Again --region Occitanie --commune Albi --applicant-standing "10 a year" \
    --notified-on 2025-01-01 --key "$developer" "${options[@]}"
}
