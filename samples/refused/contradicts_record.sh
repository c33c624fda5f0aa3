# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An unmodified opinion on a year whose sample the auditor has not drawn.
before() {
  commit_2025
}
refused() {
  opine unmodified --key "$auditor" "${options[@]}"
}
