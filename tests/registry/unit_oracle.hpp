// SPDX-License-Identifier: Apache-2.0
// What an oracle knows of units, with one record for each, and how the
// registry's holdings are held to it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/registry/records.hpp"

namespace lcl::test {

/// What the oracle knows of one unit.
struct Unit {
  UnitState state = UnitState::issued;
  std::optional<int> settles;
  std::optional<Digest> holder;
  std::string beneficiary;
  std::vector<std::uint64_t> acts;
  std::optional<std::uint64_t> offer;    ///< the last
  std::optional<std::uint64_t> mandate;  ///< the last, to retire it, since somebody without a key has it
  friend bool operator==(const Unit& a, const Unit& b) {
    return a.state == b.state && a.settles == b.settles && a.holder == b.holder &&
           a.beneficiary == b.beneficiary && a.acts == b.acts;
  }
};

/// An offer as the oracle sees it.
struct Offered {
  std::size_t ordinal = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  std::optional<Digest> from;
  Digest to;
  Instant until;
  bool closed = false;
};

constexpr Instant after_a_month(Instant from) { return {from.milliseconds + 30 * day_ms}; }

struct Issued {
  int vintage = 0;
  std::vector<Unit> units;
};

/// kgCO2e of a vintage, whole.
struct Account {
  std::int64_t in = 0;
  std::int64_t out = 0;
};

inline void compare(const Issuance& issuance, const Issued& issued) {
  REQUIRE(issuance.count == issued.units.size());
  std::uint32_t next = 1;
  bool same = true;
  for (const Holding& holding : issuance.holdings) {
    same = same && holding.first == next && holding.first <= holding.last && holding.last <= issuance.count;
    if (!same) break;
    Unit held;
    held.state = holding.state;
    held.settles = holding.settles;
    held.holder = holding.holder;
    held.beneficiary = holding.beneficiary;
    held.acts = holding.acts;
    const auto unit = issued.units.begin() + (next - 1);
    same = std::all_of(unit, unit + holding.count(), [&](const Unit& each) { return each == held; });
    next = holding.last + 1;
  }
  REQUIRE(same);
  REQUIRE(next == issuance.count + 1);
}

}  // namespace lcl::test
