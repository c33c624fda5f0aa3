// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "cli/commands/command_table.hpp"
#include "cli/kit/assumptions.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/report_changes.hpp"
#include "ledger/replay/what_if.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/report_changes_text.hpp"
#include "ledger/texts/tally_text.hpp"
#include "ledger/texts/what_if_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

std::vector<Grouping> groupings_of(const Call& call) {
  constexpr std::array<Grouping, 7> all{Grouping::category, Grouping::month,          Grouping::participant,
                                        Grouping::approval, Grouping::reconditioning, Grouping::territory,
                                        Grouping::effect};
  std::vector<std::string_view> words;
  words.reserve(all.size());
  for (const Grouping each : all) words.push_back(word(each));
  std::vector<Grouping> groupings;
  const std::string* text = call.arguments.maybe("by");
  std::string_view rest = text == nullptr ? std::string_view() : *text;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    const std::optional<Grouping> one = grouping(name);
    if (!one) throw UsageError(phrase("--by: \"{}\" is no grouping{}", name, suggestion(name, words)));
    if (std::find(groupings.begin(), groupings.end(), *one) != groupings.end()) {
      throw UsageError(phrase("--by: {} is given twice", name));
    }
    groupings.push_back(*one);
  }
  return groupings;
}

Json json_of(const Tally& tally, const UnitsShown& shown) {
  Json json = tally_json(tally, LCL_VERSION);
  json["notices"] = notices_json(shown);
  return json;
}

/// Of one report: as it was frozen, and now.
Exit tally_of_report(Call& call) {
  const Arguments& given = call.arguments;
  for (const char* option : {"period", "by", "format", "output", "locale"}) {
    if (given.has(option)) throw UsageError(phrase("--report takes no --{}", option));
  }
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const auto named_report = report_named(given, project);
  if (!named_report) return call.refuse(named_report.refused());
  const Report* report = *named_report;
  const ReportChanges changes = [&] {
    ProgressLine line;
    return report_changes(ledger.opened(), project, *report, watched(line));
  }();
  const UnitsShown shown = estimates_shown(project);
  Json json = report_changes_json(project, *report, changes);
  json["notices"] = notices_json(shown);
  json["project"] = project.id;
  return call.give(json, report_changes_text(project, *report, changes) + notices_text(shown));
}

/// Under other assumptions, beside what is recorded.
Exit tally_what_if(Call& call) {
  const Arguments& given = call.arguments;
  for (const char* option : {"report", "by", "format", "output", "locale"}) {
    if (given.has(option)) {
      throw UsageError(phrase("--{} goes with a tally of what is recorded, not with {}", option,
                              given.has("set") ? "--set" : "--methodology"));
    }
  }
  const Period period = given.period("period");
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const auto assumed = assumptions_of(call, ledger.state(), project);
  if (const auto* refusals = std::get_if<Refusals>(&assumed)) return call.refuse(*refusals);
  const auto& [supposition, values] = std::get<Assumptions>(assumed);
  const bool lists_cycles = given.has("cycles");
  const WhatIf figures = [&, &supposed = supposition] {
    ProgressLine line;
    return what_if(ledger.opened(), project, supposed, period, lists_cycles, watched(line));
  }();
  const UnitsShown shown = estimates_shown(project);
  Json json = what_if_json(figures, values, lists_cycles);
  json["notices"] = notices_json(shown);
  return call.give(json, what_if_text(figures, values, lists_cycles) + notices_text(shown));
}

Exit tally(Call& call) {
  if (assumes_anything(call.arguments)) return tally_what_if(call);
  if (call.arguments.has("cycles"))
    throw UsageError(phrase("--cycles lists what comes to something else: give --set or --methodology"));
  if (call.arguments.has("report")) return tally_of_report(call);
  const std::string& project = call.arguments.one("project");
  const Period period = call.arguments.period("period");
  const std::vector<Grouping> groupings = groupings_of(call);
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), project);
  if (!named) return call.refuse(named.refused());
  const Tally tally = [&] {
    ProgressLine line;
    return ledger.tally(project, period, groupings, watched(line));
  }();
  const UnitsShown shown = estimates_shown(**named);
  return give_exportable(
      call, {[&] { return json_of(tally, shown); }, [&] { return tally_table(tally) + notices_text(shown); },
             [&] { return tally_listing(tally, shown, basis_of(call)); }});
}

}  // namespace

std::vector<Command> tally_commands() {
  return {{
      .name = "tally",
      .summary = "add up a project's reductions over a period",
      .examples = "lcl tally --project RENO1 --period 2026\n"
                  "lcl tally --project RENO1 --period 2026 --by category,month --output 2026.csv\n"
                  "lcl tally --project RENO1 --period 2026 --output 2026.xlsx --locale fr\n"
                  "lcl tally --project RENO1 --period 2026-01-01/2026-07-01 --by territory\n"
                  "lcl tally --project RENO1 --report 41\n"
                  "lcl tally --project RENO1 --period 2026 --at 3000\n"
                  "lcl tally --project RENO1 --period 2026 --set substitution=0.6 --cycles\n"
                  "lcl tally --project RENO1 --period 2026 --set existing_practice[smartphone]=1000\n"
                  "lcl tally --project RENO1 --period 2026 --methodology draft.json",
      .page = R"(Emissions count in the period of the event that caused them, avoided emissions in the period
of the resale. The table and pages are rounded; CSV, XLSX and
JSON are exact. The tally has a digest over
everything it was computed from: the same ledger and methodology give the same digest
anywhere.
Rows by reconditioning tell apart light (no parts fitted), full, and none yet.
With --report: what a report froze beside what its period comes to now, by vintage and category,
and every cycle that comes to something else, with what was recorded of its device since.
With --at: as the ledger stood then, so that a report's digest can be seen again; the answer stays
the same, whatever is recorded later.
With --set or --methodology: the same events under other assumptions, beside what is recorded, and
the difference by effect, class, category, month and vintage. It is a question: nothing of it is
recorded. A value outside the span that the method gives a parameter is taken, and said.
)",
      .options =
          with_forms({{"project", "ID", "the project", required},
                      {"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", required},
                      {"report", "SEQ",
                       "a report instead, as lcl report list shows it, beside what stands now", instead},
                      {"by", "LIST",
                       "rows by category, month, participant, approval, reconditioning, territory, effect"},
                      assumption_options()[0],
                      assumption_options()[1],
                      {"cycles", "", "with these: list each cycle that comes to something else"}}),
      .exports = true,
      .run = tally,
  }};
}

}  // namespace lcl::cli
