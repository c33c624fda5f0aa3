# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A holder keeps a key that nobody wants to replace.
before() { enrol_holder holder.pem "Ville d'Albi"; }
refused() { lcl holder keep "Ville d'Albi" --reason "to be safe" --key holder.pem "${options[@]}"; }
