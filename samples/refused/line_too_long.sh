# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A line of more than 1 MiB.
refused() {
  printf '{"kind":"collection","reference":"%01100000d"}\n' 0 > long.ndjson
  submit long.ndjson
}
