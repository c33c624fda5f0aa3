// SPDX-License-Identifier: Apache-2.0
// A tally written out: as a table for people, as a listing for spreadsheets and as
// JSON for programs. Table figures are rounded for reading; listings and JSON are exact.
#pragma once

#include <string>
#include <string_view>

#include "ledger/figures/tally.hpp"
#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Aligned columns in kgCO2e: effects by territory, cycles by class, vintages, and the rows asked for.
[[nodiscard]] std::string tally_table(const Tally& tally);

/// With groupings one row for each of its rows; without, one for each vintage, so that nothing in it adds up
/// twice. Each row ends with what it was computed from.
[[nodiscard]] Listing tally_listing(const Tally& tally, const UnitsShown& shown, ListingBasis basis);

/// {"digest", "means", "program", "tally", "titles"}; the digest is that of "tally" alone (body_of).
[[nodiscard]] Json tally_json(const Tally& tally, std::string_view program_version);

}  // namespace lcl
