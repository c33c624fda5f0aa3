// SPDX-License-Identifier: Apache-2.0
// Cells and columns of listings, as whoever makes one writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/texts/listing/listing.hpp"

namespace lcl {

[[nodiscard]] inline ListingCell whole_cell(std::uint64_t value) { return static_cast<std::int64_t>(value); }
/// Empty where there is none.
[[nodiscard]] inline ListingCell whole_or_nothing(const std::optional<std::uint64_t>& value) {
  return value ? whole_cell(*value) : ListingCell();
}
/// Empty where the text is.
[[nodiscard]] inline ListingCell text_or_nothing(std::string text) {
  return text.empty() ? ListingCell() : ListingCell(std::move(text));
}

/// A column that files alone have.
[[nodiscard]] inline ListingColumn detail(std::string name, ValueKind kind) {
  return {std::move(name), kind, std::nullopt, ColumnUse::detail};
}
/// A column of public words, which pages say in their language.
[[nodiscard]] inline ListingColumn words_column(
    std::string name, page::Message heading, std::vector<std::pair<std::string_view, page::Message>> called) {
  return {std::move(name), ValueKind::words, heading, ColumnUse::told, std::move(called)};
}

/// Of rows that are at hand, without notices.
[[nodiscard]] inline Listing listing_of(std::string name, page::Message title, std::string subject,
                                        std::vector<ListingColumn> columns, std::vector<ListingRow> rows,
                                        ListingBasis basis) {
  return {.name = std::move(name),
          .title = title,
          .subject = std::move(subject),
          .columns = std::move(columns),
          .each_row = given_rows(std::move(rows)),
          .basis = std::move(basis)};
}

}  // namespace lcl
