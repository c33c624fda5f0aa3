// SPDX-License-Identifier: Apache-2.0
// How a file's text is written in bytes: found out from its beginning, and made
// UTF-8. What cannot be told apart from another encoding is not guessed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "ledger/tables/byte_source.hpp"

namespace lcl {

enum class TextEncoding : std::uint8_t { utf_8, utf_16_le, utf_16_be, windows_1252 };

/// As --encoding takes it: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`.
[[nodiscard]] std::string_view word(TextEncoding encoding) noexcept;
[[nodiscard]] std::optional<TextEncoding> text_encoding(std::string_view word) noexcept;

/// The byte-order mark that `beginning` starts with; empty if it has none.
[[nodiscard]] std::string_view mark_of(std::string_view beginning) noexcept;

/// The encoding of the text that begins with `beginning` (schemas/tables.md, "Encoding"); nothing if it
/// cannot be told. `is_cut`: the text may go on behind it, in the middle of a character.
[[nodiscard]] std::optional<TextEncoding> find_encoding(std::string_view beginning, bool is_cut) noexcept;

/// The text of `bytes`, which are in `encoding` and begin with no mark, as UTF-8. What is no character there
/// becomes a byte that UTF-8 does not have, 0xFF, so that it is refused where it stands.
[[nodiscard]] std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> bytes, TextEncoding encoding);

}  // namespace lcl
