// SPDX-License-Identifier: Apache-2.0
// Who holds which units: holders and their keys, runs of units with one fate,
// offers that wait for the next holder, and mandates under which the certifier
// acts for a holder without a key (schemas/README.md, "Units").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"
#include "ledger/values/unit_serial.hpp"

namespace lcl {

/// How long an offer waits to be accepted, a mandate before it can be used, and a holder's new key before it
/// signs: so long can whom it concerns object.
inline constexpr std::int64_t objection_ms = std::int64_t{30} * 24 * 60 * 60 * 1000;
[[nodiscard]] constexpr Instant after_objections(Instant from) {
  return Instant{from.milliseconds + objection_ms};
}

/// A holder's key that is to take the place of the one it has.
struct KeyReplacement {
  std::uint64_t seq = 0;
  Digest old_key;
  Digest new_key;
  Instant at;  ///< from here on the new key signs
};

/// Who can hold units with a key of its own. It stays the same under another name and another key.
struct UnitHolder {
  Digest id;  ///< of the key with which it became one
  std::uint64_t seq = 0;
  std::string name;                    ///< empty: not named in public
  std::string party;                   ///< SIRET; may be empty
  std::vector<Digest> further_keys{};  ///< ids of those that took or were to take the first one's place
  std::optional<KeyReplacement> replacement{};  ///< the last that was not stopped
};

enum class UnitState : std::uint8_t { issued, assigned, retired, cancelled };
[[nodiscard]] std::string_view word(UnitState state) noexcept;

/// Units of one issuance, next to each other, with one fate.
struct Holding {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  UnitState state = UnitState::issued;
  std::optional<Digest> holder{};  ///< id; none: the project's developer or, once assigned, one without a key
  std::string beneficiary;         ///< empty: the project's developer, a holder with a key, or anonymous
  std::string use;
  std::optional<int> settles{};          ///< cancelled as a correction: the vintage whose debt that settles
  std::uint64_t since = 0;               ///< seq: by what whoever has them got them
  std::optional<std::uint64_t> offer{};  ///< seq of the last
  std::vector<std::uint64_t> acts{};     ///< seq of all that happened to them, the issuance first
  [[nodiscard]] std::uint32_t count() const { return last - first + 1; }
  /// Whether they can still be assigned, retired or cancelled.
  [[nodiscard]] bool live() const { return state == UnitState::issued || state == UnitState::assigned; }
  /// Whether nobody but the project's developer ever had them.
  [[nodiscard]] bool with_developer() const { return state == UnitState::issued; }
  /// Whether they were assigned to somebody without a key.
  [[nodiscard]] bool without_key() const { return state == UnitState::assigned && !holder; }
};

/// Units offered to a holder, who accepts them with its key.
struct Offer {
  std::uint64_t seq = 0;
  UnitBlock block;
  std::optional<Digest>
      from{};  ///< id of the holder that offers them; none: the developer, or under a mandate
  Digest to;   ///< id
  std::string use;
  Instant until;                          ///< exclusive
  bool under_mandate = false;             ///< the certifier offers them
  std::optional<std::uint64_t> closed{};  ///< seq of the acceptance or the withdrawal
  bool accepted = false;
  [[nodiscard]] bool open_at(Instant at) const { return !closed && at < until; }
};

/// Whom the developer names to have units from their issuance on: those of a vintage and of later ones,
/// issued while it is the last naming for them.
struct BeneficiaryNaming {
  std::uint64_t seq = 0;
  int vintage = 0;
  std::optional<Digest> holder{};  ///< id; none: the developer again
  std::string use;
  std::optional<std::uint64_t> accepted{};  ///< seq
};

/// What a holder without a key has signed on paper, and the certifier does for it.
struct Mandate {
  std::uint64_t seq = 0;
  UnitBlock block;
  std::optional<Digest> to{};  ///< id of the holder they may be offered to; none: they may be retired
  Instant from;                ///< when it can be used
  std::optional<std::uint64_t> withdrawn{};  ///< seq
};

}  // namespace lcl
