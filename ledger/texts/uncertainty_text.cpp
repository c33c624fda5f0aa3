// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/uncertainty_text.hpp"

#include <algorithm>
#include <utility>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t bar_width = 24;  // of each side of a bar

Decimal size_of_change(const Decimal& kg) { return kg.is_negative() ? -kg : kg; }

Decimal spread(const SourceOfUncertainty& source) {
  return std::max(size_of_change(source.low), size_of_change(source.high));
}

std::string heading(const UncertainFigures& figures) {
  const Tally& tally = figures.tally;
  Columns lines({Align::left, Align::left});
  lines.row(
      {phrase("project"), tally.project + (tally.project_title.empty() ? "" : "  " + tally.project_title)});
  lines.row({phrase("period"), to_string(tally.period)});
  lines.row({phrase("methodology"), hex(tally.methodology) + "  " + tally.methodology_title});
  add_stated(tally.parameters, lines);
  return lines.text();
}

/// As many signs as `kg` is of `most`, rounded up.
std::string bar(const Decimal& kg, const Decimal& most) {
  if (kg.is_zero()) return {};
  for (std::size_t signs = 1; signs < bar_width; ++signs) {
    const auto share = product(kg, Decimal(static_cast<std::int64_t>(bar_width)));
    const auto reach = product(most, Decimal(static_cast<std::int64_t>(signs)));
    if (share && reach && *share <= *reach) return std::string(signs, '=');
  }
  return std::string(bar_width, '=');
}

/// `     ====|==   `: what a source takes off to the left, what it adds to the right.
std::string bars(const SourceOfUncertainty& source, const Decimal& most) {
  const Decimal less = std::max(Decimal{}, -std::min(source.low, source.high));
  const Decimal more = std::max(Decimal{}, std::max(source.low, source.high));
  const std::string left = bar(less, most);
  return std::string(bar_width - left.size(), ' ') + left + '|' + bar(more, most);
}

std::string kind_text(const UncertainGroup& group) {
  if (group.of_project) return phrase("stated by the project");
  return group.kind == UncertaintyKind::asymmetric ? phrase("asymmetric") : "";
}

std::string sources_table(const std::vector<SourceOfUncertainty>& sources, const Decimal& net,
                          const std::string& low, const std::string& high) {
  Columns table(
      {Align::left, Align::right, Align::left, Align::right, Align::right, Align::right, Align::left});
  table.row({phrase("source"), phrase("factors"), "", low, high, phrase("of X"), phrase("less | more")});
  const Decimal most = sources.empty() ? Decimal{} : spread(sources.front());
  for (const SourceOfUncertainty& source : sources) {
    table.row({source.group.name, whole(std::uint64_t{source.group.factors}), kind_text(source.group),
               kilograms(source.low), kilograms(source.high),
               percentage(std::max(Decimal{}, -std::min(source.low, source.high)), net).value_or(""),
               bars(source, most)});
  }
  return table.text();
}

std::string vintages_table(const Uncertainty& uncertainty) {
  Columns table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  table.row({phrase("vintage"), "X, kgCO2e", phrase("asymmetric"), phrase("symmetric"),
             phrase("X_low, kgCO2e"), phrase("of X")});
  for (const VintageUncertainty& vintage : uncertainty.vintages) {
    table.row({std::to_string(vintage.year), kilograms(vintage.net), kilograms(-vintage.uncertain.asymmetric),
               kilograms(-vintage.uncertain.symmetric), kilograms(vintage.low),
               percentage(vintage.low, vintage.net).value_or("")});
  }
  return phrase(
      "{}asymmetric: the sum of what such sources take off, which whoever chooses could use;\nsymmetric: the "
      "root of the sum of squares of the others, which err to both sides alike\n",
      table.text());
}

std::string drawn_table(const UncertainFigures& figures, const Draws& draws) {
  Columns table({Align::left, Align::right, Align::right, Align::right});
  table.row({phrase("vintage"), phrase("mean of X, kgCO2e"), phrase("5 % are at most"),
             phrase("95 % are at most")});
  for (const DrawnVintage& vintage : figures.drawn) {
    table.row({std::to_string(vintage.year), kilograms(vintage.mean), kilograms(vintage.low),
               kilograms(vintage.high)});
  }
  return phrase("\nX of {}, seed {}: each source anywhere between low and high, as likely here as there\n{}",
                counted(draws.number, phrase("draw"), phrase("draws")), draws.seed, table.text());
}

