// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/csv_row.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace lcl {
namespace {

static_assert(std::endian::native == std::endian::little, "split counts commas from a word's low end");

/// Offset of the quote that closes the text at `from`; npos if there is none.
std::size_t closing_quote(std::string_view row, std::size_t from) {
  std::size_t quote = row.find('"', from);
  while (quote != std::string_view::npos && quote + 1 < row.size() && row[quote + 1] == '"') {
    quote = row.find('"', quote + 2);
  }
  return quote;
}

}  // namespace

std::optional<CsvFault> CsvRow::split(std::string_view row, bool has_quotes) {
  cells_.clear();
  if (has_quotes) return split_quoted(row);
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t low_bits = 0x7F * ones;
  std::size_t start = 0;
  std::size_t i = 0;
  const auto end_cell = [&](std::size_t end) {
    cells_.push_back({row.substr(start, end - start), start});
    start = end + 1;
  };
  for (; i + sizeof(std::uint64_t) <= row.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, row.data() + i, sizeof word);
    word ^= ',' * ones;
    // The high bit of each byte that is zero now, that is of each comma.
    std::uint64_t commas = ~(((word & low_bits) + low_bits) | word | low_bits);
    for (; commas != 0; commas &= commas - 1) {
      end_cell(i + static_cast<std::size_t>(std::countr_zero(commas)) / 8);
    }
  }
  for (; i < row.size(); ++i) {
    if (row[i] == ',') end_cell(i);
  }
  end_cell(row.size());
  return std::nullopt;
}

std::optional<CsvFault> CsvRow::split_quoted(std::string_view row) {
  undoubled_.clear();
  undoubled_.reserve(row.size());  // so that no view into it is moved away from under
  std::size_t start = 0;
  while (true) {
    std::size_t end = 0;
    if (start < row.size() && row[start] == '"') {
      const std::size_t close = closing_quote(row, start + 1);
      if (close == std::string_view::npos) {
        return CsvFault{Refusal::unclosed_quote, start, "the quote that opens here is never closed"};
      }
      end = close + 1;
      if (end < row.size() && row[end] != ',') {
        return CsvFault{Refusal::malformed_quote, end, "the cell goes on behind its closing quote"};
      }
      cells_.push_back({undoubled(row.substr(start + 1, close - start - 1)), start});
    } else {
      end = std::min(row.find(',', start), row.size());
      const std::string_view text = row.substr(start, end - start);
      if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
        return CsvFault{Refusal::malformed_quote, start + quote,
                        "a quote stands inside a cell that is not quoted"};
      }
      cells_.push_back({text, start});
    }
    if (end == row.size()) return std::nullopt;
    start = end + 1;
  }
}

std::string_view CsvRow::undoubled(std::string_view text) {
  if (text.find('"') == std::string_view::npos) return text;
  const std::size_t start = undoubled_.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    undoubled_.push_back(text[i]);
    if (text[i] == '"') ++i;
  }
  return std::string_view(undoubled_).substr(start);
}

}  // namespace lcl
