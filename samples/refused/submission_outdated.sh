# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A staged submission whose device was recorded by another one in the meantime.
before() {
  echo '{"kind":"collection","occurred_at":"2025-03-01T09:00:00Z","device":{"imei":"350000000000048"},"participant":"03571592900010","country":"FR","category":"smartphone","holder":"consumer","waste":false}' > first.ndjson
  echo '{"kind":"collection","occurred_at":"2025-03-02T09:00:00Z","device":{"imei":"350000000000048"},"participant":"03571592900010","country":"FR","category":"smartphone","holder":"consumer","waste":false}' > second.ndjson
  quietly lcl submit prepare first.ndjson --project DEMO --signer "$developer.pub" --output first.staged
  quietly lcl submit sign first.staged --key "$developer"
  quietly submit second.ndjson
}
refused() {
  lcl submit commit first.staged "${options[@]}"
}
