// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/proof.hpp"

#include "ledger/chain/hash_lines.hpp"
#include "ledger/chain/lines.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {
namespace {

constexpr std::string_view header = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_prefix = "extra ";
constexpr std::string_view index_prefix = "index ";
constexpr std::size_t max_proof_bytes = 4U << 20U;

/// What follows `prefix` in `line`; nothing if it starts otherwise.
std::optional<std::string_view> after_prefix(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return std::nullopt;
  return line.substr(prefix.size());
}

}  // namespace

std::string to_text(const Proof& proof) {
  std::string text{header};
  text += '\n';
  if (!proof.extra.empty()) {
    text += extra_prefix;
    text += base64(bytes_of(proof.extra));
    text += '\n';
  }
  text += index_prefix;
  text += std::to_string(proof.index);
  text += '\n';
  append_hash_lines(proof.hashes, text);
  text += '\n';
  text += proof.checkpoint;
  return text;
}

std::optional<Proof> parse_proof(std::string_view text) {
  if (text.size() > max_proof_bytes || take_line(text) != header) return std::nullopt;
  Proof proof;
  std::optional<std::string_view> line = take_line(text);
  if (const auto extra = line ? after_prefix(*line, extra_prefix) : std::nullopt) {
    std::optional<std::string> decoded = from_base64(*extra);
    if (!decoded || decoded->empty()) return std::nullopt;
    proof.extra = *std::move(decoded);
    line = take_line(text);
  }
  const auto digits = line ? after_prefix(*line, index_prefix) : std::nullopt;
  const auto index = digits ? parse_whole_number(*digits) : std::nullopt;
  auto hashes = take_hash_lines(text);
  if (!index || !hashes || !parse_note(text)) return std::nullopt;
  proof.index = *index;
  proof.hashes = *std::move(hashes);
  proof.checkpoint = text;
  return proof;
}

}  // namespace lcl
