# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units retired a second time.
before() {
  audit_2025
  quietly issue --key "$certifier"
  units=$(lcl units list DEMO | grep -o -m 1 'TRIAL-[A-Z0-9-]*')
  quietly lcl units retire "$units" --part 1-2 --year 2025 --use contribution \
    --beneficiary "The shop" --key "$developer"
}
refused() {
  lcl units retire "$units" --year 2025 --use contribution --beneficiary "The shop" --key "$developer" "${options[@]}"
}
