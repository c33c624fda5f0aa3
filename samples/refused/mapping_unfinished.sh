# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A mapping as lcl mapping new left it.
refused() {
  sed 's/"consumer"/"?"/' "$here/context-mapping.json" > mapping.json
  lcl mapping check mapping.json "${options[@]}"
}
