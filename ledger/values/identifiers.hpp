// SPDX-License-Identifier: Apache-2.0
// The names things go by: projects, parties, countries, device pseudonyms.
// What a device's own identifiers look like is events/device_identity.hpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/values/keyed_hash.hpp"

namespace lcl {

/// A device: the first 16 bytes of HMAC-SHA-256(pepper, identifier).
struct Pseudonym {
  std::array<std::uint8_t, 16> bytes{};
  friend auto operator<=>(const Pseudonym&, const Pseudonym&) = default;
  friend bool operator==(const Pseudonym& a, const Pseudonym& b) noexcept {
    return std::memcmp(a.bytes.data(), b.bytes.data(), sizeof a.bytes) == 0;
  }
};

[[nodiscard]] std::string hex(const Pseudonym& pseudonym);
[[nodiscard]] std::optional<Pseudonym> pseudonym_from_hex(std::string_view text) noexcept;

/// Whether `text` is a project id: `[A-Z0-9]{3,16}`.
[[nodiscard]] bool is_project_id(std::string_view text) noexcept;
/// Whether `text` is a kind of entry: `[a-z_]{1,32}`.
[[nodiscard]] bool is_kind(std::string_view text) noexcept;
/// Whether `text` is a SIRET: 14 digits whose Luhn sum is a multiple of 10, or
/// La Poste's (SIREN 356000000), whose digits sum to a multiple of 5.
[[nodiscard]] bool is_siret(std::string_view text) noexcept;
/// Whether `text` has the form of an ISO 3166-1 alpha-2 code: `[A-Z]{2}`.
[[nodiscard]] bool is_country(std::string_view text) noexcept;
/// Whether `text` can be an origin: a schema-less URL, `[a-z0-9.-]+(/[a-z0-9._-]+)*`, 3 to 128
/// bytes, so a legal signed-note key name.
[[nodiscard]] bool is_origin(std::string_view text) noexcept;
/// Whether `digits` are digits, at least one, whose Luhn sum is a multiple of 10 (ISO/IEC 7812-1).
[[nodiscard]] bool passes_luhn(std::string_view digits) noexcept;

}  // namespace lcl

template <>
struct std::hash<lcl::Pseudonym> {
  std::size_t operator()(const lcl::Pseudonym& pseudonym) const noexcept {
    return lcl::keyed_hash(pseudonym.bytes);
  }
};
