// SPDX-License-Identifier: Apache-2.0
// Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint), byte for
// byte. The log key signs checkpoints and nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

/// A name and its Ed25519 key; the vkey `NAME+hash+base64(01 ‖ key)` as a value.
struct NoteVerifier {
  std::string name;
  PublicKey key;
};

/// First 4 bytes, big-endian, of SHA-256(name ‖ LF ‖ type ‖ key); `type` is 1 for Ed25519 notes, 4
/// for cosignatures.
[[nodiscard]] std::uint32_t note_key_id(std::string_view name, std::uint8_t type, const PublicKey& key);
[[nodiscard]] std::string vkey(const NoteVerifier& verifier);
[[nodiscard]] std::optional<NoteVerifier> parse_vkey(std::string_view text);

/// One signature line of a note: `— NAME BASE64(id ‖ bytes)`.
struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;
  std::size_t line = 0;  ///< of the note, from 1
};

/// A note taken apart, its signatures not yet checked.
struct Note {
  std::string text;  ///< with its final LF
  std::vector<NoteSignature> signatures;
};

/// Nothing if `note` is not a signed note (at most 1 MiB, 64 signature lines).
[[nodiscard]] std::optional<Note> parse_note(std::string_view note);
/// `text` must be UTF-8, end in LF and hold no other control character; `name` must not be
/// empty nor hold white space or `+` (an is_origin text holds neither). Stops the program otherwise.
[[nodiscard]] std::string sign_note(std::string_view text, std::string_view name, const PrivateKey& key);

enum class NoteVerdict {
  verified,       ///< a line of the key is there and every line of it verifies
  unknown_key,    ///< no line of that name and key id
  bad_signature,  ///< a line of that key does not verify
};
[[nodiscard]] NoteVerdict verify_note(const Note& note, const NoteVerifier& verifier);

/// The state of a log: how many entries it has and what they hash to; size 0 has the empty root.
struct Head {
  std::uint64_t size = 0;
  Digest root;
  friend bool operator==(const Head&, const Head&) = default;
};

/// What a checkpoint says.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The three lines of a checkpoint's text.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
/// Nothing unless `text` is exactly what checkpoint_text writes (no extension lines).
[[nodiscard]] std::optional<Checkpoint> parse_checkpoint_text(std::string_view text);
/// A checkpoint, and the note it is the text of, whose signatures are not yet checked.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;
};
/// Nothing if `note` is not a signed note, or its text is not a checkpoint's.
[[nodiscard]] std::optional<SignedCheckpoint> read_checkpoint(std::string_view note);
/// The checkpoint in a note that `log` signed, of the log by its name; nothing if `note` is something else.
[[nodiscard]] std::optional<Checkpoint> verified_checkpoint(std::string_view note, const NoteVerifier& log);
/// A signed checkpoint note by the log key; the key's name is the origin.
[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const PrivateKey& log_key);

}  // namespace lcl
