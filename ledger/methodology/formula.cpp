// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/formula.hpp"

#include <fmt/format.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl::methodology {
namespace {

struct Operator {
  std::string_view symbol;
  NodeKind kind;
};
constexpr std::array<Operator, 6> comparisons{{{"=", NodeKind::equal},
                                               {"!=", NodeKind::not_equal},
                                               {"<", NodeKind::less},
                                               {"<=", NodeKind::less_equal},
                                               {">", NodeKind::greater},
                                               {">=", NodeKind::greater_equal}}};
constexpr std::array<Operator, 2> additions{{{"+", NodeKind::add}, {"-", NodeKind::subtract}}};
constexpr std::array<Operator, 2> multiplications{{{"*", NodeKind::multiply}, {"/", NodeKind::divide}}};
constexpr std::array<Operator, 1> conjunctions{{{"and", NodeKind::logical_and}}};
constexpr std::array<Operator, 1> disjunctions{{{"or", NodeKind::logical_or}}};

const Operator* find(std::span<const Operator> operators, const Token& token) {
  for (const Operator& candidate : operators) {
    if (token.is(candidate.symbol)) return &candidate;
  }
  return nullptr;
}

/// Recursive descent, one function per rule of the grammar. Each returns the
/// node it read, or nothing after the one fault has been noted.
class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

  std::variant<Formula, FormulaFault> formula() {
    if (const auto root = expression()) {
      if (token_.kind == Token::Kind::end) {
        formula_.root = *root;
        return std::move(formula_);
      }
      (void)expected(phrase("an operator or the end of the formula"));
    }
    return std::move(*fault_);
  }

 private:
  using Parsed = std::optional<NodeIndex>;
  using Rule = Parsed (Parser::*)();

