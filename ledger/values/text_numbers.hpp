// SPDX-License-Identifier: Apache-2.0
// Texts that come again and again, such as names and categories, as small
// numbers, so that a record per device or entry can hold them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/values/encoding.hpp"
#include "ledger/values/keyed_hash.hpp"

namespace lcl {

/// Numbers in the order in which texts first came; 0 is the empty text.
class TextNumbers {
 public:
  TextNumbers();
  TextNumbers(TextNumbers&&) = default;
  TextNumbers& operator=(TextNumbers&&) = default;
  TextNumbers(const TextNumbers&) = delete;
  TextNumbers& operator=(const TextNumbers&) = delete;
  ~TextNumbers() = default;

  [[nodiscard]] std::uint32_t number_of(std::string_view text);
  /// The text of a number that was given out; it stays where it is for as long as this, moved or not.
  [[nodiscard]] std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return keyed_hash(bytes_of(text)); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::string_view> texts_;  // the map's keys, by number
  std::uint32_t last_ = 0;               // number given out last
};

}  // namespace lcl
