// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/certifier.hpp"

#include <algorithm>
#include <string>

#include "ledger/registry/act_fields.hpp"

namespace lcl {

Digest Certifier::fingerprint() const {
  if (keys.size() == 1 && !recovery_key) return keys.front().id();
  return sha256("lcl certifier 1\n" + canonical(certifier_json(*this)));
}

Json certifier_json(const Certifier& certifier) {
  std::vector<std::string> keys;
  for (const PublicKey& key : certifier.keys) keys.push_back(key.text());
  std::sort(keys.begin(), keys.end());
  Json json = {{"certifier_keys", Json::array()}, {"certifier_quorum", certifier.quorum}};
  for (std::string& key : keys) json["certifier_keys"].push_back(std::move(key));
  if (certifier.recovery_key) json["recovery_key"] = certifier.recovery_key->text();
  return json;
}

Certifier certifier_of(const Json& opening) {
  Certifier certifier{act_fields::keys(opening, "certifier_keys"),
                      act_fields::integer(opening, "certifier_quorum"), std::nullopt};
  if (opening.contains("recovery_key")) certifier.recovery_key = act_fields::key(opening, "recovery_key");
  return certifier;
}

}  // namespace lcl
