// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/dimension.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace lcl::methodology {

bool Dimension::raise(std::size_t base, int power) noexcept {
  const int exponent = exponents_[base] + power;
  if (exponent < -exponent_limit || exponent > exponent_limit) return false;
  exponents_[base] = static_cast<std::int8_t>(exponent);
  return true;
}

/// Multiplies by the product `text` (base units parted by `*`), each to `power`.
bool Dimension::multiply_by_text(std::string_view text, int power) noexcept {
  while (true) {
    const std::size_t end = std::min(text.find('*'), text.size());
    const auto base = std::find(bases.begin(), bases.end(), text.substr(0, end));
    if (base == bases.end() || !raise(static_cast<std::size_t>(base - bases.begin()), power)) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

std::optional<Dimension> Dimension::parse(std::string_view text) noexcept {
  Dimension result;
  const std::size_t slash = text.find('/');
  const std::string_view above = text.substr(0, slash);
  if (above != "1" && !result.multiply_by_text(above, 1)) return std::nullopt;
  if (slash == std::string_view::npos) return result;

  std::string_view below = text.substr(slash + 1);
  const bool in_parentheses = below.size() > 2 && below.front() == '(' && below.back() == ')';
  if (in_parentheses) {
    below = below.substr(1, below.size() - 2);
  } else if (below.find('*') != std::string_view::npos) {
    return std::nullopt;  // kgCO2e/t*km would leave it to the reader what is divided
  }
  if (!result.multiply_by_text(below, -1)) return std::nullopt;
  return result;
}

std::optional<Dimension> product(const Dimension& a, const Dimension& b) noexcept {
  Dimension result = a;
  for (std::size_t base = 0; base < Dimension::bases.size(); ++base) {
    if (!result.raise(base, b.exponents_[base])) return std::nullopt;
  }
  return result;
}

std::optional<Dimension> quotient(const Dimension& a, const Dimension& b) noexcept {
  Dimension result = a;
  for (std::size_t base = 0; base < Dimension::bases.size(); ++base) {
    if (!result.raise(base, -b.exponents_[base])) return std::nullopt;
  }
  return result;
}

std::string to_string(const Dimension& dimension) {
  std::string above;
  std::string below;
  int divisors = 0;
  for (std::size_t base = 0; base < Dimension::bases.size(); ++base) {
    const int exponent = dimension.exponents_[base];
    std::string& side = exponent > 0 ? above : below;
    for (int i = 0; i < std::abs(exponent); ++i) {
      if (!side.empty()) side += '*';
      side += Dimension::bases[base];
    }
    if (exponent < 0) divisors -= exponent;
  }
  const std::string_view numerator = above.empty() ? std::string_view("1") : above;
  if (divisors == 0) return std::string(numerator);
  return divisors == 1 ? fmt::format("{}/{}", numerator, below) : fmt::format("{}/({})", numerator, below);
}

}  // namespace lcl::methodology
