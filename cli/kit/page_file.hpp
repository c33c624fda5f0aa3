// SPDX-License-Identifier: Apache-2.0
// Pages as files: in which form, by the file's ending, and in which language.
#pragma once

#include <string>

#include "cli/kit/options.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl::cli {

inline constexpr Option language_option{"language", "LANGUAGE", "en (if not given) or fr"};
/// Of --language. Throws UsageError where that is neither.
[[nodiscard]] page::Language language_of(const Arguments& given);

using Renderer = std::string (*)(const page::Page& page);
/// What writes a page as HTML or PDF; nullptr where `file` ends in neither.
[[nodiscard]] Renderer renderer_for(const std::string& file);

}  // namespace lcl::cli
