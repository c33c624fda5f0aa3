// SPDX-License-Identifier: Apache-2.0
// Figures as people read them, the same way in every export: rounded, with
// thousands apart. Nothing here is stored or hashed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/figures/tally.hpp"
#include "ledger/values/decimal.hpp"

namespace lcl {

class Columns;

/// Two digits after the point: `12,345.60`.
[[nodiscard]] std::string kilograms(const Decimal& value);
[[nodiscard]] std::string whole(std::int64_t value);
[[nodiscard]] std::string whole(std::uint64_t value);
/// `1 event`, `3 events`: what is said of one, and of several. French has 0 as one.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
/// `part` of `total` as `12.3 %`; nothing unless `total` is positive.
[[nodiscard]] std::optional<std::string> percentage(const Decimal& part, const Decimal& total);
/// A public word as it is said: with blanks for underscores, `avoided manufacture`, or in the language
/// spoken.
[[nodiscard]] std::string spoken(std::string_view word);
/// What a project states for its methodology, as labels have it, parameter by parameter: `existing_practice:
/// smartphone 1000 (stock books of 2024)`.
[[nodiscard]] std::vector<std::string> stated_texts(const Json& parameters);
void add_stated(const Json& parameters, Columns& lines);
/// Whether the effect adds to S; the others are taken off.
[[nodiscard]] bool adds(Effect effect) noexcept;
/// Whether the rows of `tally` count cycles: not where they are told apart by territory or effect.
[[nodiscard]] bool counts_cycles(const Tally& tally) noexcept;

}  // namespace lcl
