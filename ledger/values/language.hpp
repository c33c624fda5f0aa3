// SPDX-License-Identifier: Apache-2.0
// The languages that the program speaks, and that pages and tables are written in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lcl {

enum class Language : std::uint8_t { english, french };

/// BCP 47: `en`, `fr`.
inline constexpr std::array<std::string_view, 2> language_codes{"en", "fr"};
[[nodiscard]] std::string_view code(Language language) noexcept;
[[nodiscard]] std::optional<Language> language_of(std::string_view code) noexcept;

}  // namespace lcl
