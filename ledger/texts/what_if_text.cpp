// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/what_if_text.hpp"

#include <map>
#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_cycles = 100;

struct Compared {
  Decimal recorded;
  Decimal assumed;
  [[nodiscard]] Decimal difference() const { return assumed - recorded; }
};
using ComparedByName = std::vector<std::pair<std::string, Compared>>;

/// In kgCO2e, each with its sign in S; S is the last.
ComparedByName effects(const WhatIf& figures) {
  ComparedByName rows;
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    Compared kg{figures.recorded.amounts.of(effect), figures.assumed.amounts.of(effect)};
    if (!adds(effect)) kg = {-kg.recorded, -kg.assumed};
    rows.emplace_back(word(effect), kg);
  }
  rows.emplace_back("net", Compared{figures.recorded.amounts.net(), figures.assumed.amounts.net()});
  return rows;
}

using Counts = std::map<std::string, std::int64_t>;

Counts classes_of(const Tally& tally) {
  Counts counts{
      {"credited", tally.cycles.credited}, {"disposed", tally.cycles.disposed}, {"open", tally.cycles.open}};
  for (std::size_t i = 0; i < tally.cycles.ineligible.size(); ++i)
    counts[phrase("ineligible: {}", tally.reasons[i])] = tally.cycles.ineligible[i];
  return counts;
}

/// By class, and of ineligible cycles by reason: the two methods may have different ones.
ComparedByName classes(const WhatIf& figures) {
  const Counts recorded = classes_of(figures.recorded);
  const Counts assumed = classes_of(figures.assumed);
  std::map<std::string, Compared> rows;
  for (const auto& [name, count] : recorded) rows[name].recorded = Decimal(count);
  for (const auto& [name, count] : assumed) rows[name].assumed = Decimal(count);
  return {rows.begin(), rows.end()};
}

/// S by the label at `index` of the rows.
ComparedByName sums(const WhatIf& figures, std::size_t index) {
  std::map<std::string, Compared> rows;
  for (const TallyRow& row : figures.recorded.rows) rows[row.labels[index]].recorded += row.amounts.net();
  for (const TallyRow& row : figures.assumed.rows) rows[row.labels[index]].assumed += row.amounts.net();
  return {rows.begin(), rows.end()};
}

struct ComparedVintage {
  Compared net;
  Compared creditable;
  Compared units;
};

std::map<int, ComparedVintage> vintages(const WhatIf& figures) {
  std::map<int, ComparedVintage> rows;
  for (const Vintage& vintage : figures.recorded.vintages) {
    ComparedVintage& row = rows[vintage.year];
    row.net.recorded = vintage.net;
    row.creditable.recorded = vintage.creditable;
    row.units.recorded = Decimal(vintage.units);
  }
  for (const Vintage& vintage : figures.assumed.vintages) {
    ComparedVintage& row = rows[vintage.year];
    row.net.assumed = vintage.net;
    row.creditable.assumed = vintage.creditable;
    row.units.assumed = Decimal(vintage.units);
  }
  return rows;
}

std::string heading(const WhatIf& figures, const std::vector<AssumedValue>& values) {
  Columns lines({Align::left, Align::left});
  const Tally& recorded = figures.recorded;
  lines.row({phrase("project"),
             recorded.project + (recorded.project_title.empty() ? "" : "  " + recorded.project_title)});
  lines.row({phrase("period"), to_string(recorded.period)});
  lines.row(
      {phrase("recorded"), phrase("under {}  {}", hex(recorded.methodology), recorded.methodology_title)});
  const bool is_other = values.empty() || figures.assumed.methodology_title != recorded.methodology_title;
  add_assumed(values,
              is_other ? hex(figures.assumed.methodology) + "  " + figures.assumed.methodology_title : "",
              lines);
  return lines.text();
}

std::string table(const std::string& name, const ComparedByName& rows, std::string (*shown)(const Decimal&)) {
  Columns out({Align::left, Align::right, Align::right, Align::right});
  out.row({name, phrase("recorded"), phrase("assumed"), phrase("difference")});
  for (const auto& [label, compared] : rows) {
    out.row({spoken(label), shown(compared.recorded), shown(compared.assumed), shown(compared.difference())});
  }
  return '\n' + out.text();
}

std::string vintages_table(const WhatIf& figures) {
  Columns out({Align::left, Align::left, Align::right, Align::right, Align::right});
  out.row({phrase("vintage"), "", phrase("recorded"), phrase("assumed"), phrase("difference")});
  const auto row = [&](std::string year, std::string what, const Compared& compared,
                       std::string (*shown)(const Decimal&)) {
    out.row({std::move(year), std::move(what), shown(compared.recorded), shown(compared.assumed),
             shown(compared.difference())});
  };
  for (const auto& [year, compared] : vintages(figures)) {
    row(std::to_string(year), "S, kgCO2e", compared.net, kilograms);
    row("", "C, kgCO2e", compared.creditable, kilograms);
    row("", phrase("whole units"), compared.units, to_string);
  }
  return '\n' + out.text();
}

