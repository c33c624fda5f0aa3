// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/record_listings.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "ledger/registry/words.hpp"
#include "ledger/texts/act_text.hpp"
#include "ledger/texts/listing/cells.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/public_words.hpp"

namespace lcl {
namespace {

using page::Message;

std::uint64_t units_of(const Project& project, bool retired_alone) {
  std::uint64_t units = 0;
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) {
      if (!retired_alone || holding.state == UnitState::retired) units += holding.count();
    }
  }
  return units;
}

}  // namespace

Json projects_json(const Records& records) {
  Json items = Json::array();
  for (const auto& [id, project] : records.projects) items.push_back(project_summary_json(project));
  return {{"projects", std::move(items)}};
}

Listing projects_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  std::set<Digest> methodologies;
  bool any_live = false;
  for (const auto& [id, project] : records.projects) {
    const bool labelled = project.labelled != 0;
    if (labelled) methodologies.insert(project.methodology);
    any_live |= units_shown(project).unretired;
    rows.push_back({id, std::string(word(project.state)), project.title, project.developer, project.region,
                    project.applicant_standing, date_of(project.notified_on),
                    text_or_nothing(project.decision),
                    labelled ? ListingCell(hex(project.methodology)) : ListingCell(),
                    labelled ? ListingCell(date_of(project.crediting_period.from)) : ListingCell(),
                    labelled ? ListingCell(date_of(project.crediting_period.to)) : ListingCell(),
                    whole_cell(project.potential_units), whole_cell(units_of(project, false)),
                    whole_cell(units_of(project, true)), std::string(word(project.standing))});
  }
  basis.methodologies.assign(methodologies.begin(), methodologies.end());
  std::string origin = basis.origin;
  Listing listing =
      listing_of("projects", Message::listing_projects, std::move(origin),
                 {{"project", ValueKind::words, Message::project},
                  words_column("state", Message::state_word, called<ProjectState>(project_state_names)),
                  {"title", ValueKind::words, Message::column_title},
                  {"developer", ValueKind::words, Message::developer},
                  {"region", ValueKind::words, Message::region_word},
                  detail("applicant_standing", ValueKind::words),
                  detail("notified_on", ValueKind::words),
                  detail("label_decision", ValueKind::words),
                  detail("methodology", ValueKind::code),
                  detail("credited_from", ValueKind::words),
                  detail("credited_to", ValueKind::words),
                  detail("potential_units", ValueKind::whole),
                  {"units_issued", ValueKind::whole, Message::column_units_issued},
                  {"units_retired", ValueKind::whole, Message::column_units_retired},
                  detail("registry_standing", ValueKind::words)},
                 std::move(rows), std::move(basis));
  listing.notices = notices({records.standing, false, any_live});
  return listing;
}

Listing participants_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [siret, participant] : records.participants) {
    rows.push_back({siret, participant.name, whole_cell(participant.registered),
                    text_or_nothing(participant.approvals_at(basis.time)),
                    participant.suspended_at(basis.time), participant.withdrawn.has_value(),
                    whole_or_nothing(participant.withdrawn)});
  }
  std::string origin = basis.origin;
  return listing_of("participants", Message::listing_participants, std::move(origin),
                    {{"siret", ValueKind::code, Message::column_siret},
                     {"name", ValueKind::words, Message::name},
                     {"registered_by_entry", ValueKind::ordinal, Message::entry},
                     {"approvals", ValueKind::words, Message::column_approval},
                     {"suspended", ValueKind::truth, Message::column_suspended},
                     {"withdrawn", ValueKind::truth, Message::column_withdrawn},
                     detail("withdrawn_by_entry", ValueKind::ordinal)},
                    std::move(rows), std::move(basis));
}

Listing holders_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [id, holder] : records.holders)
    rows.push_back(
        {hex(id), text_or_nothing(holder.name), text_or_nothing(holder.party), whole_cell(holder.seq)});
  std::string origin = basis.origin;
  return listing_of("holders", Message::listing_holders, std::move(origin),
                    {{"holder", ValueKind::code, Message::column_holder},
                     {"name", ValueKind::words, Message::name},
                     {"party", ValueKind::code, Message::column_siret},
                     {"granted_by_entry", ValueKind::ordinal, Message::entry}},
                    std::move(rows), std::move(basis));
}

std::vector<const GrantedKey*> keys_by_grant(const Records& records) {
  std::vector<const GrantedKey*> keys;
  for (const auto& [id, key] : records.keys) keys.push_back(&key);
  std::sort(keys.begin(), keys.end(), [](const GrantedKey* a, const GrantedKey* b) {
    return std::pair(a->granted, a->key.id()) < std::pair(b->granted, b->key.id());
  });
  return keys;
}

