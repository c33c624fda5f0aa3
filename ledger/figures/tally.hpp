// SPDX-License-Identifier: Apache-2.0
// A tally: reductions of one project over one period, summed, with what they
// were computed from. Nothing is summed across projects, methodologies,
// vintages or states.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// What a tally's rows are told apart by.
enum class Grouping : std::uint8_t { category, month, participant, approval, territory, effect };
[[nodiscard]] std::string_view word(Grouping grouping) noexcept;
[[nodiscard]] std::optional<Grouping> grouping(std::string_view word) noexcept;

struct TallyRow {
  std::vector<std::string> labels;  ///< one for each grouping, in their order
  Amounts amounts;
  Cycles cycles;  ///< zero where rows are told apart by territory or effect
};

/// One calendar year of the period.
struct Vintage {
  int year = 0;
  Amounts amounts;
  Decimal net;             ///< S, kgCO2e
  Decimal creditable;      ///< C, kgCO2e: S after discounts where positive
  std::int64_t units = 0;  ///< ⌊C / 1000 kg⌋, 0 where negative: whole tonnes, before any issuance
};

struct Tally {
  std::string origin;
  Head checkpoint;
  std::string project;
  std::string project_title;  ///< not part of the digested body
  Digest methodology;
  std::string methodology_title;     ///< not part of the digested body
  std::vector<std::string> reasons;  ///< of ineligibility, in the methodology's order
  Period period;
  std::vector<Grouping> groupings;
  Amounts amounts;
  Cycles cycles;
  std::vector<Vintage> vintages;  ///< ascending; those with a contribution
  std::vector<TallyRow> rows;     ///< ascending by labels; empty if there is no grouping
};

/// The tally of `project` (labelled) from what `derivation` summed.
[[nodiscard]] Tally tally_of(const Derivation& derivation, const Project& project,
                             const Methodology& methodology, const std::string& origin,
                             const Head& checkpoint, const Period& period,
                             const std::vector<Grouping>& groupings);

/// The digested body: canonical JSON of all but titles (schemas/tally.schema.json); and its SHA-256.
[[nodiscard]] Json body_of(const Tally& tally);
[[nodiscard]] Digest digest_of(const Tally& tally);

}  // namespace lcl
