# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The revocation of a holder's key.
before() { enrol_holder holder.pem "Ville d'Albi"; }
refused() {
  lcl key revoke "$(fingerprint holder.pem)" --reason "said to be lost" --key "$certifier" "${options[@]}"
}
