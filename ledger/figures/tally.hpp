// SPDX-License-Identifier: Apache-2.0
// A tally: reductions of one project over one period, summed, with what they
// were computed from. Nothing is summed across projects, methodologies,
// vintages or states.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/methodology/effect.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

class Derivation;
class Methodology;
struct Project;

/// kgCO2e by effect, territory and directness.
struct Amounts {
  static constexpr std::size_t size = effect_count * 4;
  std::array<Decimal, size> kg{};
  [[nodiscard]] static std::size_t index(Effect effect, bool french, bool direct) {
    return static_cast<std::size_t>(effect) * 4 + (french ? 0U : 2U) + (direct ? 0U : 1U);
  }
  /// Sum over the territories and directness that are asked for.
  [[nodiscard]] Decimal of(Effect effect) const;
  [[nodiscard]] Decimal of(Effect effect, bool french) const;
  [[nodiscard]] Decimal avoided() const;
  [[nodiscard]] Decimal emitted() const;
  [[nodiscard]] Decimal given_back() const;
  [[nodiscard]] Decimal baseline() const;
  [[nodiscard]] Decimal leakage() const;
  /// What is a period's and no cycle's: the baseline and the leakage.
  [[nodiscard]] Decimal of_period() const;
  /// S = avoided − emitted − given back − baseline − leakage.
  [[nodiscard]] Decimal net() const;
  void add(const Amounts& other);
  friend bool operator==(const Amounts&, const Amounts&) = default;
};

/// Numbers of cycles by class.
struct Cycles {
  std::int64_t credited = 0;
  std::int64_t confirmed = 0;  ///< of these: something in them was confirmed
  std::int64_t disposed = 0;
  std::int64_t open = 0;
  std::vector<std::int64_t>
      ineligible;  ///< by index of the methodology's eligibility rules, then RegistryReason
  [[nodiscard]] std::int64_t total() const;
  void add(const Cycles& other);
};

/// What a tally's rows are told apart by.
enum class Grouping : std::uint8_t {
  category,
  month,
  participant,
  approval,
  reconditioning,
  territory,
  effect
};
[[nodiscard]] std::string_view word(Grouping grouping) noexcept;
[[nodiscard]] std::optional<Grouping> grouping(std::string_view word) noexcept;

struct TallyRow {
  std::vector<std::string> labels;  ///< one for each grouping, in their order
  Amounts amounts;
  Cycles cycles;  ///< zero where rows are told apart by territory or effect
};

/// X with all factors of one group of uncertain ones low or high, less X; kgCO2e.
struct GroupShift {
  Decimal low;
  Decimal high;
  /// Δ: how much less the worse of both is; 0 where neither is.
  [[nodiscard]] Decimal less() const;
};

/// One calendar year of the period.
struct Vintage {
  int year = 0;
  Amounts amounts;
  Decimal net;                   ///< S, kgCO2e
  Decimal creditable;            ///< C, kgCO2e: S after discounts where positive
  std::int64_t units = 0;        ///< ⌊C / 1000 kg⌋, 0 where negative: whole tonnes, before any issuance
  std::optional<Decimal> low{};  ///< X_low, of a method that computes what uncertainty takes off
  std::vector<GroupShift> shifts{};  ///< of such a method: what its groups change
};

/// What comes to a credited device of a category on average, in kgCO2e.
struct CategoryMean {
  std::string category;
  std::int64_t credited = 0;  ///< not 0
  Decimal avoided;            ///< before anything is taken off
  Decimal emitted;            ///< by all of the category, credited or not
  Decimal net;
};

struct Tally {
  std::string origin;
  Head checkpoint;
  std::string project;
  std::string project_title;  ///< not part of the digested body
  Digest methodology;
  std::string methodology_title;     ///< not part of the digested body
  Json parameters;                   ///< what the project states for it, as its label does
  std::vector<std::string> reasons;  ///< of ineligibility, in the methodology's order
  Period period;
  std::vector<Grouping> groupings;
  Amounts amounts;
  Cycles cycles;
  std::vector<Vintage> vintages;      ///< ascending; those with a contribution
  std::vector<TallyRow> rows;         ///< ascending by labels; empty if there is no grouping
  std::vector<CategoryMean> means{};  ///< ascending by category; not part of the digested body
};

/// Sets `creditable` and `units`, where `uncertain` is what uncertainty takes off.
void credit(Vintage& vintage, const Methodology& methodology, const Decimal& uncertain);
/// What is a period's and no cycle's, by vintage: that of which there is any.
[[nodiscard]] std::map<int, Decimal> of_period(const Tally& tally);

/// The tally of `project` (labelled) from what `derivation` summed.
[[nodiscard]] Tally tally_of(const Derivation& derivation, const Project& project,
                             const Methodology& methodology, const std::string& origin,
                             const Head& checkpoint, const Period& period,
                             const std::vector<Grouping>& groupings);

/// The digested body: canonical JSON of all but titles (schemas/README.md, "Tally"); and its SHA-256.
[[nodiscard]] Json body_of(const Tally& tally);
[[nodiscard]] Digest digest_of(const Tally& tally);

}  // namespace lcl
