# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A price changed after its assignment was signed.
before() {
  audit_2025
  quietly issue --key "$certifier"
  units=$(lcl units list DEMO | grep -o -m 1 'TRIAL-[A-Z0-9-]*')
  quietly lcl units assign "$units" --beneficiary "Commune de Plouha" --use contribution --contract-date 2025-12-01 \
    --attestation "$document" --price "38 EUR a unit" --signer "$developer.pub" --prepare assignment.draft
  quietly lcl submit sign assignment.draft --key "$developer"
  sed -i 's/38 EUR/18 EUR/' assignment.draft.private
}
refused() {
  lcl submit commit assignment.draft "${options[@]}"
}
