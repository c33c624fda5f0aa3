// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/report_changes_text.hpp"

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/report_text.hpp"
#include "ledger/texts/vintage_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_lines = 100;

Json amounts_json(const Amounts& amounts) {
  return {{"avoided", to_string(amounts.avoided())}, {"baseline", to_string(amounts.baseline())},
          {"emitted", to_string(amounts.emitted())}, {"given_back", to_string(amounts.given_back())},
          {"leakage", to_string(amounts.leakage())}, {"net", to_string(amounts.net())}};
}

std::string heading(const Project& project, const Report& report, const ReportChanges& changes) {
  Columns lines({Align::left, Align::left});
  lines.row({phrase("project"), project.id + (project.title.empty() ? "" : "  " + project.title)});
  lines.row({phrase("report"), phrase("entry {}, {}", report.seq, to_string(report.period))});
  lines.row({phrase("stage"), stage_text(project, report)});
  lines.row({phrase("seen at"),
             phrase("{}, root {}", counted(changes.seen.checkpoint.size, phrase("entry"), phrase("entries")),
                    hex(changes.seen.checkpoint.root))});
  lines.row({phrase("now at"),
             phrase("{}, root {}", counted(changes.now.checkpoint.size, phrase("entry"), phrase("entries")),
                    hex(changes.now.checkpoint.root))});
  return lines.text();
}

std::string rows_table(const ReportChanges& changes) {
  const bool of_period = !lcl::of_period(changes.seen).empty() || !lcl::of_period(changes.now).empty();
  std::vector<Align> alignment{Align::right, Align::left,  Align::left, Align::right,
                               Align::right, Align::right, Align::right};
  std::vector<std::string> head{phrase("vintage"), phrase("category"), "kgCO2e",
                                phrase("avoided"), phrase("emitted"),  phrase("given back")};
  if (of_period) {
    alignment.push_back(Align::right);
    head.emplace_back(phrase("baseline, leakage"));
  }
  head.emplace_back("S");
  Columns table(alignment);
  table.row(head);
  const auto row = [&](std::string vintage, std::string category, std::string when, const Amounts& kg) {
    std::vector<std::string> cells{std::move(vintage),      std::move(category),
                                   std::move(when),         kilograms(kg.avoided()),
                                   kilograms(kg.emitted()), kilograms(kg.given_back())};
    if (of_period) cells.push_back(kilograms(kg.of_period()));
    cells.push_back(kilograms(kg.net()));
    table.row(cells);
  };
  for (const CategoryVintage& each : changes.rows) {
    row(std::to_string(each.vintage), each.category, phrase("seen"), each.seen);
    row("", "", phrase("now"), each.now);
  }
  row("", phrase("all"), phrase("seen"), changes.seen.amounts);
  row("", "", phrase("now"), changes.now.amounts);
  return table.text();
}

std::string since_text(const Project& project, const ExplainedChange& change) {
  std::string out;
  for (const LaterEvent& event : change.since) {
    if (!out.empty()) out += ", ";
    out += event.project == project.id ? phrase("{} in entry {}", event.kind, event.seq)
                                       : phrase("{} in entry {} of {}", event.kind, event.seq, event.project);
  }
  return out.empty() ? phrase("no event of the device: a statement") : out;
}

std::string changes_table(const Project& project, const ReportChanges& changes) {
  if (changes.changes.empty()) return {};
  Columns table(
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.row({phrase("device"), phrase("cycle"), phrase("vintage"), phrase("seen"), phrase("now"),
             phrase("change"), phrase("recorded since")});
  Decimal sum;
  std::size_t shown = 0;
  for (const ExplainedChange& change : changes.changes) {
    const ChangedLine& line = change.line;
    sum += line.now - line.seen;
    if (shown++ >= most_lines) continue;
    table.row({hex(line.cycle.device), std::to_string(line.cycle.ordinal + 1), std::to_string(line.vintage),
               kilograms(line.seen), kilograms(line.now), kilograms(line.now - line.seen),
               since_text(project, change)});
  }
  if (shown > most_lines)
    table.row({phrase("and {} more: --json lists them all", whole(std::uint64_t{shown - most_lines})), "", "",
               "", "", "", ""});
  table.row({phrase("all that changed"), "", "", "", "", kilograms(sum), ""});
  return '\n' + table.text();
}

std::string command_for(const Project& project, const Report& report) {
  return "lcl report file " + project.id + " --period " + to_string(report.period) + " --estimate " +
         std::to_string(report.estimate);
}

/// What the changes ask for, and of whom.
std::string outcome(const Project& project, const Report& report, const ReportChanges& changes) {
  if (const Report* last = project.report(report.period); last != &report)
    return phrase("the report of entry {} has taken its place\n", last->seq);
  if (report.forgone) return phrase("the period is given up\n");
  if (!changes.compared.differ) return phrase("every cycle comes to what was reported\n");
  const std::string change = change_text(changes.compared.risen);
  const std::string command = command_for(project, report);
  return changes.compared.risen
             ? phrase("{}\nthe developer reports it again with: {}\n", change, command)
             : phrase("{}, which counts already; a new report, and an opinion on it, would show it: {}\n",
                      change, command);
}

}  // namespace

Json report_changes_json(const Project& project, const Report& report, const ReportChanges& changes) {
  Json rows = Json::array();
  for (const CategoryVintage& each : changes.rows) {
    rows.push_back({{"category", each.category},
                    {"now", amounts_json(each.now)},
                    {"seen", amounts_json(each.seen)},
                    {"vintage", each.vintage}});
  }
  Json lines = Json::array();
  for (const ExplainedChange& change : changes.changes) {
    Json since = Json::array();
    for (const LaterEvent& event : change.since)
      since.push_back({{"entry", event.seq}, {"kind", event.kind}, {"project", event.project}});
    lines.push_back({{"change", to_string(change.line.now - change.line.seen)},
                     {"device", hex(change.line.cycle.device)},
                     {"now", to_string(change.line.now)},
                     {"ordinal", change.line.cycle.ordinal},
                     {"seen", to_string(change.line.seen)},
                     {"since", std::move(since)},
                     {"vintage", change.line.vintage}});
  }
  return {{"changes", std::move(lines)},
          {"differs", changes.compared.differ},
          {"now", amounts_json(changes.now.amounts)},
          {"report", report_json(project, report)},
          {"risen", changes.compared.risen},
          {"rows", std::move(rows)},
          {"seen", amounts_json(changes.seen.amounts)}};
}

std::string report_changes_text(const Project& project, const Report& report, const ReportChanges& changes) {
  return heading(project, report, changes) + '\n' + rows_table(changes) + changes_table(project, changes) +
         '\n' + outcome(project, report, changes);
}

}  // namespace lcl
