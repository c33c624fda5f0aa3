// SPDX-License-Identifier: Apache-2.0
// An event's payload and private part as canonical JSON: what is hashed, and
// all that derivation reads (schemas/README.md, "Payload").
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/events/event.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

using Salt = std::array<std::uint8_t, 16>;

/// A payload taken apart.
struct EventPayload {
  Facts facts;
  Salt salt{};
  std::optional<Digest> identity;      ///< collection: SHA-256(opening ‖ identifier)
  std::optional<Digest> private_part;  ///< SHA-256 of the private part's bytes
  Unchecked unchecked{};               ///< of a collection
};

/// Appends the canonical payload bytes to `out` (keys in canonical order, no sorting at run time).
void append_payload(const EventPayload& payload, std::string& out);
/// Appends the canonical private part: certificate, reference, salt.
void append_private_part(const PrivateFacts& facts, const Salt& salt, std::string& out);

/// Reads payloads fast, and nothing but what append_payload may have written. One per thread.
class PayloadReader {
 public:
  /// Fills `payload` from the bytes of a payload of an event of `kind`. Returns
  /// nullptr, or what is wrong (constant text); `payload` is then of no meaning. Unknown, missing, repeated
  /// or disordered fields, blanks, and values out of the ranges of the schemas are faults. Only that texts
  /// are in NFC and escaped no more than needed is left to is_canonical_payload.
  [[nodiscard]] const char* read(EventKind kind, std::string_view bytes, EventPayload& payload);
  /// The same for the facts, and under what a device was collected; all else is checked as well, and dropped.
  [[nodiscard]] const char* read(EventKind kind, std::string_view bytes, Facts& facts, Unchecked& unchecked);

 private:
  std::string unescaped_;
};

/// Whether `bytes`, which a PayloadReader has read without a fault, can be nothing but canonical: they are
/// ASCII without a backslash, so that no text in them is out of NFC or escaped more than needed. Nearly all
/// are.
[[nodiscard]] bool is_plain_payload(std::string_view bytes) noexcept;
/// Whether `bytes` is exactly what append_payload writes for `payload`; `scratch` is reused.
[[nodiscard]] bool is_canonical_payload(const EventPayload& payload, std::string_view bytes,
                                        std::string& scratch);

}  // namespace lcl
