#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shows a refusal: runs the sample of WORD against a small registry in a temporary folder.
# The exit code is that of the refused command.
#
#   run.sh WORD [OPTION…]       as in: samples/refused/run.sh imei_check_digit
#                               needs lcl in the PATH, or its path in LCL; options go to the
#                               refused command, as in: run.sh imei_check_digit --json
#
# A sample is a log (WORD.ndjson, WORD.csv), submitted to project DEMO; a methodology document
# (WORD.json), checked; or a script (WORD.sh) of two functions: `before` brings the registry to
# the point, `refused` is the command that is refused. registry.sh says what the registry holds.
# SAMPLE_REGISTRY names a folder that registry.sh made, to be copied instead of made anew.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
word=$1
shift
options=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=${LCL:-lcl}
lcl() { "$program" "$@"; }
# shellcheck disable=SC2317
quietly() { "$@" > "$work/answer" 2>&1 || { cat "$work/answer" >&2; exit 3; }; }

if [[ -n ${SAMPLE_REGISTRY:-} ]]; then
  cp -a "$SAMPLE_REGISTRY/." "$work"
else
  bash "$here/registry.sh" "$work"
fi
export LCL_REGISTRY=$work/registry
# The scripts use these.
# shellcheck disable=SC2034
certifier=$work/keys/certifier.pem developer=$work/keys/developer.pem other=$work/keys/other-developer.pem
# shellcheck disable=SC2034
operator=$LCL_REGISTRY/keys/operator.pem document=$here/../../schemas/methodologies/reconditioning-reference-1.0.json
submit() { lcl submit "$1" --project DEMO --key "$developer" "${options[@]}"; }
# shellcheck disable=SC2317
fingerprint() { lcl key show "$1" | awk '/^fingerprint/ { print $2 }'; }

size() { lcl checkpoint 2> /dev/null | sed -n 2p; }

before() { :; }
if [[ -e $here/$word.sh ]]; then
  # shellcheck source=/dev/null
  source "$here/$word.sh"
elif [[ -e $here/$word.ndjson ]]; then
  refused() { submit "$here/$word.ndjson"; }
elif [[ -e $here/$word.csv ]]; then
  refused() { submit "$here/$word.csv"; }
elif [[ -e $here/$word.json ]]; then
  refused() { lcl methodology check "$here/$word.json" "${options[@]}"; }
else
  echo "run.sh: there is no sample of \"$word\"" >&2
  exit 3
fi

cd "$work"
before
size_before=$(size)
code=0
refused || code=$?
if [[ $(size) != "$size_before" ]]; then
  echo "run.sh: the ledger grew" >&2
  exit 3
fi
exit "$code"
