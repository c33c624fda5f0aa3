// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/explained_period.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/explained_period_text.hpp"
#include "ledger/texts/explanation_text.hpp"

namespace lcl::cli {
namespace {

Json recorded_json(const Explanation& explanation) {
  Json document = explanation_json(explanation);
  document["recorded"] = true;
  return document;
}

/// What is a period's and no device's.
Exit explain_project(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has_positional(0) || given.has("serial") || given.has("manufacturer"))
    throw UsageError("give a device, or --project and --period for what is no device's");
  const Period period = given.period("period");
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  if (const std::string* category = given.maybe("category")) {
    const Methodology& methodology = *ledger.state().methodology_of(project);
    if (!methodology.knows_category(*category))
      throw UsageError("--category: the method has no category \"" + *category + '"' +
                       suggestion(*category, methodology.categories()));
  }
  ExplainedPeriod explained = [&] {
    ProgressLine line;
    return explain_period(ledger.opened(), project, period, watched(line));
  }();
  if (const std::string* category = given.maybe("category"))
    std::erase_if(explained.months, [&](const auto& month) { return month.category != *category; });
  return call.give(explained_period_json(explained, project.id), explained_period_text(explained, project.id));
}

Exit explain(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("project")) return explain_project(call);
  for (const char* option : {"period", "category"}) {
    if (given.has(option)) throw UsageError("--" + std::string(option) + " goes with --project");
  }
  const Ledger& ledger = call.ledger();
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  ProgressLine line;
  const std::optional<FoundDevice> found = find_device(ledger.opened().log(), asked, watched(line));
  if (!found) return never_recorded(call, asked);
  require_disclosed(ledger, *found);
  const Explanation explanation = explain(ledger.opened(), *found);
  return call.give(recorded_json, explanation_text, explanation);
}

std::vector<Option> explain_options() {
  std::vector<Option> options = device_options();
  options.push_back({"project", "ID", "what is a period's of this project, and no device's", instead});
  options.push_back({"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", along});
  options.push_back({"category", "CATEGORY", "of it, this category alone"});
  return options;
}

}  // namespace

std::vector<Command> explain_commands() {
  return {{
      .name = "explain",
      .summary = "show step by step how a figure is computed",
      .examples = "lcl explain 490154203237518\n"
                  "lcl explain 4be2a7d1c09f5e3381d6b2a7c4e5f601 --json\n"
                  "lcl explain --project RENO1 --period 2026-03 --category smartphone",
      .page = "For each cycle of the device: every fact, formula, operand and source behind each figure.\n"
              "With --project: what is a period's and no device's, such as what would have been sold without\n"
              "the project; for each category and month what is counted of the year at its start and its end,\n"
              "every formula over it, and what the month adds. The arithmetic is the tally's own.\n",
      .positionals = {"IMEI|PSEUDONYM"},
      .options = explain_options(),
      .run = explain,
  }};
}

}  // namespace lcl::cli
