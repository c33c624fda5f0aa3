# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A holder's key, to be replaced a second time while the first replacement can still be stopped.
before() {
  enrol_holder holder.pem "Ville d'Albi"
  quietly lcl key new second.pem
  lcl key request second.pem --origin registry.example/demo > second.json 2> request.txt
  quietly lcl key new third.pem
  lcl key request third.pem --origin registry.example/demo > third.json 2> request.txt
  quietly lcl holder replace "Ville d'Albi" --new second.json --reason lost --key "$certifier"
}
refused() {
  lcl holder replace "Ville d'Albi" --new third.json --reason "lost again" --key "$certifier" "${options[@]}"
}
