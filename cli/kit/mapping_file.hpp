// SPDX-License-Identifier: Apache-2.0
// Mappings as commands are given them: a file, the tables that it looks up, and the
// log that a table is through it.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "cli/kit/answer.hpp"
#include "cli/kit/options.hpp"
#include "ledger/mapping/mapped_log.hpp"
#include "ledger/mapping/mapping.hpp"

namespace lcl::cli {

inline constexpr Option mapping_option{
    "mapping", "MAPPING",
    "FILE is somebody else's table, and this says how its rows become events: lcl help mapping new"};
inline constexpr Option with_option{"with", "NAME=FILE", "the table that the mapping looks up under NAME",
                                    optional, true};
inline constexpr Option with_sheet_option{"with-sheet", "NAME=SHEET",
                                          "of a workbook that is looked up under NAME: the sheet to read",
                                          optional, true};

/// The mapping in `file`, or all that is wrong with it. Throws Error (io), as all here.
[[nodiscard]] std::variant<Mapping, Refusals> mapping_in(const std::string& file);

/// The table in `input`, of the file `name`, read as --encoding says, as the log that `mapping` makes of it,
/// with the tables of --with and their sheets; or what is wrong with those. Throws UsageError where a table
/// is not given, or given in vain.
[[nodiscard]] std::variant<std::unique_ptr<MappedLogReader>, Refusals> mapped_log(const Arguments& given,
                                                                                  Mapping mapping, int input,
                                                                                  const std::string& name);

}  // namespace lcl::cli
