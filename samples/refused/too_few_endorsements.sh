# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A thief of one of two certifier keys, who would certify with a key of their own.
before() {
  quietly lcl key new second.pem
  quietly lcl key new thief.pem
  export LCL_REGISTRY=$work/of-two
  quietly lcl init "$LCL_REGISTRY" --origin registry.example/two --certifier "$certifier.pub" \
    --certifier second.pem.pub --certifier-quorum 2
}
refused() {
  lcl key grant thief.pem.pub --role certifier --party 01234567400019 --key "$certifier" "${options[@]}"
}
