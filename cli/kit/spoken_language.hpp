// SPDX-License-Identifier: Apache-2.0
// Which language a call is answered in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/language.hpp"

namespace lcl::cli {

/// The value of a variable of the environment; nullptr if it is not set.
using Environment = std::function<const char*(const char* name)>;

/// The language of the call `words`: that of `--lang`; else that of the locale, which LANGUAGE, LC_ALL,
/// LC_MESSAGES and LANG name as they do for gettext. English where neither names one that is spoken here, and
/// under `--json`, where programs read what is said.
[[nodiscard]] Language language_of_call(const std::vector<std::string>& words,
                                        const Environment& environment);

}  // namespace lcl::cli
