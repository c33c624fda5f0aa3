// SPDX-License-Identifier: Apache-2.0
// An empty table as an XLSX workbook: a sheet to fill in, whose cells offer the words that they may be, and
// one that explains its columns.
#pragma once

#include <string>
#include <vector>

#include "ledger/texts/log_template.hpp"

namespace lcl {

/// Identifiers are formatted as text, so that a spreadsheet neither rounds them nor takes their zeros off.
[[nodiscard]] std::string template_workbook(const std::vector<TemplateColumn>& columns,
                                            page::Language language);

}  // namespace lcl
