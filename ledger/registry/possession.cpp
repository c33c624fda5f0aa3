// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/possession.hpp"

#include <algorithm>

#include "ledger/values/encoding.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

std::string possession_text(std::string_view origin, const PublicKey& key) {
  return "lcl possession 1\n" + canonical(Json{{"origin", origin}, {"public_key", key.text()}});
}

std::string possession_of(std::string_view origin, const PrivateKey& key) {
  return base64(Bytes(key.sign(possession_text(origin, key.public_key())).bytes));
}

bool proves_possession(std::string_view base64, std::string_view origin, const PublicKey& key) {
  const auto bytes = from_base64(base64);
  Signature signature;
  if (!bytes || bytes->size() != signature.bytes.size()) return false;
  std::copy(bytes->begin(), bytes->end(), signature.bytes.begin());
  return key.verifies(possession_text(origin, key), signature);
}

}  // namespace lcl
