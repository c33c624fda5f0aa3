# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A party that is no SIRET: its check digit is wrong.
before() {
  quietly lcl key new new.pem
}
refused() {
  lcl key grant new.pem.pub --role developer --party 03571592900011 --key "$certifier" "${options[@]}"
}
