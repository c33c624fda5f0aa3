// SPDX-License-Identifier: Apache-2.0
// The words that fields of acts are chosen from. Where an enumeration has the
// same name, its order is the words' order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "ledger/values/unit_serial.hpp"

namespace lcl {

/// What a registry is, in the order of RegistryStanding.
inline constexpr std::array<std::string_view, 2> standing_words{"trial", "official"};
[[nodiscard]] constexpr std::string_view word(RegistryStanding standing) noexcept {
  return standing_words[static_cast<std::size_t>(standing)];
}

/// Of an approval: a state agreement, a rating, a certification or a public commitment.
enum class Scheme : std::uint8_t {
  esus,              ///< social utility enterprise (Code du travail, L. 3332-17-1)
  esat,              ///< work centre for people with disabilities
  ea,                ///< adapted enterprise
  ecovadis,          ///< a rating
  b_corp,            ///< a certification
  eco_organisation,  ///< approval of an eco-organisation
  quality_label,     ///< of reconditioning
  carbon_footprint,  ///< a published carbon footprint
};
inline constexpr std::array<std::string_view, 8> scheme_words{
    "esus", "esat", "ea", "ecovadis", "b_corp", "eco_organisation", "quality_label", "carbon_footprint"};

/// What an ESUS or ESAT agreement rests on.
inline constexpr std::array<std::string_view, 3> criterion_words{"disability_or_reintegration",
                                                                 "not_for_profit", "shared_governance"};

/// ISO 14064-3:2019, 9.
enum class OpinionWord : std::uint8_t { unmodified, qualified, adverse, disclaimed };
inline constexpr std::array<std::string_view, 4> opinion_words{"unmodified", "qualified", "adverse",
                                                               "disclaimed"};
inline constexpr std::array<std::string_view, 2> assurance_words{"limited", "reasonable"};

/// How a sample is drawn: each credited cycle with the same chance; the same by strata; each kilogram with
/// the same chance.
enum class SamplingMethod : std::uint8_t { random, stratified, monetary_unit };
inline constexpr std::array<std::string_view, 3> sampling_words{"random", "stratified", "monetary_unit"};

/// What became of a drawn cycle: its figure is right; another one was found; what it takes to examine it was
/// not to be had, which counts as wholly wrong.
enum class SampleOutcome : std::uint8_t { right, differing, not_available };
inline constexpr std::array<std::string_view, 3> sample_result_words{"right", "differing", "not_available"};

/// What an auditor draws devices from, outside the ledger, to look for them in it: what was bought or
/// collected; what is in store; what customers sent back; repairs and parts; what was handed over as waste.
enum class Book : std::uint8_t { purchases, stock, returns, repairs, waste };
inline constexpr std::array<std::string_view, 5> book_words{"purchases", "stock", "returns", "repairs",
                                                            "waste"};

/// What a beneficiary uses units for (arrêté of 5 September 2025, art. 29).
inline constexpr std::array<std::string_view, 3> use_words{"contribution", "voluntary_compensation",
                                                           "mandatory_compensation"};

/// What else pays for a project (arrêté of 5 September 2025, art. 8).
inline constexpr std::array<std::string_view, 3> incentive_words{"public_aid", "private_funding",
                                                                 "other_incentive"};

/// Why units are cancelled; only `correction` settles a debt.
inline constexpr std::array<std::string_view, 3> cancellation_words{"correction", "error", "other_registry"};

/// What the certifier finds of a disputed collection.
inline constexpr std::array<std::string_view, 2> settlement_words{"upheld", "rejected"};

/// What a question of an auditor rests on: a test of the plausibility of a project's events.
enum class PlausibilityTest : std::uint8_t {
  avoided_beyond_band,  ///< a category's mean is above what is published
  participant_apart,    ///< a participant differs from all others
  one_party,            ///< the same participant collects, reconditions and sells
  left_out,             ///< quantities, or new parts, are hardly ever stated
  unusual_mass,         ///< masses unlike those of a category
  other_category,       ///< devices that look like another category's
  confirmed_slips,      ///< likely slips that were confirmed
  repeated_value,       ///< a measured quantity that never varies
  last_digits,          ///< rounded numbers
  same_facts,           ///< many events, one after the other, with the same facts
  copied_block,         ///< a sequence of facts that comes again
  recorded_twice,       ///< the same collections again under other identifiers
  many_identifiers,     ///< a device with more identifiers than one has
  soon_again,           ///< collected again soon after its resale, or again and again
  too_fast,             ///< reconditioned before it could arrive
  quick_cycle,          ///< collected and sold within hours, or sold at once
  impossible_route,     ///< from a country that no road leads from
  crowded_day,          ///< far more in a day than a participant's usual
  odd_hours,            ///< work at night or on Sundays
  regular_intervals,    ///< one after the other at the same interval
  period_end,           ///< resales gather at the period's end
  sudden_month,         ///< far more resales in a month than before
  late_recording,       ///< recorded long after
};
inline constexpr std::array<std::string_view, 23> test_words{
    "avoided_beyond_band", "participant_apart", "one_party",        "left_out",    "unusual_mass",
    "other_category",      "confirmed_slips",   "repeated_value",   "last_digits", "same_facts",
    "copied_block",        "recorded_twice",    "many_identifiers", "soon_again",  "too_fast",
    "quick_cycle",         "impossible_route",  "crowded_day",      "odd_hours",   "regular_intervals",
    "period_end",          "sudden_month",      "late_recording"};
[[nodiscard]] constexpr std::string_view word(PlausibilityTest test) noexcept {
  return test_words[static_cast<std::size_t>(test)];
}

/// The place of `word` in `words`; nothing if it is not one of them.
[[nodiscard]] constexpr std::optional<std::size_t> place_in(std::span<const std::string_view> words,
                                                            std::string_view word) noexcept {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return i;
  }
  return std::nullopt;
}

}  // namespace lcl
