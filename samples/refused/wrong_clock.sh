# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# An act that is recorded by a clock more than a month ahead of the last entry.
refused() {
  faketime -f +45d lcl participant register 05982741000024 --name "In another year" --key "$operator" "${options[@]}"
}
