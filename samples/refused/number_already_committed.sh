# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A number that was committed to before, perhaps by somebody who knows it.
before() {
  sell 1 40 2025-03-10
  enrol_auditor 55208131766522
  quietly report 2025
  quietly commit_number again.txt --signer "$auditor.pub" --prepare again.draft
  quietly commit_number number.txt --key "$auditor"
  committed=$(lcl sample list DEMO --json | grep -o '"number":"[0-9a-f]*"')
  sed -i "s/\"number\":\"[0-9a-f]*\"/$committed/" again.draft
  quietly lcl submit sign again.draft --key "$auditor"
}
refused() {
  lcl submit commit again.draft "${options[@]}"
}
