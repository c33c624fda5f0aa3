// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "ledger/values/error.hpp"

namespace lcl {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) noexcept {
  return static_cast<std::uint8_t>(text[i]);
}

/// Offset of the first byte from `start` that is not ASCII; text.size() if none.
std::size_t ascii_end(std::string_view text, std::size_t start) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t i = start;
  for (; i + sizeof(std::uint64_t) <= text.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & high_bits) != 0) break;
  }
  while (i < text.size() && byte_at(text, i) < 0x80) ++i;
  return i;
}

/// Whether a character moves what stands beside it: marks of the direction of writing, and what ends lines.
bool steers(std::string_view character) noexcept {
  if (character == "\xD8\x9C") return true;  // U+061C
  if (character.size() != 3 || byte_at(character, 0) != 0xE2) return false;
  const std::uint8_t second = byte_at(character, 1);
  const std::uint8_t third = byte_at(character, 2);
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
  return second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

/// Length of the well-formed multi-byte sequence that starts at `i` (Unicode 15,
/// table 3-7); 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t i) noexcept {
  const std::uint8_t lead = byte_at(text, i);
  std::size_t length = 0;
  std::uint8_t second_least = 0x80;
  std::uint8_t second_most = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) second_least = 0xA0;  // overlong below
    if (lead == 0xED) second_most = 0x9F;   // surrogates above
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) second_least = 0x90;  // overlong below
    if (lead == 0xF4) second_most = 0x8F;   // beyond U+10FFFF above
  } else {
    return 0;
  }
  if (text.size() - i < length) return 0;
  const std::uint8_t second = byte_at(text, i + 1);
  if (second < second_least || second > second_most) return 0;
  for (std::size_t j = 2; j < length; ++j) {
    if ((byte_at(text, i + j) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

using CodePoint = utf8proc_int32_t;

constexpr auto nfc = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);

/// The canonical decomposition of `text`, which is well-formed, marks not yet in order.
std::vector<CodePoint> decomposed(std::string_view text) {
  std::vector<CodePoint> points;
  points.reserve(text.size());
  const auto* rest = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto size = static_cast<utf8proc_ssize_t>(text.size());
  while (size > 0) {
    CodePoint point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(rest, size, &point);
    invariant(length > 0, "well-formed text could not be read");
    rest += length;
    size -= length;
    std::array<CodePoint, 8> parts{};  // Unicode's longest canonical decomposition has 4
    const utf8proc_ssize_t count = utf8proc_decompose_char(point, parts.data(), parts.size(), nfc, nullptr);
    invariant(count >= 0 && count <= utf8proc_ssize_t{parts.size()}, "a code point could not be decomposed");
    points.insert(points.end(), parts.begin(), parts.begin() + count);
  }
  return points;
}

/// Sorts each run of combining marks by class (Unicode 15, section 3.11). utf8proc does it
/// too, but in time quadratic in the run: a hostile line of 1 MiB would take hours.
void order_marks(std::vector<CodePoint>& points) {
  const auto class_of = [](CodePoint point) { return utf8proc_get_property(point)->combining_class; };
  const auto is_mark = [&](CodePoint point) { return class_of(point) != 0; };
  for (auto run = points.begin(); run != points.end();) {
    run = std::find_if(run, points.end(), is_mark);
    const auto end = std::find_if_not(run, points.end(), is_mark);
    std::stable_sort(run, end, [&](CodePoint a, CodePoint b) { return class_of(a) < class_of(b); });
    run = end;
  }
}

/// `text`, which is well-formed, in NFC.
std::string composed(std::string_view text) {
  std::vector<CodePoint> points = decomposed(text);
  order_marks(points);
  const utf8proc_ssize_t count =
      utf8proc_normalize_utf32(points.data(), static_cast<utf8proc_ssize_t>(points.size()), nfc);
  invariant(count >= 0, "well-formed text could not be normalised");
  points.resize(static_cast<std::size_t>(count));
  std::string result;
  result.reserve(text.size());
  for (const CodePoint point : points) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t length = utf8proc_encode_char(point, bytes.data());
    result.append(bytes.begin(), bytes.begin() + length);
  }
  return result;
}

}  // namespace

