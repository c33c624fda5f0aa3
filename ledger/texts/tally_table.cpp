// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "ledger/figures/published_band.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/tally_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string heading(const Tally& tally) {
  Columns lines({Align::left, Align::left});
  lines.row(
      {phrase("project"), tally.project + (tally.project_title.empty() ? "" : "  " + tally.project_title)});
  lines.row({phrase("period"), to_string(tally.period)});
  lines.row(
      {phrase("methodology"),
       hex(tally.methodology) + (tally.methodology_title.empty() ? "" : "  " + tally.methodology_title)});
  add_stated(tally.parameters, lines);
  lines.row({phrase("computed at"), phrase("{}, {}, root {}", tally.origin,
                                           counted(tally.checkpoint.size, phrase("entry"), phrase("entries")),
                                           hex(tally.checkpoint.root))});
  lines.row({phrase("tally"), hex(digest_of(tally))});
  return lines.text();
}

struct Split {
  Decimal france, abroad, direct;
};

Split split(const Amounts& amounts, Effect effect) {
  return {amounts.of(effect, true), amounts.of(effect, false),
          amounts.kg[Amounts::index(effect, true, true)] + amounts.kg[Amounts::index(effect, false, true)]};
}

std::string amounts_table(const Amounts& amounts) {
  Columns table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.row({"kgCO2e", phrase("France"), phrase("abroad"), phrase("total"), phrase("of it direct")});
  const auto row = [&table](std::string name, const Split& kg) {
    table.row({std::move(name), kilograms(kg.france), kilograms(kg.abroad), kilograms(kg.france + kg.abroad),
               kilograms(kg.direct)});
  };
  Split net;
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    if (is_of_period(effect) && amounts.of(effect).is_zero()) continue;
    Split kg = split(amounts, effect);
    if (!adds(effect)) kg = {-kg.france, -kg.abroad, -kg.direct};
    row(spoken(word(effect)), kg);
    net = {net.france + kg.france, net.abroad + kg.abroad, net.direct + kg.direct};
  }
  row(phrase("net, S"), net);
  std::string out = table.text();
  const Decimal avoided_in_france =
      amounts.of(Effect::avoided_manufacture, true) + amounts.of(Effect::avoided_journeys, true);
  if (const auto share = percentage(avoided_in_france, amounts.avoided())) {
    out += phrase("on French territory: {} of what is avoided\n", *share);
  }
  return out;
}

std::string cycles_table(const Tally& tally) {
  Columns table({Align::left, Align::right, Align::right});
  const Decimal total(tally.cycles.total());
  const auto row = [&](std::string name, std::int64_t count) {
    table.row({std::move(name), whole(count), percentage(Decimal(count), total).value_or("")});
  };
  table.row({phrase("cycles"), whole(tally.cycles.total())});
  row(phrase("credited"), tally.cycles.credited);
  if (tally.cycles.confirmed != 0) row(phrase("  of these confirmed"), tally.cycles.confirmed);
  for (std::size_t i = 0; i < tally.cycles.ineligible.size(); ++i) {
    row(phrase("ineligible: {}", i < tally.reasons.size() ? tally.reasons[i] : std::to_string(i)),
        tally.cycles.ineligible[i]);
  }
  row(phrase("disposed"), tally.cycles.disposed);
  row(phrase("open"), tally.cycles.open);
  return table.text();
}

/// Whether anything in it is a period's and no cycle's.
bool has_period_amounts(const Tally& tally) {
  return std::any_of(tally.vintages.begin(), tally.vintages.end(), [](const Vintage& vintage) {
    return !vintage.amounts.baseline().is_zero() || !vintage.amounts.leakage().is_zero();
  });
}

