// SPDX-License-Identifier: Apache-2.0
// What is on record of one project, and what it is owed, as listings.
#pragma once

#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/texts/listing/listing.hpp"

namespace lcl {

[[nodiscard]] Listing reports_listing(const Project& project, ListingBasis basis);
/// A row for each commitment, with the sample that was drawn with it.
[[nodiscard]] Listing samples_listing(const Project& project, ListingBasis basis);
[[nodiscard]] Listing questions_listing(const Project& project, ListingBasis basis);
/// A row for each vintage.
[[nodiscard]] Listing owed_listing(const Project& project, const std::vector<VintageFigures>& vintages,
                                   ListingBasis basis);
/// A row for each collection of another project that gives back or is disputed, by entry.
[[nodiscard]] Listing disputes_listing(const Project& project,
                                       const std::vector<ForeignCollection>& collections, ListingBasis basis);

}  // namespace lcl
