// SPDX-License-Identifier: Apache-2.0
// From a device's own identifiers to its pseudonyms (schemas/README.md,
// "Device"). The pepper is one type; nothing prints, copies or stores it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Normalises an IMEI as written in a log (15 digits with a Luhn check digit, 14 without, 16 for an
/// IMEISV; surrounding blanks trimmed, nothing else) to its first 14 digits.
/// Returns the refusal (of invisible_character to junk_identifier) or nothing, and the digits in `out`.
[[nodiscard]] std::optional<Refusal> normalise_imei(std::string_view text, std::string& out);
/// Whether `text` is a whole IMEI: 15 digits that normalise_imei takes.
[[nodiscard]] bool is_imei(std::string_view text);
/// Whether `text`, which normalise_imei takes, has a check digit.
[[nodiscard]] bool has_check_digit(std::string_view text) noexcept;

/// The normal form of a maker's name: full stops and apostrophes dropped, words of small letters and digits,
/// legal forms behind the first word dropped, all written together (`APPLE  INC.` is `apple`). `text`: 1 to
/// 64 bytes of printable ASCII without `:`, blanks around it aside.
[[nodiscard]] std::optional<Refusal> normalise_manufacturer(std::string_view text, std::string& out);
/// The normal form of a serial, `text` as above: its letters and digits, in capitals.
[[nodiscard]] std::optional<Refusal> normalise_serial(std::string_view text, std::string& out);

/// What kind of junk `text` is, as a clause, where it was refused as junk_identifier.
[[nodiscard]] std::string_view junk_clause(std::string_view text);

/// The registry's 32 secret bytes and what is computed with them. Movable, not copyable; wiped when it goes.
class Pepper {
 public:
  explicit Pepper(Bytes bytes);  ///< exactly 32

  /// The identifiers that are given, as hashed texts (`imei:…`, `serial:maker:SERIAL`), in the order imei,
  /// imei2, serial.
  static void identifier_texts(const Identifiers& identifiers, std::vector<std::string>& out);
  /// First 16 bytes of HMAC(pepper, identifier).
  [[nodiscard]] Pseudonym pseudonym(std::string_view identifier);
  /// First 16 bytes of HMAC(pepper, "open" ‖ salt): opens one recorded identity.
  [[nodiscard]] std::array<std::uint8_t, 16> opening(Bytes salt);
  /// SHA-256("lcl pepper 1\n" ‖ pepper), as registry_opened states it.
  [[nodiscard]] Digest commitment() const { return commitment_; }

 private:
  HmacSha256 hmac_;
  Digest commitment_;
};

/// SHA-256(opening ‖ identifier): a collection's `identity`.
[[nodiscard]] Digest identity_of(Bytes opening, std::string_view identifier);

}  // namespace lcl
