// SPDX-License-Identifier: Apache-2.0
// The CSV files of lcl sample: what an auditor found in a sample, and the
// identifiers that a developer names for its devices. A header, then one thing
// a row; seq is the entry of a cycle's collection.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "cli/kit/answer.hpp"
#include "ledger/values/json.hpp"

namespace lcl::cli {

/// The field `results` of an act, as the file at `path` has it (seq, result and, as
/// far as needed, found_kgco2e, evidence, text); or all that is wrong with the file.
[[nodiscard]] std::variant<Json, Refusals> read_results(const std::string& path);

/// The hashed texts of the identifiers that a file names, by the seq of the collection.
using NamedIdentifiers = std::map<std::uint64_t, std::vector<std::string>>;
/// Those of the file at `path` (seq, imei, imei2, manufacturer, serial), or all that is wrong with it.
[[nodiscard]] std::variant<NamedIdentifiers, Refusals> read_identifiers(const std::string& path);

}  // namespace lcl::cli
