// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/forms.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/holder_text.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/project_listings.hpp"
#include "ledger/texts/unit_text.hpp"
#include "ledger/texts/vintage_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {
namespace {

constexpr std::uint64_t last_year = 9'999;

int year(const Arguments& given, std::string_view option) {
  const std::uint64_t number = given.whole(option);
  if (number == 0 || number > last_year) {
    throw UsageError(phrase("--{}: {} is not a year", option, number));
  }
  return static_cast<int>(number);
}

std::string kilograms_of(const Json& act, const char* field) {
  return kilograms(parse_decimal(act[field].get<std::string>()).value_or(Decimal()));
}

std::string issuance_preview(const Json& act) {
  Columns lines({Align::left, Align::right, Align::left});
  lines.row({phrase("vintage"), std::to_string(act["vintage"].get<int>()), ""});
  lines.row({phrase("avoided"), kilograms_of(act, "avoided"), "kgCO2e"});
  lines.row({phrase("emitted"), kilograms_of(act, "emitted"), "kgCO2e"});
  lines.row({phrase("given back"), kilograms_of(act, "given_back"), "kgCO2e"});
  lines.row({phrase("baseline"), kilograms_of(act, "baseline"), "kgCO2e"});
  lines.row({phrase("leakage"), kilograms_of(act, "leakage"), "kgCO2e"});
  lines.row(
      {phrase("credited"), kilograms_of(act, "reduction"),
       phrase(
           "kgCO2e, X: of each cycle the lesser of what the auditor saw and what stands, less the baseline "
           "and the leakage")});
  lines.row({phrase("creditable"), kilograms_of(act, "creditable"), phrase("kgCO2e, C: X after discounts")});
  lines.row({phrase("issued before"), whole(act["issued_before"].get<std::uint64_t>()), phrase("units")});
  lines.row(
      {phrase("cancelled"), whole(act["cancelled"].get<std::uint64_t>()), phrase("units, as a correction")});
  lines.row({phrase("set off"), kilograms_of(act, "set_off_in"), phrase("kgCO2e, in")});
  lines.row({"", kilograms_of(act, "set_off_out"), phrase("kgCO2e, out")});
  lines.row({phrase("owed"), kilograms_of(act, "owed"), "kgCO2e"});
  if (act.contains("withheld"))
    lines.row({phrase("withheld"), kilograms_of(act, "withheld"), phrase("kgCO2e, for what is in dispute")});
  if (act.contains("reserve"))
    lines.row({phrase("in reserve"), kilograms_of(act, "reserve"),
               phrase("kgCO2e, of C, until its second lives are over")});
  if (act.contains("beneficiary"))
    lines.row({phrase("issued to"), act["beneficiary"].get<std::string>().substr(0, 16),
               phrase("holder, as the developer has named")});
  lines.row({phrase("to issue"), whole(act["count"].get<std::uint64_t>()), phrase("units")});
  return lines.text();
}

Exit issue(Call& call) {
  const Arguments& given = call.arguments;
  const std::uint64_t report = given.whole("report");
  const int vintage = year(given, "vintage");
  const Decision decision{given.one("decision"), *parse_date(given.date("decided-on"))};
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Signer signer = signer_of(given);
  auto made = [&] {
    ProgressLine line;
    return issuance_act(ledger.opened(), call.subject(), report, vintage, decision, watched(line));
  }();
  if (!made) return call.refuse(made.refused());
  Json fields = *std::move(made);
  std::string text = issuance_preview(fields) + notices_text({(*named)->standing, false, true});
  return perform(call, ledger, signer,
                 {Act::units_issued, call.subject(), std::move(fields), Json::object(), std::move(text)});
}

Exit owed(Call& call) {
  require_form(call);
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto standing = [&] {
    ProgressLine line;
    return credit_standing(ledger.opened(), call.subject(), std::nullopt, watched(line), stands_at(call),
                           call.kept_figures);
  }();
  const Project& project = **named;
  const UnitsShown shown = estimates_shown(project);
  return give_exportable(call, {[&] {
                                  return Json{{"notices", notices_json(shown)},
                                              {"periods", periods_json(project, standing)},
                                              {"project", call.subject()},
                                              {"uncovered", uncovered_json(standing)},
                                              {"vintages", vintages_json(standing.vintages)}};
                                },
                                [&] { return owed_text(project, standing) + notices_text(shown); },
                                [&] { return owed_listing(project, standing.vintages, basis_of(call)); }});
}

Exit set_off(Call& call) {
  const Arguments& given = call.arguments;
  const int vintage = year(given, "vintage");
  const int from_vintage = year(given, "from-vintage");
  const std::string& text = given.one("kgco2e");
  const auto kg = parse_decimal(text);
  if (!kg) throw UsageError(phrase("--kgco2e: \"{}\" is not a quantity like 1250.5", text));
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  return perform(call, ledger, signer_of(given),
                 {Act::debt_set_off, call.subject(),
                  set_off_act(ledger.opened(), given.has("of-project") ? given.one("of-project") : "",
                              vintage, from_vintage, *kg)});
}

Exit state_debt(Call& call) {
  const int vintage = year(call.arguments, "vintage");
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Signer signer = signer_of(call.arguments);
  const Json act = [&] {
    ProgressLine line;
    return debt_act(ledger.opened(), call.subject(), vintage, watched(line));
  }();
  return perform(call, ledger, signer, {Act::debt_stated, call.subject(), act});
}

Exit name_beneficiary(Call& call) {
  const Arguments& given = call.arguments;
  const std::string* text = given.maybe("to");
  for (const char* term : {"use", "contract-date", "attestation"}) {
    if (given.has(term) != (text != nullptr))
      throw UsageError(text == nullptr ? phrase("--{} belongs to --to HOLDER", term)
                                       : phrase("--{} is missing", term));
  }
  Json fields = {{"vintage", given.whole("vintage")}};
  Ledger& ledger = call.ledger();
  ActRequest request{Act::beneficiary_named, call.subject(), {}, {}};
  if (text != nullptr) {
    const auto to = holder_named(ledger.state(), *text);
    if (!to) return call.refuse(to.refused());
    fields["holder"] = hex(*to);
    fields["use"] = given.word("use", use_words);
    fields["contract_date"] = given.date("contract-date");
    fields["attestation"] = evidence(given, "attestation");
    request.private_fields = prices(given);
    request.next = [project = call.subject(),
                    name = holder_name(ledger.state().records(), *to)](std::uint64_t seq) {
      return phrase("{} has to accept before it is issued any: lcl units accept {} {} --key HOLDER.pem", name,
                    project, seq);
    };
  }
  request.fields = std::move(fields);
  return perform(call, ledger, signer_of(given), request);
}

}  // namespace

