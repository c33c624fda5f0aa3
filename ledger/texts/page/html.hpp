// SPDX-License-Identifier: Apache-2.0
// A page as one HTML file: no scripts, nothing loaded from anywhere, and a
// content security policy that says so; readable on a phone, in the dark, on
// paper and by screen readers.
#pragma once

#include <string>

#include "ledger/texts/page/page.hpp"

namespace lcl::page {

/// HTML that is well-formed XML too. The same page gives the same bytes.
[[nodiscard]] std::string html_of(const Page& page);

}  // namespace lcl::page
