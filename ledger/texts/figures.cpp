// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/figures.hpp"

#include <algorithm>

#include "ledger/texts/columns.hpp"

namespace lcl {

std::string kilograms(const Decimal& value) { return display(value, 2); }

std::string whole(std::int64_t value) { return display(Decimal(value), 0); }

std::string whole(std::uint64_t value) {
  return display(Decimal::from_scaled(static_cast<Decimal::Scaled>(value) * Decimal::scale), 0);
}

std::string counted(std::uint64_t count, std::string_view one) {
  return counted(count, one, std::string(one) + 's');
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return whole(count) + ' ' + std::string(count == 1 ? one : many);
}

std::optional<std::string> percentage(const Decimal& part, const Decimal& total) {
  if (total <= Decimal()) return std::nullopt;
  const std::optional<Decimal> hundredfold = product(part, Decimal(100));
  const std::optional<Decimal> share = hundredfold ? quotient(*hundredfold, total) : std::nullopt;
  if (!share) return std::nullopt;
  return display(*share, 1) + " %";
}

std::string spoken(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::vector<std::string> stated_texts(const Json& parameters) {
  std::vector<std::string> texts;
  for (const auto& [name, stated] : parameters.items()) {
    std::string values;
    if (stated.contains("value")) values = stated["value"].get<std::string>();
    if (stated.contains("values")) {
      for (const auto& [category, value] : stated["values"].items())
        values += (values.empty() ? "" : ", ") + category + ' ' + value.get<std::string>();
    }
    texts.push_back(name + ": " + values + " (" + stated["source"].get<std::string>() + ')');
  }
  return texts;
}

void add_stated(const Json& parameters, Columns& lines) {
  for (std::string& text : stated_texts(parameters)) lines.row({"states", std::move(text)});
}

bool adds(Effect effect) noexcept {
  return effect == Effect::avoided_manufacture || effect == Effect::avoided_journeys;
}

bool counts_cycles(const Tally& tally) noexcept {
  return std::none_of(tally.groupings.begin(), tally.groupings.end(), [](Grouping grouping) {
    return grouping == Grouping::territory || grouping == Grouping::effect;
  });
}

}  // namespace lcl
