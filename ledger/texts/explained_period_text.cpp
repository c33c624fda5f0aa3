// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explained_period_text.hpp"

#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/trace_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string heading(const ExplainedPeriod& explained, const std::string& project) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("project"), project});
  lines.row({phrase("period"), to_string(explained.period)});
  lines.row({phrase("methodology"), hex(explained.methodology)});
  add_stated(explained.parameters, lines);
  return lines.text();
}

/// What is counted at both ends, in columns beside each other.
std::string facts_text(const ExplainedMonth& month) {
  Columns table({Align::left, Align::right, Align::right, Align::left});
  table.row(
      {phrase("counted from the year's start until"), date_of(month.start.until), date_of(month.end.until)});
  for (std::size_t i = 0; i < month.end.facts.size(); ++i) {
    const auto& [fact, value] = month.end.facts[i];
    const std::string unit = unit_of(fact);
    table.row({std::string(word(fact)), to_string(month.start.facts[i].second), to_string(value),
               unit == "1" ? "" : unit});
  }
  return table.text(2);
}

std::string reading_text(const PeriodReading& reading) {
  const std::string until = date_of(reading.until);
  if (reading.steps.empty()) return phrase("  until {}: nothing is counted, each figure is 0\n", until);
  return phrase("  until {}\n", until) + trace_text(reading.steps);
}

std::string amounts_text(const ExplainedMonth& month) {
  Columns table({Align::left, Align::right, Align::left, Align::left, Align::left});
  for (const Contribution& amount : month.amounts) {
    const Decimal kg = adds(amount.effect) ? amount.kg_co2e : -amount.kg_co2e;
    table.row({spoken(word(amount.effect)), to_string(kg), "kgCO2e",
               amount.french ? phrase("France") : phrase("abroad"),
               amount.direct ? phrase("direct") : phrase("indirect")});
  }
  return phrase("  what the month adds: the second less the first\n{}", table.text(4));
}

std::string month_text(const ExplainedMonth& month) {
  return phrase("\n{}, {} to {}\n", month.category, date_of(month.start.until), date_of(month.end.until)) +
         facts_text(month) + reading_text(month.start) + reading_text(month.end) + amounts_text(month);
}

Json reading_json(const PeriodReading& reading) {
  Json facts = Json::object();
  for (const auto& [fact, value] : reading.facts) facts[std::string(word(fact))] = to_string(value);
  return {
      {"facts", std::move(facts)}, {"steps", trace_json(reading.steps)}, {"until", to_string(reading.until)}};
}

}  // namespace

std::string explained_period_text(const ExplainedPeriod& explained, const std::string& project) {
  std::string out = heading(explained, project);
  if (!explained.has_steps) return out + phrase("\nthe methodology has no steps of the scope period\n");
  if (explained.months.empty()) return out + phrase("\nnothing is counted in the period\n");
  for (const ExplainedMonth& month : explained.months) out += month_text(month);
  return out;
}

Json explained_period_json(const ExplainedPeriod& explained, const std::string& project) {
  Json months = Json::array();
  for (const ExplainedMonth& month : explained.months) {
    months.push_back({{"amounts", contributions_json(month.amounts)},
                      {"category", month.category},
                      {"end", reading_json(month.end)},
                      {"start", reading_json(month.start)}});
  }
  return {{"methodology", hex(explained.methodology)},
          {"months", std::move(months)},
          {"parameters", explained.parameters},
          {"period", {{"from", to_string(explained.period.from)}, {"to", to_string(explained.period.to)}}},
          {"project", project}};
}

}  // namespace lcl
