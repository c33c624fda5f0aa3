// SPDX-License-Identifier: Apache-2.0
// The texts of an XLSX workbook's cells, which it keeps apart from its sheets, each once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/tables/byte_source.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

inline constexpr std::size_t most_shared_strings = 16'000'000;
inline constexpr std::size_t most_shared_bytes = std::size_t{512} << 20U;

class SharedStrings {
 public:
  /// Reads the part `bytes`. What is wrong with it, or that there is too much of it to be held.
  [[nodiscard]] std::optional<Refused> read(std::unique_ptr<ByteSource> bytes);
  /// Nothing if there is no such text.
  [[nodiscard]] std::optional<std::string_view> find(std::uint64_t index) const;

 private:
  std::string texts_;
  std::vector<std::uint32_t> ends_;
};

/// `text` as Excel means it, where it writes a character that XML has not as `_x000D_`: in place.
void decode_excel_text(std::string& text, std::size_t from);

}  // namespace lcl
