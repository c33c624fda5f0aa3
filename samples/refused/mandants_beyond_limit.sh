# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Three changes to a list of two mandants, which admits two.
before() {
  printf '%s\n' siret,notified_on 01234567400019,2025-01-01 02468013400020,2025-02-01 > mandants.csv
  printf '%s\n' siret,notified_on 05982741000016,2025-03-01 06173948800049,2025-03-01 > joining.csv
  quietly lcl project notify JOINT --title Together --region Occitanie --commune Toulouse --applicant-standing "9,000 devices a year" \
    --notified-on 2025-01-01 --mandants mandants.csv --key "$developer"
}
refused() {
  lcl project mandants JOINT --add joining.csv --remove 01234567400019 --key "$developer" "${options[@]}"
}
