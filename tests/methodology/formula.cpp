// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/formula.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <random>
#include <string>

#include "ledger/methodology/check.hpp"
#include "ledger/methodology/evaluation.hpp"
#include "tests/methodology/small_document.hpp"
#include "tests/values/seed.hpp"

namespace lcl::methodology {
namespace {

/// A tree of the four operations, with the value it has by applying them to its branches one by one.
struct Arithmetic {
  std::string text;
  int strength = 3;  ///< 1 sum, 2 product, 3 neither
  std::optional<Decimal> value;
};

class Grower {
 public:
  explicit Grower(std::uint32_t seed) : random_(seed) {}

  Arithmetic grow(int depth) {
    if (depth == 0 || below(4) == 0) return numeral();
    if (below(6) == 0) return negated(grow(depth - 1));
    return combined(grow(depth - 1), grow(depth - 1));
  }

 private:
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }

  Arithmetic numeral() {
    Arithmetic leaf;
    leaf.value = Decimal::from_scaled(below(3) == 0 ? Decimal::Scaled{below(5)} * Decimal::scale
                                                    : Decimal::Scaled{random_()} * (below(9) + 1));
    leaf.text = to_string(*leaf.value);
    return leaf;
  }

  static Arithmetic negated(const Arithmetic& inner) {
    Arithmetic result;
    result.text = inner.strength == 3 ? "-" + inner.text : "-(" + inner.text + ")";
    if (inner.value) result.value = difference(Decimal{}, *inner.value);
    return result;
  }

  Arithmetic combined(const Arithmetic& left, const Arithmetic& right) {
    constexpr std::array<std::string_view, 4> symbols{" + ", " - ", "*", " /"};
    const unsigned operation = below(4);
    Arithmetic result;
    result.strength = operation < 2 ? 1 : 2;
    // Only the parentheses that precedence and association to the left make necessary.
    const bool left_in = left.strength < result.strength;
    const bool right_in = right.strength <= result.strength;
    result.text = (left_in ? "(" + left.text + ")" : left.text) + std::string(symbols[operation]) +
                  (right_in ? "(" + right.text + ")" : right.text);
    if (left.value && right.value) {
      using Operation = std::optional<Decimal> (*)(const Decimal&, const Decimal&) noexcept;
      constexpr std::array<Operation, 4> operations{&lcl::sum, &lcl::difference, &lcl::product,
                                                    &lcl::quotient};
      result.value = operations[operation](*left.value, *right.value);
    }
    return result;
  }

  std::mt19937 random_;
};

Document empty_document() {
  auto read = read_document(test::small_document(), Spans::enforced);
  return std::get<Document>(std::move(read));
}

TEST_CASE("formula: random arithmetic has the value of its tree, or fails where that does") {
  Grower grower(test::seed());
  const Document document = empty_document();
  const FactSheet sheet;
  int with_value = 0;
  for (int round = 0; round < 3000; ++round) {
    const Arithmetic expected = grower.grow(5);
    CAPTURE(expected.text);
    auto parsed = parse(expected.text);
    REQUIRE(std::holds_alternative<Formula>(parsed));
    auto& formula = std::get<Formula>(parsed);
    const auto faults = check(formula, {document, Scope::cycle, 0}, Type{});
    if (!faults.empty()) {
      CHECK(faults[0].refusal == Refusal::methodology_division_by_zero);
      CHECK_FALSE(expected.value);
      continue;
    }
    const Ground ground{document, sheet, {}};
    Evaluation evaluation(ground, formula, nullptr);
    const auto value = evaluation.decimal();
    CHECK(value == expected.value);
    if (value) ++with_value;
  }
  CHECK(with_value > 1000);
}

TEST_CASE("formula: any bytes are a formula or have one fault, within the text") {
  std::mt19937 random(test::seed());
  constexpr std::array<std::string_view, 30> pieces{
      "1",          "0.5",      "\"a\"",     "half", "mass", "collection.category",
      "event.legs", "x",        "x.mode",    "(",    ")",    "[",
      "]",          ",",        ":",         "+",    "-",    "*",
      "/",          "=",        "<=",        "and",  "or",   "not",
      "in",         "is known", "otherwise", "min",  "sum",  "default"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto i = random() % 12; i > 0; --i) {
      if (random() % 40 == 0) text += static_cast<char>(random() % 256);
      text += pieces[random() % pieces.size()];
      if (random() % 3 != 0) text += ' ';
    }
    CAPTURE(text);
    const auto parsed = parse(text);
    if (const auto* fault = std::get_if<FormulaFault>(&parsed)) {
      CHECK(fault->column >= 1);
      CHECK(fault->column <= text.size() + 1);
      CHECK_FALSE(fault->message.empty());
    } else {
      const auto& formula = std::get<Formula>(parsed);
      CHECK(formula.root < formula.nodes.size());
    }
  }
}

TEST_CASE("formula: its length, nodes and nesting are capped") {
  const auto refusal = [](const std::string& text) {
    const auto parsed = parse(text);
    const auto* fault = std::get_if<FormulaFault>(&parsed);
    return fault == nullptr ? std::string("none") : std::string(word(fault->refusal));
  };
  CHECK(refusal("1" + std::string(3999, ' ')) == "none");
  CHECK(refusal("1" + std::string(4000, ' ')) == "methodology_too_large");
  std::string chain = "1";
  for (int i = 0; i < 127; ++i) chain += "+1";
  CHECK(refusal(chain) == "none");  // 255 nodes
  CHECK(refusal("-(" + chain + ")") == "none");
  CHECK(refusal("--(" + chain + ")") == "methodology_too_large");
  CHECK(refusal(std::string(32, '(') + "1" + std::string(32, ')')) == "none");
  CHECK(refusal(std::string(33, '(') + "1" + std::string(33, ')')) == "methodology_too_large");
  CHECK(refusal(std::string(4000, '(')) == "methodology_too_large");
  CHECK(refusal(std::string(4000, '-')) == "methodology_too_large");
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "not ";
  CHECK(refusal(nots) == "methodology_too_large");
  std::string otherwise;
  for (int i = 0; i < 200; ++i) otherwise += "m[a] otherwise ";
  CHECK(refusal(otherwise) == "methodology_too_large");
}

}  // namespace
}  // namespace lcl::methodology
