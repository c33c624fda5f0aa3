// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "ledger/chain/lines.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::uint8_t ed25519_note = 1;  // signature type of C2SP signed-note
constexpr std::size_t key_id_length = 4;
constexpr std::size_t max_note_bytes = 1U << 20U;
constexpr std::size_t max_signatures = 64;
constexpr std::string_view line_prefix = "— ";

/// The characters with Unicode's White_Space property; those below U+0020 are no part of any note.
constexpr std::array<std::string_view, 20> spaces{
    " ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

/// Well-formed UTF-8 without control characters (those below U+0020) but LF.
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

std::array<std::uint8_t, key_id_length> big_endian(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 24U), static_cast<std::uint8_t>(number >> 16U),
          static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number)};
}

std::uint32_t from_big_endian(Bytes bytes) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8U | byte;
  return number;
}

/// `— NAME BASE64`.
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

}  // namespace

std::uint32_t note_key_id(std::string_view name, std::uint8_t type, const PublicKey& key) {
  Sha256 hasher;
  hasher.update(name);
  hasher.update("\n");
  hasher.update(Bytes{&type, 1});
  hasher.update(key.raw());
  return from_big_endian(Bytes{hasher.finish().bytes}.first(key_id_length));
}

std::string vkey(const NoteVerifier& verifier) {
  const auto& raw = verifier.key.raw();
  std::string typed_key(1, static_cast<char>(ed25519_note));
  typed_key.append(raw.begin(), raw.end());
  return verifier.name + '+' + hex(big_endian(note_key_id(verifier.name, ed25519_note, verifier.key))) + '+' +
         base64(bytes_of(typed_key));
}

std::optional<NoteVerifier> parse_vkey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || !is_key_name(text.substr(0, first))) return std::nullopt;
  const std::optional<std::string> typed_key = from_base64(text.substr(second + 1));
  if (!typed_key || typed_key->empty() || typed_key->front() != ed25519_note) return std::nullopt;
  std::optional<PublicKey> key = PublicKey::from_raw(bytes_of(*typed_key).subspan(1));
  if (!key) return std::nullopt;
  NoteVerifier verifier{std::string{text.substr(0, first)}, *std::move(key)};
  if (vkey(verifier) != text) return std::nullopt;
  return verifier;
}

std::optional<Note> parse_note(std::string_view note) {
  if (note.size() > max_note_bytes || !is_note_text(note)) return std::nullopt;
  const std::size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos) return std::nullopt;
  Note parsed;
  parsed.text = note.substr(0, split + 1);
  std::string_view rest = note.substr(split + 2);
  const auto text_lines = std::count(parsed.text.begin(), parsed.text.end(), '\n');
  std::size_t line_number = static_cast<std::size_t>(text_lines) + 1;  // the empty line
  while (!rest.empty()) {
    if (parsed.signatures.size() == max_signatures) return std::nullopt;
    const std::optional<std::string_view> line = take_line(rest);
    std::optional<NoteSignature> signature = line ? parse_signature_line(*line) : std::nullopt;
    if (!signature) return std::nullopt;
    signature->line = ++line_number;
    parsed.signatures.push_back(*std::move(signature));
  }
  if (parsed.signatures.empty()) return std::nullopt;
  return parsed;
}

std::string sign_note(std::string_view text, std::string_view name, const PrivateKey& key) {
  invariant(text.ends_with('\n') && is_note_text(text),
            "a note's text is lines of UTF-8 without control characters");
  invariant(is_key_name(name), "a note key's name is not empty and has no space and no plus");
  const Signature signature = key.sign(text);
  const auto id = big_endian(note_key_id(name, ed25519_note, key.public_key()));
  std::string bytes{id.begin(), id.end()};
  bytes.append(signature.bytes.begin(), signature.bytes.end());
  std::string note{text};
  note += '\n';
  note += line_prefix;
  note += name;
  note += ' ';
  note += base64(bytes_of(bytes));
  note += '\n';
  return note;
}

NoteVerdict verify_note(const Note& note, const NoteVerifier& verifier) {
  const std::uint32_t key_id = note_key_id(verifier.name, ed25519_note, verifier.key);
  NoteVerdict verdict = NoteVerdict::unknown_key;
  for (const NoteSignature& line : note.signatures) {
    if (line.name != verifier.name || line.key_id != key_id) continue;
    Signature signature;
    if (line.bytes.size() != signature.bytes.size()) return NoteVerdict::bad_signature;
    std::memcpy(signature.bytes.data(), line.bytes.data(), line.bytes.size());
    if (!verifier.key.verifies(note.text, signature)) return NoteVerdict::bad_signature;
    verdict = NoteVerdict::verified;
  }
  return verdict;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' + base64(checkpoint.root.bytes) +
         '\n';
}

std::optional<Checkpoint> parse_checkpoint_text(std::string_view text) {
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!origin || !size || !root || !text.empty()) return std::nullopt;
  const std::optional<std::uint64_t> number = parse_whole_number(*size);
  const std::optional<std::string> hash = from_base64(*root);
  Checkpoint checkpoint;
  if (origin->empty() || !is_note_text(*origin) || !number || !hash ||
      hash->size() != checkpoint.root.bytes.size()) {
    return std::nullopt;
  }
  checkpoint.origin = *origin;
  checkpoint.size = *number;
  std::memcpy(checkpoint.root.bytes.data(), hash->data(), hash->size());
  return checkpoint;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const PrivateKey& log_key) {
  return sign_note(checkpoint_text(checkpoint), checkpoint.origin, log_key);
}

}  // namespace lcl
