// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/completeness_text.hpp"

#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

Json completeness_json(const Project& project, const CompletenessRecord& record) {
  Json json = {{"auditor", record.auditor},
               {"book", book_words[static_cast<std::size_t>(record.book)]},
               {"document", hex(record.document)},
               {"drawn", record.drawn},
               {"entry", record.seq},
               {"found", record.found},
               {"listed", record.listed},
               {"period", act_fields::dates_json(record.period)},
               {"projected", to_string(record.projected())},
               {"stands", project.stands(record)}};
  if (record.is_short()) json["omitted_kgco2e"] = to_string(record.omitted);
  if (!record.reason.empty()) json["reason"] = record.reason;
  return json;
}

std::string completeness_table(const Project& project) {
  if (project.completeness.empty()) return {};
  Columns lines({Align::right, Align::left, Align::left, Align::left, Align::right, Align::right,
                 Align::right, Align::left});
  lines.row({phrase("entry"), phrase("auditor"), phrase("period"), phrase("book"), phrase("listed"),
             phrase("drawn"), phrase("found"), phrase("left out")});
  for (const CompletenessRecord& each : project.completeness) {
    lines.row({std::to_string(each.seq), each.auditor, to_string(each.period),
               spoken(book_words[static_cast<std::size_t>(each.book)]), whole(each.listed), whole(each.drawn),
               whole(each.found),
               (each.is_short() ? phrase("{} kgCO2e as projected", kilograms(each.projected()))
                                : phrase("nothing")) +
                   (project.stands(each) ? "" : phrase("; recorded again since"))});
  }
  return lines.text(2);
}

}  // namespace lcl
