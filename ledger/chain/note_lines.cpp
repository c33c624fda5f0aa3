// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/note_lines.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/values/digest.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::size_t key_id_length = 4;
constexpr std::string_view line_prefix = "— ";

/// The characters with Unicode's White_Space property; those below U+0020 are no part of any note.
constexpr std::array<std::string_view, 20> spaces{
    " ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

std::array<std::uint8_t, key_id_length> big_endian(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 24U), static_cast<std::uint8_t>(number >> 16U),
          static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number)};
}

std::uint32_t from_big_endian(Bytes bytes) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8U | byte;
  return number;
}

}  // namespace

bool is_note_text(std::string_view text) noexcept {
  const bool controls = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U && c != '\n'; });
  return !controls && !invalid_utf8(text);
}

bool is_key_name(std::string_view name) noexcept {
  return !name.empty() && is_note_text(name) && name.find_first_of("+\n") == std::string_view::npos &&
         std::none_of(spaces.begin(), spaces.end(),
                      [name](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

std::uint32_t note_key_id(std::string_view name, std::uint8_t type, const PublicKey& key) {
  Sha256 hasher;
  hasher.update(name);
  hasher.update("\n");
  hasher.update(Bytes{&type, 1});
  hasher.update(key.raw());
  return from_big_endian(Bytes{hasher.finish().bytes}.first(key_id_length));
}

std::string typed_vkey(std::string_view name, std::uint8_t type, const PublicKey& key) {
  const auto& raw = key.raw();
  std::string typed_key(1, static_cast<char>(type));
  typed_key.append(raw.begin(), raw.end());
  return std::string{name} + '+' + hex(big_endian(note_key_id(name, type, key))) + '+' +
         base64(bytes_of(typed_key));
}

std::optional<NoteVerifier> parse_typed_vkey(std::string_view text, std::uint8_t type) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || !is_key_name(text.substr(0, first))) return std::nullopt;
  const std::optional<std::string> typed_key = from_base64(text.substr(second + 1));
  if (!typed_key || typed_key->empty() || typed_key->front() != static_cast<char>(type)) return std::nullopt;
  const std::optional<PublicKey> key = PublicKey::from_raw(bytes_of(*typed_key).subspan(1));
  if (!key) return std::nullopt;
  NoteVerifier verifier{std::string{text.substr(0, first)}, *key};
  if (typed_vkey(verifier.name, type, verifier.key) != text) return std::nullopt;
  return verifier;
}

std::string signature_line(std::string_view name, std::uint32_t key_id, Bytes bytes) {
  const auto id = big_endian(key_id);
  std::string content{id.begin(), id.end()};
  content.append(bytes.begin(), bytes.end());
  std::string line{line_prefix};
  line.append(name).append(" ").append(base64(bytes_of(content))).append("\n");
  return line;
}

std::optional<NoteSignature> parse_signature_line(std::string_view line) {
  if (!line.starts_with(line_prefix)) return std::nullopt;
  line.remove_prefix(line_prefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const std::optional<std::string> decoded = from_base64(line.substr(space + 1));
  if (!decoded || decoded->size() <= key_id_length) return std::nullopt;
  NoteSignature signature;
  signature.name = line.substr(0, space);
  signature.key_id = from_big_endian(bytes_of(*decoded).first(key_id_length));
  signature.bytes = decoded->substr(key_id_length);
  return signature;
}

}  // namespace lcl
