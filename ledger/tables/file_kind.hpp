// SPDX-License-Identifier: Apache-2.0
// What a file is by its first bytes, where it is no text: what its user may have
// taken for a table.
#pragma once

#include <string_view>

namespace lcl {

/// Whether it is a zip archive, as workbooks are.
[[nodiscard]] bool is_zip(std::string_view beginning) noexcept;
/// `a PDF document`, `an Excel workbook of before 2007 or one with a password`, …; empty if `beginning` is
/// none of those that are known.
[[nodiscard]] std::string_view known_file_kind(std::string_view beginning) noexcept;

/// Whether so many bytes are control characters, which texts in UTF-8 or Windows-1252 have next to none of,
/// that it is no damaged text.
[[nodiscard]] bool holds_no_text(std::string_view beginning) noexcept;

}  // namespace lcl
