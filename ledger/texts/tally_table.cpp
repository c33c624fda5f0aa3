// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ledger/figures/published_band.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/tally_text.hpp"

namespace lcl {
namespace {

std::string heading(const Tally& tally) {
  Columns lines({Align::left, Align::left});
  lines.row({"project", tally.project + (tally.project_title.empty() ? "" : "  " + tally.project_title)});
  lines.row({"period", to_string(tally.period)});
  lines.row({"methodology", hex(tally.methodology) +
                                (tally.methodology_title.empty() ? "" : "  " + tally.methodology_title)});
  add_stated(tally.parameters, lines);
  lines.row({"computed at", tally.origin + ", " + counted(tally.checkpoint.size, "entry", "entries") +
                                ", root " + hex(tally.checkpoint.root)});
  lines.row({"tally", hex(digest_of(tally))});
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
  table.row({"kgCO2e", "France", "abroad", "total", "of it direct"});
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
  row("net, S", net);
  std::string out = table.text();
  const Decimal avoided_in_france =
      amounts.of(Effect::avoided_manufacture, true) + amounts.of(Effect::avoided_journeys, true);
  if (const auto share = percentage(avoided_in_france, amounts.avoided())) {
    out += "on French territory: " + *share + " of what is avoided\n";
  }
  return out;
}

std::string cycles_table(const Tally& tally) {
  Columns table({Align::left, Align::right, Align::right});
  const Decimal total(tally.cycles.total());
  const auto row = [&](std::string name, std::int64_t count) {
    table.row({std::move(name), whole(count), percentage(Decimal(count), total).value_or("")});
  };
  table.row({"cycles", whole(tally.cycles.total())});
  row("credited", tally.cycles.credited);
  if (tally.cycles.confirmed != 0) row("  of these confirmed", tally.cycles.confirmed);
  for (std::size_t i = 0; i < tally.cycles.ineligible.size(); ++i) {
    row("ineligible: " + (i < tally.reasons.size() ? tally.reasons[i] : std::to_string(i)),
        tally.cycles.ineligible[i]);
  }
  row("disposed", tally.cycles.disposed);
  row("open", tally.cycles.open);
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
  table.row({"vintage", "S, kgCO2e", "C, kgCO2e", "whole units"});
  for (const Vintage& vintage : tally.vintages) {
    table.row({std::to_string(vintage.year), kilograms(vintage.net), kilograms(vintage.creditable),
               whole(vintage.units)});
  }
  const std::string s = has_period_amounts(tally)
                            ? "S: avoided less emitted, given back, baseline and leakage; "
                            : "S: avoided less emitted and given back; ";
  if (std::any_of(tally.vintages.begin(), tally.vintages.end(),
                  [](const Vintage& each) { return each.low; })) {
    Columns certain({Align::left, Align::right});
    certain.row({"vintage", "X_low, kgCO2e"});
    for (const Vintage& vintage : tally.vintages)
      certain.row({std::to_string(vintage.year), kilograms(vintage.low.value_or(vintage.net))});
    return table.text() + certain.text() + s +
           "X_low: S less what is uncertain (lcl uncertainty);\n"
           "C: X_low, or S where it is below 0, after the other discounts; a unit is 1,000 kg of C\n";
  }
  return table.text() + s + "C: S after discounts; a unit is 1,000 kg of C\n";
}

std::string rows_table(const Tally& tally) {
  const bool counted = counts_cycles(tally);
  std::vector<Align> alignment(tally.groupings.size(), Align::left);
  std::vector<std::string> head;
  for (const Grouping grouping : tally.groupings) head.emplace_back(word(grouping));
  const auto column = [&](const char* name) {
    alignment.push_back(Align::right);
    head.emplace_back(name);
  };
  if (counted) {
    for (const char* name : {"cycles", "credited"}) column(name);
  }
  const bool of_period = has_period_amounts(tally);
  for (const char* name : {"avoided", "emitted", "given back"}) column(name);
  if (of_period) {
    for (const char* name : {"baseline", "leakage"}) column(name);
  }
  for (const char* name : {"net, S", "of S"}) column(name);
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
  table.row({"each, kgCO2e", "credited", "avoided", "emitted", "net", "published"});
  bool any_published = false;
  for (const CategoryMean& mean : tally.means) {
    const PublishedBand* const band = published_band(mean.category);
    any_published |= band != nullptr;
    table.row(
        {mean.category, whole(mean.credited), kilograms(mean.avoided), kilograms(mean.emitted),
         kilograms(mean.net),
         band == nullptr ? std::string() : std::to_string(band->low) + " to " + std::to_string(band->high)});
  }
  if (!any_published) return table.text();
  return table.text() + std::string(published_band_source) +
         ";\nnet is lower where a method takes off devices that stand for no new one, practice of before and "
         "what\nbuyers spend of what they save\n";
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
