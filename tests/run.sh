#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing, builds, and runs every test. The
# last line is `N passed, N failed`, counted in test cases (count_tests.py).
#
#   tests/run.sh [PRESET]    PRESET of CMakePresets.json: release (by default), sanitize, debug
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${1:-release}
cd "$root"

tests/install-packages.sh build test
cmake --preset "$preset"
cmake --build --preset "$preset"

results="$root/build/$preset/tests.xml"
rm -f "$results"
everything=100000000
status=0
ctest --preset "$preset" --parallel "$(nproc)" --output-junit "$results" \
  --test-output-size-passed "$everything" --test-output-size-failed "$everything" || status=$?
python3 tests/count_tests.py "$results" || status=1
exit "$status"
