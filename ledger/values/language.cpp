// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/language.hpp"

#include <cstddef>

namespace lcl {

std::string_view code(Language language) noexcept {
  return language_codes[static_cast<std::size_t>(language)];
}

std::optional<Language> language_of(std::string_view code) noexcept {
  for (std::size_t i = 0; i < language_codes.size(); ++i) {
    if (language_codes[i] == code) return static_cast<Language>(i);
  }
  return std::nullopt;
}

}  // namespace lcl
