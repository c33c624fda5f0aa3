// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <vector>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "ledger/registry/sampling_plan.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/sample_text.hpp"
#include "ledger/values/decimal.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

Json plan_json(const PlannedSample& planned, const SamplingPlan& plan) {
  return {{"certain", planned.size.certain},
          {"errors_borne", planned.errors_borne},
          {"factor", to_string(plan.factor(planned.errors_borne))},
          {"fewest", planned.size.fewest},
          {"interval", to_string(planned.interval)},
          {"kgco2e", to_string(planned.kg_co2e)},
          {"material", to_string(planned.material)},
          {"most", planned.size.most},
          {"population", planned.population},
          {"reduction", to_string(planned.reduction)}};
}

std::string plan_table(const PlannedSample& planned, const SamplingPlan& plan) {
  const SampleSize& size = planned.size;
  Columns lines({Align::left, Align::left});
  lines.row({phrase("plan"), plan_text(plan)});
  lines.row({phrase("reduction"), phrase("{} kgCO2e, of which {} are material", kilograms(planned.reduction),
                                         kilograms(planned.material))});
  lines.row({phrase("population"), phrase("{} cycles, {} kgCO2e that could be overstated",
                                          whole(planned.population), kilograms(planned.kg_co2e))});
  lines.row(
      {phrase("interval"), phrase("{} kgCO2e, the material ones divided by {}", kilograms(planned.interval),
                                  to_string(plan.factor(planned.errors_borne)))});
  lines.row({phrase("to examine"),
             size.most == size.fewest
                 ? phrase("{} cycles, of which {} for certain", whole(size.fewest), whole(size.certain))
                 : phrase("{} to {} cycles, of which {} for certain", whole(size.fewest), whole(size.most),
                          whole(size.certain))});
  lines.row({phrase("bears"), counted(planned.errors_borne, phrase("cycle that is wholly wrong"),
                                      phrase("cycles that are wholly wrong"))});
  return lines.text();
}

Exit plan_sample(Call& call) {
  const Arguments& given = call.arguments;
  const SamplingPlan plan{
      .method = static_cast<SamplingMethod>(*place_in(sampling_words, given.word("method", sampling_words))),
      .reasonable = given.word("assurance", assurance_words) == "reasonable",
      .materiality = *parse_decimal(given.share("materiality")),
      .expected = given.has("expected") ? *parse_decimal(given.share("expected")) : Decimal(0)};
  const auto reports = given.entries("report").get<std::vector<std::uint64_t>>();
  const Ledger& ledger = call.ledger();
  ProgressLine line;
  const auto planned = sample_forecast(ledger.opened(), call.subject(), reports, plan, watched(line));
  if (!planned) return call.refuse(planned.refused());
  std::string commit = "lcl sample commit " + call.subject();
  for (const std::uint64_t report : reports) commit += " --report " + std::to_string(report);
  commit += " --method " + given.word("method", sampling_words) + " --assurance " +
            given.word("assurance", assurance_words) + " --materiality " + to_string(plan.materiality);
  if (!plan.expected.is_zero()) commit += " --expected " + to_string(plan.expected);
  commit += " --number FILE --key KEY";
  Json json = plan_json(*planned, plan);
  json["command"] = commit;
  return call.give(json, plan_table(*planned, plan) + phrase("\nnext, the auditor: {}\n", commit));
}

}  // namespace

std::vector<Command> sample_plan_commands() {
  return {
      {.name = "sample plan",
       .summary = "show how many cycles a plan would draw, and how many errors it bears",
       .examples = "lcl sample plan RENO1 --report 41 --method monetary_unit --assurance reasonable \\\n"
                   "    --materiality 0.05 --expected 0.01",
       .page = R"(Shows, before anything is committed to, what a sample of these reports would take: what is
material, of how many cycles how many would be drawn, how many of them for certain (large,
confirmed, found wrong before), and how many may be found wholly wrong with the result still
within materiality. Nothing is recorded.
)",
       .positionals = {"ID"},
       .options = {{"report", "SEQ", "the entry of the report; once for each", required, true},
                   {"method", "WORD", "random, stratified or monetary_unit", required},
                   {"assurance", "WORD", "limited or reasonable", required},
                   {"materiality", "SHARE", "as a share of the reduction reported, like 0.05", required},
                   {"expected", "SHARE", "the share expected to be misstated; 0 if not given"},
                   at_option},
       .run = plan_sample}};
}

}  // namespace lcl::cli
