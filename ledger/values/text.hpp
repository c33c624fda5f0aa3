// SPDX-License-Identifier: Apache-2.0
// Unicode text as it may be stored: valid UTF-8, in NFC, without control
// characters.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

/// Byte offset of the first byte that is not well-formed UTF-8 (Unicode 15,
/// table 3-7: no surrogates, no overlong forms); nothing if all is.
[[nodiscard]] std::optional<std::size_t> invalid_utf8(std::string_view text) noexcept;

/// `text` in Normalization Form C. Returns false, leaving `text` alone, if it is not UTF-8.
/// ASCII text is left as it is without a copy.
[[nodiscard]] bool normalise(std::string& text);
[[nodiscard]] bool is_normalised(std::string_view text);

/// Whether `text` holds a character that no text may hold: a control (U+0000 to U+001F, U+007F to U+009F),
/// one that reverses or isolates the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066
/// to U+2069), or one that ends a line or paragraph (U+2028, U+2029).
[[nodiscard]] bool has_control(std::string_view text) noexcept;

/// A character that is not seen, or moves what stands beside it.
struct InvisibleCharacter {
  char32_t code_point;
  std::size_t offset;
  std::size_t size;  ///< in bytes
  friend bool operator==(const InvisibleCharacter&, const InvisibleCharacter&) = default;
};
/// The first in `text` (UTF-8) of U+00A0, U+00AD, U+034F, U+061C, U+115F, U+1160, U+17B4, U+17B5, U+180B to
/// U+180F, U+2000 to U+200F, U+2028 to U+202F, U+205F to U+206F, U+3000, U+3164, U+FE00 to U+FE0F, U+FEFF,
/// U+FFA0.
[[nodiscard]] std::optional<InvisibleCharacter> invisible_in(std::string_view text) noexcept;
/// `text` as it may be shown on a terminal: characters that no text may hold (as above) and bytes that are
/// not UTF-8 are spelt out as `\xHH` for each of their bytes. All else stays as it is.
[[nodiscard]] std::string printable(std::string_view text);

/// Number of Unicode code points of valid UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view text) noexcept;

/// `text` as names are compared: without accents, in small letters, each run of anything but letters and
/// digits one blank, and none at the edges (`N° d'IMEI` as `no d imei`); as it is if it is not UTF-8.
[[nodiscard]] std::string folded(std::string_view text);

/// Levenshtein's distance, in bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The one of `choices` nearest to `word` by edit distance, for "did you mean"; the first of
/// several; empty if none is near (at most one edit, and one more for every three bytes).
template <typename Range>
[[nodiscard]] std::string_view nearest(std::string_view word, const Range& choices) {
  std::string_view best;
  std::size_t limit = word.size() / 3 + 2;
  for (const auto& choice : choices) {
    const std::string_view candidate{choice};
    // At least as many edits as the lengths differ: saves the work where `word` is long.
    if (candidate.size() + limit <= word.size() || word.size() + limit <= candidate.size()) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance >= limit) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

}  // namespace lcl
