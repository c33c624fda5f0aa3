# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The same collection disputed again, after the certifier has rejected the dispute.
before() {
  collected_by_other
  quietly dispute "$(last_entry collection)"
  quietly lcl dispute settle DEMO --dispute "$(last_entry collection_disputed)" --outcome rejected \
    --reason "the collection slip is in order" --key "$certifier"
}
refused() {
  dispute "$(last_entry collection)" "${options[@]}"
}
