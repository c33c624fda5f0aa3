# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units cancelled as a correction where there is no debt, so that they would be issued again.
before() {
  audit_2025
  quietly issue --key "$certifier"
  units=$(lcl units list DEMO | grep -o -m 1 '[A-Z]*-DEMO-[A-Z0-9-]*')
}
refused() {
  lcl units cancel "$units" --reason correction --text "sold" --key "$certifier" "${options[@]}"
}
