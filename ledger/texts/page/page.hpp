// SPDX-License-Identifier: Apache-2.0
// A page: a document as plain blocks, that renderers (html.hpp, pdf.hpp) write
// out. It knows neither carbon nor markup. Texts may come from anyone: the
// renderers make them harmless.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/texts/page/drawing.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl::page {

/// Begins a section.
struct Heading {
  std::string text;
};

/// Begins a part of a section.
struct Subheading {
  std::string text;
};

/// In another language than the page's, where it is told.
using OtherLanguage = std::optional<Language>;

struct Paragraph {
  std::string text;
  OtherLanguage language{};
};

enum class Tone : std::uint8_t { good, caution, bad };
inline constexpr std::array<Message, 3> tone_words{Message::tone_good, Message::tone_caution,
                                                   Message::tone_bad};

/// A sentence that must not be overlooked. Its tone is also said in words: colour alone says nothing.
struct Remark {
  Tone tone{};
  std::string text;
};

struct Fact {
  std::string name;
  std::string value;
  bool is_code = false;  ///< a digest or key: every letter counts
  OtherLanguage language{};
  std::string leads_to{};  ///< where HTML links the value to; empty: nowhere
};

/// Names and their values.
struct FactList {
  std::vector<Fact> facts;
};

/// What stands in a column: numbers on the right, digests so that every letter can be told from others.
enum class Cells : std::uint8_t { words, numbers, code };

struct Column {
  std::string title;
  Cells cells = Cells::words;
  OtherLanguage language{};  ///< of its cells
};

struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< as many cells as columns; the first names the row
  bool has_total = false;                      ///< the last row sums the others up
  std::vector<std::string> lead_to{};          ///< where HTML links each row's name to; none: nowhere
};

struct Chart {
  std::string title;
  std::string description;  ///< what there is to see, for those who cannot
  Drawing drawing;
};

using Block = std::variant<Heading, Subheading, Paragraph, Remark, FactList, Table, Chart>;

struct Page {
  Language language{};
  std::string title;
  std::string subtitle;
  std::string running_title;  ///< short, on every sheet
  Instant made;               ///< what the page stands at; never the clock's time
  std::vector<Block> blocks;
};

/// `text` as it may be shown: control characters, and those that turn or hide letters (bidirectional
/// controls, zero-width characters, line separators), are spelt out as `[U+202E]`. Isolates that are closed
/// within the text (U+2068 … U+2069) turn nothing outside them, and stay.
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace lcl::page
