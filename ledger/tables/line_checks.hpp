// SPDX-License-Identifier: Apache-2.0
// What is asked of the bytes of a line before anyone reads it, whatever its format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl {

/// Beyond this many, the refusals of one line are not told.
inline constexpr std::size_t max_refusals_per_line = 100;

/// The byte-order mark of UTF-8, or at the start of a file of UTF-16, that `line` begins with; empty if none.
[[nodiscard]] std::string_view byte_order_mark(std::string_view line, std::uint64_t line_number) noexcept;

/// Whether `line` cannot be read as text: appends byte_order_mark, not_utf8 or nul_byte with its column.
bool check_bytes(std::string_view line, std::uint64_t line_number, std::vector<Refused>& refusals);

/// The refusal of a line over max_line_bytes.
[[nodiscard]] Refused line_too_long(std::uint64_t line_number);

}  // namespace lcl
