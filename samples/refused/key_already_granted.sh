# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A key that was granted before.
refused() {
  lcl key grant "$developer.pub" --role auditor --party 05982741000016 --key "$certifier" "${options[@]}"
}
