// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/key_request.hpp"

#include <variant>

#include "cli/kit/files.hpp"
#include "cli/kit/options.hpp"
#include "ledger/registry/possession.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {

std::string key_request(const PrivateKey& key, const std::string& origin) {
  return canonical(Json{{"origin", origin},
                        {"possession", possession_of(origin, key)},
                        {"public_key", key.public_key().text()}}) +
         '\n';
}

std::optional<KeyRequest> parse_key_request(const std::string& text) {
  auto parsed = parse_json(text);
  const Json* json = std::get_if<Json>(&parsed);
  if (json == nullptr || !json->is_object()) return std::nullopt;
  const auto member = [&](const char* name) -> const std::string* {
    const auto found = json->find(name);
    return found == json->end() ? nullptr : found->get_ptr<const std::string*>();
  };
  const std::string* key = member("public_key");
  const std::string* possession = member("possession");
  if (key == nullptr || possession == nullptr) return std::nullopt;
  const auto granted = PublicKey::from_text(*key);
  if (!granted) return std::nullopt;
  return KeyRequest{*granted, *possession};
}

KeyRequest read_key_request(const std::string& file) {
  constexpr std::size_t longest = 1U << 12U;
  if (auto request = parse_key_request(read_file(file, longest))) return *std::move(request);
  throw UsageError(phrase("{} is no request of a key: lcl key request writes one", printable(file)));
}

std::function<std::string(std::uint64_t)> accredited_with(const std::string& party) {
  return [party](std::uint64_t) {
    return phrase(
        "before this auditor can say that a report holds, the certifier records its accreditation: lcl "
        "auditor accredit {} --body NAME --reference REF --scope TEXT --from DATE --to DATE --key "
        "CERTIFIER.pem",
        party);
  };
}

}  // namespace lcl::cli
