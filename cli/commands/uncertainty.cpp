// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/command_table.hpp"
#include "cli/kit/methodology_file.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/uncertain_figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/uncertainty_text.hpp"

namespace lcl::cli {
namespace {

Exit uncertainty(Call& call) {
  const Arguments& given = call.arguments;
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  const Period period = given.has("period") ? given.period("period") : project.crediting_period;
  std::optional<Methodology> spanned;
  if (given.has("spans")) {
    auto outcome = ledger.state().methodology_of(project)->with_spans();
    if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome))
      return call.refuse(refusals_of(*faults, ""));
    spanned.emplace(std::get<Methodology>(std::move(outcome)));
  }
  const UncertainFigures figures = [&] {
    ProgressLine line;
    return uncertain_figures(ledger.opened(), project, period, spanned ? &*spanned : nullptr, watched(line));
  }();
  const UnitsShown shown = estimates_shown(project);
  Json json = uncertainty_json(figures);
  json["notices"] = notices_json(shown);
  return call.give(json, uncertainty_text(figures) + notices_text(shown));
}

}  // namespace

std::vector<Command> uncertainty_commands() {
  return {{
      .name = "uncertainty",
      .summary = "show how certain a project's reductions are, source by source",
      .examples = "lcl uncertainty --project RENO1\n"
                  "lcl uncertainty --project RENO1 --period 2026 --spans",
      .page =
          "A methodology states of its factors between what low and high value they are known. All factors\n"
          "of one source are taken low together, then high together, and the whole log is derived again\n"
          "under each. What the worse of both takes off X, the reductions, is summed of the sources that\n"
          "whoever chooses could use (asymmetric), and of the others taken as the root of the sum of\n"
          "squares; what is left is X_low. All of it is exact. Without --period: the crediting period.\n",
      .options = {{"project", "ID", "the project", required},
                  {"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive"},
                  {"spans", "", "also what each assumption changes within the span of values worth a test"}},
      .run = uncertainty,
  }};
}

}  // namespace lcl::cli
