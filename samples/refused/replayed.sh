# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# What would be appended of the very same signed submission a second time.
before() {
  echo '{"kind":"collection","occurred_at":"2025-03-01T09:00:00Z","device":{"imei":"350000000000048"},"participant":"03571592900010","country":"FR","category":"smartphone","holder":"consumer","waste":false}' > one.ndjson
  quietly lcl submit prepare one.ndjson --project DEMO --signer "$developer.pub" --output one.staged
  quietly lcl submit sign one.staged --key "$developer"
  quietly lcl submit commit one.staged
}
refused() {
  lcl submit commit one.staged --dry-run "${options[@]}"
}
