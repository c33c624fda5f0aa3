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
  same_facts,           ///< many events at one instant with the same facts
  too_fast,             ///< reconditioned before it could arrive
  crowded_day,          ///< far more in a day than a participant's usual
  period_end,           ///< resales gather at the period's end
  repeated_value,       ///< a measured quantity that never varies
  first_digits,         ///< distances that Benford's law does not expect
  last_digits,          ///< rounded or invented numbers
  late_recording,       ///< recorded long after
  soon_again,           ///< collected again right after its resale
  recorded_twice,       ///< the same collections again under other identifiers
  many_identifiers,     ///< a device with more identifiers than one has
};
inline constexpr std::array<std::string_view, 13> test_words{
    "avoided_beyond_band", "participant_apart", "same_facts",      "too_fast",    "crowded_day",
    "period_end",          "repeated_value",    "first_digits",    "last_digits", "late_recording",
    "soon_again",          "recorded_twice",    "many_identifiers"};
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
