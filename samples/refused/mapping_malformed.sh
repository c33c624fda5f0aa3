# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A field that no event has.
refused() {
  sed 's/"category"/"categorie"/' "$here/context-mapping.json" > mapping.json
  lcl mapping check mapping.json "${options[@]}"
}
