// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explorer/feeds.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/registry/outlook.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/next_acts.hpp"
#include "ledger/texts/explorer/site_pages.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/next_act_text.hpp"
#include "ledger/texts/page/markup.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::explorer {
namespace {

struct FeedEntry {
  std::string key;  ///< the same as long as it is the same thing to do, in every language
  std::string title;
  std::string text;
  Instant since;  ///< when it came up
};

/// A tag URI (RFC 4151): the authority is that of the origin, on the day on which the registry was opened.
std::string tag_of(const OpenLedger& ledger, std::string_view what) {
  const std::string& origin = ledger.state().origin();
  const std::string authority = origin.substr(0, origin.find('/'));
  return "tag:" + authority + ',' + date_of(ledger.log().time_of(0)) + ':' + origin + '/' + std::string(what);
}

/// When an act came up: with the entry that it is about, or when its period was over.
Instant since(const OpenLedger& ledger, const Project& project, const NextAct& act, Instant at) {
  if (act.entry != 0 && act.entry < ledger.head().size) return ledger.log().time_of(act.entry);
  const Instant labelled = ledger.log().time_of(project.labelled);
  return act.period.to > labelled && act.period.to <= at ? act.period.to : labelled;
}

/// What `say` says in English, whatever is spoken.
template <typename Say>
std::string in_english(Say say) {
  const Speaking english(Language::english);
  return say();
}

std::vector<FeedEntry> to_do(const OpenLedger& ledger, const Project& project, const CreditStanding& credits,
                             Role role, Instant at) {
  std::vector<FeedEntry> entries;
  for (const NextAct& act : next_acts(project, credits, at)) {
    if (act.who != role) continue;
    const NextActText said = next_act_text(act, project.id);
    entries.push_back({in_english([&] { return next_act_text(act, project.id).what; }),
                       phrase("{}: the {} {}", project.id, spoken(word(role)), said.what), said.command,
                       since(ledger, project, act, at)});
  }
  return entries;
}

/// What comes due to the developer.
std::vector<FeedEntry> coming_due(const OpenLedger& ledger, const Project& project,
                                  const CreditStanding& credits, Instant at) {
  std::set<std::string> suppliers;
  if (credits.population) {
    for (const TallyRow& row : credits.population->rows) suppliers.insert(row.labels.front());
  }
  std::vector<FeedEntry> entries;
  for (const DueDate& due : due_dates(ledger.state().records(), project, suppliers, at)) {
    const std::string what = due_text(due);
    const std::string on = date_of(due.on);
    entries.push_back({in_english([&] { return due_text(due); }) + ' ' + on,
                       phrase("{}: {}, due on {}", project.id, what, on), phrase("due on {}: {}", on, what),
                       ledger.log().time_of(due.approval == nullptr ? project.labelled : due.approval->seq)});
  }
  return entries;
}

/// In the language that is spoken.
std::string atom_of(const OpenLedger& ledger, const Project& project, Role role,
                    const std::vector<FeedEntry>& entries) {
  const std::string name =
      "feed/" + std::string(code(spoken())) + '/' + project.id + '/' + std::string(word(role));
  Instant updated = ledger.log().time_of(project.labelled);
  for (const FeedEntry& each : entries) updated = std::max(updated, each.since);
  page::Markup markup;
  markup.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
  markup.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", code(spoken())}});
  markup.element("id", tag_of(ledger, name));
  markup.element("title", phrase("{}: what the {} does next", project.id, spoken(word(role))));
  markup.element("updated", to_string(updated));
  markup.open("author");
  markup.element("name", ledger.state().origin());
  markup.close();
  for (const FeedEntry& each : entries) {
    markup.line();
    markup.open("entry");
    markup.element("id", tag_of(ledger, name + '/' + hex(sha256(each.key)).substr(0, 32)));
    markup.element("title", each.title);
    markup.element("updated", to_string(each.since));
    markup.element("content", each.text, {{"type", "text"}});
    markup.close();
  }
  markup.close();
  markup.line();
  return markup.take();
}

/// Those of one project, in the language that is spoken.
void put_feeds_of(const OpenLedger& ledger, const Project& project, const CreditStanding& credits, Instant at,
                  const FolderFiles& files) {
  for (const Role role : feed_roles) {
    std::vector<FeedEntry> entries = to_do(ledger, project, credits, role, at);
    if (role == Role::developer) {
      for (FeedEntry& each : coming_due(ledger, project, credits, at)) entries.push_back(std::move(each));
    }
    files.put(feed_file(project.id, role, spoken()), atom_of(ledger, project, role, entries));
  }
}

}  // namespace

std::string feed_file(const std::string& project, Role role, Language language) {
  return "feeds/" + std::string(code(language)) + '/' + project + '-' + std::string(word(role)) + ".atom";
}

void put_feeds(const ExplorerSource& source, const FolderFiles& files, const Progress& progress) {
  const OpenLedger& ledger = source.ledger;
  const Instant at = ledger.log().time_of(ledger.head().size - 1);
  std::vector<StandingRequest> requests;
  for (const auto& [id, project] : ledger.state().records().projects) {
    if (project.labelled != 0) requests.push_back({id, population_period(project, at)});
  }
  const std::vector<CreditStanding> standings = credit_standings(ledger, requests, progress, at);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    for (const Language language : languages) {
      const Speaking as_the_feed(language);
      put_feeds_of(ledger, *ledger.state().project(requests[i].project), standings[i], at, files);
    }
  }
}

}  // namespace lcl::explorer
