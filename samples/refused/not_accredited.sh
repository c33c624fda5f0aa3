# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A clean opinion by an auditor of whose accreditation nothing is on record.
before() {
  quietly report 2025
  quietly lcl key new "$auditor"
  quietly lcl key grant "$auditor.pub" --role auditor --party 55208131766522 --key "$certifier"
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
