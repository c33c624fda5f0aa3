// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/hash_lines.hpp"

#include <cstddef>
#include <cstring>

#include "ledger/chain/lines.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {

namespace {
constexpr std::size_t most_hash_lines = 63;
}  // namespace

void append_hash_lines(const std::vector<Digest>& hashes, std::string& out) {
  for (const Digest& hash : hashes) {
    out += base64(hash.bytes);
    out += '\n';
  }
}

std::optional<std::vector<Digest>> take_hash_lines(std::string_view& rest) {
  std::vector<Digest> hashes;
  for (;;) {
    const std::optional<std::string_view> line = take_line(rest);
    if (!line) return std::nullopt;
    if (line->empty()) return hashes;
    const std::optional<std::string> hash = from_base64(*line);
    Digest digest;
    if (!hash || hash->size() != digest.bytes.size() || hashes.size() == most_hash_lines) return std::nullopt;
    std::memcpy(digest.bytes.data(), hash->data(), hash->size());
    hashes.push_back(digest);
  }
}

}  // namespace lcl
