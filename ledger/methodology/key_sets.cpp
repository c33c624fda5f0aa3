// SPDX-License-Identifier: Apache-2.0
// What makes a look-up by the keys of an event find its row always: the key
// sets that all tables of a kind share.
#include <fmt/format.h>

#include <algorithm>

#include "ledger/methodology/document.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

RowKey view(const Row& row) { return {row.key[0], row.key[1], row.key[2]}; }

std::string joined(const Table& table, const RowKey& key) {
  return fmt::format("{}",
                     fmt::join(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(table.by.size()), "/"));
}

void missing(const Table& table, const RowKey& key, const std::string& why, Faults& faults) {
  faults.push_back({Refusal::methodology_missing_row, fmt::format("tables.{}.rows", table.name),
                    phrase("the row \"{}\" is missing; {}", joined(table, key), why)});
}

void check_rows_of(const Table& having, const Table& lacking, Faults& faults) {
  for (const Row& row : having.rows) {
    if (lacking.find(view(row)) == nullptr) {
      missing(lacking, view(row), phrase("table {} lists it", having.name), faults);
    }
  }
}

/// All tables by exactly `keys` have the rows of the first of them, and no others.
void check_same_keys(const std::vector<Table>& tables, std::initializer_list<Key> keys, Faults& faults) {
  const Table* first = table_by(tables, keys);
  for (const Table& table : tables) {
    if (&table == first || !table.is_by(keys)) continue;
    check_rows_of(*first, table, faults);
    check_rows_of(table, *first, faults);
  }
}

/// Both origins of a part, and a category that is known.
void check_parts(const std::vector<Table>& tables, const Table& parts, Faults& faults) {
  const Table* categories = table_by(tables, {Key::category});
  for (const Row& row : parts.rows) {
    RowKey other = view(row);
    other[2] = other[2] == "new" ? "reused" : "new";
    if (parts.find(other) == nullptr) missing(parts, other, phrase("a part needs both origins"), faults);
    if (categories != nullptr && categories->find({row.key[0]}) == nullptr) {
      missing(*categories, {row.key[0]}, phrase("table {} lists parts of it", parts.name), faults);
    }
  }
}

}  // namespace

void check_key_sets(const std::vector<Table>& tables, Faults& faults) {
  check_same_keys(tables, {Key::category}, faults);
  check_same_keys(tables, {Key::mode}, faults);
  check_same_keys(tables, {Key::country}, faults);
  check_same_keys(tables, {Key::category, Key::part, Key::origin}, faults);
  for (const Table& table : tables) {
    if (table.is_by({Key::category, Key::part, Key::origin})) check_parts(tables, table, faults);
  }
}

}  // namespace lcl::methodology
