// SPDX-License-Identifier: Apache-2.0
// A page as PDF: sheets of A4 with bookmarks, table headers repeated and fonts
// embedded.
#pragma once

#include <string>

#include "ledger/exports/page/page.hpp"

namespace lcl::page {

/// The bytes of the file. The same page gives the same bytes with the same versions of Cairo, Pango and the
/// fonts (DejaVu Sans). Throws Error (io) where they fail.
[[nodiscard]] std::string pdf_of(const Page& page);

}  // namespace lcl::page
