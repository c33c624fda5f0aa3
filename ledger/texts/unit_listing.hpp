// SPDX-License-Identifier: Apache-2.0
// Units as listings: of a project, of a holder, and the public register, which says of every block of units
// what the arrêté wants public, and neither a price nor who is not named in public (art. 29).
#pragma once

#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/listing/listing.hpp"

namespace lcl {

[[nodiscard]] Listing project_units_listing(const OpenLedger& ledger, const Project& project,
                                            ListingBasis basis);
[[nodiscard]] Listing holder_units_listing(const OpenLedger& ledger, const HolderView& view,
                                           ListingBasis basis);
/// Of all projects, or of one.
[[nodiscard]] Listing public_register(const OpenLedger& ledger, const Project* only, ListingBasis basis);

}  // namespace lcl