Listing keys_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const GrantedKey* key : keys_by_grant(records)) {
    const KeyStanding& standing = key->standing;
    rows.push_back({hex(key->key.id()), std::string(word(key->role)), text_or_nothing(key->party),
                    whole_cell(key->granted), whole_or_nothing(standing.revoked),
                    standing.compromised ? ListingCell(*standing.compromised) : ListingCell(),
                    whole_or_nothing(standing.annulled), key->key.text()});
  }
  std::string origin = basis.origin;
  return listing_of("keys", Message::listing_keys, std::move(origin),
                    {{"fingerprint", ValueKind::code, Message::column_fingerprint},
                     words_column("role", Message::column_role, called<Role>(role_names)),
                     {"party", ValueKind::code, Message::column_party},
                     {"granted_by_entry", ValueKind::ordinal, Message::entry},
                     {"revoked_by_entry", ValueKind::ordinal, Message::column_revoked_by},
                     {"in_question_from", ValueKind::instant, Message::column_in_question_from},
                     {"annulled_by_entry", ValueKind::ordinal, Message::column_annulled_by},
                     detail("public_key", ValueKind::code)},
                    std::move(rows), std::move(basis));
}

Listing accreditations_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const Accreditation& each : records.accreditations) {
    rows.push_back({whole_cell(each.seq), each.party, each.body, each.reference, each.scope,
                    date_of(each.valid.from), date_of(each.valid.to),
                    each.withdrawn_on ? ListingCell(date_of(*each.withdrawn_on)) : ListingCell()});
  }
  std::string origin = basis.origin;
  return listing_of("accreditations", Message::listing_accreditations, std::move(origin),
                    {{"entry", ValueKind::ordinal, Message::entry},
                     {"auditor", ValueKind::code, Message::auditor},
                     {"body", ValueKind::words, Message::column_body},
                     {"reference", ValueKind::words, Message::column_reference},
                     {"scope", ValueKind::words, Message::column_scope},
                     {"valid_from", ValueKind::words, Message::column_valid_from},
                     {"valid_to", ValueKind::words, Message::column_valid_to},
                     {"withdrawn_on", ValueKind::words, Message::column_withdrawn_on}},
                    std::move(rows), std::move(basis));
}

Listing methodologies_listing(const Records& records, ListingBasis basis) {
  std::vector<ListingRow> rows;
  for (const auto& [digest, adopted] : records.methodologies) {
    const Methodology& methodology = *adopted.methodology;
    rows.push_back({hex(digest), methodology.id(), methodology.version(), methodology.status(),
                    methodology.title(), whole_cell(adopted.adopted), text_or_nothing(adopted.decision),
                    adopted.decided_on ? ListingCell(date_of(*adopted.decided_on)) : ListingCell()});
  }
  std::string origin = basis.origin;
  return listing_of("methodologies", Message::listing_methodologies, std::move(origin),
                    {{"digest", ValueKind::code, Message::digest},
                     {"id", ValueKind::words, Message::methodology},
                     {"version", ValueKind::words, Message::version},
                     words_column("status", Message::status, called(methodology_statuses)),
                     {"title", ValueKind::words, Message::column_title},
                     {"adopted_by_entry", ValueKind::ordinal, Message::entry},
                     detail("decision", ValueKind::words),
                     detail("decided_on", ValueKind::words)},
                    std::move(rows), std::move(basis));
}

Listing log_listing(const OpenLedger& ledger, LogQuery query, ListingBasis basis) {
  std::string subject = query.project.empty() ? basis.origin : query.project;
  Listing listing = listing_of("log", Message::listing_log, std::move(subject),
                               {{"entry", ValueKind::ordinal, Message::entry},
                                {"time", ValueKind::instant, Message::day_word},
                                words_column("kind", Message::act_word, called_kinds()),
                                {"project", ValueKind::words, Message::project},
                                detail("device", ValueKind::code),
                                {"words", ValueKind::words, Message::column_in_words}},
                               {}, std::move(basis));
  listing.each_row = [&ledger, query = std::move(query)](const RowTaker& take) {
    read_log(ledger, query, [&take](const LoggedEntry& entry) {
      const auto act = act_of(entry);
      take({whole_cell(entry.seq), entry.time, entry.kind, text_or_nothing(entry.project),
            entry.device ? ListingCell(hex(*entry.device)) : ListingCell(),
            act ? ListingCell(act_text(*act)) : ListingCell()});
    });
  };
  return listing;
}

}  // namespace lcl
