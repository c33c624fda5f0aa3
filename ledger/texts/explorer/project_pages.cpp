// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explorer/project_pages.hpp"

#include <algorithm>
#include <utility>

#include "ledger/replay/recomputation.hpp"
#include "ledger/store/log.hpp"
#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/explorer/feeds.hpp"
#include "ledger/texts/listing/listing_page.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/texts/public_words.hpp"
#include "ledger/texts/record_listings.hpp"
#include "ledger/texts/unit_listing.hpp"

namespace lcl::explorer {
namespace {

using page::Cells;
using page::Fact;
using page::FactList;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Speech;
using page::Table;

constexpr std::size_t requests_at_once = 16;  // which bounds what one scan holds in memory

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& each : texts) all += (all.empty() ? "" : ", ") + each;
  return all;
}

/// A party, and its page where it is a participant.
Fact party_fact(const SitePages& pages, std::string name, const std::string& party) {
  const bool has_page = pages.records().participant(party) != nullptr;
  return {std::move(name),
          party_text(pages.records(), party),
          false,
          {},
          has_page ? "../" + participant_file(party) : ""};
}

FactList record_of(const SitePages& pages, const Project& project) {
  const Speech say = pages.say();
  FactList facts{
      {{say(Message::state_word), say(project_state_names[static_cast<std::size_t>(project.state)])},
       party_fact(pages, say(Message::developer), project.developer),
       {say(Message::region_word), project.region},
       {say(Message::communes), joined(project.communes)},
       {say(Message::notified_on), say.date(project.notified_on)}}};
  for (const Mandant& each : project.mandants)
    facts.facts.push_back(party_fact(pages, say(Message::mandants), each.siret));
  for (const std::string& each : project.marketplaces)
    facts.facts.push_back(party_fact(pages, say(Message::marketplaces), each));
  if (project.labelled != 0) {
    const Methodology& methodology = *pages.records().methodologies.at(project.methodology).methodology;
    facts.facts.insert(facts.facts.end(),
                       {{say(Message::label_decision), project.decision},
                        {say(Message::methodology),
                         methodology.id() + ' ' + methodology.version(),
                         false,
                         {},
                         "../" + methodology_file(project.methodology)},
                        {say(Message::crediting_period), say.period(project.crediting_period)},
                        {say(Message::explorer_potential_units), say.whole(project.potential_units)}});
  }
  if (!project.follows.empty())
    facts.facts.push_back(
        {say(Message::explorer_follows), project.follows, false, {}, "../" + project_file(project.follows)});
  for (const Incentive& each : project.incentives) {
    if (!each.withdrawn) facts.facts.push_back({say(Message::explorer_stated_by), each.text});
  }
  return facts;
}

Table vintages_of(const Tally& tally, Speech say) {
  Table table{say(Message::vintages_caption),
              {{say(Message::vintage)},
               {say(Message::net_s), Cells::numbers},
               {say(Message::discounts), Cells::numbers},
               {say(Message::creditable_c), Cells::numbers}},
              {}};
  table.rows.reserve(tally.vintages.size());
  for (const Vintage& each : tally.vintages)
    table.rows.push_back({std::to_string(each.year), say.kilograms(each.net),
                          say.kilograms(each.creditable - each.net), say.kilograms(each.creditable)});
  return table;
}

void add_figures(const ProjectFigures& figures, Speech say, Blocks& blocks) {
  const audit_report::CategoryFigures shown{figures.by_category.rows, figures.by_month_and_category.rows};
  blocks.emplace_back(Paragraph{say(Message::explorer_figures_text)});
  if (auto chart = audit_report::months_chart(shown, say)) blocks.push_back(std::move(*chart));
  if (auto chart = audit_report::categories_chart(shown, say)) blocks.push_back(std::move(*chart));
  if (auto table = audit_report::months_table(shown, say)) blocks.emplace_back(std::move(*table));
  blocks.emplace_back(audit_report::effects_table(figures.by_category.amounts, say));
  blocks.emplace_back(vintages_of(figures.by_category, say));
}

void add_or_say(Table table, Message none, Speech say, Blocks& blocks) {
  if (table.rows.empty()) {
    blocks.emplace_back(Paragraph{say(none)});
  } else {
    blocks.emplace_back(std::move(table));
  }
}

void add_acts(const SitePages& pages, const Project& project, Blocks& blocks) {
  const Speech say = pages.say();
  const Listing acts = log_listing(
      pages.ledger(), {.from = project.notified, .project = project.id, .kind = {}, .statements_only = true},
      pages.basis());
  blocks.emplace_back(listing_table(acts, say, say(Message::explorer_acts_caption), all_rows));
}

