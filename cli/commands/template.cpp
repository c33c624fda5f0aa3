// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/files.hpp"
#include "cli/kit/forms.hpp"
#include "ledger/events/event.hpp"
#include "ledger/texts/listing/template_workbook.hpp"
#include "ledger/texts/log_template.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

KindSet kinds_asked_for(const Arguments& given) {
  if (!given.has("kind")) {
    return 1U << static_cast<unsigned>(EventKind::collection) |
           1U << static_cast<unsigned>(EventKind::reconditioning) |
           1U << static_cast<unsigned>(EventKind::resale);
  }
  unsigned kinds = 0;
  for (const std::string& name : given.list("kind")) {
    const auto kind = event_kind(name);
    if (!kind)
      throw UsageError(
          phrase("--kind: \"{}\" is no kind of event{}", name, suggestion(name, event_kind_words)));
    kinds |= 1U << static_cast<unsigned>(*kind);
  }
  return static_cast<KindSet>(kinds);
}

std::string file_content(const std::string& file, const std::vector<TemplateColumn>& columns,
                         page::Language language) {
  if (file.ends_with(".xlsx")) return template_workbook(columns, language);
  if (file.ends_with(".csv")) return template_csv(columns, language);
  throw UsageError(phrase("--output: \"{}\" ends in neither .csv nor .xlsx", file));
}

Exit show_template(Call& call) {
  const Arguments& given = call.arguments;
  const page::Language language = locale_of(given);
  const std::vector<TemplateColumn> columns = template_columns(kinds_asked_for(given), language);
  Json document = {{"columns", template_json(columns)}};
  if (const std::string* file = given.maybe("output")) {
    OutputFile output = output_file(given, *file, MayRead::everyone);
    output.stream() << file_content(*file, columns, language);
    output.keep();
    document["written"] = *file;
  }
  const Exit done = call.give(document, template_text(columns, language));
  if (document.contains("written"))
    call.answer.remark(
        phrase("wrote {}: a row for each event goes below its header", printable(given.one("output"))));
  return done;
}

}  // namespace

std::vector<Command> template_commands() {
  return {{
      .name = "template",
      .summary = "make an empty table for a shop to fill in",
      .examples = "lcl template --output events.xlsx\n"
                  "lcl template --kind collection,resale --locale fr --output ventes.csv",
      .page = R"(Shows which columns a log of these events has, for which events each is needed, and what is
written there. With --output, the table itself is written, empty: a CSV file that has the
header alone, or a workbook whose cells offer the words that they may be and whose second
sheet explains its columns. Needs no registry.
)",
      .options = {{"kind", "LIST",
                   "kinds of events, with commas; collection,reconditioning,resale if not given"},
                  {"output", "FILE", "write the empty table to this file, .csv or .xlsx"},
                  {"locale", "LOCALE", "en (if not given) or fr: French headers, a French spreadsheet's CSV"},
                  force_option},
      .anchoring = Anchoring::none,
      .run = show_template,
  }};
}

}  // namespace lcl::cli
