// SPDX-License-Identifier: Apache-2.0
// Pages of one language on their way into the folder: where each lies, how it
// leads to the others, and what they have in common.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/publish/publication.hpp"
#include "ledger/texts/explorer/explorer.hpp"
#include "ledger/texts/listing/listing.hpp"
#include "ledger/texts/page/html.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl::explorer {

using Blocks = std::vector<page::Block>;

/// Those in which everything is published.
inline constexpr std::array<page::Language, 2> languages{page::Language::english, page::Language::french};

/// What the way about each page leads to.
enum class Section : std::uint8_t {
  home,
  projects,
  units,
  participants,
  methodologies,
  log,
  checkpoint,
  search
};
inline constexpr std::array<std::string_view, 8> section_files{
    "index.html",         "projects.html", "units.html",      "participants.html",
    "methodologies.html", "log.html",      "checkpoint.html", "search.html"};

// Where pages lie, below their language.
[[nodiscard]] std::string project_file(const std::string& id);
[[nodiscard]] std::string participant_file(const std::string& siret);
[[nodiscard]] std::string methodology_file(const Digest& digest);

/// `at/SIZE`: what is there never changes.
[[nodiscard]] std::string size_folder(const Head& head);
/// A page of 256 entries, which never changes either: `log/en/x001/234.html`.
[[nodiscard]] std::string log_page_file(page::Language language, std::uint64_t index);

/// Writes pages of one language.
class SitePages {
 public:
  SitePages(const ExplorerSource& source, const FolderFiles& files, page::Language language);

  [[nodiscard]] page::Speech say() const { return page::Speech(language_); }
  [[nodiscard]] const OpenLedger& ledger() const { return source_.ledger; }
  [[nodiscard]] const ExplorerSource& source() const { return source_; }
  [[nodiscard]] const Records& records() const { return source_.ledger.state().records(); }
  /// When the last entry was recorded: what all pages stand at.
  [[nodiscard]] Instant at() const { return at_; }
  [[nodiscard]] ListingBasis basis() const;

  [[nodiscard]] bool has_log_page(std::uint64_t index) const;
  void put(Section section, std::string title, std::string subtitle, Blocks blocks);
  /// A page of a section that lies at `file`, below the language, with the feeds that it leads to.
  void put(Section section, const std::string& file, std::string title, std::string subtitle, Blocks blocks,
           std::vector<page::Link> feeds = {});
  void put_search_page(const page::Search& search, std::string title, Blocks blocks);
  /// One of the pages of the log that never change: it leads to the front page alone.
  void put_log_page(std::uint64_t index, std::string title, Blocks blocks);

 private:
  /// What a page of a section that lies at `file` has in common with all others.
  [[nodiscard]] page::Site site_of(Section section, const std::string& file) const;
  void put_html(const std::string& file, const std::string& html) const;
  [[nodiscard]] page::Page page_of(std::string title, std::string subtitle, Blocks blocks) const;
  [[nodiscard]] page::Link to_other_language(std::string to) const;

  const ExplorerSource& source_;
  const FolderFiles& files_;
  page::Language language_;
  page::Language other_;
  Instant at_;
};

/// `Name (SIRET)`, or what a party is called otherwise.
[[nodiscard]] std::string party_text(const Records& records, const std::string& party);

}  // namespace lcl::explorer
