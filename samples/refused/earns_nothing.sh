# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The second phone of the registry is sold, without its data having been erased.
before() {
  cat > sold.ndjson << END
{"kind":"resale","occurred_at":"2025-02-20T10:00:00Z","device":{"imei":"350000000000014"},"participant":"03571592900010","country":"FR","warranty_months":24}
END
}
refused() {
  lcl submit sold.ndjson --project DEMO --key "$developer" --strict "${options[@]}"
}
