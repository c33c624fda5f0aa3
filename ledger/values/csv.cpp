// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/csv.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "ledger/values/decimal.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

static_assert(std::endian::native == std::endian::little, "split counts separators from a word's low end");

constexpr std::string_view formula_starts = "=+-@\t\r";

/// Offset of the quote that closes the text at `from`; npos if there is none.
std::size_t closing_quote(std::string_view text, std::size_t from) {
  std::size_t quote = text.find('"', from);
  while (quote != std::string_view::npos && quote + 1 < text.size() && text[quote + 1] == '"') {
    quote = text.find('"', quote + 2);
  }
  return quote;
}

/// Offset of the line end behind the record that `text` begins with, or its size.
std::size_t end_of_record(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    if (at < text.size() && text[at] == '"') at = closing_quote(text, at + 1);
    at = std::min(text.find_first_of(",\r\n", at), text.size());
    if (at == text.size() || text[at] != ',') return at;
    ++at;
  }
}

/// Whether a spreadsheet would run `text` as a formula, were the apostrophes in front of it not there.
bool is_formula_behind_apostrophes(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return !text.empty() && formula_starts.find(text.front()) != std::string_view::npos && !parse_decimal(text);
}

}  // namespace

std::optional<CsvFault> CsvRecord::split(std::string_view record, bool has_quotes, char separator) {
  cells_.clear();
  if (has_quotes) return split_quoted(record, separator);
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t low_bits = 0x7F * ones;
  const std::uint64_t pattern = static_cast<unsigned char>(separator) * ones;
  std::size_t start = 0;
  std::size_t i = 0;
  const auto end_cell = [&](std::size_t end) {
    cells_.push_back({record.substr(start, end - start), start});
    start = end + 1;
  };
  for (; i + sizeof(std::uint64_t) <= record.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, record.data() + i, sizeof word);
    word ^= pattern;
    // The high bit of each byte that is zero now, that is of each separator.
    std::uint64_t hits = ~(((word & low_bits) + low_bits) | word | low_bits);
    for (; hits != 0; hits &= hits - 1) {
      end_cell(i + static_cast<std::size_t>(std::countr_zero(hits)) / 8);
    }
  }
  for (; i < record.size(); ++i) {
    if (record[i] == separator) end_cell(i);
  }
  end_cell(record.size());
  return std::nullopt;
}

std::optional<CsvFault> CsvRecord::split_quoted(std::string_view record, char separator) {
  undoubled_.clear();
  undoubled_.reserve(record.size());  // so that no view into it is moved away from under
  std::size_t start = 0;
  while (true) {
    std::size_t end = 0;
    if (start < record.size() && record[start] == '"') {
      const std::size_t close = closing_quote(record, start + 1);
      if (close == std::string_view::npos) {
        return CsvFault{Refusal::unclosed_quote, start, phrase("the quote that opens here is never closed")};
      }
      end = close + 1;
      if (end < record.size() && record[end] != separator) {
        return CsvFault{Refusal::malformed_quote, end, phrase("the cell goes on behind its closing quote")};
      }
      cells_.push_back({undoubled(record.substr(start + 1, close - start - 1)), start});
    } else {
      end = std::min(record.find(separator, start), record.size());
      const std::string_view text = record.substr(start, end - start);
      if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
        return CsvFault{Refusal::malformed_quote, start + quote,
                        phrase("a quote stands inside a cell that is not quoted")};
      }
      cells_.push_back({text, start});
    }
    if (end == record.size()) return std::nullopt;
    start = end + 1;
  }
}

std::string_view CsvRecord::undoubled(std::string_view text) {
  if (text.find('"') == std::string_view::npos) return text;
  const std::size_t start = undoubled_.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    undoubled_.push_back(text[i]);
    if (text[i] == '"') ++i;
  }
  return std::string_view(undoubled_).substr(start);
}

Place place_in_record(std::string_view record, std::uint64_t line, std::size_t offset) {
  const std::string_view before = record.substr(0, offset);
  const auto breaks = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t last_break = before.rfind('\n');  // npos + 1 is 0
  return {line + breaks, offset - (last_break + 1) + 1, {}};
}

bool CsvText::next() {
  while (!rest_.empty() && (rest_.front() == '\n' || rest_.starts_with("\r\n"))) skip_line_end();
  if (rest_.empty()) return false;
  text_ = rest_.substr(0, end_of_record(rest_));
  line_ = next_line_;
  next_line_ += static_cast<std::uint64_t>(std::count(text_.begin(), text_.end(), '\n'));
  rest_.remove_prefix(text_.size());
  skip_line_end();
  fault_ = record_.split(text_, true);
  return true;
}

void CsvText::skip_line_end() {
  if (rest_.starts_with('\r')) rest_.remove_prefix(1);
  if (!rest_.starts_with('\n')) return;
  rest_.remove_prefix(1);
  ++next_line_;
}

std::vector<std::string> CsvText::cells() const {
  std::vector<std::string> cells;
  cells.reserve(record_.cells().size());
  for (const CsvCell& cell : record_.cells()) cells.emplace_back(without_guard(cell.text));
  return cells;
}

std::string_view without_guard(std::string_view cell) {
  const bool is_guarded = cell.starts_with('\'') && is_formula_behind_apostrophes(cell);
  return cell.substr(is_guarded ? 1 : 0);
}

void append_csv_cell(std::string_view text, std::string& out, char separator) {
  const std::string_view guard = is_formula_behind_apostrophes(text) ? "'" : "";
  if (text.find(separator) == std::string_view::npos &&
      text.find_first_of("\"\r\n") == std::string_view::npos) {
    out.append(guard).append(text);
    return;
  }
  out += '"';
  out += guard;
  for (const char letter : text) {
    if (letter == '"') out += '"';
    out += letter;
  }
  out += '"';
}

void append_csv_row(std::span<const std::string> cells, std::string& out) {
  invariant(!cells.empty(), "a row of CSV has a cell");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_cell(cells[i], out);
  }
  if (cells.size() == 1 && cells.front().empty()) out += "\"\"";  // for it is no empty line
  out += "\r\n";
}

}  // namespace lcl
