// SPDX-License-Identifier: Apache-2.0
// A page as one HTML file: no scripts, nothing loaded from anywhere, and a
// content security policy that says so; readable on a phone, in the dark, on
// paper and by screen readers. A page of a site shares its style and leads to
// the others; only one on which something is looked for has a script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/texts/page/page.hpp"

namespace lcl::page {

/// HTML that is well-formed XML too. The same page gives the same bytes.
[[nodiscard]] std::string html_of(const Page& page);

/// Where a page of a site leads.
struct Link {
  std::string text;
  std::string to;          ///< relative to the page
  bool is_here = false;    ///< the page itself
  bool is_within = false;  ///< the page belongs there
};

/// What the pages of a site have in common. Their style is that of all pages, in a file of its own.
struct Site {
  std::string style;  ///< where `site_style` is, relative to the page
  std::string name;   ///< what the way about is called, for those who cannot see it
  std::vector<Link> sections;
  Link other_language;  ///< the same page in the other language
  Language other{};
  std::string said_everywhere;  ///< at the end of each page
  std::vector<Link> feeds{};    ///< Atom, in the page's language
};

/// A line to look something up in, which only a script can answer: without one it is not shown.
struct Search {
  std::string script;  ///< where it is, relative to the page
  std::string label;
  std::string button;
  std::string folder;      ///< where the published folder is, relative to the page
  std::uint64_t size = 0;  ///< entries of the log that the page stands at
  std::string words;       ///< what the script says: JSON
};

/// The style sheet of a site.
[[nodiscard]] std::string_view site_style();

/// The page as one of a site; with `search` behind its blocks, if there is one.
[[nodiscard]] std::string html_of(const Page& page, const Site& site, const Search* search = nullptr);

}  // namespace lcl::page
