#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures submit, verify, derive and proof on generated logs, each beside its
# bare limit in the same run, and prints a table (README.md).
#
#   tests/bench/run.sh [DEVICES…]    3 events a device; by default 33000 and 330000: 10^5 and 10^6 events
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build/bench
cd "$root"
tests/install-packages.sh build test
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLCL_BUILD_BENCH=ON >/dev/null
cmake --build "$build" --target lcl-bench lcl-sample-log >/dev/null

folder=$(mktemp -d -t lcl-bench.XXXXXX)
trap 'rm -rf "$folder"' EXIT
[ $# -gt 0 ] || set -- 33000 330000
for devices in "$@"; do
  for format in ndjson csv; do
    "$build/samples/lcl-sample-log" --devices "$devices" --from 2024-01-01 --to 2026-01-01 --seed 1 \
      --format "$format" >"$folder/log.$format"
  done
  printf '\n%s devices, %s events\n\n' "$devices" "$(wc -l <"$folder/log.ndjson")"
  "$build/tests/bench/lcl-bench" "$folder" "$folder/log.ndjson" "$folder/log.csv"
  rm -rf "${folder:?}"/*
done
