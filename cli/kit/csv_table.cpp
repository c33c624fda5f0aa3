// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/csv_table.hpp"

#include <algorithm>
#include <optional>

#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Row {
  std::vector<std::string> cells;
  std::uint64_t line = 0;
};

/// Takes the text apart; stops at the first quote that is not closed.
class Rows {
 public:
  explicit Rows(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::optional<Row> next() {
    while (!rest_.empty() && (rest_.front() == '\n' || rest_.starts_with("\r\n"))) skip_line_end();
    if (rest_.empty() || unclosed_) return std::nullopt;
    Row row{{}, line_};
    do row.cells.push_back(cell());
    while (take(','));
    skip_line_end();
    return row;
  }
  /// The line of the quote that is not closed; 0 if all are.
  [[nodiscard]] std::uint64_t unclosed() const { return unclosed_; }

 private:
  bool take(char letter) {
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_line_end() {
    take('\r');
    if (take('\n')) ++line_;
  }
  std::string cell() {
    if (take('"')) return quoted();
    const std::size_t end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }
  std::string quoted() {
    const std::uint64_t began = line_;
    std::string text;
    while (!rest_.empty()) {
      const char letter = rest_.front();
      rest_.remove_prefix(1);
      if (letter == '"' && !take('"')) return text;
      if (letter == '\n') ++line_;
      text += letter;
    }
    unclosed_ = began;
    return text;
  }

  std::string_view rest_;
  std::uint64_t line_ = 1;
  std::uint64_t unclosed_ = 0;
};

std::optional<Refused> encoding_refusal(std::string_view text) {
  if (text.starts_with(byte_order_mark))
    return Refused{Refusal::byte_order_mark, {1, 1, {}}, "it begins with a byte-order mark"};
  if (const std::optional<std::size_t> offset = invalid_utf8(text)) {
    const auto line = static_cast<std::uint64_t>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*offset), '\n')) +
                      1;
    return Refused{Refusal::not_utf8, {line, 0, {}}, "a byte is not UTF-8"};
  }
  return std::nullopt;
}

struct Header {
  std::vector<std::size_t> places;  ///< of the columns asked for
  std::size_t width = 0;
};

std::variant<Header, std::vector<Refused>> read_header(const Row& row,
                                                       std::span<const std::string_view> columns) {
  Header header;
  header.width = row.cells.size();
  std::vector<Refused> refused;
  for (const std::string_view column : columns) {
    const std::string title(column);
    const auto count = std::count(row.cells.begin(), row.cells.end(), title);
    if (count == 0)
      refused.push_back({Refusal::missing_header, {row.line, 0, title}, "there is no column " + title});
    if (count > 1)
      refused.push_back({Refusal::repeated_header, {row.line, 0, title}, "there are two columns " + title});
    header.places.push_back(
        static_cast<std::size_t>(std::find(row.cells.begin(), row.cells.end(), title) - row.cells.begin()));
  }
  if (refused.empty()) return header;
  return refused;
}

CsvRow asked_for(const Row& row, const Header& header) {
  CsvRow out{{}, row.line};
  for (const std::size_t place : header.places) out.cells.push_back(row.cells[place]);
  return out;
}

}  // namespace

std::variant<std::vector<CsvRow>, std::vector<Refused>> read_csv_table(
    std::string_view text, std::span<const std::string_view> columns, const CsvRowCheck& check) {
  if (std::optional<Refused> refusal = encoding_refusal(text)) return std::vector{*std::move(refusal)};
  Rows rows(text);
  const std::optional<Row> first = rows.next();
  if (!first) return std::vector{Refused{Refusal::empty_log, {}, "the file is empty"}};
  const auto header = read_header(*first, columns);
  if (const auto* refused = std::get_if<std::vector<Refused>>(&header)) return *refused;
  const auto& places = std::get<Header>(header);
  std::vector<CsvRow> table;
  std::vector<Refused> refused;
  while (const std::optional<Row> row = rows.next()) {
    if (row->cells.size() != places.width) {
      refused.push_back(
          {Refusal::ragged_row,
           {row->line, 0, {}},
           std::to_string(row->cells.size()) + " cells, the header has " + std::to_string(places.width)});
      continue;
    }
    table.push_back(asked_for(*row, places));
    check(table.back(), refused);
  }
  if (rows.unclosed() != 0) {
    refused.assign({Refused{Refusal::unclosed_quote, {rows.unclosed(), 0, {}}, "a quote is not closed"}});
  }
  if (!refused.empty()) return refused;
  return table;
}

}  // namespace lcl::cli
