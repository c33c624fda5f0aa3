# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A new registry where there is one.
refused() {
  lcl init "$LCL_REGISTRY" --origin registry.example/again --certifier "$certifier.pub" "${options[@]}"
}
