// SPDX-License-Identifier: Apache-2.0
// What can be said of a look-up, or of a divisor, before any fact is known.
#pragma once

#include <optional>
#include <string>

#include "ledger/methodology/document.hpp"
#include "ledger/methodology/formula.hpp"
#include "ledger/methodology/table.hpp"

namespace lcl::methodology {

/// Why the look-up at `index` (whose keys are resolved) may find no row of `table`; nothing if it
/// finds one always, or has a fallback and can find one.
[[nodiscard]] std::optional<std::string> missed_row(const Formula& formula, NodeIndex index,
                                                    const Table& table);

/// What makes the (resolved) divisor at `index` zero, or can: `first_life["laptop"] is zero`; nothing if
/// nothing does.
[[nodiscard]] std::optional<std::string> zero_divisor(const Formula& formula, NodeIndex index,
                                                      const Document& document);

}  // namespace lcl::methodology
