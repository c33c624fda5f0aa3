// SPDX-License-Identifier: Apache-2.0
// What is on record, and the log itself, as listings.
#pragma once

#include <vector>

#include "ledger/figures/issuance.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/log.hpp"
#include "ledger/texts/listing/listing.hpp"

namespace lcl {

/// {"projects": […]}: a summary of each.
[[nodiscard]] Json projects_json(const Records& records);
[[nodiscard]] Listing projects_listing(const Records& records, ListingBasis basis);
/// Approvals and suspensions are those at the time of the basis.
[[nodiscard]] Listing participants_listing(const Records& records, ListingBasis basis);
[[nodiscard]] Listing holders_listing(const Records& records, ListingBasis basis);
[[nodiscard]] Listing reports_listing(const Project& project, ListingBasis basis);
/// A row for each commitment, with the sample that was drawn with it.
[[nodiscard]] Listing samples_listing(const Project& project, ListingBasis basis);
[[nodiscard]] Listing questions_listing(const Project& project, ListingBasis basis);
/// A row for each vintage.
[[nodiscard]] Listing owed_listing(const Project& project, const std::vector<VintageFigures>& vintages,
                                   ListingBasis basis);
/// The entries that match, read while they are listed: `ledger` must outlive it.
[[nodiscard]] Listing log_listing(const OpenLedger& ledger, LogQuery query, ListingBasis basis);

}  // namespace lcl
