// SPDX-License-Identifier: Apache-2.0
// Serials of units: a block of consecutive units of one issuance, with check
// digits, so that a mistyped end is noticed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

/// What a registry is, from its first entry on: only the units of an official one, which the ministry has
/// mandated, are credits under the label.
enum class RegistryStanding : std::uint8_t { trial, official };

/// Units `first` to `last` (both inclusive, from 1) of the issuance numbered `issuance` (from 1) of a
/// project.
struct UnitBlock {
  std::string project;
  int vintage = 0;
  std::uint32_t issuance = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  RegistryStanding standing = RegistryStanding::trial;  ///< of the registry that issued them
  [[nodiscard]] std::uint32_t count() const { return last - first + 1; }
  friend bool operator==(const UnitBlock&, const UnitBlock&) = default;
};

inline constexpr std::uint32_t most_units = 999'999'999;  ///< of one issuance: nine digits

/// `TRIAL-<project>-<vintage>-<issuance>-<first>-<last>-<check>`, with `LBC` in place of `TRIAL` if the
/// registry is official, as in `LBC-DEMO-2025-1-000000001-000000042-63`: first and last padded to nine
/// digits, check by ISO/IEC 7064 MOD 97-10 over the rest without hyphens.
[[nodiscard]] std::string to_string(const UnitBlock& block);

enum class SerialFault : std::uint8_t { malformed, check_digits };

struct ParsedSerial {
  std::optional<UnitBlock> block;
  SerialFault fault{};  ///< where there is no block
};
[[nodiscard]] ParsedSerial parse_serial(std::string_view text);

}  // namespace lcl
