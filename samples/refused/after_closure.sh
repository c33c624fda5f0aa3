# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An event of a day on which its project was closed.
before() {
  quietly lcl project close DEMO --on 2025-06-01 --reason "sold" --key "$developer"
}
refused() {
  echo '{"kind":"collection","occurred_at":"2025-06-01T00:00:00Z","device":{"imei":"350000000000048"},"participant":"03571592900010","country":"FR","category":"smartphone","holder":"consumer","waste":false}' > late.ndjson
  submit late.ndjson
}
