// SPDX-License-Identifier: Apache-2.0
// The words of a formula: numerals, texts, names and symbols, with the column
// each stands at (schemas/methodologies/README.md, "Lexical grammar").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/values/decimal.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl::methodology {

/// What is wrong in a formula, and where.
struct FormulaFault {
  Refusal refusal{};
  std::uint32_t column = 1;  ///< in bytes, from 1
  std::string message;       ///< lower case, no full stop
};

struct Token {
  enum class Kind : std::uint8_t {
    numeral,    ///< `number` is its value; nothing if that leaves 128 bits
    text,       ///< `word` is what stands between the quotes
    name,       ///< dotted or not
    word,       ///< one of the language
    symbol,     ///< an operator or mark
    malformed,  ///< no token: the lexer says why
    end,
  };
  Kind kind = Kind::end;
  std::uint32_t column = 1;
  std::string_view word;  ///< of the formula's text, which must outlive the token
  std::optional<Decimal> number;

  [[nodiscard]] bool is(std::string_view symbol_or_word) const noexcept {
    return (kind == Kind::symbol || kind == Kind::word) && word == symbol_or_word;
  }
};

/// How a message names `token`: `"otherwise"`, `the text "new"`, `the end of the formula`.
[[nodiscard]] std::string described(const Token& token);

class Lexer {
 public:
  explicit Lexer(std::string_view formula) : formula_(formula) {}
  /// The next token; `end` again and again at the end. Nothing is read behind a malformed one.
  [[nodiscard]] Token next();
  /// What is wrong with the malformed token that was read.
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  [[nodiscard]] Token numeral();
  [[nodiscard]] Token text();
  [[nodiscard]] Token word();
  [[nodiscard]] Token symbol();
  [[nodiscard]] Token token(Token::Kind kind, std::size_t length);
  [[nodiscard]] Token malformed(std::string why);

  std::string_view formula_;
  std::size_t offset_ = 0;
  std::string why_;
};

/// Whether a parameter, table, step or list variable may be called `name`: `[a-z][a-z0-9_]*`, at
/// most 64 bytes, and neither a word of the language nor one that a fact's name begins with.
[[nodiscard]] bool is_name(std::string_view name) noexcept;

}  // namespace lcl::methodology
