// SPDX-License-Identifier: Apache-2.0
// What is on record of all of a registry, and the log itself, as listings.
#pragma once

#include <vector>

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
/// Every key that was granted, in the order of the grants.
[[nodiscard]] std::vector<const GrantedKey*> keys_by_grant(const Records& records);
[[nodiscard]] Listing keys_listing(const Records& records, ListingBasis basis);
[[nodiscard]] Listing accreditations_listing(const Records& records, ListingBasis basis);
[[nodiscard]] Listing methodologies_listing(const Records& records, ListingBasis basis);
/// The entries that match, read while they are listed: `ledger` must outlive it.
[[nodiscard]] Listing log_listing(const OpenLedger& ledger, LogQuery query, ListingBasis basis);

}  // namespace lcl
