// SPDX-License-Identifier: Apache-2.0
// Where the tokens of a JSON text stand. Parses nothing: it goes along with a
// parser that says what it has read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lcl {

/// Follows the SAX parser through the text: it says what it has read, the cursor where that stood.
class TokenCursor {
 public:
  explicit TokenCursor(std::string_view text) : text_(text) {}

  /// Takes the next token that is a value, a key or a bracket, as it stands in the text.
  std::string_view next() {
    const std::size_t start = start_of_next();
    at_ = std::min(end_of_token(start), text_.size());
    return text_.substr(start, at_ - start);
  }
  [[nodiscard]] std::string_view peek() const {
    const std::size_t start = start_of_next();
    return text_.substr(start, end_of_token(start) - start);
  }
  [[nodiscard]] bool follows_colon(std::string_view token) const {
    const std::string_view before = text_.substr(0, static_cast<std::size_t>(token.data() - text_.data()));
    const std::size_t last = before.find_last_not_of(" \t\r\n");
    return last != std::string_view::npos && before[last] == ':';
  }
  [[nodiscard]] std::uint64_t column_of(std::string_view token) const {
    return static_cast<std::uint64_t>(token.data() - text_.data()) + 1;
  }

 private:
  [[nodiscard]] std::size_t start_of_next() const {
    return std::min(text_.find_first_not_of(" \t\r\n:,", at_), text_.size());
  }

  [[nodiscard]] std::size_t end_of_token(std::size_t start) const {
    if (start == text_.size()) return start;
    if (text_[start] == '"') {
      std::size_t i = start + 1;
      while (i < text_.size() && text_[i] != '"') i += text_[i] == '\\' ? 2U : 1U;
      return i + 1;
    }
    if (std::string_view("{}[]").find(text_[start]) != std::string_view::npos) return start + 1;
    return std::min(text_.find_first_of(" \t\r\n:,{}[]\"", start), text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lcl
