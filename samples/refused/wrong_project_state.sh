# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A dossier for a project that is labelled already.
refused() {
  lcl project file DEMO --dossier "$document" --key "$developer" "${options[@]}"
}
