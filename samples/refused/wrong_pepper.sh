# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A registry whose pepper.key was replaced by another registry's.
before() {
  quietly lcl init elsewhere --origin registry.example/elsewhere --certifier "$certifier.pub"
  cp elsewhere/pepper.key "$LCL_REGISTRY/pepper.key"
}
refused() {
  submit "$here/in_the_future.ndjson"
}
