// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/cosignature.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/chain/lines.hpp"
#include "ledger/chain/note_lines.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::int64_t ms_in_second = 1000;
constexpr std::uint64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z, the last of Instant
constexpr std::size_t time_bytes = 8;
constexpr std::size_t most_lines = 64;  // as many as a note may have

std::string cosigned_message(std::uint64_t seconds, std::string_view checkpoint_text) {
  std::string message = "cosignature/v1\ntime " + std::to_string(seconds) + '\n';
  message += checkpoint_text;
  return message;
}

/// The time and signature that the bytes of a line are: `u64 timestamp; u8 signature[64]`.
struct TimedSignature {
  std::uint64_t seconds = 0;
  Signature signature;
};
std::optional<TimedSignature> timed_signature(std::string_view bytes) {
  TimedSignature timed;
  const Bytes raw = bytes_of(bytes);
  if (raw.size() != time_bytes + timed.signature.bytes.size()) return std::nullopt;
  for (const std::uint8_t byte : raw.first(time_bytes)) timed.seconds = timed.seconds << 8U | byte;
  std::copy(raw.begin() + time_bytes, raw.end(), timed.signature.bytes.begin());
  return timed;
}

}  // namespace

std::string cosigner_vkey(const Cosigner& cosigner) {
  return typed_vkey(cosigner.name, cosignature_type, cosigner.key);
}

std::optional<Cosigner> parse_cosigner_vkey(std::string_view text) {
  std::optional<NoteVerifier> read = parse_typed_vkey(text, cosignature_type);
  if (!read) return std::nullopt;
  return Cosigner{std::move(read->name), read->key};
}

bool is_cosigner_name(std::string_view name) noexcept { return is_key_name(name); }

std::string cosignature_line(std::string_view checkpoint_text, Instant time, std::string_view name,
                             const PrivateKey& key) {
  invariant(time.milliseconds >= 0, "a cosignature's time is not before 1970");
  const auto seconds = static_cast<std::uint64_t>(time.milliseconds / ms_in_second);
  const Signature signature = key.sign(cosigned_message(seconds, checkpoint_text));
  std::array<std::uint8_t, time_bytes + sizeof signature.bytes> bytes{};
  for (std::size_t i = 0; i < time_bytes; ++i)
    bytes[i] = static_cast<std::uint8_t>(seconds >> (8 * (time_bytes - 1 - i)));
  std::copy(signature.bytes.begin(), signature.bytes.end(), bytes.begin() + time_bytes);
  return signature_line(name, note_key_id(name, cosignature_type, key.public_key()), bytes);
}

CosignatureCheck verify_cosignature(const Note& note, const Cosigner& cosigner) {
  const std::uint32_t key_id = note_key_id(cosigner.name, cosignature_type, cosigner.key);
  CosignatureCheck check;
  for (const NoteSignature& line : note.signatures) {
    if (line.name != cosigner.name || line.key_id != key_id) continue;
    const std::optional<TimedSignature> timed = timed_signature(line.bytes);
    if (!timed || timed->seconds > last_second ||
        !cosigner.key.verifies(cosigned_message(timed->seconds, note.text), timed->signature)) {
      return {CosignatureVerdict::bad_signature, {}};
    }
    const Instant time{static_cast<std::int64_t>(timed->seconds) * ms_in_second};
    check.time = check.verdict == CosignatureVerdict::verified ? std::min(check.time, time) : time;
    check.verdict = CosignatureVerdict::verified;
  }
  return check;
}

std::optional<Instant> cosigned_at(std::string_view line) {
  const std::optional<NoteSignature> read = parse_signature_line(line);
  const std::optional<TimedSignature> timed = read ? timed_signature(read->bytes) : std::nullopt;
  if (!timed || timed->seconds > last_second) return std::nullopt;
  return Instant{static_cast<std::int64_t>(timed->seconds) * ms_in_second};
}

std::optional<std::vector<std::string>> parse_cosignature_lines(std::string_view lines) {
  std::vector<std::string> found;
  while (!lines.empty()) {
    const std::optional<std::string_view> line = take_line(lines);
    if (!line || !parse_signature_line(*line)) return std::nullopt;
    std::string whole = std::string{*line} + '\n';
    if (std::find(found.begin(), found.end(), whole) != found.end()) continue;
    if (found.size() == most_lines) return std::nullopt;
    found.push_back(std::move(whole));
  }
  if (found.empty()) return std::nullopt;
  return found;
}

}  // namespace lcl
