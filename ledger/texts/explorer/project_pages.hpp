// SPDX-License-Identifier: Apache-2.0
// The pages of projects, and the figures that they show.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/figures/tally.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/texts/explorer/site_pages.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::explorer {

/// What the entries come to over a project's crediting period, up to the last entry.
struct ProjectFigures {
  Tally by_category;
  Tally by_month_and_category;
};
/// By project; those of which there is nothing to count, or no figure, are left out. Throws as figures_of.
[[nodiscard]] std::map<std::string, ProjectFigures> figures_of_projects(const OpenLedger& ledger, Instant at,
                                                                        const Progress& progress);

/// Each with the way to its page.
void add_projects(const SitePages& pages, Blocks& blocks);
void put_projects(SitePages& pages, const std::map<std::string, ProjectFigures>& figures);

}  // namespace lcl::explorer
