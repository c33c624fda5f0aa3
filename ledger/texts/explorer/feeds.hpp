// SPDX-License-Identifier: Apache-2.0
// Atom feeds (RFC 4287): what each role has to do next on a project, and what
// comes due.
#pragma once

#include <array>
#include <string>

#include "ledger/registry/acts.hpp"
#include "ledger/texts/explorer/explorer.hpp"
#include "ledger/values/language.hpp"

namespace lcl::explorer {

/// Who may have something to do on a project.
inline constexpr std::array<Role, 4> feed_roles{Role::developer, Role::auditor, Role::certifier,
                                                Role::holder};

/// Below the published folder: `feeds/fr/RENO1-developer.atom`.
[[nodiscard]] std::string feed_file(const std::string& project, Role role, Language language);

/// Those of every project that was labelled, in English and French. Throws as credit_standing.
void put_feeds(const ExplorerSource& source, const FolderFiles& files, const Progress& progress);

}  // namespace lcl::explorer
