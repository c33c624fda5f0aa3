// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/columns.hpp"

#include <algorithm>
#include <utility>

#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

namespace lcl {

void Columns::row(std::vector<std::string> cells) {
  invariant(cells.size() <= alignment_.size(), "a row has more cells than the table has columns");
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

std::string Columns::text(std::size_t indent) const {
  std::vector<std::size_t> widths(alignment_.size(), 0);
  for (const auto& cells : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], length_of(cells[i]));
  }
  std::string out;
  for (const auto& cells : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += "  ";
      const std::string padding(widths[i] - length_of(cells[i]), ' ');
      line += alignment_[i] == Align::right ? padding + cells[i] : cells[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace lcl
