# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Two of three workshops are in Bretagne, and the project is notified in Occitanie.
refused() {
  lcl project notify RENO2 --title "Three workshops" --site Bretagne/Brest --site Bretagne/Rennes --site Occitanie/Albi \
    --region Occitanie --applicant-standing "project developer" --notified-on 2025-01-01 --key "$developer" "${options[@]}"
}
