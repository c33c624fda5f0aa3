# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A key that was revoked since.
before() {
  quietly lcl key revoke "$(fingerprint "$developer")" --reason "laptop stolen" --key "$certifier"
}
refused() {
  lcl submit "$here/context.ndjson" --project DEMO --key "$developer" "${options[@]}"
}
