// SPDX-License-Identifier: Apache-2.0
// A drawing as SVG inside HTML. Inks are classes (`ink-blue`, `pale-blue`), which
// the page's style gives their colours.
#pragma once

#include <string_view>

#include "ledger/texts/page/drawing.hpp"
#include "ledger/texts/page/markup.hpp"

namespace lcl::page {

/// One `svg` element with title and description; `id` is its own in the document.
void write_svg(Markup& markup, const Drawing& drawing, std::string_view title, std::string_view description,
               std::string_view id);

}  // namespace lcl::page