std::string vintages_table(const Tally& tally) {
  Columns table({Align::left, Align::right, Align::right, Align::right});
  table.row({phrase("vintage"), "S, kgCO2e", "C, kgCO2e", phrase("whole units")});
  for (const Vintage& vintage : tally.vintages) {
    table.row({std::to_string(vintage.year), kilograms(vintage.net), kilograms(vintage.creditable),
               whole(vintage.units)});
  }
  const std::string s = has_period_amounts(tally)
                            ? phrase("S: avoided less emitted, given back, baseline and leakage")
                            : phrase("S: avoided less emitted and given back");
  if (std::any_of(tally.vintages.begin(), tally.vintages.end(),
                  [](const Vintage& each) { return each.low; })) {
    Columns certain({Align::left, Align::right});
    certain.row({phrase("vintage"), phrase("X_low, kgCO2e")});
    for (const Vintage& vintage : tally.vintages)
      certain.row({std::to_string(vintage.year), kilograms(vintage.low.value_or(vintage.net))});
    return table.text() + certain.text() +
           phrase(
               "{}; X_low: S less what is uncertain (lcl uncertainty);\nC: X_low, or S where it is below 0, "
               "after the other discounts; a unit is 1,000 kg of C\n",
               s);
  }
  return table.text() + phrase("{}; C: S after discounts; a unit is 1,000 kg of C\n", s);
}

std::string rows_table(const Tally& tally) {
  const bool counted = counts_cycles(tally);
  std::vector<Align> alignment(tally.groupings.size(), Align::left);
  std::vector<std::string> head;
  for (const Grouping grouping : tally.groupings) head.push_back(spoken(word(grouping)));
  const auto columns = [&](std::initializer_list<std::string> names) {
    alignment.insert(alignment.end(), names.size(), Align::right);
    head.insert(head.end(), names);
  };
  if (counted) columns({phrase("cycles"), phrase("credited")});
  const bool of_period = has_period_amounts(tally);
  columns({phrase("avoided"), phrase("emitted"), phrase("given back")});
  if (of_period) columns({phrase("baseline"), phrase("leakage")});
  columns({phrase("net, S"), phrase("of S")});
  Columns table(alignment);
  table.row(head);
  for (const TallyRow& row : tally.rows) {
    std::vector<std::string> cells = row.labels;
    if (counted) {
      cells.push_back(whole(row.cycles.total()));
      cells.push_back(whole(row.cycles.credited));
    }
    cells.push_back(kilograms(row.amounts.avoided()));
    cells.push_back(kilograms(row.amounts.emitted()));
    cells.push_back(kilograms(row.amounts.given_back()));
    if (of_period) {
      cells.push_back(kilograms(row.amounts.baseline()));
      cells.push_back(kilograms(row.amounts.leakage()));
    }
    cells.push_back(kilograms(row.amounts.net()));
    cells.push_back(percentage(row.amounts.net(), tally.amounts.net()).value_or(""));
    table.row(cells);
  }
  return table.text();
}

/// What comes to a credited device, beside what is published of its category.
std::string means_table(const Tally& tally) {
  Columns table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.row({phrase("each, kgCO2e"), phrase("credited"), phrase("avoided"), phrase("emitted"), phrase("net"),
             phrase("published")});
  bool any_published = false;
  for (const CategoryMean& mean : tally.means) {
    const PublishedBand* const band = published_band(mean.category);
    any_published |= band != nullptr;
    table.row({mean.category, whole(mean.credited), kilograms(mean.avoided), kilograms(mean.emitted),
               kilograms(mean.net),
               band == nullptr ? std::string() : phrase("{} to {}", band->low, band->high)});
  }
  if (!any_published) return table.text();
  return table.text() + std::string(published_band_source) +
         phrase(
             ";\nnet is lower where a method takes off devices that stand for no new one, practice of before "
             "and what\nbuyers spend of what they save\n");
}

}  // namespace

std::string tally_table(const Tally& tally) {
  std::string out = heading(tally) + '\n' + amounts_table(tally.amounts) + '\n' + cycles_table(tally);
  if (!tally.vintages.empty()) out += '\n' + vintages_table(tally);
  if (!tally.means.empty()) out += '\n' + means_table(tally);
  if (!tally.rows.empty()) out += '\n' + rows_table(tally);
  return out;
}

}  // namespace lcl
