// SPDX-License-Identifier: Apache-2.0
#include "ledger/figures/tally.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "ledger/figures/derivation.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/carbon_unit.hpp"
#include "ledger/values/error.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, 7> grouping_words{
    "category", "month", "participant", "approval", "reconditioning", "territory", "effect"};

bool has(const std::vector<Grouping>& groupings, Grouping grouping) {
  return std::find(groupings.begin(), groupings.end(), grouping) != groupings.end();
}

/// The part of `amounts` that lies in one territory, or has one effect, where asked for.
Amounts part_of(const Amounts& amounts, std::optional<bool> french, std::optional<Effect> effect) {
  Amounts part;
  for (std::size_t e = 0; e < effect_count; ++e) {
    if (effect && static_cast<std::size_t>(*effect) != e) continue;
    for (const bool in_france : {true, false}) {
      if (french && *french != in_france) continue;
      for (const bool direct : {true, false}) {
        const std::size_t index = Amounts::index(static_cast<Effect>(e), in_france, direct);
        part.kg[index] = amounts.kg[index];
      }
    }
  }
  return part;
}

/// Rows by labels, filled cell by cell.
class Rows {
 public:
  Rows(const std::vector<Grouping>& groupings, const TextNumbers& texts)
      : groupings_(groupings), texts_(texts) {}

  void add(const CellKey& key, const Cell& cell) {
    const bool by_territory = has(groupings_, Grouping::territory);
    const bool by_effect = has(groupings_, Grouping::effect);
    if (!by_territory && !by_effect) {
      TallyRow& row = row_of(key, std::nullopt, std::nullopt);
      row.amounts.add(cell.amounts);
      row.cycles.add(cell.cycles);
      return;
    }
    for (std::size_t e = 0; e < (by_effect ? effect_count : 1); ++e) {
      for (std::size_t t = 0; t < (by_territory ? 2 : 1); ++t) {
        const auto effect = by_effect ? std::optional(static_cast<Effect>(e)) : std::nullopt;
        const auto french = by_territory ? std::optional(t == 0) : std::nullopt;
        const Amounts part = part_of(cell.amounts, french, effect);
        if (part != Amounts{}) row_of(key, french, effect).amounts.add(part);
      }
    }
  }

  [[nodiscard]] std::vector<TallyRow> take() {
    std::vector<TallyRow> rows;
    rows.reserve(rows_.size());
    for (auto& [labels, row] : rows_) rows.push_back(std::move(row));
    return rows;
  }

 private:
  TallyRow& row_of(const CellKey& key, std::optional<bool> french, std::optional<Effect> effect) {
    std::vector<std::string> labels;
    for (const Grouping grouping : groupings_) {
      switch (grouping) {
        case Grouping::category:
          labels.emplace_back(texts_.text(key.category));
          break;
        case Grouping::month:
          labels.push_back(month_text(key.month));
          break;
        case Grouping::participant:
          labels.emplace_back(texts_.text(key.participant));  // empty of what is a period's
          break;
        case Grouping::approval:
          labels.emplace_back(key.approvals != 0 || key.is_of_period() ? texts_.text(key.approvals) : "none");
          break;
        case Grouping::reconditioning:
          labels.emplace_back(key.is_of_period() ? std::string_view() : word(key.refit));
          break;
        case Grouping::territory:
          labels.emplace_back(*french ? "france" : "abroad");
          break;
        case Grouping::effect:
          labels.emplace_back(word(*effect));
          break;
      }
    }
    TallyRow& row = rows_[labels];
    row.labels = std::move(labels);
    return row;
  }

  const std::vector<Grouping>& groupings_;
  const TextNumbers& texts_;
  std::map<std::vector<std::string>, TallyRow> rows_;
};

Vintage vintage_of(int year, const Amounts& amounts, const Methodology& methodology) {
  Vintage vintage{.year = year, .amounts = amounts, .net = amounts.net(), .creditable = {}, .units = 0};
  credit(vintage, methodology, Decimal{});
  return vintage;
}

std::vector<CategoryMean> means_of(const std::map<std::string, CategoryMean>& sums) {
  std::vector<CategoryMean> means;
  for (const auto& [category, sum] : sums) {
    if (sum.credited <= 0) continue;
    const Decimal credited(sum.credited);
    const auto avoided = quotient(sum.avoided, credited);
    const auto emitted = quotient(sum.emitted, credited);
    const auto net = quotient(sum.net, credited);
    if (avoided && emitted && net) means.push_back({category, sum.credited, *avoided, *emitted, *net});
  }
  return means;
}

Json effects_json(const Amounts& amounts) {
  Json effects = Json::object();
  for (std::size_t e = 0; e < effect_count; ++e) {
    const auto effect = static_cast<Effect>(e);
    Json territories = Json::object();
    for (const bool french : {true, false}) {
      Json& territory = territories[french ? "france" : "abroad"];
      territory["direct"] = to_string(amounts.kg[Amounts::index(effect, french, true)]);
      territory["indirect"] = to_string(amounts.kg[Amounts::index(effect, french, false)]);
    }
    effects[std::string(word(effect))] = std::move(territories);
  }
  return effects;
}

Json cycles_json(const Cycles& cycles, const std::vector<std::string>& reasons) {
  Json ineligible = Json::object();
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    ineligible[reasons[i]] = i < cycles.ineligible.size() ? cycles.ineligible[i] : 0;
  }
  return {{"confirmed", cycles.confirmed},
          {"credited", cycles.credited},
          {"disposed", cycles.disposed},
          {"ineligible", std::move(ineligible)},
          {"open", cycles.open}};
}

