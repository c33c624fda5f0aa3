// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/listing.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

template <typename... Ts>
struct CellVisitor : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
CellVisitor(Ts...) -> CellVisitor<Ts...>;

std::string instant_text(Instant instant, page::Language language) {
  std::string text = to_string(instant);
  if (language == page::Language::english) return text;
  text.pop_back();
  text[text.find('T')] = ' ';
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string decimal_text(const Decimal& value, page::Language language) {
  std::string text = to_string(value);
  if (language == page::Language::french) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string truth_text(bool value, page::Language language) {
  if (language == page::Language::french) return value ? "VRAI" : "FAUX";
  return value ? "true" : "false";
}

Json json_cell(const ListingCell& cell) {
  return std::visit(CellVisitor{
                        [](std::monostate) { return Json(); },
                        [](const std::string& text) { return Json(text); },
                        [](std::int64_t number) { return Json(number); },
                        [](const Decimal& value) { return Json(to_string(value)); },
                        [](Instant instant) { return Json(to_string(instant)); },
                        [](bool value) { return Json(value); },
                    },
                    cell);
}

/// As people read it, rounded.
std::string spoken_cell(const ListingCell& cell, const ListingColumn& column, page::Speech say) {
  if (const auto* value = std::get_if<Decimal>(&cell)) return kilograms(*value);
  if (const auto* number = std::get_if<std::int64_t>(&cell);
      number != nullptr && column.kind == ValueKind::whole)
    return whole(*number);
  if (const auto* value = std::get_if<bool>(&cell)) return *value ? phrase("yes") : phrase("no");
  const std::string text = exact_text(cell, page::Language::english);
  return say.language() == page::Language::english ? text : called_as(column.called, text, say);
}

bool is_number(ValueKind kind) {
  return kind == ValueKind::ordinal || kind == ValueKind::whole || kind == ValueKind::decimal;
}

/// A number is never mistaken for a formula, and has no letter that needs a quote but a French decimal's
/// comma, which no cell of such a file is separated by.
bool is_plain(const ListingCell& cell) { return !std::holds_alternative<std::string>(cell); }

}  // namespace

std::function<void(const RowTaker& take)> given_rows(std::vector<ListingRow> rows) {
  const auto kept = std::make_shared<const std::vector<ListingRow>>(std::move(rows));
  return [kept](const RowTaker& take) {
    for (const ListingRow& row : *kept) take(row);
  };
}

std::string exact_text(const ListingCell& cell, page::Language language) {
  return std::visit(CellVisitor{
                        [](std::monostate) { return std::string(); },
                        [](const std::string& text) { return text; },
                        [](std::int64_t number) { return std::to_string(number); },
                        [&](const Decimal& value) { return decimal_text(value, language); },
                        [&](Instant instant) { return instant_text(instant, language); },
                        [&](bool value) { return truth_text(value, language); },
                    },
                    cell);
}

Digest content_of(const Listing& listing) {
  Sha256 hasher;
  Json names = Json::array();
  for (const ListingColumn& column : listing.columns) {
    if (column.use != ColumnUse::basis) names.push_back(column.name);
  }
  hasher.update(canonical(names) + '\n');
  listing.each_row([&](const ListingRow& row) {
    Json cells = Json::array();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (listing.columns[i].use != ColumnUse::basis) cells.push_back(json_cell(row[i]));
    }
    hasher.update(canonical(cells) + '\n');
  });
  return hasher.finish();
}

std::string listing_csv(const Listing& listing, page::Language language) {
  const char separator = language == page::Language::french ? ';' : ',';
  std::string out = language == page::Language::french ? "\xEF\xBB\xBF" : "";
  const auto end_row = [&out] { out += "\r\n"; };
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    if (i > 0) out += separator;
    append_csv_cell(listing.columns[i].name, out, separator);
  }
  end_row();
  listing.each_row([&](const ListingRow& row) {
    invariant(row.size() == listing.columns.size(), "a row of a listing has a cell in every column");
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += separator;
      if (is_plain(row[i])) {
        out += exact_text(row[i], language);
      } else {
        append_csv_cell(std::get<std::string>(row[i]), out, separator);
      }
    }
    end_row();
  });
  return out;
}

std::string listing_text(const Listing& listing) {
  const page::Speech say(spoken());
  std::vector<std::size_t> shown;
  std::vector<Align> alignment;
  std::vector<std::string> head;
  for (std::size_t i = 0; i < listing.columns.size(); ++i) {
    const ListingColumn& column = listing.columns[i];
    if (column.use != ColumnUse::told || !column.heading) continue;
    shown.push_back(i);
    alignment.push_back(is_number(column.kind) ? Align::right : Align::left);
    head.push_back(say(*column.heading));
  }
  Columns lines(alignment);
  lines.row(head);
  listing.each_row([&](const ListingRow& row) {
    std::vector<std::string> cells;
    cells.reserve(shown.size());
    for (const std::size_t i : shown) cells.push_back(spoken_cell(row[i], listing.columns[i], say));
    lines.row(std::move(cells));
  });
  return lines.text();
}

Json listing_json(const Listing& listing) {
  Json rows = Json::array();
  listing.each_row([&](const ListingRow& row) {
    Json item = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!std::holds_alternative<std::monostate>(row[i])) item[listing.columns[i].name] = json_cell(row[i]);
    }
    rows.push_back(std::move(item));
  });
  return {{listing.name, std::move(rows)}};
}

}  // namespace lcl
