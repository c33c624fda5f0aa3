# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A developer who grants a key.
before() {
  quietly lcl key new new.pem
}
refused() {
  lcl key grant new.pem.pub --role auditor --party 05982741000016 --key "$developer" "${options[@]}"
}
