# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A log for a project that was never notified.
refused() {
  lcl submit "$here/context.ndjson" --project NOWHERE --key "$developer" "${options[@]}"
}
