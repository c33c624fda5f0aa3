// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

constexpr std::array<std::string_view, 14> language_words{"and",   "or",        "not",  "in",     "is",
                                                          "known", "otherwise", "true", "false",  "if",
                                                          "min",   "max",       "sum",  "default"};
/// What facts begin with.
constexpr std::array<std::string_view, 7> fact_words{"event",     "collection", "reconditioning", "resale",
                                                     "confirmed", "elapsed_ms", "period"};

constexpr std::array<std::string_view, 16> symbols{"!=", "<=", ">=", "=", "<", ">", "+", "-",
                                                   "*",  "/",  "(",  ")", "[", "]", ",", ":"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool continues_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Length of the name `[a-z][a-z0-9_]*` that `text` begins with, or 0.
std::size_t name_length(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return 0;
  const auto end = std::find_if_not(text.begin(), text.end(), continues_word);
  return static_cast<std::size_t>(end - text.begin());
}

}  // namespace

std::string described(const Token& token) {
  switch (token.kind) {
    case Token::Kind::numeral:
      return phrase("the numeral {}", token.word);
    case Token::Kind::text:
      return phrase("the text \"{}\"", token.word);
    case Token::Kind::end:
      return phrase("the end of the formula");
    case Token::Kind::name:
    case Token::Kind::word:
    case Token::Kind::symbol:
    case Token::Kind::malformed:
      break;
  }
  return fmt::format("\"{}\"", token.word);
}

bool is_name(std::string_view name) noexcept {
  return name.size() <= 64 && !name.empty() && name_length(name) == name.size() &&
         !contains(language_words, name) && !contains(fact_words, name);
}

Token Lexer::token(Token::Kind kind, std::size_t length) {
  Token result;
  result.kind = kind;
  result.column = static_cast<std::uint32_t>(offset_ + 1);
  result.word = formula_.substr(offset_, length);
  offset_ += length;
  return result;
}

Token Lexer::malformed(std::string why) {
  why_ = std::move(why);
  return token(Token::Kind::malformed, formula_.size() - offset_);
}

Token Lexer::next() {
  offset_ = std::min(formula_.find_first_not_of(' ', offset_), formula_.size());
  if (offset_ == formula_.size()) return token(Token::Kind::end, 0);
  const char first = formula_[offset_];
  if (is_digit(first)) return numeral();
  if (first == '"') return text();
  if (is_letter(first)) return word();
  return symbol();
}

Token Lexer::numeral() {
  const std::string_view rest = formula_.substr(offset_);
  // Letters are taken in too, so that `12kg` is one wrong numeral and not two tokens.
  const auto end = std::find_if_not(rest.begin(), rest.end(), [](char c) {
    return continues_word(c) || c == '.' || (c >= 'A' && c <= 'Z');
  });
  const std::string_view digits = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  DecimalFault why{};
  const std::optional<Decimal> value = parse_decimal(digits, &why);
  if (!value && why != DecimalFault::out_of_range) {
    return malformed(phrase(
        "\"{}\" is not a numeral; expected plain digits, a point, and at most 9 digits after it", digits));
  }
  Token result = token(Token::Kind::numeral, digits.size());
  result.number = value;
  return result;
}

Token Lexer::text() {
  const std::size_t close = formula_.find('"', offset_ + 1);
  if (close == std::string_view::npos)
    return malformed(phrase("a text begins here that is not closed; expected \""));
  Token result = token(Token::Kind::text, close + 1 - offset_);
  result.word = result.word.substr(1, result.word.size() - 2);
  return result;
}

Token Lexer::word() {
  const std::string_view rest = formula_.substr(offset_);
  std::size_t length = name_length(rest);
  while (length < rest.size() && rest[length] == '.') {
    const std::size_t more = name_length(rest.substr(length + 1));
    if (more == 0) {
      return malformed(phrase("\"{}.\" ends in a point; expected a name after it", rest.substr(0, length)));
    }
    length += 1 + more;
  }
  const bool is_word = contains(language_words, rest.substr(0, length));
  return token(is_word ? Token::Kind::word : Token::Kind::name, length);
}

Token Lexer::symbol() {
  const std::string_view rest = formula_.substr(offset_);
  for (const std::string_view symbol : symbols) {
    if (rest.substr(0, symbol.size()) == symbol) return token(Token::Kind::symbol, symbol.size());
  }
  return malformed(
      phrase("a character of no meaning (byte {:#04x}); expected an operator, name, numeral or text",
             static_cast<unsigned char>(rest.front())));
}

}  // namespace lcl::methodology
