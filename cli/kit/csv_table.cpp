// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/csv_table.hpp"

#include <algorithm>
#include <optional>

#include "ledger/values/csv.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::optional<Refused> encoding_refusal(std::string_view text) {
  if (text.starts_with(byte_order_mark))
    return Refused{Refusal::byte_order_mark, {1, 1, {}}, phrase("it begins with a byte-order mark")};
  if (const std::optional<std::size_t> offset = invalid_utf8(text)) {
    const auto line = static_cast<std::uint64_t>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*offset), '\n')) +
                      1;
    return Refused{Refusal::not_utf8, {line, 0, {}}, phrase("a byte is not UTF-8")};
  }
  return std::nullopt;
}

struct Header {
  std::vector<std::optional<std::size_t>> places;  ///< of the columns asked for
  std::size_t width = 0;
};

/// The columns of a kind of file.
struct TableColumns {
  std::span<const std::string_view> needed;
  std::span<const std::string_view> optional{};
  std::span<const ForeignColumn> foreign{};
  bool no_others = false;
};

Refused surplus(const CsvRow& row, const std::string& title, const TableColumns& columns) {
  const auto foreign = std::find_if(columns.foreign.begin(), columns.foreign.end(),
                                    [&](const ForeignColumn& each) { return each.title == title; });
  if (foreign != columns.foreign.end())
    return {Refusal::unknown_header, {row.line, 0, title}, std::string(translation(foreign->message))};
  std::string known;
  for (const auto& names : {columns.needed, columns.optional}) {
    for (const std::string_view name : names) known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return {Refusal::unknown_header,
          {row.line, 0, title},
          phrase("there is no column \"{}\"; the columns are {}", title, known)};
}

std::variant<Header, std::vector<Refused>> read_header(const CsvRow& row, const TableColumns& columns) {
  Header header;
  header.width = row.cells.size();
  std::vector<Refused> refused;
  const auto take = [&](std::string_view column, bool is_needed) {
    const std::string title(column);
    const auto count = std::count(row.cells.begin(), row.cells.end(), title);
    if (count == 0 && is_needed)
      refused.push_back(
          {Refusal::missing_header, {row.line, 0, title}, phrase("there is no column {}", title)});
    if (count > 1)
      refused.push_back(
          {Refusal::repeated_header, {row.line, 0, title}, phrase("there are two columns {}", title)});
    const auto place = std::find(row.cells.begin(), row.cells.end(), title);
    header.places.emplace_back();
    if (place != row.cells.end()) header.places.back() = static_cast<std::size_t>(place - row.cells.begin());
  };
  for (const std::string_view column : columns.needed) take(column, true);
  for (const std::string_view column : columns.optional) take(column, false);
  const auto knows = [&](const std::string& title) {
    return std::find(columns.needed.begin(), columns.needed.end(), title) != columns.needed.end() ||
           std::find(columns.optional.begin(), columns.optional.end(), title) != columns.optional.end();
  };
  std::vector<Refused> strange;
  for (const std::string& title : row.cells) {
    if (columns.no_others && !knows(title)) strange.push_back(surplus(row, title, columns));
  }
  if (!strange.empty()) return strange;
  if (refused.empty()) return header;
  return refused;
}

CsvRow current_row(const CsvText& rows) { return {rows.cells(), rows.place(0).line}; }

CsvRow asked_for(const CsvRow& row, const Header& header) {
  CsvRow out{{}, row.line};
  for (const auto& place : header.places) out.cells.push_back(place ? row.cells[*place] : std::string());
  return out;
}

Refused quote_refusal(const CsvText& rows) {
  const CsvFault& fault = *rows.fault();
  const std::uint64_t line = rows.place(fault.offset).line;
  const bool is_unclosed = fault.refusal == Refusal::unclosed_quote;
  return {fault.refusal, {line, 0, {}}, is_unclosed ? phrase("a quote is not closed") : fault.message};
}

std::variant<std::vector<CsvRow>, std::vector<Refused>> read_table(std::string_view text,
                                                                   const TableColumns& columns,
                                                                   const CsvRowCheck& check) {
  if (std::optional<Refused> refusal = encoding_refusal(text)) return std::vector{*std::move(refusal)};
  CsvText rows(text);
  if (!rows.next()) return std::vector{Refused{Refusal::empty_log, {}, phrase("the file is empty")}};
  if (rows.fault()) return std::vector{quote_refusal(rows)};
  const auto header = read_header(current_row(rows), columns);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&header)) return *refused;
  const auto& places = std::get<Header>(header);
  std::vector<CsvRow> table;
  std::vector<Refused> refused;
  while (rows.next()) {
    if (rows.fault()) {
      // An open quote may have swallowed what else is said here.
      if (rows.fault()->refusal == Refusal::unclosed_quote) return std::vector{quote_refusal(rows)};
      refused.push_back(quote_refusal(rows));
      continue;
    }
    const CsvRow row = current_row(rows);
    if (row.cells.size() != places.width) {
      refused.push_back({Refusal::ragged_row,
                         {row.line, 0, {}},
                         phrase("{} cells, the header has {}", row.cells.size(), places.width)});
      continue;
    }
    table.push_back(asked_for(row, places));
    check(table.back(), refused);
  }
  if (!refused.empty()) return refused;
  return table;
}

}  // namespace

std::variant<std::vector<CsvRow>, std::vector<Refused>> read_csv_table(
    std::string_view text, std::span<const std::string_view> columns, const CsvRowCheck& check) {
  return read_table(text, TableColumns{columns}, check);
}

std::variant<std::vector<CsvRow>, std::vector<Refused>> read_csv_table(
    std::string_view text, std::span<const std::string_view> columns,
    std::span<const std::string_view> optional, std::span<const ForeignColumn> foreign,
    const CsvRowCheck& check) {
  return read_table(text, TableColumns{columns, optional, foreign, true}, check);
}

}  // namespace lcl::cli
