// SPDX-License-Identifier: Apache-2.0
// A request for a key to be granted, as a file: the public key, and that who
// asks has its private half (schemas/README.md, "Keys").
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "ledger/chain/keys.hpp"

namespace lcl::cli {

struct KeyRequest {
  PublicKey key;
  std::string possession;  ///< base64
};

/// {"origin", "possession", "public_key"}, one canonical line.
[[nodiscard]] std::string key_request(const PrivateKey& key, const std::string& origin);
/// Nothing where `text` is something else.
[[nodiscard]] std::optional<KeyRequest> parse_key_request(const std::string& text);
/// Throws UsageError where the file holds none.
[[nodiscard]] KeyRequest read_key_request(const std::string& file);

/// What is said once an auditor's key is granted: who acts next, and with which command.
[[nodiscard]] std::function<std::string(std::uint64_t)> accredited_with(const std::string& party);

}  // namespace lcl::cli
