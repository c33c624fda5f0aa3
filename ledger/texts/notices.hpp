// SPDX-License-Identifier: Apache-2.0
// What the law wants said wherever units or what may become units are shown
// (arrêté of 5 September 2025, art. 3, 26, 30), in French with English beside.
// Every text, JSON answer, page and certificate takes the sentences from here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

struct Notice {
  std::string_view word;
  std::string_view french;   ///< in quotation marks where it is the arrêté's own wording
  std::string_view english;  ///< what that means
};

/// What is shown of a project's units.
struct UnitsShown {
  RegistryStanding standing = RegistryStanding::trial;
  bool estimates = false;  ///< reductions that may be credited, before their verification
  bool unretired = false;  ///< units that are not retired yet
};

/// Of a project: with an estimate, and the state of all its units.
[[nodiscard]] UnitsShown estimates_shown(const Project& project);
/// Of all its units, without an estimate.
[[nodiscard]] UnitsShown units_shown(const Project& project);
/// Of these units alone.
[[nodiscard]] UnitsShown units_shown(const Project& project, std::span<const Holding> holdings);

/// The sentences that belong there, in the order in which they are printed.
[[nodiscard]] std::vector<Notice> notices(const UnitsShown& shown);
/// As a list of objects with `en`, `fr` and `word`.
[[nodiscard]] Json notices_json(const UnitsShown& shown);
[[nodiscard]] Json notices_json(std::span<const Notice> said);
/// An empty line and a block of lines.
[[nodiscard]] std::string notices_text(const UnitsShown& shown);
[[nodiscard]] std::string notices_text(std::span<const Notice> said);

/// What a registry is, in words.
[[nodiscard]] std::string standing_text(RegistryStanding standing);

}  // namespace lcl
