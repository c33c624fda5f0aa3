// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/afar.hpp"
#include "cli/kit/assumptions.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/explained_device.hpp"
#include "ledger/replay/explained_period.hpp"
#include "ledger/replay/reported_device.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/explained_period_text.hpp"
#include "ledger/texts/explained_what_if_text.hpp"
#include "ledger/texts/explanation_text.hpp"
#include "ledger/texts/reported_device_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Json recorded_json(const Explanation& explanation, const std::vector<ReportedDevice>& reports) {
  Json document = explanation_json(explanation);
  document["recorded"] = true;
  document["reports"] = reported_json(reports);
  return document;
}

std::string recorded_text(const Explanation& explanation, const std::vector<ReportedDevice>& reports) {
  return explanation_text(explanation) + reported_text(reports);
}

/// The checkpoint of the report of entry --report, whichever project's it is.
Result<Head> frozen_by_report(const Arguments& given, const RegistryState& state) {
  for (const auto& [id, project] : state.projects()) {
    if (const Report* report = project.report(given.whole("report"))) return report->checkpoint;
  }
  return Refused{Refusal::unknown_report, {}, phrase("entry {} is no report", given.one("report"))};
}

/// What is a period's and no device's.
Exit explain_project(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("serial") || given.has("manufacturer"))
    throw UsageError(phrase("give a device, or --project and --period for what is no device's"));
  if (assumes_anything(given))
    throw UsageError(phrase("--set and --methodology go with a device; lcl tally takes them for a period"));
  if (given.has("report"))
    throw UsageError(phrase("--report goes with a device; --at shows a period as the ledger stood earlier"));
  const Period period = given.period("period");
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const std::string* category = given.maybe("category");
  const Methodology& methodology = *ledger.state().methodology_of(project);
  if (category != nullptr && !methodology.knows_category(*category)) {
    throw UsageError(phrase("--category: the method has no category \"{}\"{}", *category,
                            suggestion(*category, methodology.categories())));
  }
  ExplainedPeriod explained = [&] {
    ProgressLine line;
    return explain_period(ledger.opened(), project, period, watched(line));
  }();
  if (category != nullptr)
    std::erase_if(explained.months, [&](const auto& month) { return month.category != *category; });
  return call.give(explained_period_json(explained, project.id),
                   explained_period_text(explained, project.id));
}

/// Whose cycles of the device the assumptions are of: the project named or, where there is but one, that.
const Project& assumed_project(const Call& call, const RegistryState& state, const Explanation& recorded) {
  const Arguments& given = call.arguments;
  std::set<std::string> projects;
  for (const ExplainedCycle& cycle : recorded.cycles) projects.insert(cycle.project);
  if (projects.empty()) throw UsageError(phrase("nothing of the device stands, whatever is assumed"));
  if (given.has("project")) {
    if (!projects.contains(given.one("project")))
      throw UsageError(phrase("--project: the device has no cycle in {}", given.one("project")));
    return *state.project(given.one("project"));
  }
  if (projects.size() > 1) {
    std::string names;
    for (const std::string& id : projects) names += ' ' + id;
    throw UsageError(phrase("the device has cycles in several projects: give --project, one of{}", names));
  }
  return *state.project(*projects.begin());
}

/// Under other assumptions, beside what is recorded.
Exit explain_what_if(Call& call, const FoundDevice& device, Explanation recorded) {
  const Ledger& ledger = call.ledger();
  const Project& project = assumed_project(call, ledger.state(), recorded);
  const auto assumed = assumptions_of(call, ledger.state(), project);
  if (const auto* refusals = std::get_if<Refusals>(&assumed)) return call.refuse(*refusals);
  const auto& [supposition, values] = std::get<Assumptions>(assumed);
  const SupposedProject supposed{project.id, supposition};
  const ExplainedWhatIf explained{std::move(recorded), explain(ledger.opened(), device, &supposed),
                                  project.id, supposition.methodology.digest()};
  return call.give(explained_what_if_json(explained, values), explained_what_if_text(explained, values));
}

Exit explain_device(Call& call) {
  const Arguments& given = call.arguments;
  for (const char* option : {"period", "category"}) {
    if (given.has(option)) throw UsageError(phrase("--{} goes with --project, without a device", option));
  }
  if (given.has("report") && assumes_anything(given))
    throw UsageError(phrase("--report shows what was recorded: leave out --set and --methodology"));
  if (given.has("project") && !assumes_anything(given) && afar_of(call) == nullptr)
    throw UsageError(phrase("--project goes with --period, or with a device and --set or --methodology"));
  Ledger& ledger = call.ledger();
  const std::vector<Pseudonym> asked = device_asked_for(call, ledger);
  ProgressLine line;
  const std::optional<FoundDevice> found = find_device(ledger.opened().log(), asked, watched(line));
  if (!found) return never_recorded(call, asked);
  require_disclosed(call, ledger, *found);
  Explanation explanation = explain(ledger.opened(), *found);
  if (assumes_anything(given)) return explain_what_if(call, *found, std::move(explanation));
  const std::vector<ReportedDevice> reports = reported_device(ledger.opened(), *found, explanation);
  if (given.has("report")) {
    const auto frozen = frozen_by_report(given, ledger.state());
    if (!frozen) return call.refuse(frozen.refused());
    explanation = explained_before(ledger.opened(), *found, frozen->size);
    ledger.go_back_to(frozen->size);
  }
  return call.give(recorded_json, recorded_text, explanation, reports);
}

Exit explain(Call& call) {
  const Arguments& given = call.arguments;
  const bool is_of_device =
      given.has_positional(0) || !given.has("project") || (given.has("serial") && given.has("manufacturer"));
  return is_of_device ? explain_device(call) : explain_project(call);
}

std::vector<Option> explain_options() {
  std::vector<Option> options = device_options();
  options.push_back(
      {"project", "ID",
       "what is a period's of this project, and no device's; of a device at an address: the bundle to read",
       instead});
  options.push_back({"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive", along});
  options.push_back({"category", "CATEGORY", "of it, this category alone"});
  for (Option& option : assumption_options()) options.push_back(option);
  options.push_back({"report", "SEQ", "as of the checkpoint that this report froze"});
  options.push_back(at_option);
  return options;
}

}  // namespace

std::vector<Command> explain_commands() {
  return {{
      .name = "explain",
      .summary = "show step by step how a figure is computed",
      .examples = "lcl explain 490154203237518\n"
                  "lcl explain 4be2a7d1c09f5e3381d6b2a7c4e5f601 --json\n"
                  "lcl explain 490154203237518 --report 41\n"
                  "lcl explain --project RENO1 --period 2026-03 --category smartphone\n"
                  "lcl explain 490154203237518 --set substitution=0.6",
      .page =
          R"(For each cycle of the device: every fact, formula, operand and source behind each figure. Below it
stands what each report froze of the device, beside what it comes to now. With --report, the steps
are those as of the checkpoint that the report froze; with --at, all of it is as the ledger stood
then.
With --project: what is a period's and no device's, such as what would have been sold without
the project; for each category and month what is counted of the year at its start and its end,
every formula over it, and what the month adds. The arithmetic is the tally's own.
With --set or --methodology: what the device would come to under other assumptions, beside what
is recorded; with --project, in that project's cycles. Nothing of it is recorded.
)",
      .positionals = {"IMEI|PSEUDONYM"},
      .options = explain_options(),
      .run = explain,
  }};
}

}  // namespace lcl::cli