std::string cycles_table(const WhatIf& figures) {
  if (figures.cycles.empty()) return phrase("\nno cycle comes to something else\n");
  Columns out({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  out.row({phrase("device"), phrase("cycle"), phrase("vintage"), phrase("recorded"), phrase("assumed"),
           phrase("difference")});
  std::size_t shown = 0;
  for (const ChangedLine& line : figures.cycles) {
    if (shown++ == most_cycles) break;
    out.row({hex(line.cycle.device), std::to_string(line.cycle.ordinal + 1), std::to_string(line.vintage),
             kilograms(line.seen), kilograms(line.now), kilograms(line.now - line.seen)});
  }
  std::string text = '\n' + out.text();
  if (figures.cycles.size() > most_cycles)
    text += phrase("and {} more: --json lists them all\n",
                   whole(std::uint64_t{figures.cycles.size() - most_cycles}));
  return text;
}

Json compared_json(const Compared& compared) {
  return {{"assumed", to_string(compared.assumed)},
          {"difference", to_string(compared.difference())},
          {"recorded", to_string(compared.recorded)}};
}

Json rows_json(const ComparedByName& rows) {
  Json object = Json::object();
  for (const auto& [name, compared] : rows) object[name] = compared_json(compared);
  return object;
}

}  // namespace

bool is_outside(const AssumedValue& value) { return value.span && !value.span->contains(value.assumed); }

void add_assumed(const std::vector<AssumedValue>& values, const std::string& other_methodology,
                 Columns& lines) {
  lines.row({phrase("assumed"), other_methodology.empty() ? phrase("the same method with")
                                                          : phrase("under {}", other_methodology)});
  for (const AssumedValue& value : values) {
    std::string text = phrase("{} {} in place of {}{}", value.name, to_string(value.assumed),
                              to_string(value.recorded), value.unit == "1" ? "" : " " + value.unit);
    if (is_outside(value))
      text += phrase(", outside the span {} to {} that the method gives it", to_string(value.span->lowest),
                     to_string(value.span->highest));
    lines.row({"", std::move(text)});
  }
  lines.row({"", phrase("a question: nothing of it is recorded, reported or issued")});
}

Json assumed_json(const Digest& methodology, const std::vector<AssumedValue>& values) {
  Json set = Json::array();
  for (const AssumedValue& value : values) {
    set.push_back({{"assumed", to_string(value.assumed)},
                   {"name", value.name},
                   {"outside_span", is_outside(value)},
                   {"recorded", to_string(value.recorded)},
                   {"unit", value.unit}});
  }
  return {{"methodology", hex(methodology)}, {"set", std::move(set)}};
}

std::string what_if_text(const WhatIf& figures, const std::vector<AssumedValue>& values, bool lists_cycles) {
  std::string out = heading(figures, values) + table(phrase("effect, kgCO2e"), effects(figures), kilograms) +
                    table(phrase("cycles"), classes(figures), to_string) +
                    table(phrase("S by category, kgCO2e"), sums(figures, 0), kilograms) +
                    table(phrase("S by month, kgCO2e"), sums(figures, 1), kilograms) +
                    vintages_table(figures);
  if (lists_cycles) out += cycles_table(figures);
  return out;
}

Json what_if_json(const WhatIf& figures, const std::vector<AssumedValue>& values, bool lists_cycles) {
  Json by_vintage = Json::array();
  for (const auto& [year, compared] : vintages(figures)) {
    by_vintage.push_back({{"creditable", compared_json(compared.creditable)},
                          {"net", compared_json(compared.net)},
                          {"units", compared_json(compared.units)},
                          {"vintage", year}});
  }
  Json json{
      {"assumed", assumed_json(figures.assumed.methodology, values)},
      {"categories", rows_json(sums(figures, 0))},
      {"classes", rows_json(classes(figures))},
      {"effects", rows_json(effects(figures))},
      {"methodology", hex(figures.recorded.methodology)},
      {"months", rows_json(sums(figures, 1))},
      {"nothing_recorded", true},
      {"period",
       {{"from", to_string(figures.recorded.period.from)}, {"to", to_string(figures.recorded.period.to)}}},
      {"project", figures.recorded.project},
      {"vintages", std::move(by_vintage)}};
  if (!lists_cycles) return json;
  Json cycles = Json::array();
  for (const ChangedLine& line : figures.cycles) {
    Json row = compared_json({line.seen, line.now});
    row["device"] = hex(line.cycle.device);
    row["ordinal"] = line.cycle.ordinal;
    row["vintage"] = line.vintage;
    cycles.push_back(std::move(row));
  }
  json["cycles"] = std::move(cycles);
  return json;
}

}  // namespace lcl
