// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/command_table.hpp"
#include "cli/progress.hpp"
#include "cli/references.hpp"
#include "cli/report_text.hpp"
#include "cli/signing.hpp"
#include "ledger/exports/columns.hpp"
#include "ledger/exports/figures.hpp"

namespace lcl::cli {
namespace {

std::string preview(const Project& project, const Period& period, const Json& act, std::uint64_t estimate) {
  Columns lines({Align::left, Align::left});
  lines.row({"period", to_string(period)});
  lines.row({"frozen at", std::to_string(act["checkpoint"]["size"].get<std::uint64_t>()) + " entries"});
  lines.row({"tally", act["tally"].get<std::string>()});
  const auto reduction = parse_decimal(act["reduction"].get<std::string>());
  lines.row({"reduction", kilograms(*reduction) + " kgCO2e, S"});
  lines.row({"estimate", whole(estimate) + " units"});
  std::string out = lines.text();
  if (const Report* before = project.report(period)) {
    out += "it replaces the report of entry " + std::to_string(before->seq) + ", of " +
           kilograms(before->reduction) + " kgCO2e\n";
  }
  return out + "in full: lcl tally --project " + project.id + " --period " + to_string(period) + '\n';
}

Exit file_report(Call& call) {
  const Arguments& given = call.arguments;
  const Json days = given.days("period");
  const Period period = given.period("period");
  const std::uint64_t estimate = given.whole("estimate");
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (const auto* refused = std::get_if<Refused>(&named)) return refuse(call, *refused);
  const Signer signer = signer_of(given);
  Json fields = [&] {
    ProgressLine line;
    return ledger.report_act(call.subject(), period, estimate, watched(line));
  }();
  std::string text = preview(*std::get<const Project*>(named), period, fields, estimate);
  return perform(call, ledger, signer,
                 {Act::period_reported, call.subject(), std::move(fields), Json::object(), std::move(text)});
}

Exit list_reports(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = project_named(ledger.state(), call.subject());
  if (const auto* refused = std::get_if<Refused>(&named)) return refuse(call, *refused);
  const Project& project = *std::get<const Project*>(named);
  Json items = Json::array();
  Columns lines({Align::right, Align::left, Align::right, Align::right, Align::left});
  lines.row({"entry", "period", "S, kgCO2e", "estimate", "stage"});
  for (const Report& report : project.reports) {
    items.push_back(report_json(project, report));
    lines.row({std::to_string(report.seq), to_string(report.period), kilograms(report.reduction),
               whole(report.estimate), stage_text(project, report)});
  }
  if (call.json()) {
    call.answer.document({{"project", project.id}, {"reports", std::move(items)}});
  } else if (project.reports.empty()) {
    call.answer.write("no report yet\n");
  } else {
    call.answer.write(lines.text());
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> report_commands() {
  return {
      {.name = "report file",
       .summary = "report a period: its figures, frozen at today's head (developer)",
       .usage = "ID --period P --estimate N --key FILE",
       .examples = "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem --dry-run\n"
                   "lcl report file RENO1 --period 2025 --estimate 40 --key developer.pem",
       .page = "The reduction is computed from the entries, and again by whoever reads the report. A\n"
               "second report of exactly the same period replaces the first; others may not overlap.\n",
       .positionals = {"ID"},
       .options = with_signing({{"period", "P", "2025, 2025-02 or FROM/TO with TO exclusive"},
                                {"estimate", "N", "units that the dossier expected of this period"}}),
       .run = file_report},
      {.name = "report list",
       .summary = "list a project's reports, and how far each has come",
       .usage = "ID",
       .examples = "lcl report list RENO1",
       .page = "Stages: reported, reopened, modified (an opinion that is not unmodified), misstated\n"
               "(beyond materiality), audited, issued, replaced (by a later report of its period).\n",
       .positionals = {"ID"},
       .options = {},
       .run = list_reports},
  };
}

}  // namespace lcl::cli
