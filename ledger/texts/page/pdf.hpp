// SPDX-License-Identifier: Apache-2.0
// A page as PDF: sheets of A4 with bookmarks, table headers repeated and fonts
// embedded.
#pragma once

#include <string>

#include "ledger/texts/page/page.hpp"

namespace lcl::page {

/// The bytes of the file. The same page gives the same bytes with the same versions of Cairo, Pango and the
/// fonts (DejaVu Sans). Throws Error: unavailable where the module lcl-pdf.so is not found, io where it
/// fails. A program that links this library has the module's folder in its run path.
[[nodiscard]] std::string pdf_of(const Page& page);

}  // namespace lcl::page
