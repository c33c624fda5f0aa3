// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/staged_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_participants_named = 5;

std::string value_text(const std::string& value) {
  return value.empty() ? phrase("not given") : printable(value);
}

std::string difference_text(const StagedDifference& difference, const std::string& log) {
  if (difference.line == 0)
    return phrase("event {}: {} is in the staged file and not in {}\n", difference.event,
                  printable(difference.staged), printable(log));
  if (difference.event == 0)
    return phrase("{}:{}: {} is in the log and not in the staged file\n", printable(log), difference.line,
                  printable(difference.logged));
  return phrase("{}:{}: {} of event {}: {} in the log, {} in the staged file\n", printable(log),
                difference.line, printable(difference.field), difference.event, value_text(difference.logged),
                value_text(difference.staged));
}

}  // namespace

Json staged_summary_json(const StagedSummary& summary) {
  Json kinds = Json::object();
  for (std::size_t i = 0; i < event_kinds; ++i) {
    if (summary.of_kind.at(i) > 0)
      kinds[std::string(word(static_cast<EventKind>(i)))] = summary.of_kind.at(i);
  }
  Json json = {{"devices", summary.devices},
               {"events", summary.events},
               {"kinds", std::move(kinds)},
               {"participants", summary.participants}};
  if (summary.events > 0) {
    json["first"] = to_string(summary.first);
    json["last"] = to_string(summary.last);
  }
  return json;
}

std::string staged_summary_text(const StagedSummary& summary) {
  std::string kinds;
  for (std::size_t i = 0; i < event_kinds; ++i) {
    if (summary.of_kind.at(i) == 0) continue;
    if (!kinds.empty()) kinds += ", ";
    kinds += whole(summary.of_kind.at(i)) + " " + spoken(word(static_cast<EventKind>(i)));
  }
  std::string participants;
  std::size_t named = 0;
  for (const std::string& participant : summary.participants) {
    if (named++ == most_participants_named) break;
    participants += (participants.empty() ? "" : ", ") + participant;
  }
  if (summary.participants.size() > most_participants_named)
    participants = phrase("{} and {} more", participants,
                          whole(std::uint64_t{summary.participants.size() - most_participants_named}));
  Columns lines({Align::left, Align::left});
  lines.row({phrase("events"), whole(summary.events) + ": " + kinds});
  lines.row({phrase("devices"), whole(summary.devices)});
  if (summary.events > 0)
    lines.row({phrase("dates"), phrase("{} to {}", date_of(summary.first), date_of(summary.last))});
  lines.row({phrase("participants"), participants});
  return lines.text(2);
}

Json staged_differences_json(const StagedComparison& comparison) {
  Json list = Json::array();
  for (const StagedDifference& difference : comparison.listed) {
    Json item = Json::object();
    if (difference.event > 0) item["event"] = difference.event;
    if (difference.line > 0) item["line"] = difference.line;
    if (!difference.field.empty()) item["field"] = difference.field;
    if (!difference.staged.empty()) item["staged"] = difference.staged;
    if (!difference.logged.empty()) item["logged"] = difference.logged;
    list.push_back(std::move(item));
  }
  return list;
}

std::string staged_differences_text(const StagedComparison& comparison, const std::string& log) {
  std::string text;
  for (const StagedDifference& difference : comparison.listed) text += difference_text(difference, log);
  if (comparison.differences > comparison.listed.size())
    text += phrase("and {} more\n", whole(comparison.differences - comparison.listed.size()));
  return text;
}

}  // namespace lcl
