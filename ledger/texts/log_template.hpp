// SPDX-License-Identifier: Apache-2.0
// An empty table for a shop to fill in: the columns that a log of some kinds of events has, and what is
// written in each. From the table of fields alone (events/event_fields).
#pragma once

#include <string>
#include <vector>

#include "ledger/events/event_fields.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

struct TemplateColumn {
  Field field{};
  std::string header;                 ///< the field's path or, in French, its first French name
  std::vector<EventKind> required{};  ///< of the kinds asked for, those that need it
  std::vector<EventKind> allowed{};   ///< and those that may have it
  std::string written;                ///< what is written there
};
/// The columns that events of `kinds` have, in the order of the fields.
[[nodiscard]] std::vector<TemplateColumn> template_columns(KindSet kinds, page::Language language);

/// The header row, as CSV that reads back; in French with semicolons and a byte-order mark.
[[nodiscard]] std::string template_csv(const std::vector<TemplateColumn>& columns, page::Language language);
/// What is written in each column, a line each.
[[nodiscard]] std::string template_text(const std::vector<TemplateColumn>& columns, page::Language language);
/// [{"allowed", "field", "header", "required", "words"}]
[[nodiscard]] Json template_json(const std::vector<TemplateColumn>& columns);
/// The cells that explain `column`: its header, for which kinds it is required and optional, what is written.
[[nodiscard]] std::vector<std::string> template_cells(const TemplateColumn& column, std::size_t kinds,
                                                      page::Speech say);

}  // namespace lcl
