// SPDX-License-Identifier: Apache-2.0
// Cosignatures (C2SP tlog-cosignature, cosignature/v1 with Ed25519): the word
// of a witness that, at a time, the largest checkpoint of a log that it has
// seen, each extending the one before, is this one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// A witness's name and key; the vkey `NAME+hash+base64(04 ‖ key)` as a value.
struct Cosigner {
  std::string name;
  PublicKey key;
};

[[nodiscard]] std::string cosigner_vkey(const Cosigner& cosigner);
[[nodiscard]] std::optional<Cosigner> parse_cosigner_vkey(std::string_view text);
/// Whether a witness can have this name: not empty, no white space, no `+`.
[[nodiscard]] bool is_cosigner_name(std::string_view name) noexcept;

/// The signature line, with its LF, that `name` puts on the checkpoint of this text. Seconds since
/// 1970-01-01T00:00:00Z are taken from `time`; what is left of a second is cut off.
[[nodiscard]] std::string cosignature_line(std::string_view checkpoint_text, Instant time,
                                           std::string_view name, const PrivateKey& key);

enum class CosignatureVerdict {
  verified,       ///< a line of the cosigner is there and every line of it verifies
  absent,         ///< no line of that name and key id
  bad_signature,  ///< a line of that cosigner does not verify, or its time is beyond the year 9999
};
struct CosignatureCheck {
  CosignatureVerdict verdict = CosignatureVerdict::absent;
  Instant time;  ///< the earliest of its lines; of no meaning unless verified
};
[[nodiscard]] CosignatureCheck verify_cosignature(const Note& note, const Cosigner& cosigner);

/// The time that a signature line, without its LF, states in the form of a cosignature, before anything of it
/// is verified; nothing of a line that has no such form, or of a time beyond the year 9999.
[[nodiscard]] std::optional<Instant> cosigned_at(std::string_view line);

/// The signature lines that `lines` is made of, each once and with its LF; nothing if it holds anything
/// else, or no line, or more than 64.
[[nodiscard]] std::optional<std::vector<std::string>> parse_cosignature_lines(std::string_view lines);

}  // namespace lcl
