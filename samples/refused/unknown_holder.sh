# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Units offered to nobody who could accept them.
before() { issue_2025; }
refused() { assign --to "Ville d'Albi" --key "$developer" "${options[@]}"; }
