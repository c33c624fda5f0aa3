// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/units_statement_page.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/page/qr_code.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/unit_listing.hpp"
#include "ledger/texts/unit_text.hpp"

namespace lcl {
namespace {

using page::Cells;
using page::Message;
using page::Speech;
using page::Tone;

constexpr std::array<Message, 3> subject_messages{Message::units_statement_of_project,
                                                  Message::units_statement_of_holder,
                                                  Message::units_statement_of_serial};

bool is_trial(const OpenLedger& ledger) {
  return ledger.state().records().standing == RegistryStanding::trial;
}

std::uint64_t units_in(const UnitsStatement& statement) {
  std::uint64_t units = 0;
  for (const HolderView::Held& each : statement.units.held) units += each.holding.count();
  return units;
}

std::string units_said(std::uint64_t count, Speech say) {
  return say.counted(count, Message::one_unit, Message::several_units);
}

page::Table states_table(const UnitsStatement& statement, Speech say) {
  std::array<std::uint64_t, unit_state_names.size()> units{};
  for (const HolderView::Held& each : statement.units.held)
    units[static_cast<std::size_t>(each.holding.state)] += each.holding.count();
  page::Table table{say(Message::units_statement_by_state),
                    {{say(Message::state_word)}, {say(Message::units_word), Cells::numbers}},
                    {},
                    true};
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i] != 0) table.rows.push_back({say(unit_state_names[i]), say.whole(units[i])});
  }
  table.rows.push_back({say(Message::total), say.whole(units_in(statement))});
  return table;
}

std::string methodology_said(const Records& records, const Project& project, Speech say) {
  const auto found = records.methodologies.find(project.methodology);
  const std::string digest = hex(project.methodology);
  if (found == records.methodologies.end() || found->second.decision.empty() || !found->second.decided_on)
    return say(Message::units_statement_not_approved, {digest});
  return say(Message::units_statement_approved,
             {digest, found->second.decision, say.date(*found->second.decided_on)});
}

void add_project_facts(const Records& records, const Project& project, Speech say,
                       std::vector<page::Block>& blocks) {
  blocks.emplace_back(
      page::FactList{{{say(Message::project), project.id + " · " + project.title},
                      {say(Message::region_word), project.region},
                      {say(Message::developer), project.developer},
                      {say(Message::units_statement_label), project.decision},
                      {say(Message::units_statement_method), methodology_said(records, project, say)}}});
}

void add_said_by_law(const std::vector<Notice>& said, Speech say, std::vector<page::Block>& blocks) {
  blocks.emplace_back(page::Heading{say(Message::notices)});
  for (const Notice& notice : said) {
    std::string text(notice.french);
    if (say.language() == page::Language::english) text.append(" ").append(notice.english);
    blocks.emplace_back(page::Paragraph{std::move(text)});
  }
}

/// What the code says: the question, and what it was asked of.
std::string code_of(const UnitsStatement& statement) {
  const ListingBasis& basis = statement.basis;
  return basis.question + " --at " + std::to_string(basis.head.size) + '\n' + basis.origin + "\nroot " +
         hex(basis.head.root);
}

void add_how_to_check(const UnitsStatement& statement, const Listing& listing, Speech say,
                      std::vector<page::Block>& blocks) {
  blocks.emplace_back(page::Heading{say(Message::how_to_check)});
  blocks.emplace_back(page::Paragraph{say(Message::units_statement_check)});
  page::FactList facts;
  for (auto& [name, value] : listing_origin(listing, say)) facts.facts.push_back({name, value, true});
  blocks.emplace_back(std::move(facts));
  const std::string code = code_of(statement);
  std::string told = code;
  std::replace(told.begin(), told.end(), '\n', ' ');
  blocks.emplace_back(page::Chart{say(Message::units_statement_code), say(Message::code_description, {told}),
                                  page::qr_code(code)});
}

}  // namespace

Listing units_statement_listing(const OpenLedger& ledger, const UnitsStatement& statement) {
  return holder_units_listing(ledger, statement.units, statement.basis);
}

page::Page units_statement_page(const OpenLedger& ledger, const UnitsStatement& statement,
                                page::Language language) {
  const Speech say(language);
  const bool trial = is_trial(ledger);
  const Listing listing = units_statement_listing(ledger, statement);
  const std::string title =
      say(trial ? Message::units_statement_trial_title : Message::units_statement_title);
  const std::string subject =
      say(subject_messages[static_cast<std::size_t>(statement.about)], {statement.units.name});
  page::Page made{.language = language,
                  .title = title,
                  .subtitle = say(Message::units_statement_subtitle, {subject, listing.basis.origin}),
                  .running_title = title + " · " + statement.units.name,
                  .made = listing.basis.time,
                  .blocks = {}};
  if (trial) {
    const Notice& first = listing.notices.front();
    made.blocks.emplace_back(page::Remark{
        Tone::caution, std::string(language == page::Language::french ? first.french : first.english)});
  }
  const std::uint64_t units = units_in(statement);
  if (units == 0) {
    made.blocks.emplace_back(page::Paragraph{say(Message::units_statement_none)});
  } else {
    made.blocks.emplace_back(page::Paragraph{
        say(Message::units_statement_says, {std::to_string(listing.basis.head.size - 1),
                                            say.date(listing.basis.time), units_said(units, say)})});
    made.blocks.emplace_back(states_table(statement, say));
    made.blocks.emplace_back(listing_table(listing, say, say(Message::units_statement_blocks)));
  }
  std::map<std::string_view, const Project*> projects;
  for (const HolderView::Held& each : statement.units.held) projects.emplace(each.project->id, each.project);
  if (!projects.empty()) made.blocks.emplace_back(page::Heading{say(Message::units_statement_projects)});
  for (const auto& [id, project] : projects)
    add_project_facts(ledger.state().records(), *project, say, made.blocks);
  add_said_by_law(listing.notices, say, made.blocks);
  add_how_to_check(statement, listing, say, made.blocks);
  return made;
}

}  // namespace lcl
