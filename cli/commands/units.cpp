// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <utility>

#include "cli/commands/command_table.hpp"
#include "cli/kit/evidence.hpp"
#include "cli/kit/progress.hpp"
#include "cli/kit/references.hpp"
#include "cli/kit/signing.hpp"
#include "ledger/replay/credit_standing.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/notices.hpp"
#include "ledger/texts/unit_text.hpp"
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

std::string issuance_preview(const Json& act) {
  Columns lines({Align::left, Align::right, Align::left});
  lines.row({"vintage", std::to_string(act["vintage"].get<int>()), ""});
  lines.row({"avoided", kilograms_of(act, "avoided"), "kgCO2e"});
  lines.row({"emitted", kilograms_of(act, "emitted"), "kgCO2e"});
  lines.row({"given back", kilograms_of(act, "given_back"), "kgCO2e"});
  lines.row({"credited", kilograms_of(act, "reduction"),
             "kgCO2e, X: of each cycle the lesser of what the auditor saw and what stands"});
  lines.row({"creditable", kilograms_of(act, "creditable"), "kgCO2e, C: X after discounts"});
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
  const Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto standing = [&] {
    ProgressLine line;
    return credit_standing(ledger.opened(), call.subject(), std::nullopt, watched(line));
  }();
  const Project& project = **named;
  const UnitsShown shown = estimates_shown(project);
  return call.give({{"notices", notices_json(shown)},
                    {"periods", periods_json(project, standing)},
                    {"project", call.subject()},
                    {"vintages", vintages_json(standing.vintages)}},
                   owed_text(project, standing) + notices_text(shown));
}

Exit set_off(Call& call) {
  const Arguments& given = call.arguments;
  const int vintage = year(given, "vintage");
  const int from_vintage = year(given, "from-vintage");
  const std::string& text = given.one("kgco2e");
  const auto kg = parse_decimal(text);
  if (!kg) throw UsageError("--kgco2e: \"" + text + "\" is not a quantity like 1250.5");
  Ledger& ledger = call.ledger();
  const auto named = labelled_project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  return perform(
      call, ledger, signer_of(given),
      {Act::debt_set_off, call.subject(), set_off_act(ledger.opened(), vintage, from_vintage, *kg)});
}

/// `FIRST-LAST`, ascending, from 1.
std::optional<std::pair<std::uint64_t, std::uint64_t>> range_of(std::string_view text) {
  const auto number = [](std::string_view digits) {
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && stop == digits.data() + digits.size() ? value : 0;
  };
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::uint64_t first = number(text.substr(0, dash));
  const std::uint64_t last = number(text.substr(dash + 1));
  if (first == 0 || last < first) return std::nullopt;
  return std::pair(first, last);
}

Exit list_units(Call& call) {
  const Ledger& ledger = call.ledger();
  const auto named = project_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const Project& project = **named;
  Json items = Json::array();
  Columns lines({Align::left, Align::right, Align::left, Align::left, Align::left});
  lines.row({"serial", "units", "state", "beneficiary", "use"});
  for (const Issuance& issuance : project.issuances) {
    for (const Holding& holding : issuance.holdings) {
      items.push_back(holding_json(project, issuance, holding));
      lines.row({to_string(block_of(project, issuance, holding)), whole(std::uint64_t{holding.count()}),
                 std::string(word(holding.state)), holder_text(holding), spoken(holding.use)});
    }
  }
  const UnitsShown shown = units_shown(project);
  return call.give(
      {{"holdings", std::move(items)}, {"notices", notices_json(shown)}, {"project", project.id}},
      (project.issuances.empty() ? "no units were issued yet\n" : lines.text()) + notices_text(shown));
}

Exit show_units(Call& call) {
  const Ledger& ledger = call.ledger();
  const auto named = units_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto& units = *named;
  return call.give(units_json, units_text, ledger.opened(), units);
}

