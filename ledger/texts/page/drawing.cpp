// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/drawing.hpp"

#include <algorithm>
#include <array>

#include "ledger/values/text.hpp"

namespace lcl::page {
namespace {

constexpr std::array<std::string_view, ink_count> ink_words{"text",   "muted", "line",       "blue",
                                                            "orange", "green", "vermillion", "sky",
                                                            "purple", "grey",  "black",      "white"};

constexpr int letter_width_percent = 64;  // of its height: a digit of DejaVu Sans

}  // namespace

std::string_view word(Ink ink) noexcept { return ink_words[static_cast<std::size_t>(ink)]; }

int width_of(std::string_view text) noexcept {
  const auto letters = static_cast<int>(std::min<std::size_t>(length_of(text), 10'000));
  return letters * label_size * letter_width_percent / 100;
}

std::string fitted(std::string_view text, int width) {
  std::string out(text);
  bool cut = false;
  while (!out.empty() && width_of(out) + (cut ? width_of("…") : 0) > width) {
    while ((static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
    out.pop_back();
    cut = true;
  }
  while (cut && out.ends_with(' ')) out.pop_back();
  return cut ? out + "…" : out;
}

std::vector<std::string> broken(std::string_view text, int width, std::size_t most) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() + 1 < most && width_of(text) > width) {
    std::size_t end = std::string_view::npos;
    for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
      if (width_of(text.substr(0, at)) > width) break;
      end = at;
    }
    if (end == std::string_view::npos) break;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (!text.empty()) lines.push_back(fitted(text, width));
  return lines;
}

}  // namespace lcl::page
