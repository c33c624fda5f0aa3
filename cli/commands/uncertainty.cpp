// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/commands/command_table.hpp"
#include "cli/kit/methodology_file.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/ledger.hpp"
#include "ledger/replay/uncertain_figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/uncertainty_text.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

Draws draws_of(const Arguments& given) {
  if (!given.has("monte-carlo")) {
    if (given.has("seed")) throw UsageError(phrase("--seed is that of draws: give --monte-carlo too"));
    return {};
  }
  if (!given.has("seed"))
    throw UsageError(phrase("--monte-carlo: give --seed, any text, so that the draws can be made again"));
  const Draws draws{given.whole("monte-carlo"), given.one("seed")};
  if (draws.number == 0 || most_draws < draws.number)
    throw UsageError(phrase("--monte-carlo: from 1 to {} draws", most_draws));
  const bool is_text =
      !draws.seed.empty() && draws.seed.size() <= 64 && is_normalised(draws.seed) && !has_control(draws.seed);
  if (!is_text) throw UsageError(phrase("--seed: a text of at most 64 bytes without control characters"));
  return draws;
}

Exit uncertainty(Call& call) {
  const Arguments& given = call.arguments;
  const Draws draws = draws_of(given);
  if (given.has("report") && given.has("period"))
    throw UsageError(phrase("give --report or --period, one of the two"));
  Ledger& ledger = call.ledger();
  auto named = labelled_project_named(ledger.state(), given.one("project"));
  if (!named) return call.refuse(named.refused());
  Period period = given.has("period") ? given.period("period") : (*named)->crediting_period;
  if (given.has("report")) {
    const auto report = report_named(given, **named);
    if (!report) return call.refuse(report.refused());
    period = (*report)->period;
    ledger.go_back_to((*report)->checkpoint.size);
    named = labelled_project_named(ledger.state(), given.one("project"));
    if (!named) return call.refuse(named.refused());
  }
  const Project& project = **named;
  std::optional<Methodology> assumed;
  if (const std::string* file = given.maybe("methodology")) {
    auto outcome = methodology_in(*file);
    if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome))
      return call.refuse(refusals_of(*faults, *file));
    assumed.emplace(std::get<Methodology>(std::move(outcome)));
    if (const auto unfit = refusals_of(project, *assumed, *file)) return call.refuse(*unfit);
  }
  const Methodology& methodology = assumed ? *assumed : *ledger.state().methodology_of(project);
  std::optional<Methodology> spanned;
  if (given.has("spans")) {
    auto outcome = methodology.with_spans();
    if (const auto* faults = std::get_if<std::vector<MethodologyFault>>(&outcome))
      return call.refuse(refusals_of(*faults, ""));
    spanned.emplace(std::get<Methodology>(std::move(outcome)));
  }
  const UncertainFigures figures = [&] {
    ProgressLine line;
    UncertainFigures found =
        uncertain_figures(ledger.opened(), project, period,
                          {assumed ? &*assumed : nullptr, spanned ? &*spanned : nullptr}, watched(line));
    if (draws.number != 0)
      found.drawn = drawn_figures(ledger.opened(), project, period, methodology, draws, watched(line));
    return found;
  }();
  const UnitsShown shown = estimates_shown(project);
  Json json = uncertainty_json(figures, draws);
  json["notices"] = notices_json(shown);
  return call.give(json, uncertainty_text(figures, draws) + notices_text(shown));
}

}  // namespace

std::vector<Command> uncertainty_commands() {
  return {{
      .name = "uncertainty",
      .summary = "show how certain a project's reductions are, source by source",
      .examples = "lcl uncertainty --project RENO1\n"
                  "lcl uncertainty --project RENO1 --period 2026 --spans\n"
                  "lcl uncertainty --project RENO1 --report 41\n"
                  "lcl uncertainty --project RENO1 --period 2026 --monte-carlo 200 --seed 2026",
      .page =
          R"(A methodology states of its factors between what low and high value they are known. All factors
of one source are taken low together, then high together, and the whole log is derived again
under each. What the worse of both takes off X, the reductions, is summed of the sources that
whoever chooses could use (asymmetric), and of the others taken as the root of the sum of
squares; what is left is X_low. All of it is exact. Without --period: the crediting period.
With --spans: what X changes by with each parameter of the method that has a span, and each
value that the project states, at both ends of its span, the categories of one together.
With --report: the period of a report, as of the checkpoint that it froze; with --at, as the
ledger stood then: the answer stays the same, whatever is recorded later.
Draws cost as many tallies as there are; X_low does not rest on them.
)",
      .options = {{"project", "ID", "the project", required},
                  {"period", "PERIOD", "2026, 2026-02 or FROM/TO with TO exclusive"},
                  {"methodology", "FILE",
                   "what if the method were the one in this document; nothing is recorded"},
                  {"report", "SEQ", "the period of this report, as of the checkpoint that it froze"},
                  at_option,
                  {"spans", "", "also what each assumption changes, and each value that the project states"},
                  {"monte-carlo", "N",
                   "also X of N draws, each source anywhere between low and high, to compare"},
                  {"seed", "TEXT", "what the draws follow from: the same text, the same draws", along}},
      .run = uncertainty,
  }};
}

}  // namespace lcl::cli
