// SPDX-License-Identifier: Apache-2.0
// Units issued, and what is owed before and after.
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/vintage_text.hpp"

namespace lcl::cli {
namespace {

constexpr std::uint64_t last_year = 9'999;

int year(const Arguments& given, std::string_view option) {
  const std::uint64_t number = given.whole(option);
  if (number == 0 || number > last_year) {
    throw UsageError("--" + std::string(option) + ": " + std::to_string(number) + " is not a year");
  }
  return static_cast<int>(number);
}

std::string kilograms_of(const Json& act, const char* field) {
  return kilograms(parse_decimal(act[field].get<std::string>()).value_or(Decimal()));
}

std::string preview(const Json& act) {
  Columns lines({Align::left, Align::right, Align::left});
  lines.row({"vintage", std::to_string(act["vintage"].get<int>()), ""});
  lines.row({"avoided", kilograms_of(act, "avoided"), "kgCO2e"});
  lines.row({"emitted", kilograms_of(act, "emitted"), "kgCO2e"});
  lines.row({"given back", kilograms_of(act, "given_back"), "kgCO2e"});
  lines.row({"creditable", kilograms_of(act, "creditable"), "kgCO2e, C: after discounts"});
  lines.row({"issued before", whole(act["issued_before"].get<std::uint64_t>()), "units"});
  lines.row({"cancelled", whole(act["cancelled"].get<std::uint64_t>()), "units, as a correction"});
  lines.row({"set off", kilograms_of(act, "set_off_in"), "kgCO2e, in"});
  lines.row({"", kilograms_of(act, "set_off_out"), "kgCO2e, out"});
  lines.row({"owed", kilograms_of(act, "owed"), "kgCO2e"});
  lines.row({"to issue", whole(act["count"].get<std::uint64_t>()), "units"});
  return lines.text();
}

Exit issue(Call& call) {
  const Arguments& given = call.arguments;
  const std::uint64_t report = given.whole("report");
  const int vintage = year(given, "vintage");
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const Signer signer = signer_of(given);
  auto made = [&] {
    ProgressLine line;
    return issuance_act(ledger.opened(), call.subject(), report, vintage, watched(line));
  }();
  if (!made) return refuse(call, made.refused());
  Json fields = *std::move(made);
  std::string text = preview(fields);
  return perform(call, ledger, signer,
                 {Act::units_issued, call.subject(), std::move(fields), Json::object(), std::move(text)});
}

Exit owed(Call& call) {
  const Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  const auto owed = [&] {
    ProgressLine line;
    return vintages(ledger.opened(), call.subject(), watched(line));
  }();
  if (call.json()) {
    call.answer.document(
        {{"head", head_json(ledger.head())}, {"project", call.subject()}, {"vintages", vintages_json(owed)}});
  } else if (owed.empty()) {
    call.answer.write("nothing is owed: no audited period has a reduction\n");
  } else {
    call.answer.write(vintages_text(owed));
  }
  return Exit::done;
}

Exit set_off(Call& call) {
  const Arguments& given = call.arguments;
  const int vintage = year(given, "vintage");
  const int from_vintage = year(given, "from-vintage");
  const std::string& text = given.one("kgco2e");
  const auto kg = parse_decimal(text);
  if (!kg) throw UsageError("--kgco2e: \"" + text + "\" is not a quantity like 1250.5");
  Ledger ledger({call.registry()});
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return refuse(call, named.refused());
  return perform(
      call, ledger, signer_of(given),
      {Act::debt_set_off, call.subject(), set_off_act(ledger.opened(), vintage, from_vintage, *kg)});
}

}  // namespace

std::vector<Command> issuance_commands() {
  return {
      {.name = "units issue",
       .summary = "issue what a vintage is owed on an audited report (certifier)",
       .usage = "ID --report SEQ --vintage YEAR --key FILE",
       .examples = "lcl units issue RENO1 --report 41 --vintage 2025 --key certifier.pem --dry-run\n"
                   "lcl units issue RENO1 --report 41 --vintage 2025 --key certifier.pem",
       .page = "The tally is computed again: where a correction has changed the report's figures, it\n"
               "is refused. How many units is not asked: all whole tonnes owed are issued, unless a\n"
               "vintage of the project is in debt.\n",
       .positionals = {"ID"},
       .options = with_signing({{"report", "SEQ", "the entry of the report, as lcl report list shows it"},
                                {"vintage", "YEAR", "the calendar year of the reductions"}}),
       .run = issue},
      {.name = "units owed",
       .summary = "show per vintage what is owed, issued, or in debt",
       .usage = "ID",
       .examples = "lcl units owed RENO1",
       .page = "owed = C - 1000 kg x (issued - cancelled as a correction) + set off in - set off out,\n"
               "over the audited periods, at today's head.\n",
       .positionals = {"ID"},
       .options = {},
       .run = owed},
      {.name = "units set-off",
       .summary = "set a vintage's debt off against a later one (certifier)",
       .usage = "ID --vintage YEAR --from-vintage YEAR --kgco2e KG --key FILE",
       .examples =
           "lcl units set-off RENO1 --vintage 2025 --from-vintage 2026 --kgco2e 1250.5 --key certifier.pem",
       .page = "At most what the one owes and the other is owed: lcl units owed.\n",
       .positionals = {"ID"},
       .options = with_signing({{"vintage", "YEAR", "the vintage in debt"},
                                {"from-vintage", "YEAR", "the later vintage that pays"},
                                {"kgco2e", "KG", "how much"}}),
       .run = set_off},
  };
}

}  // namespace lcl::cli