/// Each with the way to it from the project's page; those of a project that was labelled.
std::vector<page::Link> feeds_of(const Project& project, Speech say) {
  std::vector<page::Link> feeds;
  if (project.labelled == 0) return feeds;
  feeds.reserve(feed_roles.size());
  for (const Role role : feed_roles)
    feeds.push_back({say(Message::explorer_feed_of, {say(role_names[static_cast<std::size_t>(role)])}),
                     "../../../../" + feed_file(project.id, role, say.language())});
  return feeds;
}

FactList shown(const std::vector<page::Link>& feeds) {
  FactList facts;
  facts.facts.reserve(feeds.size());
  for (const page::Link& each : feeds)
    facts.facts.push_back({each.text, each.to.substr(each.to.find("feeds/")), true, {}, each.to});
  return facts;
}

void put_project(SitePages& pages, const Project& project, const ProjectFigures* figures) {
  const Speech say = pages.say();
  Blocks blocks;
  blocks.emplace_back(Heading{say(Message::explorer_project_record)});
  blocks.emplace_back(record_of(pages, project));
  blocks.emplace_back(Heading{say(Message::explorer_figures)});
  if (figures == nullptr) {
    blocks.emplace_back(Paragraph{say(Message::explorer_no_figures)});
  } else {
    add_figures(*figures, say, blocks);
  }
  blocks.emplace_back(Heading{say(Message::explorer_reports)});
  add_or_say(
      listing_table(reports_listing(project, pages.basis()), say, say(Message::explorer_reports), all_rows),
      Message::explorer_no_report, say, blocks);
  blocks.emplace_back(Heading{say(Message::explorer_units)});
  add_or_say(listing_table(project_units_listing(pages.ledger(), project, pages.basis()), say,
                           say(Message::explorer_units), all_rows),
             Message::explorer_no_units, say, blocks);
  blocks.emplace_back(Heading{say(Message::explorer_acts)});
  add_acts(pages, project, blocks);
  std::vector<page::Link> feeds = feeds_of(project, say);
  if (!feeds.empty()) {
    blocks.emplace_back(Heading{say(Message::explorer_feeds)});
    blocks.emplace_back(shown(feeds));
  }
  blocks.emplace_back(Heading{say(Message::notices)});
  for (page::Block& each : notice_paragraphs(notices(estimates_shown(project)), say.language()))
    blocks.push_back(std::move(each));
  pages.put(Section::projects, project_file(project.id), project.title,
            say(Message::explorer_project_title, {project.id}), std::move(blocks), std::move(feeds));
}

}  // namespace

std::map<std::string, ProjectFigures> figures_of_projects(const OpenLedger& ledger, Instant at,
                                                          const Progress& progress) {
  std::vector<FiguresRequest> requests;
  for (const auto& [id, project] : ledger.state().records().projects) {
    const Period counted{project.crediting_period.from, std::min(project.crediting_period.to, at)};
    if (project.labelled == 0 || counted.to <= counted.from) continue;
    const FiguresRequest request{ledger.state(), id, ledger.head(), counted, {Grouping::category}};
    requests.push_back(request);
    requests.push_back(request);
    requests.back().groupings = {Grouping::month, Grouping::category};
  }
  std::map<std::string, ProjectFigures> all;
  const DerivationSource source{ledger.log(), ledger.second_log()};
  for (std::size_t begin = 0; begin < requests.size(); begin += requests_at_once) {
    const std::size_t end = std::min(begin + requests_at_once, requests.size());
    const auto at_index = [&](std::size_t index) {
      return requests.begin() + static_cast<std::ptrdiff_t>(index);
    };
    std::vector<DerivedFigures> derived = figures_of(source, {at_index(begin), at_index(end)}, progress);
    for (std::size_t i = 0; i + 1 < derived.size(); i += 2) {
      if (derived[i].fault || derived[i + 1].fault) continue;
      all.insert_or_assign(requests[begin + i].project,
                           ProjectFigures{std::move(derived[i].tally), std::move(derived[i + 1].tally)});
    }
  }
  return all;
}

void add_projects(const SitePages& pages, Blocks& blocks) {
  const Speech say = pages.say();
  Table table = listing_table(projects_listing(pages.records(), pages.basis()), say,
                              say(Message::explorer_projects), all_rows);
  table.lead_to.reserve(table.rows.size());
  for (const auto& row : table.rows) table.lead_to.push_back(project_file(row.front()));
  add_or_say(std::move(table), Message::explorer_no_project, say, blocks);
}

void put_projects(SitePages& pages, const std::map<std::string, ProjectFigures>& figures) {
  const Speech say = pages.say();
  Blocks blocks;
  add_projects(pages, blocks);
  pages.put(Section::projects, say(Message::explorer_projects), pages.ledger().state().origin(),
            std::move(blocks));
  for (const auto& [id, project] : pages.records().projects) {
    const auto found = figures.find(id);
    put_project(pages, project, found == figures.end() ? nullptr : &found->second);
  }
}

}  // namespace lcl::explorer
