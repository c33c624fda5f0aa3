# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A project is to be handed over to a party that has no key to act with.
refused() {
  lcl project developer DEMO --party 06173948800049 --agreement "$document" --reason "another mandataire" \
    --key "$certifier" "${options[@]}"
}
