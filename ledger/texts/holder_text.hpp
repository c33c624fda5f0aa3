// SPDX-License-Identifier: Apache-2.0
// Holders as shown: who they are, what they have, and what waits for them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// `held by Ville d'Albi (holder 4f0c…) since entry 52`: of a holding that is live, whose turn it is to act.
[[nodiscard]] std::string who_holds(const Records& records, const Project& project, const Holding& holding);

/// {"holdings", "offers", "project"}; the offers that are open at an instant.
[[nodiscard]] Json project_units_json(const Records& records, const Project& project, Instant at);
[[nodiscard]] std::string project_units_text(const Records& records, const Project& project, Instant at);

/// All that one holder has, in all projects.
struct HolderView {
  struct Held {
    const Project* project = nullptr;
    const Issuance* issuance = nullptr;
    Holding holding;
  };
  const UnitHolder* holder = nullptr;  ///< nullptr: one without a key, called `name`
  std::string name;
  std::vector<Held> held;
  std::vector<const Offer*> offers;      ///< to it, or by it, that are open
  std::vector<const Mandate*> mandates;  ///< in its name, that were not withdrawn, on units that it has
  /// That name it, with their projects, and that no later one replaces.
  std::vector<std::pair<const Project*, const BeneficiaryNaming*>> namings{};
  Instant at;
};
/// Of the holder whose name or, in 4 digits or more, whose id's beginning `text` is; else of the one without
/// a key to whom units were assigned by that name. Refused (unknown_holder) where there is none, or several.
[[nodiscard]] Result<HolderView> holder_view(const Records& records, const std::string& text, Instant at);
/// Of all that it has.
[[nodiscard]] UnitsShown units_shown_of(const Records& records, const HolderView& view);
[[nodiscard]] Json holder_view_json(const Records& records, const HolderView& view);
[[nodiscard]] std::string holder_view_text(const Records& records, const HolderView& view);

/// {"holders": […]}; `at` says which keys sign.
[[nodiscard]] Json holders_json(const Records& records, Instant at);
[[nodiscard]] std::string holders_text(const Records& records, Instant at);

}  // namespace lcl
