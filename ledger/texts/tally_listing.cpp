// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/figures/cycle.hpp"
#include "ledger/figures/published_band.hpp"
#include "ledger/methodology/effect.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/tally_text.hpp"

namespace lcl {
namespace {

using page::Message;

void add_amount_columns(std::vector<ListingColumn>& columns) {
  const auto add = [&columns](std::string name, std::optional<Message> heading, ColumnUse use) {
    columns.push_back({std::move(name), ValueKind::decimal, heading, use});
  };
  for (std::size_t i = 0; i < effect_count; ++i) {
    const std::string effect(word(static_cast<Effect>(i)));
    for (const char* where :
         {"_france_direct_kg", "_france_indirect_kg", "_abroad_direct_kg", "_abroad_indirect_kg"})
      add(effect + where, std::nullopt, ColumnUse::detail);
  }
  add("avoided_kg", Message::column_avoided, ColumnUse::told);
  add("emitted_kg", Message::column_emitted, ColumnUse::told);
  add("given_back_kg", Message::column_given_back, ColumnUse::told);
  add("baseline_kg", Message::column_baseline, ColumnUse::told);
  add("leakage_kg", Message::column_leakage, ColumnUse::told);
  add("net_kg", Message::column_net, ColumnUse::told);
}

void add_amount_cells(const Amounts& amounts, ListingRow& cells) {
  for (std::size_t i = 0; i < effect_count; ++i) {
    const auto effect = static_cast<Effect>(i);
    for (const bool french : {true, false}) {
      for (const bool direct : {true, false})
        cells.emplace_back(amounts.kg[Amounts::index(effect, french, direct)]);
    }
  }
  for (const Decimal& sum : {amounts.avoided(), amounts.emitted(), amounts.given_back(), amounts.baseline(),
                             amounts.leakage(), amounts.net()})
    cells.emplace_back(sum);
}

void add_basis_columns(std::vector<ListingColumn>& columns) {
  const auto add = [&columns](const char* name, ValueKind kind) {
    columns.push_back({name, kind, std::nullopt, ColumnUse::basis});
  };
  add("project", ValueKind::words);
  add("period", ValueKind::words);
  add("methodology", ValueKind::code);
  add("origin", ValueKind::words);
  add("checkpoint_size", ValueKind::ordinal);
  add("checkpoint_root", ValueKind::code);
  add("tally", ValueKind::code);
}

void add_basis_cells(const Tally& tally, const std::string& digest, ListingRow& cells) {
  cells.emplace_back(tally.project);
  cells.emplace_back(to_string(tally.period));
  cells.emplace_back(hex(tally.methodology));
  cells.emplace_back(tally.origin);
  cells.emplace_back(static_cast<std::int64_t>(tally.checkpoint.size));
  cells.emplace_back(hex(tally.checkpoint.root));
  cells.emplace_back(digest);
}

void list_vintages(const Tally& tally, Listing& listing) {
  listing.title = Message::listing_tally;
  listing.columns.push_back({"vintage", ValueKind::ordinal, Message::vintage});
  add_amount_columns(listing.columns);
  listing.columns.push_back({"low_kg", ValueKind::decimal, Message::column_low});
  listing.columns.push_back({"creditable_kg", ValueKind::decimal, Message::column_creditable});
  listing.columns.push_back({"units", ValueKind::whole, Message::column_units});
  add_basis_columns(listing.columns);
  const std::string digest = hex(digest_of(tally));
  std::vector<ListingRow> rows;
  for (const Vintage& vintage : tally.vintages) {
    ListingRow& cells = rows.emplace_back();
    cells.emplace_back(std::int64_t{vintage.year});
    add_amount_cells(vintage.amounts, cells);
    cells.push_back(vintage.low ? ListingCell(*vintage.low) : ListingCell());
    cells.emplace_back(vintage.creditable);
    cells.emplace_back(vintage.units);
    add_basis_cells(tally, digest, cells);
  }
  listing.each_row = given_rows(std::move(rows));
}

void add_cycle_columns(const Tally& tally, std::vector<ListingColumn>& columns) {
  const auto add = [&columns](std::string name, std::optional<Message> heading, ColumnUse use) {
    columns.push_back({std::move(name), ValueKind::whole, heading, use});
  };
  add("credited", Message::column_credited, ColumnUse::told);
  add("confirmed", std::nullopt, ColumnUse::detail);
  for (const std::string& reason : tally.reasons)
    add("ineligible_" + reason, std::nullopt, ColumnUse::detail);
  add("disposed", std::nullopt, ColumnUse::detail);
  add("open", std::nullopt, ColumnUse::detail);
}

void add_cycle_cells(const Tally& tally, const Cycles& cycles, ListingRow& cells) {
  cells.emplace_back(cycles.credited);
  cells.emplace_back(cycles.confirmed);
  for (std::size_t i = 0; i < tally.reasons.size(); ++i)
    cells.emplace_back(i < cycles.ineligible.size() ? cycles.ineligible[i] : std::int64_t{0});
  cells.emplace_back(cycles.disposed);
  cells.emplace_back(cycles.open);
}

Message heading_of(Grouping grouping) {
  switch (grouping) {
    case Grouping::category:
      return Message::category;
    case Grouping::month:
      return Message::column_month;
    case Grouping::participant:
      return Message::participant;
    case Grouping::approval:
      return Message::column_approval;
    case Grouping::reconditioning:
      return Message::column_reconditioning;
    case Grouping::territory:
      return Message::column_territory;
    case Grouping::effect:
      break;
  }
  return Message::effect;
}

/// What pages call the labels of a grouping; what is not among them stands as it is.
CalledWords called_labels(Grouping grouping) {
  switch (grouping) {
    case Grouping::category:
      return called(category_names);
    case Grouping::approval:
      return {{"none", Message::no_approval}};
    case Grouping::reconditioning:
      return called<Refit>(refit_names);
    case Grouping::territory:
      return {{word(Territory::france), Message::in_france}, {word(Territory::abroad), Message::abroad}};
    case Grouping::effect:
      return called<Effect>(effect_names);
    case Grouping::month:
    case Grouping::participant:
      break;
  }
  return {};
}

void list_rows(const Tally& tally, Listing& listing) {
  const bool counted = counts_cycles(tally);
  listing.title = Message::listing_tally_rows;
  for (const Grouping grouping : tally.groupings)
    listing.columns.push_back(
        words_column(std::string(word(grouping)), heading_of(grouping), called_labels(grouping)));
  add_amount_columns(listing.columns);
  if (counted) add_cycle_columns(tally, listing.columns);
  add_basis_columns(listing.columns);
  const std::string digest = hex(digest_of(tally));
  std::vector<ListingRow> rows;
  for (const TallyRow& row : tally.rows) {
    ListingRow& cells = rows.emplace_back(row.labels.begin(), row.labels.end());
    add_amount_cells(row.amounts, cells);
    if (counted) add_cycle_cells(tally, row.cycles, cells);
    add_basis_cells(tally, digest, cells);
  }
  listing.each_row = given_rows(std::move(rows));
}

}  // namespace

Listing tally_listing(const Tally& tally, const UnitsShown& shown, ListingBasis basis) {
  Listing listing{
      .name = "tally", .subject = tally.project, .columns = {}, .each_row = {}, .basis = std::move(basis)};
  listing.notices = notices(shown);
  listing.basis.methodologies = {tally.methodology};
  listing.basis.stated = stated_texts(tally.parameters);
  if (tally.groupings.empty()) {
    list_vintages(tally, listing);
  } else {
    list_rows(tally, listing);
  }
  return listing;
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