Json sums_json(const Amounts& amounts) {
  return {{"avoided", to_string(amounts.avoided())}, {"baseline", to_string(amounts.baseline())},
          {"emitted", to_string(amounts.emitted())}, {"given_back", to_string(amounts.given_back())},
          {"leakage", to_string(amounts.leakage())}, {"net", to_string(amounts.net())}};
}

Json row_json(const TallyRow& row, const Tally& tally) {
  Json labels = Json::object();
  for (std::size_t i = 0; i < tally.groupings.size(); ++i) {
    labels[std::string(word(tally.groupings[i]))] = row.labels[i];
  }
  Json document{{"effects", effects_json(row.amounts)},
                {"labels", std::move(labels)},
                {"sums", sums_json(row.amounts)}};
  if (!has(tally.groupings, Grouping::territory) && !has(tally.groupings, Grouping::effect)) {
    document["cycles"] = cycles_json(row.cycles, tally.reasons);
  }
  return document;
}

}  // namespace

std::string_view word(Grouping grouping) noexcept {
  return grouping_words[static_cast<std::size_t>(grouping)];
}

std::optional<Grouping> grouping(std::string_view word) noexcept {
  for (std::size_t i = 0; i < grouping_words.size(); ++i) {
    if (grouping_words[i] == word) return static_cast<Grouping>(i);
  }
  return std::nullopt;
}

void credit(Vintage& vintage, const Methodology& methodology, const Decimal& uncertain) {
  vintage.creditable = methodology.discounted(vintage.net, uncertain);
  vintage.units = vintage.creditable.is_negative() ? 0 : units_within(vintage.creditable);
}

Tally tally_of(const Derivation& derivation, const Project& project, const Methodology& methodology,
               const std::string& origin, const Head& checkpoint, const Period& period,
               const std::vector<Grouping>& groupings) {
  Tally tally;
  tally.origin = origin;
  tally.checkpoint = checkpoint;
  tally.project = project.id;
  tally.project_title = project.title;
  tally.methodology = methodology.digest();
  tally.methodology_title = methodology.title();
  tally.parameters = act_fields::parameters_json(project.parameters);
  for (const Eligibility& rule : methodology.eligibility()) tally.reasons.push_back(rule.reason);
  for (std::size_t i = 0; i < registry_reason_count; ++i)
    tally.reasons.emplace_back(word(static_cast<RegistryReason>(i)));
  tally.period = period;
  tally.groupings = groupings;
  Rows rows(groupings, derivation.texts());
  std::map<CellKey, Amounts> places;  // whatever the approvals
  std::map<std::string, CategoryMean> categories;
  for (const auto& [key, cell] : derivation.cells()) {
    if (derivation.texts().text(key.project) != project.id) continue;
    tally.amounts.add(cell.amounts);
    tally.cycles.add(cell.cycles);
    places[{key.project, key.month, key.category, key.participant}].add(cell.amounts);
    CategoryMean& category = categories[std::string(derivation.texts().text(key.category))];
    category.credited += cell.cycles.credited;
    category.avoided += cell.amounts.avoided();
    category.emitted += cell.amounts.emitted();
    category.net += cell.amounts.net();
    if (!groupings.empty()) rows.add(key, cell);
  }
  std::map<int, Amounts> years;
  for (const auto& [key, amounts] : places) {
    if (amounts != Amounts{}) years[key.month / 12].add(amounts);
  }
  for (const auto& [year, amounts] : years) tally.vintages.push_back(vintage_of(year, amounts, methodology));
  tally.rows = rows.take();
  tally.means = means_of(categories);
  return tally;
}

std::map<int, Decimal> of_period(const Tally& tally) {
  std::map<int, Decimal> found;
  for (const Vintage& vintage : tally.vintages) {
    if (const Decimal kg = vintage.amounts.of_period(); !kg.is_zero()) found.emplace(vintage.year, kg);
  }
  return found;
}

Json body_of(const Tally& tally) {
  Json vintages = Json::array();
  for (const Vintage& vintage : tally.vintages) {
    Json document = sums_json(vintage.amounts);
    document["creditable"] = to_string(vintage.creditable);
    if (vintage.low) document["low"] = to_string(*vintage.low);
    document["units"] = vintage.units;
    document["vintage"] = vintage.year;
    vintages.push_back(std::move(document));
  }
  Json groupings = Json::array();
  for (const Grouping grouping : tally.groupings) groupings.push_back(std::string(word(grouping)));
  Json rows = Json::array();
  for (const TallyRow& row : tally.rows) rows.push_back(row_json(row, tally));
  return {{"checkpoint", head_json(tally.checkpoint)},
          {"cycles", cycles_json(tally.cycles, tally.reasons)},
          {"effects", effects_json(tally.amounts)},
          {"format", "lcl tally 1"},
          {"groupings", std::move(groupings)},
          {"methodology", hex(tally.methodology)},
          {"origin", tally.origin},
          {"parameters", tally.parameters},
          {"period", {{"from", to_string(tally.period.from)}, {"to", to_string(tally.period.to)}}},
          {"project", tally.project},
          {"rows", std::move(rows)},
          {"sums", sums_json(tally.amounts)},
          {"vintages", std::move(vintages)}};
}

Digest digest_of(const Tally& tally) { return sha256(canonical(body_of(tally))); }

}  // namespace lcl
