// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/delimited_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ledger/tables/line_checks.hpp"
#include "ledger/tables/worksheet.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

struct Separator {
  char character;
  std::string_view name;
};
constexpr std::array<Separator, 4> separators = {{{',', translatable("a comma")},
                                                  {';', translatable("a semicolon")},
                                                  {'\t', translatable("a tab")},
                                                  {'|', translatable("a vertical bar")}}};

bool is_separator(char c) {
  return std::any_of(separators.begin(), separators.end(),
                     [c](const Separator& separator) { return separator.character == c; });
}

bool is_blank_cell(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

/// How often `separator` stands in `line` outside quotes.
std::size_t count_unquoted(std::string_view line, char separator) {
  std::size_t count = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    count += !quoted && c == separator;
  }
  return count;
}

}  // namespace

Result<std::unique_ptr<TableReader>> DelimitedReader::open(std::unique_ptr<ByteSource> bytes,
                                                           const TableTraits& traits) {
  std::unique_ptr<DelimitedReader> reader(new DelimitedReader(std::move(bytes), traits));
  if (auto refused = reader->read_header()) return *std::move(refused);
  return std::unique_ptr<TableReader>(std::move(reader));
}

LineSource::Step DelimitedReader::next_line() {
  const std::string_view blanks = traits_.separator == '\t' ? " \t\"" : " \t\",;|";
  while (true) {
    const LineSource::Step step = source_.next();
    if (step == LineSource::Step::end) return step;
    ++sheet_row_;
    const std::string_view line = source_.line();
    if (step != LineSource::Step::line || line.find_first_not_of(blanks) != std::string_view::npos)
      return step;
    if (!header_.empty()) ++traits_.blank_rows;
  }
}

std::optional<Refused> DelimitedReader::read_header() {
  for (bool is_separator_line = true; is_separator_line;) {
    const LineSource::Step step = next_line();
    if (step == LineSource::Step::end) {
      if (source_.fault() != nullptr) return *source_.fault();
      return Refused{Refusal::empty_log, {1, 1, {}}, phrase("the file has no header row")};
    }
    if (step == LineSource::Step::too_long) return line_too_long(source_.number());
    std::vector<Refused> unreadable;
    if (check_bytes(source_.line(), source_.number(), unreadable)) return unreadable.front();
    if (auto refused = read_separator_line(is_separator_line)) return refused;
  }
  if (!traits_.separator_stated) {
    if (auto refused = find_separator()) return refused;
  }
  if (const auto fault = record_.split(source_.line(), true, traits_.separator))
    return Refused{fault->refusal, place_at(fault->offset), fault->message};
  take_header();
  if (header_.empty())
    return Refused{Refusal::empty_log, {source_.number(), 1, {}}, phrase("the header row is empty")};
  return std::nullopt;
}

std::optional<Refused> DelimitedReader::read_separator_line(bool& is_one) {
  const std::string_view line = source_.line();
  is_one = !traits_.separator_stated && sheet_row_ == 1 && line.size() <= 5 && line.size() >= 4 &&
           (line[0] == 's' || line[0] == 'S') && (line[1] == 'e' || line[1] == 'E') &&
           (line[2] == 'p' || line[2] == 'P') && line[3] == '=';
  if (!is_one) return std::nullopt;
  if (line.size() != 5 || !is_separator(line[4])) {
    return Refused{Refusal::wrong_separator,
                   {source_.number(), 5, {}},
                   phrase("the line sep= names none of comma, semicolon, tab and vertical bar")};
  }
  traits_.separator = line[4];
  traits_.separator_stated = true;
  sheet_row_ = 0;  // a spreadsheet takes the line as an instruction, not as a row
  return std::nullopt;
}

std::optional<Refused> DelimitedReader::find_separator() {
  const std::string_view line = source_.line();
  const Separator* best = &separators.front();
  const Separator* second = nullptr;
  std::size_t most = 0;
  for (const Separator& separator : separators) {
    const std::size_t count = count_unquoted(line, separator.character);
    if (count == 0) continue;
    if (count > most) {
      best = &separator;
      second = nullptr;
      most = count;
    } else if (count == most) {
      second = &separator;
    }
  }
  if (second != nullptr) {
    return Refused{
        Refusal::wrong_separator,
        {source_.number(), line.find(best->character) + 1, {}},
        phrase("{} and {} stand in the header equally often, so that its cells cannot be told apart",
               translation(best->name), translation(second->name))};
  }
  traits_.separator = best->character;
  return std::nullopt;
}

void DelimitedReader::take_header() {
  header_text_ = source_.line();
  header_line_ = source_.number();
  header_row_ = sheet_row_;
  for (const CsvCell& cell : record_.cells()) {
    header_.emplace_back(trimmed(without_guard(cell.text)));
    header_offsets_.push_back(cell.offset);
  }
  while (!header_.empty() && header_.back().empty()) header_.pop_back();
  before_ = columns_before(header_);
  header_.erase(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(before_));
  cells_.resize(header_.size());
}

TableReader::Step DelimitedReader::next() {
  refusals_.clear();
  if (finished_) return Step::end;
  const LineSource::Step step = next_line();
  if (step == LineSource::Step::end) {
    finished_ = true;
    return source_.fault() == nullptr ? Step::end : refuse(*source_.fault());
  }
  if (step == LineSource::Step::too_long) return refuse(line_too_long(source_.number()));
  const bool unreadable = check_bytes(source_.line(), source_.number(), refusals_);
  const auto fault = record_.split(source_.line(), source_.has_quotes(), traits_.separator);
  if (unreadable) return Step::refused;
  if (fault) return refuse({fault->refusal, place_at(fault->offset), fault->message});
  return take_row();
}

TableReader::Step DelimitedReader::take_row() {
  const std::vector<CsvCell>& found = record_.cells();
  const std::size_t columns = before_ + header_.size();
  std::size_t surplus = columns;
  while (surplus < found.size() && is_blank_cell(found[surplus].text)) ++surplus;
  if (found.size() < columns || surplus < found.size()) {
    const std::size_t offset = found.size() < columns ? source_.line().size() : found[surplus].offset;
    return refuse({Refusal::ragged_row, place_at(offset),
                   phrase("the row has {} cells, the header {}", found.size(), columns)});
  }
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const CsvCell& cell = found[before_ + i];
    cells_[i] = {cell.text.empty() ? CellKind::empty : CellKind::text, cell.text, cell.offset};
  }
  return Step::row;
}

Place DelimitedReader::place_at(std::size_t offset) const {
  return place_in_record(source_.line(), source_.number(), offset);
}

Place DelimitedReader::place(std::size_t column) const {
  const std::size_t in_row = before_ + column;
  Place place = place_at(in_row < record_.cells().size() ? record_.cells()[in_row].offset : 0);
  if (column >= header_.size()) return place;
  place.field = header_[column];
  place.cell = cell_name(in_row, sheet_row_);
  return place;
}

std::string_view DelimitedReader::row_text() const {
  const std::string_view line = source_.line();
  const std::vector<CsvCell>& cells = record_.cells();
  if (before_ == 0 || cells.size() <= before_) return line;
  return line.substr(std::min(cells[before_].offset, line.size()));
}

Place DelimitedReader::header_place(std::size_t column) const {
  Place place = place_in_record(header_text_, header_line_, header_offsets_.at(before_ + column));
  place.field = header_.at(column);
  place.cell = cell_name(before_ + column, header_row_);
  return place;
}

TableReader::Step DelimitedReader::refuse(Refused refused) {
  refusals_.push_back(std::move(refused));
  return Step::refused;
}

}  // namespace lcl
