// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/look_up_table.hpp"

#include <algorithm>

#include "ledger/events/found_text.hpp"
#include "ledger/mapping/column_binding.hpp"
#include "ledger/mapping/conditions.hpp"
#include "ledger/mapping/value_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_refusals_of_look_up = 1000;

/// Whether the row that `table` stands on is one to look at.
bool is_looked_at(const Mapping::Conditions& when, const TableReader& table) {
  return std::all_of(when.begin(), when.end(), [&table](const Mapping::Condition& condition) {
    return holds(condition, without_blanks(table.cells()[condition.column.index].text));
  });
}

}  // namespace

LookUpTable LookUpTable::read(Mapping& mapping, Mapping::TableNumber number, TableReader& table,
                              std::vector<Refused>& refusals) {
  LookUpTable read;
  // Bound to the file's columns while it is read, and then to those that were kept.
  const std::size_t before = refusals.size();
  bind_columns(mapping, number, table, refusals);
  if (refusals.size() != before) return read;
  const std::vector<std::string> kept = columns_used(mapping, number);
  for (const std::string& name : kept) {
    const auto found = std::find(table.header().begin(), table.header().end(), name);
    read.places_.push_back(static_cast<std::size_t>(found - table.header().begin()));
  }
  const Mapping::LookUp& look_up = mapping.look_ups[number - 1];
  for (auto step = table.next(); step != TableReader::Step::end; step = table.next()) {
    if (refusals.size() >= most_refusals_of_look_up) return read;
    if (step == TableReader::Step::refused) {
      refusals.insert(refusals.end(), table.refusals().begin(), table.refusals().end());
      continue;
    }
    const std::string_view key = without_blanks(table.cells()[look_up.key.index].text);
    if (key.empty() || !is_looked_at(look_up.when, table)) continue;
    if (const auto first = read.find(key)) {
      refusals.push_back({Refusal::key_repeated, table.place(look_up.key.index),
                          phrase("{} stands in line {} already", in_quotes(key), read.line(*first))});
    } else if (!read.keep(table, key)) {
      refusals.push_back({Refusal::look_up_too_large, table.place(look_up.key.index),
                          phrase("more than {} rows, or {} MiB of cells, would have to be kept",
                                 most_look_up_rows, most_look_up_bytes >> 20U)});
      return read;
    }
  }
  bind_columns(mapping, number, kept);
  return read;
}

bool LookUpTable::keep(const TableReader& table, std::string_view key) {
  std::size_t size = texts_.size();
  for (const std::size_t place : places_) size += table.cells()[place].text.size();
  if (lines_.size() == most_look_up_rows || size > most_look_up_bytes) return false;
  for (const std::size_t place : places_) {
    const TableCell& cell = table.cells()[place];
    cells_.push_back(
        {cell.kind, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(cell.text.size())});
    texts_ += cell.text;
  }
  rows_.emplace(key, static_cast<Row>(lines_.size()));
  lines_.push_back(table.row_number());
  return true;
}

std::optional<LookUpTable::Row> LookUpTable::find(std::string_view key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

TableCell LookUpTable::cell(Row row, std::size_t column) const {
  const Kept& kept = cells_[row * places_.size() + column];
  return {kept.kind, std::string_view(texts_).substr(kept.offset, kept.size), 0};
}

}  // namespace lcl
