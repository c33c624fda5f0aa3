// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/explorer/site_pages.hpp"

#include <algorithm>
#include <utility>

#include "ledger/chain/tree.hpp"

namespace lcl::explorer {
namespace {

using page::Language;
using page::Link;
using page::Message;
using page::Speech;

constexpr std::array<Message, section_files.size()> section_names{
    Message::explorer_home,         Message::explorer_projects,      Message::explorer_units,
    Message::explorer_participants, Message::explorer_methodologies, Message::explorer_log,
    Message::explorer_checkpoint,   Message::explorer_search};

/// From a file up to what its path is below: `../` for each folder.
std::string way_up(std::string_view file) {
  std::string up;
  for (auto left = std::count(file.begin(), file.end(), '/'); left > 0; --left) up += "../";
  return up;
}

std::string text(std::string_view view) { return std::string(view); }

}  // namespace

std::string project_file(const std::string& id) { return "project/" + id + ".html"; }
std::string participant_file(const std::string& siret) { return "participant/" + siret + ".html"; }
std::string methodology_file(const Digest& digest) { return "methodology/" + hex(digest) + ".html"; }

std::string size_folder(const Head& head) { return "at/" + std::to_string(head.size); }

std::string log_page_file(Language language, std::uint64_t index) {
  // Groups of three digits as those of tiles, all but the last with an x.
  std::string path = tile_path(0, index, tile_width);
  path.erase(0, path.find('/', path.find('/') + 1) + 1);
  return "log/" + text(code(language)) + '/' + path + ".html";
}

SitePages::SitePages(const ExplorerSource& source, const FolderFiles& files, Language language)
    : source_(source),
      files_(files),
      language_(language),
      other_(language == Language::english ? Language::french : Language::english),
      at_(source.ledger.log().time_of(source.ledger.head().size - 1)) {}

ListingBasis SitePages::basis() const {
  return {.origin = source_.ledger.state().origin(),
          .head = source_.ledger.head(),
          .time = at_,
          .question = {},
          .program = text(source_.program)};
}

page::Page SitePages::page_of(std::string title, std::string subtitle, Blocks blocks) const {
  const Speech say(language_);
  return {.language = language_,
          .title = std::move(title),
          .subtitle = std::move(subtitle),
          .running_title = say(Message::explorer_running_title,
                               {source_.ledger.state().origin(), say.whole(source_.ledger.head().size)}),
          .made = at_,
          .blocks = std::move(blocks)};
}

Link SitePages::to_other_language(std::string to) const {
  return {Speech(other_)(Message::language_itself), std::move(to)};
}

void SitePages::put(Section section, std::string title, std::string subtitle, Blocks blocks) {
  put(section, text(section_files[static_cast<std::size_t>(section)]), std::move(title), std::move(subtitle),
      std::move(blocks));
}

page::Site SitePages::site_of(Section section, const std::string& file) const {
  const Speech say(language_);
  const std::string up = way_up(file);
  page::Site site{.style = up + "../style.css",
                  .name = say(Message::explorer_sections),
                  .sections = {},
                  .other_language = to_other_language(up + "../" + text(code(other_)) + '/' + file),
                  .other = other_,
                  .said_everywhere = say(Message::explorer_says_everywhere)};
  site.sections.reserve(section_files.size());
  for (std::size_t i = 0; i < section_files.size(); ++i) {
    site.sections.push_back({say(section_names[i]), up + text(section_files[i]), section_files[i] == file});
  }
  site.sections[static_cast<std::size_t>(section)].is_within = true;
  return site;
}

void SitePages::put_html(const std::string& file, const std::string& html) const {
  files_.put(size_folder(source_.ledger.head()) + '/' + text(code(language_)) + '/' + file, html);
}

void SitePages::put(Section section, const std::string& file, std::string title, std::string subtitle,
                    Blocks blocks, std::vector<page::Link> feeds) {
  page::Site site = site_of(section, file);
  site.feeds = std::move(feeds);
  put_html(file, page::html_of(page_of(std::move(title), std::move(subtitle), std::move(blocks)), site));
}

void SitePages::put_search_page(const page::Search& search, std::string title, Blocks blocks) {
  const std::string file = text(section_files[static_cast<std::size_t>(Section::search)]);
  const page::Page page = page_of(std::move(title), source_.ledger.state().origin(), std::move(blocks));
  put_html(file, page::html_of(page, site_of(Section::search, file), &search));
}

bool SitePages::has_log_page(std::uint64_t index) const {
  return files_.has(log_page_file(language_, index));
}

void SitePages::put_log_page(std::uint64_t index, std::string title, Blocks blocks) {
  const Speech say(language_);
  const std::string file = log_page_file(language_, index);
  const std::string up = way_up(file);
  const page::Site site{.style = up + "log/style.css",
                        .name = say(Message::explorer_sections),
                        .sections = {{say(Message::explorer_home), up + text(front_page)}},
                        .other_language = to_other_language(up + log_page_file(other_, index)),
                        .other = other_,
                        .said_everywhere = say(Message::explorer_says_everywhere)};
  page::Page page = page_of(std::move(title), source_.ledger.state().origin(), std::move(blocks));
  // Whatever is recorded later, the page is the same.
  page.running_title = page.subtitle;
  page.made =
      source_.ledger.log().time_of(std::min((index + 1) * tile_width, source_.ledger.head().size) - 1);
  files_.put(file, page::html_of(page, site));
}

std::string party_text(const Records& records, const std::string& party) {
  const Participant* participant = records.participant(party);
  return participant == nullptr ? party : participant->name + " (" + party + ")";
}

}  // namespace lcl::explorer
