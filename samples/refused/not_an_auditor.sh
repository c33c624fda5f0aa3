# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An accreditation of a party that is no auditor of this registry.
refused() {
  lcl auditor accredit 55208131766522 --body COFRAC --reference 4-0001 --scope "ISO 14065" \
    --from 2020-01-01 --to 2050-01-01 --key "$certifier" "${options[@]}"
}
