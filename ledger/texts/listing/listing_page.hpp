// SPDX-License-Identifier: Apache-2.0
// A listing as a page, for HTML and PDF.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl {

/// How many rows a page shows, unless it has to show them all.
inline constexpr std::size_t most_rows_shown = 2'000;
inline constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();

/// Its rows as a page's table, as listing_page has them; of more than `at_most` the first, which the caption
/// says.
[[nodiscard]] page::Table listing_table(const Listing& listing, page::Speech say, std::string caption,
                                        std::size_t at_most = most_rows_shown);
/// What has to be said beside it, as paragraphs.
[[nodiscard]] std::vector<page::Block> notice_paragraphs(const std::vector<Notice>& notices,
                                                         page::Language language);

/// Its columns that have a heading, figures rounded; of many rows the first, which it says.
[[nodiscard]] page::Page listing_page(const Listing& listing, page::Language language);

}  // namespace lcl