Json drawn_json(const std::vector<DrawnVintage>& drawn, const Draws& draws) {
  Json vintages = Json::array();
  for (const DrawnVintage& vintage : drawn) {
    vintages.push_back({{"mean", to_string(vintage.mean)},
                        {"p5", to_string(vintage.low)},
                        {"p95", to_string(vintage.high)},
                        {"vintage", vintage.year}});
  }
  return {{"draws", draws.number}, {"seed", draws.seed}, {"vintages", std::move(vintages)}};
}

Json shift_json(const GroupShift& shift) {
  return {{"high", to_string(shift.high)}, {"less", to_string(shift.less())}, {"low", to_string(shift.low)}};
}

Json groups_json(const Uncertainty& uncertainty) {
  Json groups = Json::array();
  for (const UncertainGroup& group : uncertainty.groups)
    groups.push_back(
        {{"factors", group.factors}, {"kind", std::string(word(group.kind))}, {"name", group.name}});
  return groups;
}

Json shifts_json(const VintageUncertainty& vintage) {
  Json shifts = Json::array();
  for (const GroupShift& shift : vintage.groups) shifts.push_back(shift_json(shift));
  return shifts;
}

}  // namespace

std::vector<SourceOfUncertainty> sources_by_size(const Uncertainty& uncertainty) {
  std::vector<SourceOfUncertainty> sources;
  for (const UncertainGroup& group : uncertainty.groups) sources.push_back({group, {}, {}, {}});
  for (const VintageUncertainty& vintage : uncertainty.vintages) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      sources[i].low += vintage.groups[i].low;
      sources[i].high += vintage.groups[i].high;
      sources[i].less += vintage.groups[i].less();
    }
  }
  std::erase_if(sources,
                [](const SourceOfUncertainty& each) { return each.low.is_zero() && each.high.is_zero(); });
  std::stable_sort(sources.begin(), sources.end(),
                   [](const auto& a, const auto& b) { return spread(b) < spread(a); });
  return sources;
}

std::string uncertainty_text(const UncertainFigures& figures, const Draws& draws) {
  const Decimal net = figures.tally.amounts.net();
  std::string out = heading(figures) + '\n';
  if (figures.uncertainty.groups.empty()) {
    out += phrase("the methodology states no factor's low and high value: all are taken as certain\n");
  } else {
    const auto sources = sources_by_size(figures.uncertainty);
    if (sources.empty()) {
      out += phrase("no uncertain factor changes anything in this period\n");
    } else {
      out += phrase("what X changes by, kgCO2e, with all factors of one source low, and high\n{}",
                    sources_table(sources, net, phrase("low"), phrase("high")));
    }
    out += '\n' + vintages_table(figures.uncertainty);
  }
  if (draws.number != 0) out += drawn_table(figures, draws);
  if (!figures.spans) return out;
  const auto sources = sources_by_size(*figures.spans);
  out += phrase(
      "\nwhat X changes by, kgCO2e, with one parameter at the lowest, and at the highest value worth a "
      "test,\nor with one value that the project states at the lowest, and at the highest the method allows "
      "it\n");
  out += sources.empty() ? phrase("none changes anything\n")
                         : sources_table(sources, net, phrase("lowest"), phrase("highest"));
  return phrase("{}these are questions: X_low rests on the low and high values alone\n", out);
}

Json uncertainty_json(const UncertainFigures& figures, const Draws& draws) {
  Json vintages = Json::array();
  for (const VintageUncertainty& vintage : figures.uncertainty.vintages) {
    vintages.push_back({{"asymmetric", to_string(vintage.uncertain.asymmetric)},
                        {"groups", shifts_json(vintage)},
                        {"low", to_string(vintage.low)},
                        {"net", to_string(vintage.net)},
                        {"symmetric", to_string(vintage.uncertain.symmetric)},
                        {"vintage", vintage.year}});
  }
  Json json{{"groups", groups_json(figures.uncertainty)},
            {"methodology", hex(figures.tally.methodology)},
            {"period",
             {{"from", to_string(figures.tally.period.from)}, {"to", to_string(figures.tally.period.to)}}},
            {"project", figures.tally.project},
            {"vintages", std::move(vintages)}};
  if (draws.number != 0) json["monte_carlo"] = drawn_json(figures.drawn, draws);
  if (!figures.spans) return json;
  Json spans = Json::array();
  for (std::size_t i = 0; i < figures.spans->groups.size(); ++i) {
    GroupShift sum;
    for (const VintageUncertainty& vintage : figures.spans->vintages) {
      sum.low += vintage.groups[i].low;
      sum.high += vintage.groups[i].high;
    }
    spans.push_back({{"highest", to_string(sum.high)},
                     {"lowest", to_string(sum.low)},
                     {"name", figures.spans->groups[i].name},
                     {"stated_by_project", figures.spans->groups[i].of_project}});
  }
  json["spans"] = std::move(spans);
  return json;
}

}  // namespace lcl
