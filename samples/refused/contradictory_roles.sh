# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A developer registers its auditor as a participant.
before() {
  enrol_auditor 55208131766522
}
refused() {
  lcl participant register 55208131766522 --name "A dependent auditor" --key "$developer" "${options[@]}"
}
