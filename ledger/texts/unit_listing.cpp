// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/unit_listing.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/registry/words.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/unit_text.hpp"

namespace lcl {
namespace {

using page::Message;

ListingColumn state_column() {
  return words_column("state", Message::state_word, called<UnitState>(unit_state_names));
}

ListingColumn holder_column() {
  return words_column("holder", Message::column_holder, {{"anonymous", Message::not_named}});
}

ListingColumn use_column() { return words_column("use", Message::use_word, called(use_words, use_names)); }

std::vector<ListingColumn> unit_columns() {
  return {{"serial", ValueKind::code, Message::serial},
          {"units", ValueKind::whole, Message::units_word},
          state_column(),
          holder_column(),
          use_column(),
          {"retired_for_year", ValueKind::ordinal, Message::year_word},
          detail("vintage", ValueKind::ordinal),
          detail("issuance", ValueKind::ordinal),
          detail("issued_by_entry", ValueKind::ordinal),
          detail("last_entry", ValueKind::ordinal),
          detail("project", ValueKind::words)};
}

ListingRow unit_row(const OpenLedger& ledger, const Project& project, const Issuance& issuance,
                    const Holding& holding) {
  return {to_string(block_of(project, issuance, holding)),
          whole_cell(holding.count()),
          std::string(word(holding.state)),
          text_or_nothing(holder_text(ledger.state().records(), holding)),
          text_or_nothing(holding.use),
          whole_or_nothing(retirement_year(ledger, holding)),
          whole_cell(static_cast<std::uint64_t>(issuance.vintage)),
          whole_cell(issuance.ordinal),
          whole_cell(issuance.seq),
          whole_cell(holding.acts.back()),
          project.id};
}

Listing units_listing(Message title, std::string subject, std::vector<ListingRow> rows, ListingBasis basis) {
  return listing_of("units", title, std::move(subject), unit_columns(), std::move(rows), std::move(basis));
}

void add_methodology(const Project& project, std::set<Digest>& methodologies) {
  if (project.labelled != 0) methodologies.insert(project.methodology);
}

}  // namespace

Listing project_units_listing(const OpenLedger& ledger, const Project& project, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings)
      rows.push_back(unit_row(ledger, project, issuance, holding));
  }
  if (project.labelled != 0) basis.methodologies = {project.methodology};
  Listing listing =
      units_listing(Message::listing_units_of_project, project.id, std::move(rows), std::move(basis));
  listing.notices = notices(units_shown(project));
  return listing;
}

Listing holder_units_listing(const OpenLedger& ledger, const HolderView& view, ListingBasis basis) {
  const Records& records = ledger.state().records();
  std::vector<ListingRow> rows;
  std::set<Digest> methodologies;
  for (const auto& [project, issuance, holding] : view.held) {
    rows.push_back(unit_row(ledger, *project, *issuance, holding));
    add_methodology(*project, methodologies);
  }
  basis.methodologies.assign(methodologies.begin(), methodologies.end());
  const std::string name = view.holder == nullptr ? view.name : holder_name(records, view.holder->id);
  Listing listing = units_listing(Message::listing_units_of_holder, name, std::move(rows), std::move(basis));
  listing.notices = notices(units_shown_of(records, view));
  return listing;
}

Listing public_register(const OpenLedger& ledger, const Project* only, ListingBasis basis) {
  const Records& records = ledger.state().records();
  std::vector<ListingRow> rows;
  std::set<Digest> methodologies;
  bool any_live = false;
  for (const auto& [id, project] : records.projects) {
    if (only != nullptr && only != &project) continue;
    for (const Issuance& issuance : project.issuances) {
      for (const Holding& holding : issuance.holdings) {
        ListingRow row{to_string(block_of(project, issuance, holding)),
                       whole_cell(holding.count()),
                       std::string(word(holding.state)),
                       whole_cell(static_cast<std::uint64_t>(issuance.vintage)),
                       text_or_nothing(holder_text(records, holding)),
                       text_or_nothing(holding.use),
                       whole_or_nothing(retirement_year(ledger, holding)),
                       project.id,
                       project.title,
                       project.developer,
                       project.region,
                       hex(project.methodology),
                       std::string(word(project.standing))};
        rows.push_back(std::move(row));
        any_live |= holding.live();
      }
    }
    if (!project.issuances.empty()) add_methodology(project, methodologies);
  }
  basis.methodologies.assign(methodologies.begin(), methodologies.end());
  return {.name = "register",
          .title = only == nullptr ? Message::listing_register : Message::listing_register_of,
          .subject = only == nullptr ? basis.origin : only->id,
          .columns = {{"serial", ValueKind::code, Message::serial},
                      {"units", ValueKind::whole, Message::units_word},
                      state_column(),
                      {"vintage", ValueKind::ordinal, Message::vintage},
                      holder_column(),
                      use_column(),
                      {"retired_for_year", ValueKind::ordinal, Message::year_word},
                      {"project", ValueKind::words, Message::project},
                      detail("title", ValueKind::words),
                      detail("developer", ValueKind::words),
                      {"region", ValueKind::words, Message::region_word},
                      detail("methodology", ValueKind::code),
                      detail("registry_standing", ValueKind::words)},
          .each_row = given_rows(std::move(rows)),
          .notices = notices({records.standing, false, any_live}),
          .basis = std::move(basis)};
}

}  // namespace lcl
