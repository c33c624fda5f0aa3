// SPDX-License-Identifier: Apache-2.0
// A listing as a page, for HTML and PDF.
#pragma once

#include <string>

#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl {

/// Its rows as a page's table, as listing_page has them.
[[nodiscard]] page::Table listing_table(const Listing& listing, page::Speech say, std::string caption);

/// Its columns that have a heading, figures rounded; of many rows the first, which it says.
[[nodiscard]] page::Page listing_page(const Listing& listing, page::Language language);

}  // namespace lcl
