// SPDX-License-Identifier: Apache-2.0
// A participant and its approvals as shown. What a participant does not have
// is not mentioned: no approval changes a figure, and the lack of one is no fault.
#pragma once

#include <string>
#include <string_view>

#include "ledger/registry/state.hpp"

namespace lcl {

/// {"name", "registered", "siret"} and, where it is one at `at`, "impact_champion".
[[nodiscard]] Json participant_summary_json(const Participant& participant, Instant at);
/// The whole record, with each approval's validity at `at`.
[[nodiscard]] Json participant_json(const Participant& participant, Instant at);
[[nodiscard]] std::string participant_text(const Participant& participant, Instant at);

/// Without whose it is.
[[nodiscard]] Json approval_json(const Approval& approval, Instant at);
[[nodiscard]] std::string_view scheme_name(Scheme scheme);        ///< for people: `B Corp`
[[nodiscard]] std::string scheme_text(const Approval& approval);  ///< with its rating, where it has one

/// What stands for the party `siret` at `at`: {"approvals", "name", "siret"} and "impact_champion"; only its
/// SIRET where it is not registered.
[[nodiscard]] Json standing_json(const RegistryState& state, const std::string& siret, Instant at);
/// In one line: `01234567400019  Name: Impact Champion, ESUS to 2028-01-01`.
[[nodiscard]] std::string standing_text(const RegistryState& state, const std::string& siret, Instant at);

}  // namespace lcl
