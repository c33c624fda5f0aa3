// SPDX-License-Identifier: Apache-2.0
// A page as one HTML file: no scripts, nothing loaded from anywhere, and a
// content security policy that says so; readable on a phone, in the dark, on
// paper and by screen readers. A page of a site shares its style and leads to
// the others.
#pragma once

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
};

/// The style sheet of a site.
[[nodiscard]] std::string_view site_style();

/// The page as one of a site.
[[nodiscard]] std::string html_of(const Page& page, const Site& site);

}  // namespace lcl::page
