// SPDX-License-Identifier: Apache-2.0
// What each device of a project comes to in a period, as a listing.
#pragma once

#include <string>
#include <vector>

#include "ledger/figures/cycle_lines.hpp"
#include "ledger/figures/frame.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/texts/listing/listing.hpp"

namespace lcl {

/// A row for each cycle and vintage that comes to something, ascending by device. Entry and category are
/// those of the frame, and empty where the methodology has none.
[[nodiscard]] Listing devices_listing(const Project& project, const Period& period,
                                      const std::vector<CycleLine>& lines, const Frame& frame,
                                      ListingBasis basis);
/// What its rows come to, as a line: the tally's S, but for what is the period's and no device's.
[[nodiscard]] std::string devices_sum_text(const Tally& tally);

}  // namespace lcl