/// The units that --part names inside `block`.
Result<UnitBlock> part_asked_for(const Arguments& given, UnitBlock block) {
  const std::string* text = given.maybe("part");
  if (text == nullptr) return block;
  const auto range = range_of(*text);
  if (!range) throw UsageError("--part: \"" + *text + "\" is not a range like 1-20");
  if (range->first < block.first || range->second > block.last) {
    return Refused{Refusal::unknown_units, {}, "units " + *text + " are not all in " + to_string(block)};
  }
  block.first = static_cast<std::uint32_t>(range->first);
  block.last = static_cast<std::uint32_t>(range->second);
  return block;
}

/// An act on the units that the call names, of the project whose they are.
Exit perform_on_units(Call& call, Act act, Json fields, Json private_fields = Json::object()) {
  Ledger& ledger = call.ledger();
  const auto named = units_named(ledger.state(), call.subject());
  if (!named) return call.refuse(named.refused());
  const auto& units = *named;
  const auto part = part_asked_for(call.arguments, units.block);
  if (!part) return call.refuse(part.refused());
  const std::string serial = to_string(*part);
  fields["units"] = serial;
  std::string text = call.arguments.has("part") ? "units " + serial + '\n' : std::string();
  return perform(call, ledger, signer_of(call.arguments),
                 {act, units.project->id, std::move(fields), std::move(private_fields), std::move(text)});
}

Exit assign(Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("beneficiary") == given.has("anonymous")) {
    throw UsageError("give --beneficiary NAME, or --anonymous NAME for one who is not named in public");
  }
  Json fields = {{"attestation", evidence(given, "attestation")},
                 {"contract_date", given.date("contract-date")},
                 {"use", given.word("use", use_words)}};
  Json private_fields = Json::object();
  if (const std::string* name = given.maybe("beneficiary")) fields["beneficiary"] = *name;
  if (const std::string* name = given.maybe("anonymous")) private_fields["beneficiary"] = *name;
  if (const std::string* price = given.maybe("price")) private_fields["price"] = *price;
  return perform_on_units(call, Act::units_assigned, std::move(fields), std::move(private_fields));
}

Exit retire(Call& call) {
  const Arguments& given = call.arguments;
  Json fields = {{"use", given.word("use", use_words)}, {"year", given.whole("year")}};
  if (const std::string* name = given.maybe("beneficiary")) fields["beneficiary"] = *name;
  return perform_on_units(call, Act::units_retired, std::move(fields));
}

Exit cancel(Call& call) {
  const Arguments& given = call.arguments;
  return perform_on_units(
      call, Act::units_cancelled,
      {{"reason", given.word("reason", cancellation_words)}, {"text", given.one("text")}});
}

/// `own`, then --part and what signing needs.
std::vector<Option> with_part(std::vector<Option> own) {
  own.push_back({"part", "FIRST-LAST", "only these units of the block"});
  return with_signing(std::move(own));
}

}  // namespace

