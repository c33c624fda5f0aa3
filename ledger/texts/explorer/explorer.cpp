// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explorer/explorer.hpp"

#include <string>
#include <utility>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/publish/statement_bundles.hpp"
#include "ledger/texts/explorer/feeds.hpp"
#include "ledger/texts/explorer/project_pages.hpp"
#include "ledger/texts/explorer/record_pages.hpp"
#include "ledger/texts/explorer/search_pages.hpp"
#include "ledger/texts/explorer/site_pages.hpp"
#include "ledger/texts/page/html.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/texts/verifier/verifier.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::explorer {
namespace {

using page::Language;
using page::Message;
using page::Speech;

/// What the pages say of projects and units, for a verifier to hold against what it computes.
Json state_of(const ExplorerSource& source, std::uint64_t statements) {
  const OpenLedger& ledger = source.ledger;
  const Records& records = ledger.state().records();
  Json projects = Json::array();
  Json units = Json::array();
  for (const auto& [id, project] : records.projects) {
    projects.push_back(project_summary_json(project));
    for (const Issuance& issuance : project.issuances) {
      for (const Holding& holding : issuance.holdings)
        units.push_back(holding_json(records, project, issuance, holding));
    }
  }
  const Head head = ledger.head();
  return {{"certifier", hex(ledger.state().certifier().fingerprint())},
          {"format", "lcl state 1"},
          {"head", {{"root", hex(head.root)}, {"size", head.size}}},
          {"log_key", vkey({ledger.state().origin(), ledger.state().log_key()})},
          {"origin", ledger.state().origin()},
          {"projects", std::move(projects)},
          {"statements", statements},
          {"units", std::move(units)}};
}

/// The one page that changes: it leads to those of the newest checkpoint, in either language.
std::string front_page_of(const ExplorerSource& source) {
  const OpenLedger& ledger = source.ledger;
  const std::string folder = size_folder(ledger.head());
  const Speech english(Language::english);
  const Speech french(Language::french);
  const Instant at = ledger.log().time_of(ledger.head().size - 1);
  page::FactList facts;
  for (const Language language : languages) {
    const Speech say(language);
    facts.facts.push_back({say(Message::language_itself), say(Message::explorer_home_subtitle), false,
                           language, folder + '/' + std::string(code(language)) + "/index.html"});
  }
  page::Page page{.language = Language::english,
                  .title = ledger.state().origin(),
                  .subtitle = english(Message::explorer_home_subtitle),
                  .running_title = english(Message::explorer_running_title,
                                           {ledger.state().origin(), english.whole(ledger.head().size)}),
                  .made = at,
                  .blocks = {}};
  page.blocks.emplace_back(std::move(facts));
  const page::Site site{.style = folder + "/style.css",
                        .name = english(Message::explorer_sections),
                        .sections = {{english(Message::language_itself), folder + "/en/index.html"}},
                        .other_language = {french(Message::language_itself), folder + "/fr/index.html"},
                        .other = Language::french,
                        .said_everywhere = english(Message::explorer_says_everywhere)};
  return page::html_of(page, site);
}

void put_all(const ExplorerSource& source, const FolderFiles& files, const Progress& progress) {
  const OpenLedger& ledger = source.ledger;
  if (ledger.log().is_bundle())
    throw Error(Obstacle::unavailable,
                phrase("a bundle has not all of a registry: publish its pages from the registry"));
  const std::uint64_t statements = publish_statements(ledger.log(), ledger.state().origin(), files);
  const std::string folder = size_folder(ledger.head());
  const Digest verifier = sha256(verifier_page());
  const std::string verifier_file = "verifier/" + hex(verifier).substr(0, 16) + ".html";
  files.put(verifier_file, verifier_page());
  files.put(folder + "/style.css", page::site_style());
  files.put("log/style.css", page::site_style());
  const Speaking as_in_data(Language::english);
  const auto figures = figures_of_projects(ledger, ledger.log().time_of(ledger.head().size - 1), progress);
  for (const Language language : languages) {
    const Speaking as_the_page(language);
    SitePages pages(source, files, language);
    put_home(pages, verifier_file, verifier);
    put_projects(pages, figures);
    put_units(pages);
    put_participants(pages);
    put_methodologies(pages);
    put_log(pages);
    put_checkpoint(pages);
    put_search(pages);
  }
  put_search_index(source, files);
  put_feeds(source, files, progress);
  files.put(folder + "/checkpoint", source.checkpoint);
  files.put(folder + "/state.json", canonical(state_of(source, statements)) + '\n');
  files.put(std::string(front_page), front_page_of(source));
}

}  // namespace
}  // namespace lcl::explorer

namespace lcl {

void publish_explorer(const ExplorerSource& source, const FolderFiles& files, const Progress& progress) {
  explorer::put_all(source, files, progress);
}

}  // namespace lcl
