// SPDX-License-Identifier: Apache-2.0
#include "tests/tables/read_table.hpp"

#include <array>

#include "tests/tables/log_file.hpp"

namespace lcl::test {
namespace {

std::string shown(const TableCell& cell) {
  constexpr std::array<std::string_view, 8> kinds = {
      "", "", "number:", "beyond_digits:", "instant:", "date:", "truth:", "fault:"};
  return std::string(kinds.at(static_cast<std::size_t>(cell.kind))).append(cell.text);
}

}  // namespace

std::string ReadTable::words() const {
  std::string all;
  for (const Refused& one : refused) all.append(all.empty() ? "" : " ").append(word(one.refusal));
  return all;
}

ReadTable read_table(std::string_view text, const TableOptions& options) {
  const LogFile file(text);
  const auto opened = TableReader::open(file.descriptor(), options);
  ReadTable read;
  if (!opened) {
    read.refused.push_back(opened.refused());
    return read;
  }
  TableReader& table = **opened;
  read.header = table.header();
  for (auto step = table.next(); step != TableReader::Step::end; step = table.next()) {
    if (step == TableReader::Step::refused) {
      read.refused.insert(read.refused.end(), table.refusals().begin(), table.refusals().end());
      continue;
    }
    std::vector<std::string>& row = read.rows.emplace_back();
    for (const TableCell& cell : table.cells()) row.push_back(shown(cell));
    read.lines.push_back(table.row_number());
  }
  read.traits = table.traits();
  return read;
}

}  // namespace lcl::test
