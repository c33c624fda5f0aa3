// SPDX-License-Identifier: Apache-2.0
// A table of a methodology: rows of factors found by one to three keys.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/methodology/dimension.hpp"
#include "ledger/methodology/methodology.hpp"

namespace lcl::methodology {

/// What a table can be looked up by.
enum class Key : std::uint8_t { category, model, part, origin, mode, country };
inline constexpr std::array<std::string_view, 6> key_words{"category", "model", "part",
                                                           "origin",   "mode",  "country"};
[[nodiscard]] inline std::string_view word(Key key) noexcept {
  return key_words[static_cast<std::size_t>(key)];
}
[[nodiscard]] std::optional<Key> find_key(std::string_view word) noexcept;
/// Whether `text` can stand in a row of a table by `key`.
[[nodiscard]] bool is_key(Key key, std::string_view text) noexcept;

/// A model as models are compared: A to Z as a to z, without spaces, a storage in octets as one in bytes.
/// (`iphone 11 64gb` and `iPhone 11 64 Go` are `iPhone 11 64 GB`.)
[[nodiscard]] std::string folded_model(std::string_view model);
/// `model` without the storage that it ends in, as in `Galaxy S21 128 Go`; the whole where it ends in none. A
/// model that an event states and no row has is looked up without it.
[[nodiscard]] std::string_view without_storage(std::string_view model);

inline constexpr std::size_t keys_per_table = 3;
/// The keys of one row; those beyond the table's are empty.
using RowKey = std::array<std::string_view, keys_per_table>;

struct Row {
  std::array<std::string, keys_per_table> key;  ///< models folded
  Factor factor;
};

struct Table {
  std::string name;
  std::vector<Key> by;
  Dimension unit;
  std::vector<Row> rows;  ///< sorted by key, each key once

  [[nodiscard]] bool is_by(std::initializer_list<Key> keys) const noexcept;
  /// The row of `key`, its models folded; null if there is none. Sorted search: no hash to flood, nothing
  /// allocated.
  [[nodiscard]] const Row* find(const RowKey& key) const noexcept;
};

/// The first table by exactly `keys`; null if there is none.
[[nodiscard]] const Table* table_by(std::span<const Table> tables, std::initializer_list<Key> keys) noexcept;

/// The keys of the tables by `key` alone.
[[nodiscard]] std::vector<std::string_view> listed(const std::vector<Table>& tables, Key key);

}  // namespace lcl::methodology
