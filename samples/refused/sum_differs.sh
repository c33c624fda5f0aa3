# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Misstatements that do not add up to what the opinion states.
before() {
  quietly report 2025
  enrol_auditor 55208131766522
  printf 'error_kgco2e,text\n12.5,"one journey written down twice"\n' > misstatements.csv
  quietly opine unmodified --misstatements misstatements.csv --signer "$auditor.pub" --prepare opinion.draft
  sed -i 's/"misstated":"12.5"/"misstated":"0"/' opinion.draft
  quietly lcl submit sign opinion.draft --key "$auditor"
}
refused() {
  lcl submit commit opinion.draft "${options[@]}"
}
