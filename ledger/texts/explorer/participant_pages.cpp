// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "ledger/texts/explorer/record_pages.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/record_listings.hpp"

namespace lcl::explorer {
namespace {

using page::Cells;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Speech;
using page::Table;

/// Of Scheme.
constexpr std::array<Message, scheme_words.size()> scheme_messages{Message::scheme_esus,
                                                                   Message::scheme_esat,
                                                                   Message::scheme_ea,
                                                                   Message::scheme_ecovadis,
                                                                   Message::scheme_b_corp,
                                                                   Message::scheme_eco_organisation,
                                                                   Message::scheme_quality_label,
                                                                   Message::scheme_carbon_footprint};

std::string entry_text(std::uint64_t seq) { return std::to_string(seq); }

/// Each approval with its dates and whether it is valid at the time that the page stands at.
Table approvals_table(const Participant& participant, Instant at, Speech say) {
  Table table{say(Message::explorer_approvals),
              {{say(Message::column_approval)},
               {say(Message::explorer_rating)},
               {say(Message::explorer_issuer)},
               {say(Message::column_reference)},
               {say(Message::column_valid_from)},
               {say(Message::column_valid_to)},
               {say(Message::explorer_standing)},
               {say(Message::entry), Cells::numbers}},
              {}};
  table.rows.reserve(participant.approvals.size());
  for (const Approval& each : participant.approvals) {
    const Instant until = each.withdrawn_on ? std::min(*each.withdrawn_on, each.expires_on) : each.expires_on;
    table.rows.push_back({say(scheme_messages[static_cast<std::size_t>(each.scheme)]),
                          each.rating.empty() ? "–" : each.rating, each.issuer, each.reference,
                          say.date(each.issued_on), say.date(until),
                          say(each.valid_at(at) ? Message::explorer_valid : Message::explorer_not_valid),
                          entry_text(each.seq)});
  }
  return table;
}

Table suspensions_table(const Participant& participant, Speech say) {
  Table table{say(Message::explorer_suspensions),
              {{say(Message::explorer_suspended_from)},
               {say(Message::explorer_suspended_to)},
               {say(Message::column_reason)},
               {say(Message::entry), Cells::numbers}},
              {}};
  table.rows.reserve(participant.suspensions.size());
  for (const Suspension& each : participant.suspensions) {
    table.rows.push_back(
        {say.date(each.from), each.to ? say.date(*each.to) : "–", each.reason, entry_text(each.seq)});
  }
  return table;
}

void put_participant(SitePages& pages, const Participant& participant) {
  const Speech say = pages.say();
  FactList facts{{{say(Message::column_siret), participant.siret, true},
                  {say(Message::name), participant.name},
                  {say(Message::entry), entry_text(participant.registered)}}};
  if (participant.impact_champion(pages.at()))
    facts.facts.push_back({say(Message::explorer_badge), say(Message::explorer_impact_champion)});
  if (participant.withdrawn)
    facts.facts.push_back({say(Message::column_withdrawn), entry_text(*participant.withdrawn)});
  Blocks blocks;
  blocks.emplace_back(std::move(facts));
  blocks.emplace_back(Heading{say(Message::explorer_approvals)});
  blocks.emplace_back(Paragraph{say(Message::explorer_approvals_text)});
  if (participant.approvals.empty()) {
    blocks.emplace_back(Paragraph{say(Message::explorer_no_approval)});
  } else {
    blocks.emplace_back(approvals_table(participant, pages.at(), say));
  }
  if (!participant.suspensions.empty()) {
    blocks.emplace_back(Heading{say(Message::explorer_suspensions)});
    blocks.emplace_back(suspensions_table(participant, say));
  }
  pages.put(Section::participants, participant_file(participant.siret), participant.name,
            say(Message::column_siret) + ' ' + participant.siret, std::move(blocks));
}

}  // namespace

void put_participants(SitePages& pages) {
  const Speech say = pages.say();
  Table table = listing_table(participants_listing(pages.records(), pages.basis()), say,
                              say(Message::explorer_participants), all_rows);
  table.lead_to.reserve(table.rows.size());
  for (const auto& row : table.rows) table.lead_to.push_back(participant_file(row.front()));
  Blocks blocks;
  blocks.emplace_back(Paragraph{say(Message::explorer_approvals_text)});
  blocks.emplace_back(std::move(table));
  pages.put(Section::participants, say(Message::explorer_participants), pages.ledger().state().origin(),
            std::move(blocks));
  for (const auto& [siret, participant] : pages.records().participants) put_participant(pages, participant);
}

}  // namespace lcl::explorer
