# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An opinion by a seller of the registry.
before() {
  quietly report 2025
  enrol_auditor 05982741000016
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
