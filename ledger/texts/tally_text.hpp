// SPDX-License-Identifier: Apache-2.0
// A tally written out: as a table for people, as CSV for spreadsheets and as
// JSON for programs. Table figures are rounded for reading; CSV and JSON are exact.
#pragma once

#include <string>
#include <string_view>

#include "ledger/figures/tally.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// Aligned columns in kgCO2e: effects by territory, cycles by class, vintages, and the rows asked for.
[[nodiscard]] std::string tally_table(const Tally& tally);

/// RFC 4180. With groupings one line per row; without, one line per vintage, so that nothing in the file
/// adds up twice. Each line ends with what it was computed from.
[[nodiscard]] std::string tally_csv(const Tally& tally);

/// {"digest", "means", "program", "tally", "titles"}; the digest is that of "tally" alone (body_of).
[[nodiscard]] Json tally_json(const Tally& tally, std::string_view program_version);

}  // namespace lcl