std::vector<Command> units_commands() {
  return {
      {.name = "units issue",
       .summary = "issue the units owed for a vintage on an audited report (certifier)",
       .examples = "lcl units issue RENO1 --report 41 --vintage 2025 --decision \"DGEC 2026-118\" \\\n"
                   "    --decided-on 2026-03-02 --key certifier.pem --dry-run\n"
                   "lcl units issue RENO1 --report 41 --vintage 2025 --decision \"DGEC 2026-118\" \\\n"
                   "    --decided-on 2026-03-02 --key certifier.pem",
       .page =
           "The figures are computed again. Of each cycle the lesser of what the auditor saw and what the\n"
           "entries now give is credited, so sales, returns and corrections since then do no harm. You do\n"
           "not say how many units: every whole tonne owed is issued, unless one of the project's\n"
           "vintages is in debt, or an earlier period has no opinion yet.\n",
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
       .page = "For each period that was reported: what its cycles avoided, emitted and gave back when the\n"
               "report was made (seen) and as the entries stand now, and X, the sum of the lesser of both,\n"
               "cycle by cycle. For each vintage: C is X after discounts, and\n"
               "owed = C - 1000 kg x (issued - cancelled as a correction) + set off in - set off out.\n"
               "Less than zero is a debt.\n",
       .positionals = {"ID"},
       .run = owed},
      {.name = "units set-off",
       .summary = "set off a vintage's debt against a later vintage (certifier)",
       .examples =
           "lcl units set-off RENO1 --vintage 2025 --from-vintage 2026 --kgco2e 1250.5 --key certifier.pem",
       .page = "At most what the one vintage owes and the other is owed; lcl units owed shows both.\n",
       .positionals = {"ID"},
       .options = with_signing({{"vintage", "YEAR", "the vintage in debt", required},
                                {"from-vintage", "YEAR", "the later vintage that pays", required},
                                {"kgco2e", "KG", "how much", required}}),
       .run = set_off},
      {.name = "units list",
       .summary = "list a project's units in blocks sharing one status",
       .examples = "lcl units list RENO1",
       .positionals = {"ID"},
       .run = list_units},
      {.name = "units show",
       .summary = "show where units come from and who holds them",
       .examples = "lcl units show LBC-RENO1-2025-1-000000001-000000042-05",
       .page = "Shows owners, issuance, report, opinion and project, and the commands that lead on to the\n"
               "devices and their events.\n",
       .positionals = {"SERIAL"},
       .run = show_units},
      {.name = "units assign",
       .summary = "declare to whom units were sold (developer)",
       .examples =
           "lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --beneficiary \"Ville d'Albi\" \\\n"
           "    --use contribution --contract-date 2026-02-01 --attestation attestation.pdf \\\n"
           "    --price \"38 EUR a unit\" --key developer.pem\n"
           "lcl units assign LBC-RENO1-2025-1-000000001-000000042-05 --part 1-20 --anonymous \"A. Martin\" "
           "\\\n"
           "    --use voluntary_compensation --contract-date 2026-02-01 --attestation attestation.pdf \\\n"
           "    --key developer.pem",
       .page = "Uses: contribution, voluntary_compensation, mandatory_compensation. The price and the name\n"
               "of an anonymous beneficiary are never made public: only their digest enters the log, and\n"
               "they can be erased. A contract must be declared within three months of its signature; later\n"
               "declarations are accepted, and shown as late.\n",
       .positionals = {"SERIAL"},
       .options = with_part(
           {{"beneficiary", "NAME", "who holds them from now on", required},
            {"anonymous", "NAME", "the same, for someone who is not to be named in public", instead},
            {"use", "USE", "what they are used for", required},
            {"contract-date", "DATE", "when the contract was signed", required},
            {"attestation", "FILE|DIGEST", "signed by both parties, or its SHA-256", required},
            {"price", "TEXT", "the price; private"}}),
       .run = assign},
      {.name = "units retire",
       .summary = "retire units for good (developer or certifier)",
       .examples =
           "lcl units retire LBC-RENO1-2025-1-000000001-000000042-05 --year 2026 --use contribution \\\n"
           "    --key developer.pem",
       .page = "Retired units stay retired: they can no longer be assigned or cancelled.\n",
       .positionals = {"SERIAL"},
       .options = with_part(
           {{"year", "YEAR", "the year they are used for", required},
            {"use", "USE", "contribution, voluntary_compensation or mandatory_compensation", required},
            {"beneficiary", "NAME", "the final beneficiary, if not the one on record"}}),
       .run = retire},
      {.name = "units cancel",
       .summary = "cancel units for good (developer or certifier)",
       .examples = "lcl units cancel LBC-RENO1-2025-1-000000041-000000042-96 --reason correction \\\n"
                   "    --text \"returns of March\" --key developer.pem",
       .page = "Reasons: correction (settles a debt of the vintage), error, other_registry.\n",
       .positionals = {"SERIAL"},
       .options = with_part({{"reason", "WORD", "correction, error or other_registry", required},
                             {"text", "TEXT", "why, in words", required}}),
       .run = cancel},
  };
}

}  // namespace lcl::cli
