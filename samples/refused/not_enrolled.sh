# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A key that nobody granted.
before() {
  quietly lcl key new stranger.pem
}
refused() {
  lcl submit "$here/context.ndjson" --project DEMO --key stranger.pem "${options[@]}"
}
