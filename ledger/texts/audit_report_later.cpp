// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "ledger/texts/audit_report_sections.hpp"

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

constexpr std::array<Message, 8> later_names{Message::later_opinion_withdrawn, Message::later_opinion_lapsed,
                                             Message::later_report_replaced,   Message::later_period_forgone,
                                             Message::later_elsewhere,         Message::later_disputed,
                                             Message::later_dispute_upheld,    Message::later_in_debt};

/// The cycles that come to something else than was reported, largest changes first.
void add_changes(const AuditReport& report, Speech say, Blocks& blocks) {
  constexpr std::size_t most_changes = 100;
  if (report.changes.empty()) return;
  std::vector<const ExplainedChange*> changes;
  for (const ExplainedChange& each : report.changes) changes.push_back(&each);
  const auto moved = [](const ExplainedChange* each) {
    const Decimal change = each->line.now - each->line.seen;
    return change.is_negative() ? -change : change;
  };
  std::stable_sort(changes.begin(), changes.end(),
                   [&](const auto* a, const auto* b) { return moved(b) < moved(a); });
  Table table{say(Message::changes_caption),
              {{say(Message::device), Cells::code},
               {say(Message::vintage)},
               {say(Message::reported_kg), Cells::numbers},
               {say(Message::now_kg), Cells::numbers},
               {say(Message::recorded_since)}},
              {}};
  for (const ExplainedChange* each : changes) {
    if (table.rows.size() == most_changes) break;
    std::string since;
    for (const LaterEvent& event : each->since)
      since += (since.empty() ? "" : ", ") + say(Message::at_entry, {entry_number(event.seq)});
    table.rows.push_back({hex(each->line.cycle.device), std::to_string(each->line.vintage),
                          say.kilograms(each->line.seen), say.kilograms(each->line.now),
                          since.empty() ? say(Message::by_a_statement) : since});
  }
  blocks.emplace_back(std::move(table));
  if (changes.size() > most_changes)
    blocks.emplace_back(
        Paragraph{say(Message::more_rows, {say.whole(most_changes), say.whole(changes.size())})});
}

}  // namespace

Remark later_remark(const AuditReport& report, Speech say) {
  const Decimal net = report.tally.amounts.net();
  const Decimal change = report.reduction_at_head - net;
  const bool changed = !change.is_zero() || !report.changes.empty();
  if (!changed && report.later.empty())
    return {Tone::good, say(Message::unchanged_since, {say.whole(report.head.size)})};
  std::string text =
      changed ? say(Message::changed_since, {say.whole(report.head.size),
                                             say.kilograms(report.reduction_at_head), say.kilograms(change)})
              : say(Message::unchanged_since, {say.whole(report.head.size)});
  if (!report.later.empty())
    text += " " + say.counted(report.later.size(), Message::one_later_fact, Message::several_later_facts);
  const Opinion* opinion = report.report.opinion();
  const Decimal size = net.is_negative() ? -net : net;
  const Decimal moved = change.is_negative() ? -change : change;
  const std::optional<Decimal> material =
      opinion == nullptr ? std::nullopt : product(opinion->materiality, size);
  const bool is_material = material && !moved.is_zero() && *material <= moved;
  if (is_material) text += " " + say(Message::change_is_material, {say.percent(opinion->materiality)});
  return {is_material ? Tone::bad : Tone::caution, std::move(text)};
}

void add_later(const AuditReport& report, Speech say, Blocks& blocks) {
  blocks.emplace_back(Heading{say(Message::later)});
  blocks.emplace_back(Paragraph{
      say(Message::later_text, {say.whole(report.report.checkpoint.size), say.whole(report.head.size)})});
  blocks.push_back(later_remark(report, say));
  if (!report.later.empty()) {
    Table table{say(Message::later_caption),
                {{say(Message::entry)}, {say(Message::fact)}, {say(Message::detail)}},
                {}};
    for (const LaterFact& each : report.later)
      table.rows.push_back({entry_number(each.seq), say(later_names[static_cast<std::size_t>(each.kind)]),
                            each.text.empty() ? "–" : each.text});
    blocks.emplace_back(std::move(table));
  }
  add_changes(report, say, blocks);
}

}  // namespace lcl::audit_report
