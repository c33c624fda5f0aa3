// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

namespace lcl::page {
namespace {

/// The code point at `at` in valid UTF-8, and the number of its bytes.
struct Letter {
  char32_t point = 0;
  std::size_t bytes = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t bytes = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t point = byte(0) & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
  return {point, bytes};
}

struct Span {
  char32_t first, last;
};
// Unicode 15: controls, the bidirectional controls of UAX #9, characters without width or look, the line and
// paragraph separators, noncharacters of the basic plane, interlinear annotation, tags.
constexpr Span spelt_out[]{{0x0000, 0x001F}, {0x007F, 0x009F},   {0x00AD, 0x00AD},  {0x034F, 0x034F},
                           {0x061C, 0x061C}, {0x115F, 0x1160},   {0x17B4, 0x17B5},  {0x180B, 0x180F},
                           {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x206F},  {0x3164, 0x3164},
                           {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},  {0xFFF0, 0xFFFB},
                           {0xFFFE, 0xFFFF}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool is_spelt_out(char32_t point) {
  for (const Span& span : spelt_out) {
    if (span.first <= point && point <= span.last) return true;
  }
  return false;
}

/// Where first strong isolates and the controls that close them stand, ascending.
std::vector<std::size_t> closed_isolates(std::string_view text) {
  constexpr std::string_view open = "\u2068";
  constexpr std::string_view close = "\u2069";
  std::vector<std::size_t> opened;
  std::vector<std::size_t> closed;
  for (std::size_t at = text.find(open.substr(0, 2)); at < text.size();
       at = text.find(open.substr(0, 2), at + 1)) {
    if (text.substr(at, open.size()) == open) opened.push_back(at);
    if (text.substr(at, close.size()) == close && !opened.empty()) {
      closed.insert(closed.end(), {opened.back(), at});
      opened.pop_back();
    }
  }
  std::sort(closed.begin(), closed.end());
  return closed;
}

}  // namespace

std::string harmless(std::string_view text) {
  invariant(!invalid_utf8(text), "what is shown is UTF-8");
  const std::vector<std::size_t> kept = closed_isolates(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    if (is_spelt_out(letter.point) && !std::binary_search(kept.begin(), kept.end(), at)) {
      out += fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(letter.point));
    } else {
      out.append(text, at, letter.bytes);
    }
    at += letter.bytes;
  }
  return out;
}

}  // namespace lcl::page
