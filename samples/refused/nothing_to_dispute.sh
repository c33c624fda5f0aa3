# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A collection of a device that the project was never credited with.
refused() {
  dispute 24 "${options[@]}"
}