std::vector<Command> units_commands() {
  std::vector<Command> commands{
      {.name = "units issue",
       .summary = "issue the units owed for a vintage on an audited report (certifier)",
       .examples = "lcl units issue RENO1 --report 41 --vintage 2025 --decision \"DGEC 2026-118\" \\\n"
                   "    --decided-on 2026-03-02 --key certifier.pem --dry-run\n"
                   "lcl units issue RENO1 --report 41 --vintage 2025 --decision \"DGEC 2026-118\" \\\n"
                   "    --decided-on 2026-03-02 --key certifier.pem",
       .page =
           R"(The figures are computed again. Of each cycle the lesser of what the auditor saw and what the
entries now give is credited, so sales, returns and corrections since then do no harm. You do
not say how many units: every whole tonne owed is issued, unless one of the project's
vintages is in debt, or an earlier period has no opinion yet.
)",
       .positionals = {"ID"},
       .options =
           with_signing({{"report", "SEQ", "the entry of the report, as lcl report list shows it", required},
                         {"vintage", "YEAR", "the calendar year of the reductions", required},
                         {"decision", "TEXT", "the reference of the authority's decision to issue", required},
                         {"decided-on", "DATE", "the day of that decision", required}}),
       .run = issue},
      {.name = "units owed",
       .summary = "show what each vintage is owed, was issued, or owes",
       .examples = "lcl units owed RENO1",
       .page = R"(For each period that was reported: what its cycles avoided, emitted and gave back when the
report was made (seen) and as the entries stand now, and X, the sum of the lesser of both,
cycle by cycle. For each vintage: C is X after discounts, and
owed = C - 1000 kg x (issued - cancelled as a correction) + set off in - set off out.
Less than zero is a debt. With --at: as the ledger stood then, the reserve as of its last
entry; the answer stays the same, whatever is recorded later.
)",
       .positionals = {"ID"},
       .options = with_forms({}),
       .exports = true,
       .run = owed},
      {.name = "units debt",
       .summary = "state what a vintage owes, for certificates of the project's units (certifier)",
       .examples = "lcl units debt RENO1 --vintage 2027 --key certifier.pem",
       .page = R"(A certificate of units shows what is stated, not what events have come to: state a debt that
is there to stay, of a closed project above all. It stands on every certificate of the
project's units made from then on, less what is cancelled and set off for it; stated again, it
is what it has become, and 0 where nothing is owed any more.
)",
       .positionals = {"ID"},
       .options = with_signing({{"vintage", "YEAR", "the vintage in debt", required}}),
       .run = state_debt},
      {.name = "units beneficiary",
       .summary = "name who is to have units from their issuance on (developer)",
       .examples = "lcl units beneficiary RENO1 --to \"Ville d'Albi\" --vintage 2026 --use contribution \\\n"
                   "    --contract-date 2026-02-01 --attestation attestation.pdf --key developer.pem\n"
                   "lcl units beneficiary RENO1 --vintage 2027 --key developer.pem",
       .page = R"(The initial beneficiary (art. 20) gets the units of that vintage and of later ones that are
issued once it has accepted, and its key alone moves or retires them. Without --to the
developer gets them again. The last naming for a vintage counts; a change of developer ends
all. Units that were issued before are offered: lcl units assign.
)",
       .positionals = {"ID"},
       .options = with_signing(
           {{"vintage", "YEAR", "the first vintage that it is for", required},
            {"to", "HOLDER", "a holder's name, or how its id begins; else the developer"},
            {"use", "USE", "what the units are used for"},
            {"contract-date", "DATE", "when the contract was signed"},
            {"attestation", "FILE|DIGEST", "signed by both parties, or its SHA-256"},
            {"price", "TEXT", "the price of a unit; private"},
            {"passed-on-price", "TEXT", "what of it is passed on to the developer; private"},
            {"financing", "TEXT", "financed before verification: who bears a shortfall; private"}}),
       .run = name_beneficiary},
      {.name = "units set-off",
       .summary = "set off a vintage's debt against another vintage (certifier)",
       .examples =
           "lcl units set-off RENO1 --vintage 2025 --from-vintage 2026 --kgco2e 1250.5 --key certifier.pem",
       .page =
           R"(At most what the one vintage owes and the other is owed; lcl units owed shows both. A project is issued
no units while one that it follows owes anything, and may pay for it out of what it is owed itself:
--of-project names the one in debt.
)",
       .positionals = {"ID"},
       .options = with_signing({{"of-project", "ID", "the project in debt, where this one follows it"},
                                {"vintage", "YEAR", "the vintage in debt", required},
                                {"from-vintage", "YEAR", "the vintage that pays", required},
                                {"kgco2e", "KG", "how much", required}}),
       .run = set_off},
  };
  for (Command& command : held_units_commands()) commands.push_back(std::move(command));
  for (Command& command : units_statement_commands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace lcl::cli
