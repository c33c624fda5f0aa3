// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "ledger/texts/audit_report_sections.hpp"
#include "ledger/texts/public_words.hpp"

namespace lcl::audit_report {
namespace {

using page::Cells;
using page::Heading;
using page::Message;
using page::Paragraph;
using page::Remark;
using page::Speech;
using page::Table;
using page::Tone;

std::string fate_of_record(const AuditReport& report, const CompletenessRecord& record, Speech say) {
  std::string fate = say(report.project.stands(record) ? Message::stands : Message::recorded_again);
  if (!record.reason.empty()) fate += " · " + record.reason;
  return fate;
}

}  // namespace

void add_completeness_records(const AuditReport& report, const Period& period, Speech say, Blocks& blocks) {
  const auto records = report.project.completeness_touching(period);
  if (records.empty()) return;
  blocks.emplace_back(Paragraph{say(Message::completeness_text)});
  Table table{say(Message::completeness_caption),
              {{say(Message::entry)},
               {say(Message::auditor)},
               {say(Message::book)},
               {say(Message::listed_in_book), Cells::numbers},
               {say(Message::drawn), Cells::numbers},
               {say(Message::found_in_ledger), Cells::numbers},
               {say(Message::left_out_kg), Cells::numbers},
               {say(Message::fate)}},
              {}};
  bool is_short = false;
  for (const CompletenessRecord* each : records) {
    is_short = is_short || (each->is_short() && report.project.stands(*each));
    table.rows.push_back({entry_number(each->seq), party(report, each->auditor),
                          say(book_names[static_cast<std::size_t>(each->book)]), say.whole(each->listed),
                          say.whole(each->drawn), say.whole(each->found), say.kilograms(each->projected()),
                          fate_of_record(report, *each, say)});
  }
  add_cut(std::move(table), say, blocks);
  if (is_short) blocks.emplace_back(Remark{Tone::bad, say(Message::ledger_lacks_devices)});
}

void add_completeness(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::completeness)});
  if (report.project.completeness_touching(report.report.period).empty())
    blocks.emplace_back(Remark{Tone::caution, say(Message::completeness_not_recorded)});
  add_completeness_records(report, report.report.period, say, blocks);
}

}  // namespace lcl::audit_report
