// SPDX-License-Identifier: Apache-2.0
// Openings: what the operator hands to auditor and developer so that the
// identifier recorded for a sampled device can be recognised without the
// pepper, and if asked for the private parts of its cycle's events
// (schemas/README.md, "Openings"). One canonical JSON object a line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// The private part of one of a cycle's events.
struct OpenedPart {
  std::uint64_t entry = 0;  ///< seq
  std::string bytes;        ///< canonical JSON; their SHA-256 is what the payload names
  /// The sender's own reference; empty where it gave none.
  [[nodiscard]] std::string reference() const;
  friend bool operator==(const OpenedPart&, const OpenedPart&) = default;
};

struct DeviceOpening {
  std::uint64_t collection = 0;  ///< seq
  Pseudonym device;
  Digest identity;                         ///< as the collection's payload has it
  std::array<std::uint8_t, 16> opening{};  ///< identity = SHA-256(opening ‖ identifier)
  std::vector<OpenedPart> parts{};         ///< by ascending entry; none unless they were asked for
  /// Whether `identifier`, as a hashed text (Pepper::identifier_texts), is the one that was recorded.
  [[nodiscard]] bool shows(std::string_view identifier) const;
  friend bool operator==(const DeviceOpening&, const DeviceOpening&) = default;
};

/// As one line has it.
[[nodiscard]] Json opening_json(const DeviceOpening& opening);
/// Nothing where `json` is anything else.
[[nodiscard]] std::optional<DeviceOpening> opening_in(const Json& json);

/// The lines, in their order, each with LF.
[[nodiscard]] std::string to_text(const std::vector<DeviceOpening>& openings);
/// The openings of such a text, by ascending collection; or malformed_opening of each line that is none.
[[nodiscard]] std::variant<std::vector<DeviceOpening>, std::vector<Refused>> parse_openings(
    std::string_view text);

}  // namespace lcl
