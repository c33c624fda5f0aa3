// SPDX-License-Identifier: Apache-2.0
// A listing: typed columns, rows of typed cells, and what they were computed from. Each list and figure gives
// it once; writers turn it into CSV, a workbook, a page or text. It knows neither carbon nor files.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

enum class ValueKind : std::uint8_t {
  words,
  code,     ///< text of which every letter counts: a serial, a digest
  ordinal,  ///< a whole number that nobody adds up: a year, an entry
  whole,
  decimal,
  instant,
  truth,
};

/// Empty, or what the column's kind says: words and codes are strings, ordinals and wholes integers.
using ListingCell = std::variant<std::monostate, std::string, std::int64_t, Decimal, Instant, bool>;
using ListingRow = std::vector<ListingCell>;

/// What a column is for.
enum class ColumnUse : std::uint8_t {
  told,    ///< on pages too
  detail,  ///< in files alone, which have room for all
  basis,   ///< in files alone, and the same in every row: what the rows were computed from
};

struct ListingColumn {
  std::string name;  ///< as files have it; the unit last: `net_kg`
  ValueKind kind = ValueKind::words;
  std::optional<page::Message> heading{};  ///< on pages and for people; without one it is in files alone
  ColumnUse use = ColumnUse::told;
  std::vector<std::pair<std::string_view, page::Message>> called{};  ///< public words, on pages
};

/// What a listing was computed from.
struct ListingBasis {
  std::string origin;
  Head head;
  Instant time;          ///< of the last entry: what a listing stands at, and never the clock's
  std::string question;  ///< the command that answers it, without form and file
  std::string program;   ///< name and version
  std::vector<Digest> methodologies{};  ///< ascending, each once
  std::vector<std::string> stated{};    ///< what a project states for its methodology, for people
};

using RowTaker = std::function<void(const ListingRow& row)>;

struct Listing {
  std::string name;       ///< of the worksheet: at most 31 letters
  page::Message title{};  ///< with one `{}`, for the subject
  std::string subject;
  std::vector<ListingColumn> columns;
  /// Hands on each row, in order; as often as it is called, the same.
  std::function<void(const RowTaker& take)> each_row;
  std::vector<Notice> notices{};  ///< what has to be said wherever it is shown
  ListingBasis basis;
};

/// For rows that are at hand.
[[nodiscard]] std::function<void(const RowTaker& take)> given_rows(std::vector<ListingRow> rows);

/// A cell as files have it, exact: decimals in their shortest form, instants in the ledger's. In French
/// with a decimal comma, `2026-02-02 09:15:00,000` and VRAI or FAUX, as a French spreadsheet reads them.
[[nodiscard]] std::string exact_text(const ListingCell& cell, page::Language language);

/// What it was computed from, name by name, for a reader.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> listing_origin(const Listing& listing,
                                                                              page::Speech say);

/// The SHA-256 of what it says, whatever it was computed at: canonical JSON of its columns' names and rows
/// without those of the basis.
[[nodiscard]] Digest content_of(const Listing& listing);

/// RFC 4180. In French as a French spreadsheet takes it: `;` between cells, and a byte-order mark.
[[nodiscard]] std::string listing_csv(const Listing& listing, page::Language language);
/// Columns that pages have too, aligned and rounded.
[[nodiscard]] std::string listing_text(const Listing& listing);
/// {"NAME": [{column: cell, …}, …]}: empty cells are left out, decimals and instants are strings.
[[nodiscard]] Json listing_json(const Listing& listing);

}  // namespace lcl