  /// Counts one level of nesting for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Level() { --parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    [[nodiscard]] bool too_deep() const {
      if (parser_.depth_ <= formula_nesting) return false;
      (void)parser_.fail(Refusal::methodology_too_large, parser_.token_.column,
                         phrase("nested more than {} deep", formula_nesting));
      return true;
    }

   private:
    Parser& parser_;
  };

  Parsed expression() { return chain(disjunctions, &Parser::conjunction); }
  Parsed conjunction() { return chain(conjunctions, &Parser::negation); }
  Parsed addition() { return chain(additions, &Parser::multiplication); }
  Parsed multiplication() { return chain(multiplications, &Parser::unary); }

  /// operand { operator operand }, associated to the left.
  Parsed chain(std::span<const Operator> operators, Rule operand) {
    Parsed left = (this->*operand)();
    while (left) {
      const Operator* found = find(operators, token_);
      if (found == nullptr) break;
      const std::uint32_t column = token_.column;
      advance();
      const Parsed right = (this->*operand)();
      if (!right) return std::nullopt;
      left = add(found->kind, column, {*left, *right});
    }
    return left;
  }

  Parsed negation() {
    if (!token_.is("not")) return comparison();
    return prefix(NodeKind::logical_not, &Parser::negation);
  }

  Parsed unary() {
    if (!token_.is("-")) return primary();
    return prefix(NodeKind::negate, &Parser::unary);
  }

  Parsed prefix(NodeKind kind, Rule operand) {
    const std::uint32_t column = token_.column;
    const Level level(*this);
    if (level.too_deep()) return std::nullopt;
    advance();
    const Parsed child = (this->*operand)();
    return child ? add(kind, column, {*child}) : std::nullopt;
  }

  Parsed comparison() {
    const Parsed left = addition();
    if (!left) return left;
    const std::uint32_t column = token_.column;
    if (token_.is("in")) return membership(*left);
    if (token_.is("is")) {
      if (formula_.nodes[*left].kind != NodeKind::name)
        return expected(phrase("an operator; only a fact can be known"));
      advance();
      if (!take("known")) return std::nullopt;
      return add(NodeKind::is_known, column, {*left});
    }
    const Operator* found = find(comparisons, token_);
    if (found == nullptr) return left;
    advance();
    const Parsed right = addition();
    if (!right) return std::nullopt;
    if (find(comparisons, token_) != nullptr || token_.is("in") || token_.is("is")) {
      return expected(phrase("and, or, or the end: comparisons do not chain"));
    }
    return add(found->kind, column, {*left, *right});
  }

  Parsed membership(NodeIndex left) {
    const std::uint32_t column = token_.column;
    advance();
    if (!take("(")) return std::nullopt;
    std::vector<NodeIndex> children{left};
    while (true) {
      if (token_.kind != Token::Kind::text) return expected(phrase("a text"));
      const Parsed element = leaf(NodeKind::text);
      if (!element) return std::nullopt;
      children.push_back(*element);
      if (token_.is(")")) break;
      if (!take(",", phrase("\",\" or \")\""))) return std::nullopt;
    }
    advance();
    return add(NodeKind::in, column, children);
  }

  Parsed primary() {
    switch (token_.kind) {
      case Token::Kind::numeral:
        return leaf(NodeKind::number);
      case Token::Kind::text:
        return leaf(NodeKind::text);
      case Token::Kind::name:
        return named();
      case Token::Kind::word:
        return worded();
      case Token::Kind::symbol:
        if (token_.is("(")) return parenthesised();
        break;
      case Token::Kind::malformed:
      case Token::Kind::end:
        break;
    }
    return expected(phrase("a numeral, text, name, call or \"(\""));
  }

  Parsed parenthesised() {
    const Level level(*this);
    if (!open(level, "(")) return std::nullopt;
    const Parsed inner = expression();
    return inner && take(")") ? inner : std::nullopt;
  }

  /// A name, or the look-up in the table of that name.
  Parsed named() {
    const Token name = token_;
    const Parsed node = leaf(NodeKind::name);
    return node && token_.is("[") ? look_up(*node, name) : node;
  }

  /// A primary that begins with a word of the language.
  Parsed worded() {
    if (token_.is("true") || token_.is("false")) return leaf(NodeKind::truth);
    if (token_.is("min")) return call(NodeKind::minimum, 2, formula_nodes);
    if (token_.is("max")) return call(NodeKind::maximum, 2, formula_nodes);
    if (token_.is("if")) return call(NodeKind::choice, 3, 3);
    if (token_.is("default")) return call(NodeKind::fallback, 2, 2);
    if (token_.is("sum")) return sum();
    return expected(phrase("a numeral, text, name, call or \"(\""));
  }

  Parsed call(NodeKind kind, std::size_t fewest, std::size_t most) {
    const Token name = token_;
    std::vector<NodeIndex> arguments;
    advance();
    if (!list("(", ")", arguments)) return std::nullopt;
    if (arguments.size() < fewest || arguments.size() > most) {
      return fail(Refusal::methodology_syntax, name.column,
                  phrase("{} takes {}{} expressions, found {}", name.word,
                         fewest == most ? "" : phrase("at least "), fewest, arguments.size()));
    }
    if (kind == NodeKind::fallback && formula_.nodes[arguments[0]].kind != NodeKind::name) {
      return fail(Refusal::methodology_syntax, formula_.nodes[arguments[0]].column,
                  phrase("default takes a fact first, found another expression"));
    }
    return add(kind, name.column, arguments);
  }

  /// sum(x in event.legs: expression)
  Parsed sum() {
    const Token name = token_;
    if (inside_sum_) return fail(Refusal::methodology_syntax, name.column, phrase("a sum inside a sum"));
    advance();
    const Level level(*this);
    if (!open(level, "(")) return std::nullopt;
    const Token variable = token_;
    if (variable.kind != Token::Kind::name || !is_name(variable.word))
      return expected(phrase("a name for the element"));
    advance();
    if (!take("in")) return std::nullopt;
    if (token_.kind != Token::Kind::name) return expected(phrase("event.legs or event.parts"));
    const Parsed elements = leaf(NodeKind::name);
    if (!elements || !take(":")) return std::nullopt;
    inside_sum_ = true;
    const Parsed body = expression();
    inside_sum_ = false;
    if (!body || !take(")")) return std::nullopt;
    const Parsed node = add(NodeKind::sum, name.column, {*elements, *body});
    if (node) formula_.nodes[*node].word = variable.word;
    return node;
  }

  /// The keys of `table[…]`, and its fallback: a primary, so that it binds tighter than any operator.
  Parsed look_up(NodeIndex table, const Token& name) {
    std::vector<NodeIndex> children;
    if (!list("[", "]", children)) return std::nullopt;
    const bool has_otherwise = token_.is("otherwise");
    if (has_otherwise) {
      const Level level(*this);
      if (!open(level, "otherwise")) return std::nullopt;
      const Parsed otherwise = primary();
      if (!otherwise) return std::nullopt;
      children.push_back(*otherwise);
    }
    // The name was read as a leaf before it was known to be a table's: that node becomes the look-up.
    Node& node = formula_.nodes[table];
    node.kind = NodeKind::look_up;
    node.has_otherwise = has_otherwise;
    node.word = name.word;
    adopt(node, children);
    return table;
  }

  /// One or more expressions parted by commas, between `opening` and `close`.
  bool list(std::string_view opening, std::string_view close, std::vector<NodeIndex>& elements) {
    const Level level(*this);
    if (!open(level, opening)) return false;
    while (true) {
      const Parsed element = expression();
      if (!element) return false;
      elements.push_back(*element);
      if (token_.is(close)) {
        advance();
        return true;
      }
      if (!take(",", phrase("\",\" or \"{}\"", close))) return false;
    }
  }

  Parsed leaf(NodeKind kind) {
    if (kind == NodeKind::number && !token_.number)
      return fail(Refusal::methodology_overflow, token_.column, phrase("the numeral leaves 128 bits"));
    const Parsed node = add(kind, token_.column, {});
    if (!node) return node;
    Node& made = formula_.nodes[*node];
    made.word = token_.word;
    made.number = token_.number.value_or(Decimal{});
    made.subject = token_.is("true") ? 1 : 0;
    advance();
    return node;
  }

  Parsed add(NodeKind kind, std::uint32_t column, std::initializer_list<NodeIndex> children) {
    return add(kind, column, std::span(children.begin(), children.size()));
  }

  Parsed add(NodeKind kind, std::uint32_t column, std::span<const NodeIndex> children) {
    if (formula_.nodes.size() == formula_nodes) {
      return fail(Refusal::methodology_too_large, column, phrase("more than {} nodes", formula_nodes));
    }
    Node node;
    node.kind = kind;
    node.column = column;
    adopt(node, children);
    formula_.nodes.push_back(std::move(node));
    return static_cast<NodeIndex>(formula_.nodes.size() - 1);
  }

  void adopt(Node& node, std::span<const NodeIndex> children) {
    node.first = static_cast<std::uint32_t>(formula_.children.size());
    node.count = static_cast<std::uint32_t>(children.size());
    formula_.children.insert(formula_.children.end(), children.begin(), children.end());
  }

  void advance() { token_ = lexer_.next(); }

  /// Takes the token that opens `level`.
  bool open(const Level& level, std::string_view opening) {
    if (token_.is(opening) && level.too_deep()) return false;
    return take(opening);
  }

  bool take(std::string_view word) { return take(word, fmt::format("\"{}\"", word)); }
  bool take(std::string_view word, std::string_view wanted) {
    if (!token_.is(word)) {
      (void)expected(wanted);
      return false;
    }
    advance();
    return true;
  }

  Parsed expected(std::string_view wanted) {
    return fail(Refusal::methodology_syntax, token_.column,
                token_.kind == Token::Kind::malformed
                    ? lexer_.why()
                    : phrase("found {}, expected {}", described(token_), wanted));
  }

  Parsed fail(Refusal refusal, std::uint32_t column, std::string message) {
    fault_ = FormulaFault{refusal, column, std::move(message)};
    return std::nullopt;
  }

  Lexer lexer_;
  Token token_;
  Formula formula_;
  std::optional<FormulaFault> fault_;
  std::size_t depth_ = 0;
  bool inside_sum_ = false;
};

}  // namespace

std::variant<Formula, FormulaFault> parse(std::string_view text) {
  if (text.size() > formula_bytes) {
    return FormulaFault{Refusal::methodology_too_large, 1, phrase("longer than {} bytes", formula_bytes)};
  }
  return Parser(text).formula();
}

}  // namespace lcl::methodology