std::optional<std::size_t> invalid_utf8(std::string_view text) noexcept {
  std::size_t i = ascii_end(text, 0);
  while (i < text.size()) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i = ascii_end(text, i + length);
  }
  return std::nullopt;
}

bool normalise(std::string& text) {
  if (ascii_end(text, 0) == text.size()) return true;
  if (invalid_utf8(text)) return false;
  text = composed(text);
  return true;
}

bool is_normalised(std::string_view text) {
  if (ascii_end(text, 0) == text.size()) return true;
  return !invalid_utf8(text) && composed(text) == text;
}

bool has_control(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t byte = byte_at(text, i);
    if (byte < 0x20 || byte == 0x7F) return true;
    // U+0080 to U+009F are C2 80 to C2 9F, and nothing else starts with C2 80 to C2 9F.
    if (byte == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0) return true;
    if (byte == 0xD8 || byte == 0xE2) {
      if (steers(text.substr(i, sequence_length(text, i)))) return true;
    }
  }
  return false;
}

std::optional<InvisibleCharacter> invisible_in(std::string_view text) noexcept {
  struct Range {
    char32_t first;
    char32_t last;
  };
  static constexpr auto invisible = std::to_array<Range>({{0x00A0, 0x00A0},
                                                          {0x00AD, 0x00AD},
                                                          {0x034F, 0x034F},
                                                          {0x061C, 0x061C},
                                                          {0x115F, 0x1160},
                                                          {0x17B4, 0x17B5},
                                                          {0x180B, 0x180F},
                                                          {0x2000, 0x200F},
                                                          {0x2028, 0x202F},
                                                          {0x205F, 0x206F},
                                                          {0x3000, 0x3000},
                                                          {0x3164, 0x3164},
                                                          {0xFE00, 0xFE0F},
                                                          {0xFEFF, 0xFEFF},
                                                          {0xFFA0, 0xFFA0}});
  for (std::size_t i = ascii_end(text, 0); i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return std::nullopt;
    char32_t point = byte_at(text, i) & (0xFFU >> (length + 1));
    for (std::size_t j = 1; j < length; ++j) point = point << 6U | (byte_at(text, i + j) & 0x3FU);
    for (const Range& range : invisible) {
      if (point >= range.first && point <= range.last) return InvisibleCharacter{point, i, length};
    }
    i = ascii_end(text, i + length);
  }
  return std::nullopt;
}

std::string printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::uint8_t byte = byte_at(text, i);
    const std::size_t length = byte < 0x80 ? 1 : sequence_length(text, i);
    const std::string_view character = text.substr(i, std::max<std::size_t>(length, 1));
    if (length > 0 && !has_control(character)) {
      out += character;
    } else {
      for (std::size_t j = 0; j < character.size(); ++j) {
        out += "\\x";
        out += digits[byte_at(character, j) >> 4U];
        out += digits[byte_at(character, j) & 0x0FU];
      }
    }
    i += character.size();
  }
  return out;
}

std::size_t length_of(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80; }));
}

std::string folded(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> kept(mapped, &std::free);
  if (size < 0) return std::string(text);
  std::string out;
  for (utf8proc_ssize_t i = 0; i < size;) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(mapped + i, size - i, &code_point);
    invariant(length > 0, "what utf8proc maps is UTF-8");
    const std::string_view category = utf8proc_category_string(code_point);
    if (category.starts_with('L') || category.starts_with('N')) {
      out.append(reinterpret_cast<const char*>(mapped + i), static_cast<std::size_t>(length));
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
    i += length;
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // row[j] is the distance between the part of `a` read so far and b[0, j).
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace lcl
