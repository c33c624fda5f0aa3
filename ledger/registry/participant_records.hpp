// SPDX-License-Identifier: Apache-2.0
// What is on record of a participant: who it is, what it was approved as, and when it is suspended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/registry/key_records.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

struct Approval {
  std::uint64_t seq = 0;
  Scheme scheme{};
  std::string issuer;
  std::string reference;
  Instant issued_on;
  Instant expires_on;  ///< the first day it is no longer valid
  Digest evidence;
  std::vector<std::string> criteria;  ///< of esus and esat
  std::string rating;                 ///< as the issuer words it; may be empty
  std::optional<Instant> withdrawn_on;
  Maker maker{};
  [[nodiscard]] bool valid_at(Instant at) const {
    return issued_on <= at && at < expires_on && (!withdrawn_on || at < *withdrawn_on);
  }
};

struct Suspension {
  std::uint64_t seq = 0;
  Instant from;
  std::optional<Instant> to;  ///< exclusive; none while it lasts
  std::string reason;
};

struct Participant {
  std::string siret;
  std::string name;
  std::uint64_t registered = 0;  ///< seq
  std::vector<Approval> approvals;
  std::vector<Suspension> suspensions;  ///< ascending, apart from each other
  Maker maker{};
  std::optional<std::uint64_t> withdrawn{};  ///< seq: events name it no more, unless it is registered again
  bool disowned = false;                     ///< by the certifier: it was registered in error
  [[nodiscard]] bool suspended_at(Instant at) const;
  /// Of a scheme, at an instant; nullptr where there is none.
  [[nodiscard]] const Approval* approval(Scheme scheme, Instant at) const;
  /// The schemes of those valid at an instant, in the order of Scheme, joined by `+`; empty: none.
  [[nodiscard]] std::string approvals_at(Instant at) const;
  /// Impact Champion: a valid ESUS or ESAT agreement.
  [[nodiscard]] bool impact_champion(Instant at) const;
};

}  // namespace lcl
