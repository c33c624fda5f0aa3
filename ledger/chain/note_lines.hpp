// SPDX-License-Identifier: Apache-2.0
// What C2SP signed notes are made of, whatever the type of the key: names,
// verifier keys and signature lines. Included by the notes' own files only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {

// Signature types of C2SP signed-note.
inline constexpr std::uint8_t note_type = 0x01;         // Ed25519 over the text
inline constexpr std::uint8_t cosignature_type = 0x04;  // Ed25519, timestamped

/// Well-formed UTF-8 without control characters (those below U+0020) but LF.
[[nodiscard]] bool is_note_text(std::string_view text) noexcept;
/// Not empty, no white space, no `+`.
[[nodiscard]] bool is_key_name(std::string_view name) noexcept;

/// `NAME+hash+base64(type ‖ key)`.
[[nodiscard]] std::string typed_vkey(std::string_view name, std::uint8_t type, const PublicKey& key);
/// Its name and key; nothing unless `text` is exactly the vkey of a sound key of that type.
[[nodiscard]] std::optional<NoteVerifier> parse_typed_vkey(std::string_view text, std::uint8_t type);

/// `— NAME BASE64(id ‖ bytes)` and LF.
[[nodiscard]] std::string signature_line(std::string_view name, std::uint32_t key_id, Bytes bytes);
/// The line without its LF; nothing if it is not such a line.
[[nodiscard]] std::optional<NoteSignature> parse_signature_line(std::string_view line);

}  // namespace lcl
