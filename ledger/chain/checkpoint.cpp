// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/checkpoint.hpp"

#include <algorithm>
#include <cstring>

#include "ledger/chain/lines.hpp"
#include "ledger/chain/note_lines.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_note_bytes = 1U << 20U;
constexpr std::size_t max_signatures = 64;

}  // namespace

std::string vkey(const NoteVerifier& verifier) { return typed_vkey(verifier.name, note_type, verifier.key); }

std::optional<NoteVerifier> parse_vkey(std::string_view text) { return parse_typed_vkey(text, note_type); }

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
  std::string note{text};
  note += '\n';
  note += signature_line(name, note_key_id(name, note_type, key.public_key()), signature.bytes);
  return note;
}

NoteVerdict verify_note(const Note& note, const NoteVerifier& verifier) {
  const std::uint32_t key_id = note_key_id(verifier.name, note_type, verifier.key);
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

std::optional<SignedCheckpoint> read_checkpoint(std::string_view note) {
  std::optional<Note> parsed = parse_note(note);
  std::optional<Checkpoint> checkpoint = parsed ? parse_checkpoint_text(parsed->text) : std::nullopt;
  if (!checkpoint) return std::nullopt;
  return SignedCheckpoint{*std::move(checkpoint), *std::move(parsed)};
}

std::optional<Checkpoint> verified_checkpoint(std::string_view note, const NoteVerifier& log) {
  std::optional<SignedCheckpoint> read = read_checkpoint(note);
  if (!read || read->checkpoint.origin != log.name || verify_note(read->note, log) != NoteVerdict::verified)
    return std::nullopt;
  return std::move(read->checkpoint);
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const PrivateKey& log_key) {
  return sign_note(checkpoint_text(checkpoint), checkpoint.origin, log_key);
}

}  // namespace lcl
