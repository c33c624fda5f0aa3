# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# A device that was collected before a project took over under another methodology is to count under that one.
before() {
  sed '0,/"version"/s//"collective": {"allowed": false}, "version"/; s/"reconditioning-reference"/"reconditioning-revised"/' \
    "$document" > "$work/revised.json"
  quietly lcl methodology adopt "$work/revised.json" --key "$certifier"
  quietly lcl project notify NEXT --title Next --region Occitanie --commune Toulouse \
    --applicant-standing developer --notified-on 2025-01-01 --key "$developer"
  quietly lcl project file NEXT --dossier "$document" --key "$developer"
  quietly lcl project label NEXT --decision d --methodology reconditioning-revised --potential-units 1 \
    --from 2029-12-01 --to 2030-01-01 --follows DEMO --key "$certifier"
}
refused() {
  echo '{"kind":"collection","occurred_at":"2025-03-01T00:00:00Z","device":{"imei":"350000000000048"},"participant":"03571592900010","country":"FR","category":"smartphone","holder":"consumer","waste":false}' > early.ndjson
  lcl submit early.ndjson --project NEXT --key "$developer" "${options[@]}"
}
