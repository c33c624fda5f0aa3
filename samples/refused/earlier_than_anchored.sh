# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A clock that is called wrong, though a witness had signed the log at the time that it showed.
before() {
  local later=(faketime -f +200d lcl)
  lcl checkpoint --vkey > "$work/log.vkey"
  quietly lcl checkpoint --for-witness 0 --output "$work/request"
  quietly lcl witness init "$work/witness" --name w.example/a
  quietly "${later[@]}" witness cosign "$work/request" --witness "$work/witness" --log-key "$work/log.vkey" \
    --output "$work/cosignature"
  quietly lcl checkpoint --of "$work/request" --add "$work/cosignature" --output "$work/cosigned"
  quietly "${later[@]}" anchor "$work/cosigned" --key "$operator" --accept-clock
}
refused() { lcl clock correct --reason "it never was so late" --key "$certifier" "${options[@]}"; }
