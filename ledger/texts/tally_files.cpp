// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "ledger/figures/published_band.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/tally_text.hpp"
#include "ledger/values/csv.hpp"

namespace lcl {
namespace {

void amount_headers(std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < effect_count; ++i) {
    const std::string effect(word(static_cast<Effect>(i)));
    for (const char* where :
         {"_france_direct_kg", "_france_indirect_kg", "_abroad_direct_kg", "_abroad_indirect_kg"})
      cells.push_back(effect + where);
  }
  for (const char* name :
       {"avoided_kg", "emitted_kg", "given_back_kg", "baseline_kg", "leakage_kg", "net_kg"})
    cells.emplace_back(name);
}

void amount_cells(const Amounts& amounts, std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    for (const bool french : {true, false}) {
      for (const bool direct : {true, false}) {
        cells.push_back(to_string(amounts.kg[Amounts::index(effect, french, direct)]));
      }
    }
  }
  for (const Decimal& sum : {amounts.avoided(), amounts.emitted(), amounts.given_back(), amounts.baseline(),
                             amounts.leakage(), amounts.net()}) {
    cells.push_back(to_string(sum));
  }
}

void basis_headers(std::vector<std::string>& cells) {
  for (const char* name :
       {"project", "period", "methodology", "origin", "checkpoint_size", "checkpoint_root", "tally"})
    cells.emplace_back(name);
}

void basis_cells(const Tally& tally, const std::string& digest, std::vector<std::string>& cells) {
  cells.insert(cells.end(), {tally.project, to_string(tally.period), hex(tally.methodology), tally.origin,
                             std::to_string(tally.checkpoint.size), hex(tally.checkpoint.root), digest});
}

std::string vintages_csv(const Tally& tally) {
  const std::string digest = hex(digest_of(tally));
  std::vector<std::string> cells{"vintage"};
  amount_headers(cells);
  cells.insert(cells.end(), {"creditable_kg", "units"});
  basis_headers(cells);
  std::string out;
  append_csv_row(cells, out);
  for (const Vintage& vintage : tally.vintages) {
    cells.assign({std::to_string(vintage.year)});
    amount_cells(vintage.amounts, cells);
    cells.insert(cells.end(), {to_string(vintage.creditable), std::to_string(vintage.units)});
    basis_cells(tally, digest, cells);
    append_csv_row(cells, out);
  }
  return out;
}

void cycle_headers(const Tally& tally, std::vector<std::string>& cells) {
  cells.insert(cells.end(), {"credited", "confirmed"});
  for (const std::string& reason : tally.reasons) cells.push_back("ineligible_" + reason);
  cells.insert(cells.end(), {"disposed", "open"});
}

void cycle_cells(const Tally& tally, const Cycles& cycles, std::vector<std::string>& cells) {
  cells.insert(cells.end(), {std::to_string(cycles.credited), std::to_string(cycles.confirmed)});
  for (std::size_t i = 0; i < tally.reasons.size(); ++i) {
    cells.push_back(std::to_string(i < cycles.ineligible.size() ? cycles.ineligible[i] : 0));
  }
  cells.insert(cells.end(), {std::to_string(cycles.disposed), std::to_string(cycles.open)});
}

std::string rows_csv(const Tally& tally) {
  const std::string digest = hex(digest_of(tally));
  const bool counted = counts_cycles(tally);
  std::vector<std::string> cells;
  for (const Grouping grouping : tally.groupings) cells.emplace_back(word(grouping));
  amount_headers(cells);
  if (counted) cycle_headers(tally, cells);
  basis_headers(cells);
  std::string out;
  append_csv_row(cells, out);
  for (const TallyRow& row : tally.rows) {
    cells = row.labels;
    amount_cells(row.amounts, cells);
    if (counted) cycle_cells(tally, row.cycles, cells);
    basis_cells(tally, digest, cells);
    append_csv_row(cells, out);
  }
  return out;
}

}  // namespace

std::string tally_csv(const Tally& tally) {
  return tally.groupings.empty() ? vintages_csv(tally) : rows_csv(tally);
}

namespace {

Json means_json(const Tally& tally) {
  Json means = Json::array();
  for (const CategoryMean& mean : tally.means) {
    Json item{{"avoided", to_string(mean.avoided)},
              {"category", mean.category},
              {"credited", mean.credited},
              {"emitted", to_string(mean.emitted)},
              {"net", to_string(mean.net)}};
    if (const PublishedBand* const band = published_band(mean.category)) {
      item["published"] = {{"high", to_string(Decimal(band->high))},
                           {"low", to_string(Decimal(band->low))},
                           {"source", std::string(published_band_source)}};
    }
    means.push_back(std::move(item));
  }
  return means;
}

}  // namespace

Json tally_json(const Tally& tally, std::string_view program_version) {
  return {{"digest", hex(digest_of(tally))},
          {"means", means_json(tally)},
          {"program", {{"name", "lcl"}, {"version", std::string(program_version)}}},
          {"tally", body_of(tally)},
          {"titles", {{"methodology", tally.methodology_title}, {"project", tally.project_title}}}};
}

}  // namespace lcl
