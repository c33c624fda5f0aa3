// SPDX-License-Identifier: Apache-2.0
#include "tests/texts/sample_tally.hpp"

namespace {

lcl::Amounts amounts(const char* manufacture, const char* journeys, const char* given_back) {
  lcl::Amounts made;
  made.kg[lcl::Amounts::index(lcl::Effect::avoided_manufacture, false, false)] =
      *lcl::parse_decimal(manufacture);
  made.kg[lcl::Amounts::index(lcl::Effect::avoided_journeys, true, false)] = lcl::Decimal(100);
  made.kg[lcl::Amounts::index(lcl::Effect::emitted_journeys, true, true)] = *lcl::parse_decimal(journeys);
  made.kg[lcl::Amounts::index(lcl::Effect::given_back, false, false)] = *lcl::parse_decimal(given_back);
  return made;
}

lcl::Vintage vintage(int year, const lcl::Amounts& made, const char* creditable, std::int64_t units) {
  return {.year = year,
          .amounts = made,
          .net = made.net(),
          .creditable = *lcl::parse_decimal(creditable),
          .units = units};
}

}  // namespace

lcl::Tally sample_tally(const std::vector<lcl::Grouping>& groupings) {
  lcl::Tally tally;
  tally.origin = "registry.example/lbc";
  tally.checkpoint = {12'345, {}};
  tally.project = "DEMO";
  tally.project_title = "=Deux Rives, \"phones\"";
  tally.methodology_title = "Reference";
  tally.reasons = {"data_not_erased", "warranty_too_short"};
  tally.period = *lcl::parse_period("2025-01-01/2027-01-01");
  tally.groupings = groupings;
  const lcl::Amounts first = amounts("2900.123456789", "12.5", "0");
  const lcl::Amounts second = amounts("0", "0.25", "900");
  tally.amounts = first;
  tally.amounts.add(second);
  tally.cycles = {.credited = 90, .disposed = 4, .open = 5, .ineligible = {1, 0}};
  tally.vintages = {vintage(2025, first, "2299.45", 2), vintage(2026, second, "-800.25", 0)};
  if (!groupings.empty()) {
    tally.rows = {{{"smartphone"}, first, {.credited = 80, .disposed = 4, .open = 5, .ineligible = {1, 0}}},
                  {{"-tablet"}, second, {.credited = 10, .disposed = 0, .open = 0, .ineligible = {0, 0}}}};
  }
  return tally;
}
