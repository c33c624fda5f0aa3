// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/table.hpp"

#include <algorithm>

#include "ledger/values/identifiers.hpp"

namespace lcl::methodology {

std::optional<Key> find_key(std::string_view word) noexcept {
  const auto found = std::find(key_words.begin(), key_words.end(), word);
  if (found == key_words.end()) return std::nullopt;
  return static_cast<Key>(found - key_words.begin());
}

bool is_key(Key key, std::string_view text) noexcept {
  switch (key) {
    case Key::country:
      return is_country(text);
    case Key::origin:
      return text == "new" || text == "reused";
    case Key::model:
      return !text.empty();
    case Key::category:
    case Key::part:
    case Key::mode:
      break;
  }
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string folded_model(std::string_view model) {
  std::string folded;
  folded.reserve(model.size());
  for (const char c : model) {
    if (c != ' ') folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  const std::size_t size = folded.size();
  const bool ends_in_octets = size > 2 && folded[size - 1] == 'o' &&
                              (folded[size - 2] == 'g' || folded[size - 2] == 't') &&
                              folded[size - 3] >= '0' && folded[size - 3] <= '9';
  if (ends_in_octets) folded.back() = 'b';
  return folded;
}

std::string_view without_storage(std::string_view model) {
  const auto without_trailing = [](std::string_view text, auto is_left_out) {
    while (!text.empty() && is_left_out(text.back())) text.remove_suffix(1);
    return text;
  };
  const auto is_space = [](char c) { return c == ' '; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view whole = without_trailing(model, is_space);
  if (whole.size() < 2) return model;
  const std::string unit = folded_model(whole.substr(whole.size() - 2));
  if (unit != "gb" && unit != "go" && unit != "tb" && unit != "to") return model;
  const std::string_view number = without_trailing(whole.substr(0, whole.size() - 2), is_space);
  const std::string_view named = without_trailing(number, is_digit);
  if (named.size() == number.size() || named.empty() || named.back() != ' ') return model;
  const std::string_view base = without_trailing(named, is_space);
  return base.empty() ? model : base;
}

bool Table::is_by(std::initializer_list<Key> keys) const noexcept {
  return std::equal(by.begin(), by.end(), keys.begin(), keys.end());
}

const Row* Table::find(const RowKey& key) const noexcept {
  const std::size_t keys = by.size();
  const auto order = [keys](const Row& row, const RowKey& wanted) {
    for (std::size_t i = 0; i < keys; ++i) {
      const int compared = std::string_view(row.key[i]).compare(wanted[i]);
      if (compared != 0) return compared < 0;
    }
    return false;
  };
  const auto found = std::lower_bound(rows.begin(), rows.end(), key, order);
  if (found == rows.end()) return nullptr;
  for (std::size_t i = 0; i < keys; ++i) {
    if (found->key[i] != key[i]) return nullptr;
  }
  return &*found;
}

const Table* table_by(std::span<const Table> tables, std::initializer_list<Key> keys) noexcept {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.is_by(keys); });
  return found == tables.end() ? nullptr : &*found;
}

std::vector<std::string_view> listed(const std::vector<Table>& tables, Key key) {
  std::vector<std::string_view> result;
  if (const Table* table = table_by(tables, {key})) {
    for (const Row& row : table->rows) result.push_back(row.key[0]);
  }
  return result;
}

}  // namespace lcl::methodology
