# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A ledger.db that was put back from an older copy.
before() {
  cp "$LCL_REGISTRY/ledger.db" older.db
  quietly lcl participant register 05982741000024 --name "Bonne Reprise, second site" --key "$operator"
  cp older.db "$LCL_REGISTRY/ledger.db"
}
refused() {
  lcl participant register 06173948800056 --name "Encore Utile, second site" --key "$operator" "${options[@]}"
}
