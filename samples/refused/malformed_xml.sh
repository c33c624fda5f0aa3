# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A report that was cut off.
refused() {
  sed 's/"version": 1,/&"xml": {"row": "\/orders\/order", "columns": {"line": "line", "state": "state", "date": "date", "type": "type"}},/' \
    "$here/context-mapping.json" > mapping.json
  printf '<orders><order><line>1</line><state>bought</state>' > orders.xml
  printf 'line,imei\n1,356741081234642\n' > phones.csv
  lcl submit orders.xml --mapping mapping.json --with phones=phones.csv --project DEMO --key "$developer" "${options[@]}"
}
