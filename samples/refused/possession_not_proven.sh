# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A key to be granted to a holder without its request.
before() { quietly lcl key new holder.pem; }
refused() {
  lcl key grant holder.pem.pub --role holder --name "Ville d'Albi" --key "$certifier" "${options[@]}"
}
