// SPDX-License-Identifier: Apache-2.0
// What is on record of keys and of clocks: plain data, as in records.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/keys.hpp"
#include "ledger/registry/acts.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// Whether a key may sign, and what to think of what it has signed.
struct KeyStanding {
  std::optional<std::uint64_t> revoked{};   ///< seq
  std::optional<Instant> compromised{};     ///< what it signed from here on is in question
  std::optional<std::uint64_t> annulled{};  ///< seq: it was never rightly granted
  [[nodiscard]] bool may_sign() const { return !revoked && !annulled; }
  friend bool operator==(const KeyStanding&, const KeyStanding&) = default;
};

/// Who put something on record, and may take it back (taking_back.hpp).
struct Maker {
  Role role{};
  std::string party;  ///< empty for the keys of registry_opened
};

struct GrantedKey {
  PublicKey key;
  Role role{};
  std::string party;          ///< empty for the keys of registry_opened, and of holders without one
  std::uint64_t granted = 0;  ///< seq
  KeyStanding standing{};
  std::string number{};            ///< national, of the party
  std::string group{};             ///< of companies, as the certifier names it; empty where it names none
  std::optional<Digest> holder{};  ///< id: whose key it is, of the role holder
  std::optional<Instant> since{};  ///< of a holder's further key: it signs from here on
  std::optional<Instant> until{};  ///< of a holder's key: from here on another signs in its place
  /// Whether what it signed at an instant is in question.
  [[nodiscard]] bool questioned_at(Instant at) const {
    return standing.annulled || (standing.compromised && at >= *standing.compromised);
  }
};

/// When an entry was recorded, as far as that is known.
struct RecordedBetween {
  Instant earliest;
  Instant latest;
};

/// How far the clocks of a log and of those who see its checkpoints may be apart.
inline constexpr std::int64_t clocks_apart_ms = std::int64_t{5} * 60 * 1000;
/// Whether `a` is later than `b` by more than that.
[[nodiscard]] inline bool is_clearly_later(Instant a, Instant b) {
  return a.milliseconds - b.milliseconds > clocks_apart_ms;
}

/// What an act `anchored` says, if its signatures are what they seem: it was recorded no earlier than
/// `since`.
struct AnchoredTime {
  std::uint64_t seq = 0;
  Instant since;
};

/// What the certifier says of a clock that was ahead: entries from `from` up to the correction were not
/// recorded at the times they state where those are after `time`.
struct ClockCorrection {
  std::uint64_t seq = 0;
  std::uint64_t from = 0;
  Instant last;  ///< of the entry before `from`
  Instant time;  ///< what came later is not earlier
};

/// What an entry after entry 0 changed of a key.
struct KeyChange {
  std::uint64_t seq = 0;
  Digest key;
  std::optional<KeyStanding> before;  ///< nothing: it granted the key
};

/// After entry 0: a key may certify from here on, or no longer may; or earlier acts on keys are annulled.
struct CertifierChange {
  enum class Kind : std::uint8_t { granted, revoked, annulled };
  std::uint64_t seq = 0;
  Instant time;  ///< of the entry
  Kind kind{};
  Digest key;                            ///< granted, revoked; or that signed the annulment
  std::optional<Instant> compromised{};  ///< from when on a revoked key is in question
  std::uint64_t from_entry = 0;          ///< of an annulment: the acts on keys from here on are annulled
  bool by_recovery_key = false;
  std::vector<Digest> may_sign{};      ///< certifier keys that an annulment lets sign again
  std::vector<Digest> may_not_sign{};  ///< those that it ends
};
[[nodiscard]] std::string_view word(CertifierChange::Kind kind) noexcept;

}  // namespace lcl
